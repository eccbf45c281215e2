"""Dividing dossiers over people. Pure: free places and loads in, who gets what out."""

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kern.fouten import RegelFout

PLEKKEN = (1, 2)  # four eyes: two people judge a dossier


@dataclass(frozen=True)
class Vrij:
    """A dossier with free places. `niet`: who may not come here, for an interest or because of being here already."""

    dossier: int
    plekken: int
    niet: frozenset[int] = frozenset()


class Ruil(NamedTuple):
    """One person takes over a dossier of another."""

    dossier: int
    van: int
    naar: int


def eis_mensen(mensen: Collection[int]) -> None:
    """Somebody is chosen to divide over."""
    if not mensen:
        raise RegelFout("Kies ten minste één collega.")


def eis_verschillend(mensen: Sequence[int]) -> None:
    """At most two people, and not the same person twice (four eyes)."""
    if len(set(mensen)) < len(mensen):
        raise RegelFout("Kies twee verschillende mensen. Eén persoon kan niet allebei de oordelen geven.")
    if len(mensen) > len(PLEKKEN):
        raise RegelFout("Een dossier heeft twee beoordelaars. Kies er niet meer.")


def verdeel(dossiers: Sequence[Vrij], lasten: Mapping[int, int]) -> dict[int, list[int]]:
    """Per dossier who comes to judge it, as evenly as can be.

    `lasten`: per person to divide over the number of dossiers that person has already. A place for which nobody is
    left stays free. No other way to fill these places is more even (smallest sum of squares): with equal loads before
    and nobody excluded the difference is at most one. The same question always has the same answer.
    """
    druk, werk = dict(lasten), {}
    for rij in dossiers:
        mogelijk = sorted(set(druk) - rij.niet, key=lambda mens: (druk[mens], mens))
        werk[rij.dossier] = mogelijk[: rij.plekken]
        for mens in werk[rij.dossier]:
            druk[mens] += 1
    niet = {rij.dossier: rij.niet for rij in dossiers}
    while ruilen := _lichter(werk, niet, druk):
        for ruil in ruilen:
            werk[ruil.dossier] = [ruil.naar if mens == ruil.van else mens for mens in werk[ruil.dossier]]
        druk[ruilen[0].van] -= 1
        druk[ruilen[-1].naar] += 1
    return werk


def _lichter(werk: Mapping[int, Sequence[int]], niet: Mapping[int, frozenset[int]], druk: Mapping[int, int]):
    """A chain of take-overs from someone to a person with at least two dossiers less; empty when there is none."""
    if not druk or max(druk.values()) - min(druk.values()) < 2:
        return []
    van_mens: dict[int, list[int]] = {mens: [] for mens in druk}
    for dossier, mensen in werk.items():
        for mens in mensen:
            van_mens[mens].append(dossier)
    for begin in sorted(druk, key=lambda mens: (-druk[mens], mens)):
        via: dict[int, Ruil] = {}
        rij = deque([begin])
        while rij:
            mens = rij.popleft()
            if druk[mens] <= druk[begin] - 2:
                return _keten(via, begin, mens)
            for dossier in van_mens[mens]:
                for naar in sorted(set(druk) - niet[dossier] - set(werk[dossier]) - set(via) - {begin}):
                    via[naar] = Ruil(dossier, mens, naar)
                    rij.append(naar)
    return []


def _keten(via: Mapping[int, Ruil], begin: int, eind: int) -> list[Ruil]:
    keten: list[Ruil] = []
    while eind != begin:
        keten.append(via[eind])
        eind = via[eind].van
    return keten[::-1]


def lichtst(lasten: Mapping[int, int]) -> int | None:
    """Who has the fewest dossiers; None when there is nobody."""
    return min(lasten, key=lambda mens: (lasten[mens], mens), default=None)
