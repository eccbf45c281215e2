"""A region with money, and parties whose decision for an overeenkomst was made known."""

from datetime import date
from decimal import Decimal

from inschrijving.models import Regioinschrijving
from overeenkomst.actions import bewaar_verdeling, stel_verdeling_vast
from overeenkomst.models import Overeenkomst, Verdeling
from overeenkomst.queries.verdelen import Regel, Stand, stand
from overeenkomst.states import Status
from partijen.models import Gebruiker
from partijen.states import Rolsoort
from publicatie.models import Regiobudget, Regiotoewijzing
from tests.factories import TOEN, RolFactory, StukFactory, WlzUitvoerderFactory, zet_klok
from tests.factories_bekendmaking import BeslissingFactory, BriefFactory, OvereenkomstFactory
from tests.factories_inschrijving import InschrijvingFactory, kleine_ronde

T69 = Decimal("69.00")


class Geldtoneel:
    """One uitvoerder with a region, its staff, and on 18 September 2017 the parties that `partij` adds."""

    def __init__(self, geld: str | None = "100000.00", regios: tuple[str, ...] = ("Utrecht",), **velden):
        zet_klok("2017-09-18 10:00")
        self.uitvoerder = WlzUitvoerderFactory(zorgkantoor="Zorgkantoor IJsvogel")
        self.ronde = kleine_ronde(uitvoerder=self.uitvoerder, regios=regios, gemeenten=1, **velden)
        self.ronde.refresh_from_db()
        self.regio = self.ronde.toewijzingen.get(regio__naam=regios[0])
        self.inkoper = self.persoon(Rolsoort.INKOPER)
        self.manager = self.persoon(Rolsoort.INKOOPMANAGER)
        if geld is not None:
            self.geef(geld)

    def geef(self, bedrag: str, jaar: int = 2018) -> None:
        Regiobudget.objects.update_or_create(toewijzing=self.regio, jaar=jaar, defaults={"bedrag": Decimal(bedrag)})

    def persoon(self, soort: str) -> Gebruiker:
        return RolFactory(bij_uitvoerder=True, soort=soort, uitvoerder=self.uitvoerder).gebruiker

    def partij(
        self, naam: str, uren: str = "1000.00", *, regio: Regiotoewijzing | None = None, **velden
    ) -> Regioinschrijving:
        """A party with a decision; `velden` for the Beslissing (looptijd) or `lager_tarief`."""
        dossier = InschrijvingFactory(
            ronde=self.ronde,
            uitvoerder=self.uitvoerder,
            status="geopend",
            organisatie__statutaire_naam=naam,
            email="bestuur@wulp.example",
        )
        rij = Regioinschrijving.objects.create(
            inschrijving=dossier,
            toewijzing=regio or self.regio,
            clienten=100,
            uren=Decimal(uren),
            lager_tarief=velden.pop("lager_tarief", None),
        )
        BeslissingFactory(
            gegund=True,
            brief=BriefFactory(bekend=True, inschrijving=dossier, dagtekening=date(2017, 9, 15)),
            regioinschrijving=rij,
            **velden,
        )
        return rij

    def tekenaar(self, rij: Regioinschrijving) -> Gebruiker:
        return RolFactory(soort=Rolsoort.TEKENBEVOEGDE, organisatie=rij.inschrijving.organisatie).gebruiker

    def stand(self, jaar: int = 2018) -> Stand:
        return stand(Regiotoewijzing.objects.select_related("ronde", "regio").get(pk=self.regio.pk), jaar)

    def bewaar(
        self, regels: dict[int, Regel] | None = None, *, jaar: int = 2018, door: Gebruiker | None = None
    ) -> Verdeling:
        """Keep a draft; without `regels` the proposal for everyone, at the tarief that each has."""
        nu = self.stand(jaar)
        voorstel = {d.regio.pk: Regel(tarief=d.partij.tarief, schatting=d.partij.schatting) for d in nu.deelnames}
        hier = {"toewijzing_id": self.regio.pk, "jaar": jaar, "gezien": nu.gezien}
        return bewaar_verdeling(**hier, regels=voorstel | (regels or {}), door=door or self.inkoper)

    def vast(self, regels: dict[int, Regel] | None = None, *, jaar: int = 2018) -> Verdeling:
        """Kept by the inkoper, fixed by the manager."""
        rij = self.bewaar(regels, jaar=jaar)
        return stel_verdeling_vast(verdeling_id=rij.pk, gezien_hash=rij.hash, door=self.manager)


def overeenkomst(rij: Regioinschrijving, status: str) -> Overeenkomst:
    """The overeenkomst of this party, with what that status asks of the row."""
    getekend = {"organisatie_getekend_op": TOEN, "getekend_op": TOEN, "getekend_stuk": StukFactory()}
    getekend["exemplaar_zorgkantoor"] = StukFactory()
    return OvereenkomstFactory(
        inschrijving=rij.inschrijving,
        status=status,
        aangeboden_op=TOEN,
        ingang_op=date(2018, 1, 1),
        eind_op=date(2020, 12, 31),
        **({} if status == Status.AANGEBODEN else getekend),
    )
