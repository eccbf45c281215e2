"""Widths of bars beside figures (budget, production). Pure; the figures themselves stay in the table."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple


class Meting(NamedTuple):
    """What a row shows: `waarde` of `grens` (both in the same unit), and how that is written."""

    naam: str
    waarde: int | Decimal
    grens: int | Decimal
    tekst: str


@dataclass(frozen=True)
class Balk:
    naam: str
    tekst: str
    procent: int  # length of the bar, 0-100
    grens: int  # place of the line of the limit, 0-100
    over: bool  # the value is above its limit


def balken(metingen: Iterable[Meting]) -> list[Balk]:
    """Bars on one scale, so that lengths can be compared: the longest value or limit is 100.

    Widths are rounded down, but a value above zero is at least 1. ValueError below zero.
    """
    rijen = list(metingen)
    if any(m.waarde < 0 or m.grens < 0 for m in rijen):
        raise ValueError("Een balk kan niet korter zijn dan nul.")
    schaal = max((max(m.waarde, m.grens) for m in rijen), default=0)
    return [
        Balk(m.naam, m.tekst, _procent(m.waarde, schaal), _procent(m.grens, schaal), m.waarde > m.grens) for m in rijen
    ]


def _procent(waarde: int | Decimal, schaal: int | Decimal) -> int:
    if not waarde:
        return 0
    return max(1, int(100 * waarde // schaal))
