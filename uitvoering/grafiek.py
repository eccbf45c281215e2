"""A budget over its months as a drawing: bars of what is used, the even line, and where it goes. Whole pixels."""

from dataclasses import dataclass
from decimal import Decimal

from kern.opmaak import MAANDEN_KORT, getal
from uitvoering.rules.budget import Verloop

LINKS, BOVEN, BREED, HOOG, STAPPEN = 76, 14, 640, 220, 4


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
    hoogste = max(verloop.budget, verloop.gebruikt, verloop.prognose or Decimal(0))
    if not verloop.punten or not hoogste:
        return None
    stap = _stap(hoogste)
    top = stap * STAPPEN
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
    schaal = [(y(Decimal(stap * n)), f"€ {getal(stap * n)}") for n in range(STAPPEN + 1)]
    maanden = [(midden(nummer), MAANDEN_KORT[punt.maand.month - 1]) for nummer, punt in enumerate(verloop.punten)]
    return Grafiek(balken, maanden, lijn, prognose, schaal, y(verloop.budget))


def _stap(hoogste: Decimal) -> int:
    """Whole euros between two lines of the scale, in two figures, so that the highest fits."""
    stap = int(hoogste / STAPPEN) + 1
    rond = 10 ** max(len(str(stap)) - 2, 0)
    return -(-stap // rond) * rond
