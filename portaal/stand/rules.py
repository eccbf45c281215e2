"""Pure: when a light changes, and what a measured value means."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

GOED, FOUT, UIT, WACHT = "goed", "fout", "uit", "wacht"
DEMPING = {FOUT: timedelta(seconds=10), **dict.fromkeys((GOED, UIT, WACHT), timedelta(seconds=45))}
VRIJ_DEEL, VRIJ_BYTES = 0.10, 2 * 1024**3  # of a disk: less than either is a failure
SCHEEF, TERUG = 0.250, 0.050  # seconds (F18)
TERUG_BLIJFT = timedelta(minutes=15)  # a jump is over at once; the light must be seen
DRUKKE_RIJ = 500  # wake-ups that wait: the workers cannot keep up
KOPIE_OUD_NA = timedelta(hours=26)  # made every day, with room for one that takes long
OEFENING_OUD_NA = timedelta(days=180)
OEFENING_EERST_NA = timedelta(days=14)  # of a new installation; its first backup is due as soon as any other
SCANNER_OUD_NA = timedelta(days=3)
BEKENDMAKING_KLAAR_VOOR = timedelta(hours=24)
BEVRIES_VOOR, BEVRIES_NA = timedelta(hours=72), timedelta(hours=24)  # R23
BEKENDMAKING_TE_LAAT = timedelta(seconds=60)  # F13


@dataclass(frozen=True)
class Meting:
    """What was seen of one part; `feiten` are kept for the next time."""

    stand: str
    uitleg: str
    feiten: dict[str, Any] | None = None


@dataclass(frozen=True)
class Licht:
    """`stand` since `sinds` is what counts; `gemeten` since `gemeten_sinds` what is seen."""

    stand: str
    sinds: datetime
    gemeten: str
    gemeten_sinds: datetime


def volgende(licht: Licht | None, stand: str, nu: datetime) -> Licht:
    """The light after this measurement. It changes only when the new stand was seen for as long as DEMPING says, so
    that what flaps does not flood anyone; it then counts since it was first seen. The first measurement counts."""
    if licht is None:
        return Licht(stand, nu, stand, nu)
    if stand != licht.gemeten:
        licht = replace(licht, gemeten=stand, gemeten_sinds=nu)
    if stand == licht.stand or nu - licht.gemeten_sinds < DEMPING[stand]:
        return licht
    return replace(licht, stand=stand, sinds=licht.gemeten_sinds)


def stand_van(laatste: datetime | None, nu: datetime, *, oud_na: timedelta, eerst_op: datetime) -> str:
    """Whether what is done every so often was done in time. What was never done is expected at `eerst_op`."""
    if laatste is None:
        return WACHT if nu < eerst_op else FOUT
    return GOED if laatste > nu - oud_na else FOUT


def is_vol(vrij: int, totaal: int) -> bool:
    """Whether a disk has too little room, in bytes."""
    return vrij < VRIJ_BYTES or vrij < totaal * VRIJ_DEEL


def is_scheef(scheef: float, onzeker: float) -> bool:
    """Whether two clocks differ more than F18 allows, in seconds; the uncertainty is taken off."""
    return abs(scheef) - onzeker > SCHEEF


def sprong_terug(anker: float, vorige: float, onzeker: float) -> bool:
    """Whether the clock of the database was set back between two anchors (kern.klokmeting), in seconds."""
    return vorige - anker - onzeker > TERUG


@dataclass(frozen=True)
class Venster:
    """A time around a moment in which nothing changes (R23)."""

    wat: str
    moment: datetime

    @property
    def van(self) -> datetime:
        return self.moment - BEVRIES_VOOR

    @property
    def tot(self) -> datetime:
        return self.moment + BEVRIES_NA

    def open_op(self, nu: datetime) -> bool:
        return self.van <= nu <= self.tot
