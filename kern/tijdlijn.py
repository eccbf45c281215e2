"""Geometry of the drawing of terms: days in, places in the drawing out. Pure; no clock, no Django.

The drawing works by calendar day. A term runs from its first day to its last; the clock time of an
end stands in the text, not in the place. The list below the drawing is the text for everyone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kern.opmaak import dag_maand

BREEDTE = 1136  # the whole drawing, in units of the viewBox
LINKS = 210  # where the scale begins; the names of the rows stand left of it
RECHTS = 1089  # where the scale ends; room for half a label after it
KOP = 62  # above the first row: a line for 'vandaag' and two for the dates
RIJ = 44
BALK = 26
SMALSTE = 4  # a term of one day is still to be seen
LETTER = 7.6  # width of an average character of 14 px
SOORTEN = frozenset({"eigen", "gevaar", "te-laat", "wachten", "rust"})


class Termijn(NamedTuple):
    """A bar to draw: `soort` eigen (you may act), gevaar, te-laat, wachten or rust."""

    rij: str
    van: date
    tot: date
    tekst: str
    soort: str


@dataclass(frozen=True)
class Balk:
    x: int
    y: int
    breedte: int
    tekst: str
    tekst_x: int
    tekst_y: int
    anker: str  # 'start' or 'end', for text-anchor
    binnen: bool  # whether the text stands in the bar
    soort: str


@dataclass(frozen=True)
class Rij:
    naam: str
    y: int  # of the name


@dataclass(frozen=True)
class Streep:
    x: int
    tekst: str  # empty where there is no room for the date
    y: int


@dataclass(frozen=True)
class Tijdlijn:
    hoogte: int
    rijen: tuple[Rij, ...]
    balken: tuple[Balk, ...]
    strepen: tuple[Streep, ...]
    vandaag: int | None  # x, or None when today is not on the scale
    breedte: int = BREEDTE
    balk_hoogte: int = BALK
    streep_van: int = KOP - 6


def tijdlijn(termijnen: Sequence[Termijn], vandaag: date) -> Tijdlijn:
    """The drawing of these terms, a row per name in order of first appearance.

    ValueError when there is no term, a term ends before it begins, or its soort is unknown.
    """
    _controleer(termijnen)
    eerste, laatste = min(t.van for t in termijnen), max(t.tot for t in termijnen)
    dagen = max((laatste - eerste).days, 1)

    def plaats(dag: date) -> int:
        return LINKS + round((dag - eerste).days / dagen * (RECHTS - LINKS))

    namen = list(dict.fromkeys(t.rij for t in termijnen))
    return Tijdlijn(
        hoogte=KOP + RIJ * len(namen),
        rijen=tuple(Rij(naam, _regel(nr)) for nr, naam in enumerate(namen)),
        balken=tuple(_balk(t, plaats(t.van), plaats(t.tot), namen.index(t.rij)) for t in termijnen),
        strepen=tuple(_strepen({eerste, *(t.tot for t in termijnen)}, plaats)),
        vandaag=plaats(vandaag) if eerste <= vandaag <= laatste else None,
    )


def _controleer(termijnen: Sequence[Termijn]) -> None:
    if not termijnen:
        raise ValueError("Een tijdlijn heeft ten minste één termijn.")
    for termijn in termijnen:
        if termijn.tot < termijn.van or termijn.soort not in SOORTEN:
            raise ValueError(f"Deze termijn kan niet worden getekend: {termijn}")


def _regel(rijnummer: int) -> int:
    """Baseline of the text of a row."""
    return KOP + RIJ * rijnummer + BALK - 8


def _balk(termijn: Termijn, begin: int, einde: int, rijnummer: int) -> Balk:
    """A bar with its text inside where it fits, else right of it, else left of it."""
    breedte, nodig = max(einde - begin, SMALSTE), len(termijn.tekst) * LETTER
    binnen = nodig + 20 <= breedte
    rechts = begin + breedte + 10 + nodig <= BREEDTE
    naast = begin + breedte + 10 if rechts else begin - 10
    return Balk(
        x=begin,
        y=KOP + RIJ * rijnummer,
        breedte=breedte,
        tekst=termijn.tekst,
        tekst_x=begin + 10 if binnen else naast,
        tekst_y=_regel(rijnummer),
        anker="start" if binnen or rechts else "end",
        binnen=binnen,
        soort=termijn.soort,
    )


def _strepen(dagen, plaats):
    """A vertical line per day; its date on the lower line, else the upper, else left out."""
    vrij = {48: -1.0, 30: -1.0}  # baseline -> where the last label on that line ends
    for dag in sorted(dagen):
        x, tekst = plaats(dag), dag_maand(dag)
        helft = len(tekst) * LETTER / 2 + 4
        y = next((y for y, bezet in vrij.items() if x - helft >= bezet), None)
        if y is not None:
            vrij[y] = x + helft
        yield Streep(x, tekst if y is not None else "", y or 0)
