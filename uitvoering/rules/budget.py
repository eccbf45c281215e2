"""The use of a year's budget against an even spread, and what it comes to at this rate (2.2.2; bijlage 2 h2). Pure.

All amounts in euro, a month is written as its first day. A month without a report is unknown, not zero.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from uitvoering.rules.productie import maanden

CENT = Decimal("0.01")
NIETS = Decimal(0)


class Drempel(StrEnum):
    """What both sides are warned of, once each (IK-177, OV-162)."""

    PROGNOSE = "prognose"
    BEREIKT = "bereikt"


STANDEN = {  # code: how it is called, and the colour of its badge
    "bereikt": ("Budget bereikt", "fout"),
    "dreigt": ("Dreigt te overschrijden", "let-op"),
    "onder": ("Duidelijk onder de lijn", "let-op"),
    "past": ("Past binnen het budget", "goed"),
    "leeg": ("Nog geen productie", "stil"),
}


@dataclass(frozen=True)
class Gebruik:
    """What one month took."""

    uren: Decimal
    euro: Decimal

    def __add__(self, ander: "Gebruik") -> "Gebruik":
        return Gebruik(self.uren + ander.uren, self.euro + ander.euro)


@dataclass(frozen=True)
class Punt:
    """A month: what it took (None: not reported), what was used up to and including it, and the even line."""

    maand: date
    gebruik: Gebruik | None
    totaal: Decimal
    lijn: Decimal


@dataclass(frozen=True)
class Verloop:
    """A budget over its months. `prognose`: what the year comes to at this rate; None while nothing is reported.

    `gelijk`: what an even spread would have used in the months that are reported (OV-161).
    """

    budget: Decimal
    punten: tuple[Punt, ...]
    prognose: Decimal | None
    gelijk: Decimal

    @property
    def gebruikt(self) -> Decimal:
        return self.punten[-1].totaal if self.punten else NIETS

    @property
    def uren(self) -> Decimal:
        return sum((p.gebruik.uren for p in self.punten if p.gebruik), NIETS)

    @property
    def over(self) -> Decimal:
        """What is left of the budget; below zero when more was delivered."""
        return self.budget - self.gebruikt

    @property
    def afwijking(self) -> Decimal:
        """How far the use is above the even line; below zero when under it."""
        return self.gebruikt - self.gelijk

    @property
    def verschil(self) -> Decimal:
        """The same without its sign."""
        return abs(self.afwijking)

    @property
    def duidelijk(self) -> bool:
        """Whether it is off the line by more than the part of one month."""
        return bool(self.punten) and abs(self.afwijking) * len(self.punten) > self.budget

    @property
    def procent(self) -> int:
        """Of the budget that is used, rounded down; 100 only when it is all used."""
        return int(self.gebruikt * 100 / self.budget) if self.budget else 100 * (self.gebruikt > 0)

    @property
    def drempels(self) -> tuple[Drempel, ...]:
        """Which thresholds are passed."""
        if self.prognose is None:
            return ()
        bereikt = self.gebruikt > 0 and self.gebruikt >= self.budget
        dreigt = self.prognose > self.budget
        return (Drempel.PROGNOSE,) * dreigt + (Drempel.BEREIKT,) * bereikt

    @property
    def stand(self) -> str:
        """A key of STANDEN."""
        if self.prognose is None:
            return "leeg"
        if Drempel.BEREIKT in self.drempels:
            return "bereikt"
        if Drempel.PROGNOSE in self.drempels:
            return "dreigt"
        return "onder" if self.duidelijk else "past"


def in_euro(uren: Decimal, tarief: Decimal) -> Decimal:
    """What these hours cost, to the cent."""
    return (uren * tarief).quantize(CENT, ROUND_HALF_UP)


def verloop(budget: Decimal, *, van: date, tot: date, gebruik: Mapping[date, Gebruik]) -> Verloop:
    """Of a budget from `van` to `tot` in one year: an equal part for every month in which it runs (OV-161).

    The prognose is the average of the months reported, for all months (IK-177).
    """
    alle = maanden(van, tot)
    punten, totaal = [], NIETS
    for nummer, maand in enumerate(alle, start=1):
        hier = gebruik.get(maand)
        totaal += hier.euro if hier else NIETS
        punten.append(Punt(maand, hier, totaal, _deel(budget, nummer, len(alle))))
    bekend = sum(1 for punt in punten if punt.gebruik)
    prognose = _deel(totaal, len(alle), bekend) if bekend else None
    return Verloop(budget, tuple(punten), prognose, _deel(budget, bekend, len(alle)))


def _deel(bedrag: Decimal, teller: int, noemer: int) -> Decimal:
    return (bedrag * teller / noemer).quantize(CENT, ROUND_HALF_UP) if noemer else NIETS


def tel_op(verlopen: Iterable[Verloop]) -> Verloop:
    """Several together. Who reported nothing yet counts for its whole budget in the prognose, once someone did."""
    rijen = list(verlopen)
    alle = sorted({punt.maand for rij in rijen for punt in rij.punten})
    punten = []
    for maand in alle:
        delen = [_op(rij, maand) for rij in rijen]
        samen = [deel.gebruik for deel in delen if deel.maand == maand and deel.gebruik]
        gebruik = sum(samen[1:], samen[0]) if samen else None
        totaal, lijn = sum((d.totaal for d in delen), NIETS), sum((d.lijn for d in delen), NIETS)
        punten.append(Punt(maand, gebruik, totaal, lijn))
    bekend = any(rij.prognose is not None for rij in rijen)
    prognose = sum((rij.budget if rij.prognose is None else rij.prognose for rij in rijen), NIETS)
    return Verloop(
        budget=sum((rij.budget for rij in rijen), NIETS),
        punten=tuple(punten),
        prognose=prognose if bekend else None,
        gelijk=sum((rij.gelijk for rij in rijen), NIETS),
    )


def _op(rij: Verloop, maand: date) -> Punt:
    """Where this one stands in a month: nothing before its first, and as it ended after its last."""
    eerder = [punt for punt in rij.punten if punt.maand <= maand]
    return eerder[-1] if eerder else Punt(date.min, None, NIETS, NIETS)
