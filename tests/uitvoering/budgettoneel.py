"""Two regions of one zorgkantoor with money for 2018, parties with an afspraak, and months with hours."""

from datetime import date
from decimal import Decimal

from inschrijving.models import Regioinschrijving
from overeenkomst.queries.verdelen import Regel
from publicatie.models import Regiotoewijzing
from tests.factories import zet_klok
from tests.factories_uitvoering import ProductierapportageFactory, ProductieregelFactory
from tests.uitvoering.toneel import Uitvoeringtoneel
from uitvoering.models import Productierapportage
from uitvoering.queries import budget as lezen
from uitvoering.queries import productie
from uitvoering.queries.budget import Budgetstand

T69 = Decimal("69.00")


class Budgettoneel(Uitvoeringtoneel):
    """Its clock is on 5 April 2018: three months are over."""

    def __init__(self, **velden):
        super().__init__(**velden)
        zet_klok("2018-04-05 10:00")

    def begroot(self, regio: Regiotoewijzing, *paren: tuple[Regioinschrijving, str]) -> None:
        """All parties of this region get these budgets for 2018, fixed by two people."""
        self.regio = regio
        self.vast({rij.pk: Regel(tarief=T69, jaarbedrag=Decimal(b), reden="Zo afgesproken.") for rij, b in paren})

    def wulp(self, budget: str = "82800.00") -> Regioinschrijving:
        """One party, in Utrecht, with 100 hours a month."""
        rij = self.partij()
        self.begroot(self.regio, (rij, budget))
        return rij


def maand(rij: Regioinschrijving, nummer: int, uren: str, **velden) -> Productierapportage:
    """A month of 2018 that was received, with so many hours."""
    begin = {"regioinschrijving": rij, "maand": date(2018, nummer, 1), "geen_productie": False}
    rapportage = ProductierapportageFactory(**begin | velden)
    ProductieregelFactory(rapportage=rapportage, uren=Decimal(uren), vragen=10)
    return rapportage


def budget(rij: Regioinschrijving, jaar: int = 2018) -> Budgetstand:
    [uit] = lezen.standen(productie.lopend().filter(regioinschrijving=rij), jaar)
    return uit
