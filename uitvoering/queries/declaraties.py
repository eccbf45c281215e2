"""Reading declaraties: what is declared, what a month would pay now, and what waits on whom (bijlage 2 h2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from uitvoering.models import Declaratie


@dataclass(frozen=True)
class Gedeclareerd:
    """Hours that were declared of a month, and what is paid of them in euro without btw."""

    uren: Decimal
    bedrag: Decimal
    boven: Decimal  # above the budget, never paid


def gedeclareerd(
    regios: Iterable[int], *, van: date = date.min, tot: date = date.max
) -> dict[tuple[int, date], Gedeclareerd]:
    """What is declared per Regioinschrijving and month (first days, inclusive) and counts now. One query."""
    rijen = Declaratie.objects.geldend().filter(regioinschrijving__in=list(regios), maand__range=(van, tot))
    velden = rijen.values_list("regioinschrijving", "maand", "uren", "bedrag", "bruto")
    return {(regio, maand): Gedeclareerd(uren, bedrag, bruto - bedrag) for regio, maand, uren, bedrag, bruto in velden}
