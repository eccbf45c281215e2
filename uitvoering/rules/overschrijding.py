"""Order of the steps when a budget is not enough, and moving money between budgets (2.2.2; bijlage 2 h2). Pure.

All amounts in euro as Decimal.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kern.fouten import RegelFout
from kern.opmaak import euro


@dataclass(frozen=True)
class Ruimte:
    """A budget, and what is already delivered or declared of it."""

    budget: Decimal
    gebruikt: Decimal

    @property
    def vrij(self) -> Decimal:
        """What can go to another budget."""
        return max(self.budget - self.gebruikt, Decimal(0))


def overgeslagen(trap: str, *, volgorde: Sequence[str], gedaan: Collection[str]) -> list[str]:
    """The steps before this one of which no outcome is recorded (IK-180, OV-163)."""
    return [eerder for eerder in volgorde[: volgorde.index(trap)] if eerder not in gedaan]


def eis_volgorde(namen: Sequence[str], *, streng: bool) -> None:
    """Refuse to skip steps where the ronde binds their order; elsewhere that is a warning (IK-180, OV-163)."""
    if namen and streng:
        wat = namen[0][:1].lower() + namen[0][1:]
        raise RegelFout(f"Dit kan nog niet. Leg eerst de uitkomst vast van deze stap: {wat}.")


def verschuif(van: Ruimte, naar: Ruimte, bedrag: Decimal, eenheid: Decimal) -> tuple[Decimal, Decimal]:
    """The two budgets after the move; together they stay the same (IK-179, OV-164).

    Raises RegelFout for what is no amount, and when the giving budget would become less than is used of it.
    """
    eis_bedrag(bedrag, eenheid)
    if bedrag > van.vrij:
        raise RegelFout(
            f"Van dit budget is nog {euro(van.vrij)} vrij: de rest is al geleverd of gedeclareerd. Verlaag het bedrag."
        )
    return van.budget - bedrag, naar.budget + bedrag


def eis_bedrag(bedrag: Decimal, eenheid: Decimal) -> None:
    """Refuse an amount of nothing or less, and one that is no whole number of units."""
    if not bedrag.is_finite() or bedrag <= 0:
        raise RegelFout("Vul een bedrag in van meer dan € 0.")
    if bedrag % eenheid:
        raise RegelFout(f"Vul een bedrag in {'hele euro’s' if eenheid == 1 else 'hele centen'} in.")


def eis_jaar_loopt(jaar: int, *, vandaag: date) -> None:
    """Refuse what moves the budget of a year that is over."""
    if vandaag.year > jaar:
        raise RegelFout(f"Het jaar {jaar} is voorbij: met dit budget kan niets meer veranderen.")


def eis_vanaf(vanaf: date, *, vandaag: date, jaar: int) -> None:
    """Refuse a first day that is over, or in another year than that of the budget."""
    eis_jaar_loopt(jaar, vandaag=vandaag)
    if vanaf < vandaag:
        raise RegelFout("De eerste dag is al voorbij. Kies vandaag of een dag die nog komt.")
    if vanaf.year != jaar:
        raise RegelFout(f"Kies een dag in {jaar}: het gaat om het budget van dat jaar.")
