"""Pure: which cliëntondersteuners are one and the same person, over regions and inschrijvingen (IK-136)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Melding:
    """One line of a list: a name, a number of a register or '', and the part (pk) for which it stands there."""

    naam: str
    nummer: str
    deel: int


@dataclass(frozen=True)
class Persoon:
    """One person: the name as it was given, and the parts (pks) in which this person works."""

    naam: str
    delen: frozenset[int]


def verschillende_personen(meldingen: Iterable[Melding]) -> list[Persoon]:
    """Each person once, in order of name; a client chooses among people, not among lines.

    One name is one person, however it is spaced or capitalised, unless two numbers tell them apart.
    """
    per_naam: dict[str, dict[str, list[Melding]]] = defaultdict(lambda: defaultdict(list))
    for melding in meldingen:
        per_naam[_plat(melding.naam)][_plat(melding.nummer).replace(" ", "")].append(melding)
    personen = []
    for per_nummer in per_naam.values():
        zonder = per_nummer.pop("", [])
        groepen = [per_nummer[nummer] for nummer in sorted(per_nummer)] or [[]]
        groepen[0] = groepen[0] + zonder
        personen += [Persoon(min(m.naam for m in groep), frozenset(m.deel for m in groep)) for groep in groepen]
    return sorted(personen, key=lambda persoon: _plat(persoon.naam))


def _plat(tekst: str) -> str:
    return " ".join(tekst.casefold().split())
