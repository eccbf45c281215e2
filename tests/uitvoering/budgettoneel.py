"""Two regions of one zorgkantoor with money for 2018, parties with an afspraak, and their months."""

from datetime import date
from decimal import Decimal

from inschrijving.models import Regioinschrijving
from overeenkomst.models import Prijsvolumeafspraak
from overeenkomst.queries.verdelen import Regel
from tests.factories import zet_klok
from tests.uitvoering.toneel import Uitvoeringtoneel, cijfers, lever
from uitvoering.models import Productierapportage

T69 = Decimal("69.00")


class Budgettoneel(Uitvoeringtoneel):
    """Its clock is on 5 February 2018. `begroot` divides the money of the first region."""

    def begroot(self, *paren: tuple[Regioinschrijving, str]) -> None:
        """These parties get these budgets for 2018, fixed by two people before the year."""
        zet_klok("2017-12-01 10:00")
        nu = self.stand()
        regels = {d.regio.pk: Regel(tarief=T69, jaarbedrag=Decimal(0), reden="Zo afgesproken.") for d in nu.deelnames}
        gegeven = {r.pk: Regel(tarief=T69, jaarbedrag=Decimal(b), reden="Zo afgesproken.") for r, b in paren}
        statussen = self._zonder_handtekening()
        self.vast(regels | gegeven)
        for rij, status in statussen:
            type(rij).objects.filter(pk=rij.pk).update(status=status)
        zet_klok("2018-02-05 10:00")
