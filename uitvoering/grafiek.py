"""A budget over its months as a drawing: bars of what is used, the even line, and where it goes. Whole pixels."""

from dataclasses import dataclass
from decimal import Decimal

from kern.opmaak import MAANDEN_KORT, getal
from uitvoering.rules.budget import Verloop

LINKS, BOVEN, BREED, HOOG, STAP = 76, 14, 640, 220, 4


@dataclass(frozen=True)
class Balk:
    """A month: its bar, and whether the use is above the even line."""

    x: int
    y: int
    breedte: int
    hoogte: int
    boven: bool


@dataclass(frozen=True)
class Grafiek:
    """`lijn`, `prognose`: points of a polyline; `schaal`: heights with their amount; `maanden`: places with names."""

    balken: list[Balk]
    maanden: list[tuple[int, str]]
    lijn: str
    prognose: str
    schaal: list[tuple[int, str]]
    budget_y: int
    links: int = LINKS
    rechts: int = LINKS + BREED
    onder: int = BOVEN + HOOG
    breedte: int = LINKS + BREED + 12
    hoogte: int = BOVEN + HOOG + 28


def grafiek(verloop: Verloop) -> Grafiek | None:
    """The drawing of a verloop; None without months or an amount to draw."""
    top = max(verloop.budget, verloop.gebruikt, verloop.prognose or Decimal(0))
    if not verloop.punten or not top:
        return None
    vak = BREED // len(verloop.punten)

    def y(bedrag: Decimal) -> int:
        return BOVEN + HOOG - int(bedrag * HOOG / top)

    def midden(nummer: int) -> int:
        return LINKS + vak * nummer + vak // 2

    bekend = [n for n, punt in enumerate(verloop.punten) if punt.gebruik]
    laatste = bekend[-1] if bekend else -1
    balken = [
        Balk(
            x=midden(nummer) - vak // 3,
            y=y(punt.totaal),
            breedte=vak // 3 * 2,
            hoogte=BOVEN + HOOG - y(punt.totaal),
            boven=punt.totaal > punt.lijn,
        )
        for nummer, punt in enumerate(verloop.punten)
        if nummer <= laatste
    ]
    lijn = " ".join(f"{midden(n)},{y(punt.lijn)}" for n, punt in enumerate(verloop.punten))
    prognose = ""
    if verloop.prognose is not None and laatste < len(verloop.punten) - 1:
        eind = f"{midden(len(verloop.punten) - 1)},{y(verloop.prognose)}"
        prognose = f"{midden(laatste)},{y(verloop.gebruikt)} {eind}"
    schaal = [(y(top * n / STAP), f"€ {getal(int(top * n / STAP))}") for n in range(STAP + 1)]
    maanden = [(midden(nummer), MAANDEN_KORT[punt.maand.month - 1]) for nummer, punt in enumerate(verloop.punten)]
    return Grafiek(balken, maanden, lijn, prognose, schaal, y(verloop.budget))
