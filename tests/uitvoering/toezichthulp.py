"""An overeenkomst that runs since 1 January 2018, with the people of both sides; the clock stands in April."""

import subprocess
from datetime import date
from decimal import Decimal

from overeenkomst.models import Overeenkomst
from partijen.models import Gebruiker
from partijen.states import Rolsoort
from tests.factories import RolFactory, zet_klok
from tests.factories_bekendmaking import BeslissingFactory, BriefFactory
from tests.factories_inschrijving import InschrijvingFactory, RegioinschrijvingFactory
from tests.factories_overeenkomst import PrijsvolumeafspraakFactory
from tests.onthoud import onthoud
from tests.overeenkomst.geldhulp import Geldtoneel, overeenkomst
from uitvoering import actions
from uitvoering.models import Beeindiging, Tekortkoming

APRIL = "2018-04-03 10:00"


@onthoud
def lopend() -> Overeenkomst:
    """Of Stichting Wulp in Utrecht, with an afspraak of 69,000 euro for 2018."""
    toneel = Geldtoneel()
    toneel.persoon(Rolsoort.INKOOPMANAGER)
    deel = toneel.partij("Stichting Wulp")
    PrijsvolumeafspraakFactory(regioinschrijving=deel, status="voorgesteld")
    RolFactory(soort=Rolsoort.INVULLER, organisatie=deel.inschrijving.organisatie)
    RolFactory(soort=Rolsoort.TEKENBEVOEGDE, organisatie=deel.inschrijving.organisatie)
    zet_klok(APRIL)
    return overeenkomst(deel, "van_kracht")


class Toezichttoneel:
    """`inkoper` and two managers at the zorgkantoor, `invuller` and `tekenaar` at the organisation."""

    def __init__(self) -> None:
        zet_klok(APRIL)
        self.overeenkomst = lopend()
        inschrijving = self.overeenkomst.inschrijving
        self.kenmerk = inschrijving.kenmerk
        self.inkoper, self.manager, self.collega = self._mensen(inschrijving.uitvoerder)
        self.invuller, self.tekenaar = self._mensen(inschrijving.organisatie)
        self.regio = inschrijving.regios.get()
        self.eis = inschrijving.ronde.eisen.get(nummer=8)

    @staticmethod
    def _mensen(van) -> list[Gebruiker]:
        return [rol.gebruiker for rol in van.rollen.order_by("pk")]

    def tekortkoming(self, **velden) -> Tekortkoming:
        """On article 11, since 1 February 2018."""
        basis = {"bron": "artikel", "eis_id": None, "artikel": "artikel 11", "sinds": date(2018, 2, 1)}
        basis |= {"omschrijving": "Op vrijdag is niemand bereikbaar.", "door": self.inkoper}
        return actions.open_tekortkoming(overeenkomst_id=self.overeenkomst.pk, **basis | velden)

    def in_gebreke(self, tot: date = date(2018, 4, 30)) -> Tekortkoming:
        rij = self.tekortkoming()
        actions.stel_in_gebreke(tekortkoming_id=rij.pk, eist="Wees bereikbaar.", termijn_tot=tot, door=self.inkoper)
        return Tekortkoming.objects.get(pk=rij.pk)

    def met_bevinding(self) -> Tekortkoming:
        rij = self.tekortkoming()
        return actions.leg_bevinding_vast(tekortkoming_id=rij.pk, bevinding="Drie vrijdagen dicht.", door=self.inkoper)

    def korting(self, rij: Tekortkoming, percentage: str = "5.00", **velden):
        """Drafted by the inkoper, for May and June."""
        basis = {"soort": "korting", "motivering": "Wij belden drie keer.", "percentage": Decimal(percentage)}
        basis |= {"vanaf": date(2018, 5, 1), "tot": date(2018, 6, 30), "door": self.inkoper}
        return actions.stel_maatregel_op(tekortkoming_id=rij.pk, **basis | velden)

    def opzegging(self, **velden) -> Beeindiging:
        """Drafted by the inkoper: surseance since March, last day 30 June 2018."""
        basis = {"grond": "surseance", "sinds": date(2018, 3, 1), "laatste_dag": date(2018, 6, 30)}
        basis |= {"toelichting": "De rechter gaf surseance.", "door": self.inkoper}
        return actions.stel_opzegging_op(overeenkomst_id=self.overeenkomst.pk, **basis | velden)

    def tweede(self) -> Overeenkomst:
        """Of Stichting Kluut, in force in the same region."""
        toewijzing = self.regio.toewijzing
        dossier = InschrijvingFactory(
            ronde=toewijzing.ronde,
            uitvoerder=toewijzing.uitvoerder,
            status="geopend",
            organisatie__statutaire_naam="Stichting Kluut",
        )
        deel = RegioinschrijvingFactory(inschrijving=dossier, toewijzing=toewijzing)
        BeslissingFactory(gegund=True, brief=BriefFactory(bekend=True, inschrijving=dossier), regioinschrijving=deel)
        return overeenkomst(deel, "van_kracht")

    def vers(self) -> Overeenkomst:
        return Overeenkomst.objects.get(pk=self.overeenkomst.pk)


def tekst_van(pdf: bytes) -> str:
    """The words of a letter, each separated by one space."""
    uitvoer = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(uitvoer.stdout.decode().split())
