"""What a page shows of verduidelijkingsvragen: the question in one dossier, its answer, and what lapsed by it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from beoordeling import vraagqueries
from beoordeling.models import Verduidelijking
from beoordeling.states import Oordeel
from partijen.models import Gebruiker

WOORDEN = {
    "concept": ("stil", "Wacht op de tweede persoon"),
    "open": ("let-op", "Wacht op antwoord"),
    "beantwoord": ("goed", "Beantwoord"),
    "niet_beantwoord": ("stil", "Niet beantwoord"),
    "weggelaten": ("stil", "Krijgt de vraag niet"),
}


@dataclass(frozen=True)
class Vraagblok:
    """One question in one dossier. `naam`: of the region, or of the party in a list of dossiers; `eerder`: what this
    person judged before it was asked, in words, or ''."""

    rij: Verduidelijking
    stand: str
    naam: str
    eerder: str = ""

    @property
    def kleur(self) -> str:
        return WOORDEN[self.stand][0]

    @property
    def woord(self) -> str:
        return WOORDEN[self.stand][1]


def per_eis(
    rijen: Iterable[Verduidelijking], namen: Mapping[int, str], gebruiker_id: int, nu: datetime
) -> dict[int, tuple[Vraagblok, ...]]:
    """Blocks of the questions of one dossier, by pk of the eis. `namen`: of its regions, by pk. No queries."""
    blokken: dict[int, tuple[Vraagblok, ...]] = defaultdict(tuple)
    for rij in rijen:
        regio = namen[rij.regioinschrijving_id] if rij.regioinschrijving_id else ""
        blok = Vraagblok(rij, vraagqueries.stand(rij, nu), regio, _eerder(rij, gebruiker_id))
        blokken[rij.vraag.eis_id] += (blok,)
    return blokken


def voor_organisatie(gebruiker: Gebruiker, nu: datetime) -> list[Vraagblok]:
    """Every question to this user's organisations, the first to close on top, then what is over; one query."""
    rijen = vraagqueries.voor_organisatie(gebruiker)
    blokken = [Vraagblok(rij, vraagqueries.stand(rij, nu), str(rij.regioinschrijving or "")) for rij in rijen]
    return sorted(blokken, key=lambda blok: (blok.stand != "open", blok.rij.vraag.tot))


def _eerder(rij: Verduidelijking, gebruiker_id: int) -> str:
    """The own verdict that lapsed; that of the colleague stays hidden as it was."""
    eigen = [weg for weg in rij.vervallen if weg["wie"] == gebruiker_id and not weg["overleg"]]
    if not eigen:
        return ""
    oordeel, motivering = Oordeel(eigen[-1]["oordeel"]).label.lower(), eigen[-1]["motivering"]
    return f"{oordeel}, met als motivering: {motivering}" if motivering else oordeel
