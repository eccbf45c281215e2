"""Geometry of a drawing of bars, one below the other: values in, places out. Pure; no Django.

Widths are parts of the drawing, so that the text keeps its size on a narrow screen. The table beside the drawing
holds the same figures for everyone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

RIJ = 52  # pixels: a line with the name and a line with the bar
NAAM, BALK, WAARDE = 16, 24, 39  # within a row: baseline of the name, top of the bar, baseline of the value
LANGSTE = Decimal(72)  # percent of the width; the value stands right of the bar


@dataclass(frozen=True)
class Staaf:
    """`breedte` in percent of the drawing; the other places in pixels from its top."""

    naam: str
    tekst: str
    breedte: Decimal
    naam_y: int
    balk_y: int
    tekst_y: int


@dataclass(frozen=True)
class Staven:
    hoogte: int
    staven: tuple[Staaf, ...]


def staven(rijen: Iterable[tuple[str, Decimal, str]]) -> Staven:
    """The drawing of (name, value from 0, value in words); the largest is the longest."""
    alles = list(rijen)
    hoogste = max((waarde for _, waarde, _ in alles), default=Decimal(0)) or Decimal(1)
    balken = tuple(_staaf(nummer, naam, waarde / hoogste, tekst) for nummer, (naam, waarde, tekst) in enumerate(alles))
    return Staven(RIJ * len(balken), balken)


def _staaf(nummer: int, naam: str, deel: Decimal, tekst: str) -> Staaf:
    breedte = (deel * LANGSTE).quantize(Decimal("0.1"), ROUND_HALF_UP)
    boven = RIJ * nummer
    return Staaf(naam, tekst, breedte, boven + NAAM, boven + BALK, boven + WAARDE)
