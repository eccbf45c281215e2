"""An overeenkomst with an afspraak for 2018 (69 euro an hour, 3,000 euro), and production to declare."""

from datetime import date
from decimal import Decimal as D

from inschrijving.models import Regioinschrijving
from partijen.models import Gebruiker
from partijen.states import Rolsoort
from tests.factories import RolFactory, zet_klok
from tests.factories_overeenkomst import PrijsvolumeafspraakFactory
from tests.onthoud import onthoud
from tests.uitvoering.toneel import Uitvoeringtoneel, cijfers, lever, stand
from uitvoering import actions
from uitvoering.models import Declaratie
from uitvoering.queries import declaraties as queries

JANUARI, FEBRUARI, MAART = (date(2018, nummer, 1) for nummer in (1, 2, 3))
APRIL = "2018-04-05 10:00"
BUDGET = D("3000.00")


@onthoud
def met_afspraak() -> Regioinschrijving:
    toneel = Uitvoeringtoneel()
    rij = toneel.partij()
    PrijsvolumeafspraakFactory(regioinschrijving=rij, status="voorgesteld", budget=BUDGET)
    RolFactory(soort=Rolsoort.INKOPER, bij_uitvoerder=True, uitvoerder=toneel.uitvoerder)
    RolFactory(soort=Rolsoort.TEKENBEVOEGDE, organisatie=rij.inschrijving.organisatie)
    zet_klok(APRIL)
    return rij


class Declaratietoneel:
    """`inkoper`, a `manager` and a `collega` at the zorgkantoor; `tekenaar` at the organisation."""

    def __init__(self) -> None:
        zet_klok(APRIL)
        self.regio = met_afspraak()
        dossier = self.regio.inschrijving
        self.inkoper, self.manager, self.collega = self._mensen(dossier.uitvoerder)
        [self.tekenaar] = self._mensen(dossier.organisatie)

    @staticmethod
    def _mensen(van) -> list[Gebruiker]:
        return [rol.gebruiker for rol in van.rollen.order_by("pk")]

    def produceer(self, uren: str = "20.00", maand: date = JANUARI):
        """Report so many hours of a month, as a correction when something came before."""
        versies = len(stand(self.regio, maand).versies)
        nul = uren == "0"
        wat = cijfers((uren, 0 if nul else 9), ("0", 0), clienten=0 if nul else 3)
        if nul:
            wat = type(wat)(wat.regels, 0, geen_productie=True)
        return lever(self.regio, self.tekenaar, wat, maand=maand, gezien=versies)

    def voorstel(self, maand: date = JANUARI):
        return queries.voorstel(stand(self.regio, maand))

    def dien_in(self, maand: date = JANUARI, **velden) -> Declaratie:
        basis = {"btw_percentage": D(0), "verklaring": True, "op_tijd": True, "door": self.tekenaar}
        basis |= {"gezien": velden.pop("gezien", None) or self.voorstel(maand).hash}
        return actions.dien_declaratie_in(regio_id=self.regio.pk, maand=maand, **basis | velden)

    def declareer(self, uren: str = "20.00", maand: date = JANUARI, **velden) -> Declaratie:
        self.produceer(uren, maand)
        return self.dien_in(maand, **velden)

    def keur(self, rij: Declaratie, door: Gebruiker | None = None) -> Declaratie:
        return actions.keur_declaratie_goed(declaratie_id=rij.pk, door=door or self.inkoper)

    def betaal(self, rij: Declaratie, door: Gebruiker | None = None, dag: date = date(2018, 4, 5)) -> Declaratie:
        return actions.leg_betaling_vast(declaratie_id=rij.pk, dag=dag, door=door or self.manager)

    def betaald(self, uren: str = "20.00", maand: date = JANUARI, **velden) -> Declaratie:
        return self.betaal(self.keur(self.declareer(uren, maand, **velden)))

    def eind(self) -> list[tuple[int, str, str, str]]:
        """Month, hours, amount and what is above the budget, of what counts."""
        rijen = queries.gedeclareerd([self.regio.pk])
        return [(maand.month, str(d.uren), str(d.bedrag), str(d.boven)) for (_, maand), d in sorted(rijen.items())]
