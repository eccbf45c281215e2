"""Pure: the milestones of a round and what is missing before publication (IK-025)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from kern.fouten import RegelFout
from kern.opmaak import euro
from kern.rules import canoniek, sha256


@dataclass(frozen=True)
class Mijlpaal:
    """A milestone of the tijdschema. `moment` is an aware datetime, or None while unknown; `maand`: only the month."""

    naam: str
    moment: datetime | None
    uitleg: str = ""
    maand: bool = False


def huidige(mijlpalen: Sequence[Mijlpaal], nu: datetime) -> int | None:
    """Index of the last milestone that has come; None before the first or when none is known."""
    voorbij = [i for i, m in enumerate(mijlpalen) if m.moment and m.moment <= nu]
    return voorbij[-1] if voorbij else None


def ontbrekende_mijlpalen(mijlpalen: Sequence[Mijlpaal]) -> list[str]:
    """Plain Dutch lines: which milestone has no moment, and which stands before the one it follows."""
    klachten = [f"Het moment ‘{m.naam}’ is niet ingevuld." for m in mijlpalen if m.moment is None]
    bekend = [m for m in mijlpalen if m.moment]
    for eerder, later in pairwise(bekend):
        if later.moment <= eerder.moment:  # type: ignore[operator]
            klachten.append(f"‘{later.naam}’ moet na ‘{eerder.naam}’ komen.")
    return klachten


class Venster(StrEnum):
    """Where a moment stands towards the time for questions."""

    GEEN = "geen"
    NOG_NIET = "nog_niet"
    OPEN = "open"
    VOORBIJ = "voorbij"


def vragenvenster(vanaf: datetime | None, tot: datetime | None, nu: datetime) -> Venster:
    """Where `nu` stands; both ends count as in time (A02). A round without these moments takes no questions."""
    if vanaf is None or tot is None:
        return Venster.GEEN
    if nu < vanaf:
        return Venster.NOG_NIET
    return Venster.OPEN if nu <= tot else Venster.VOORBIJ


def noemt(tekst: str, namen: Iterable[str]) -> str:
    """The first of these names that stands in the text, whatever the spacing and capitals; '' when none does."""
    plat = " ".join(tekst.casefold().split())
    return next((naam for naam in namen if naam and " ".join(naam.casefold().split()) in plat), "")


def lijsthash(leemten: Iterable[tuple[int, str, str, str]]) -> str:
    """Hash of the gaps of a region: key, kind, description and reason of each, in any order (B29)."""
    return sha256(canoniek(sorted(leemten)))


def eis_binnen_landelijk(landelijk: Decimal | None, regios: Iterable[Decimal], jaar: int) -> None:
    """Refuse regional amounts that together exceed the national amount of the year; unknown is allowed (IK-069/071)."""
    totaal = sum(regios, Decimal(0))
    if landelijk is not None and totaal > landelijk:
        raise RegelFout(
            f"De regio’s krijgen voor {jaar} samen {euro(totaal)}. Landelijk is er {euro(landelijk)}. Verlaag een "
            f"bedrag met in totaal {euro(totaal - landelijk)}."
        )
