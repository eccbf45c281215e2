"""Pure: the milestones of a round and what is missing before publication (IK-025)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise


@dataclass(frozen=True)
class Mijlpaal:
    """A milestone of the tijdschema. `moment` is an aware datetime, or None while unknown."""

    naam: str
    moment: datetime | None
    uitleg: str = ""


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
