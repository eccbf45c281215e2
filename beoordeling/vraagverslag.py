"""What the beoordelingsverslag tells of verduidelijkingsvragen: what was asked, how many got it, and the answer."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from beoordeling import vraagqueries, vraagregels
from beoordeling.models import Verduidelijking
from beoordeling.rules import Scope
from beoordeling.states import Oordeel, Verduidelijkingstatus
from inschrijving.models import Indiening, Inschrijving
from partijen.models import Gebruiker


@dataclass(frozen=True)
class Vervallen:
    """A verdict, or an unconfirmed outcome of a meeting, that fell away when the question was sent."""

    wie: str
    op: datetime
    oordeel: str
    motivering: str
    overleg: bool


@dataclass(frozen=True)
class Vraagdeel:
    """One question in this dossier: to how many places it went, from how many it was kept, and what fell away."""

    rij: Verduidelijking
    regio: str
    gekregen: int
    niet: int
    vervallen: tuple[Vervallen, ...]


def vraagdelen(inschrijving: Inschrijving, namen: Mapping[int, str], compleet: Collection[Scope]) -> list[Vraagdeel]:
    """Every question that was sent about a dossier, oldest first; four queries.

    `namen`: of its regions, by pk. `compleet`: the scopes that two people judged; only there is told what they judged
    before, since a first verdict shows nowhere before the second is given.
    """
    rijen = [rij for rij in vraagqueries.van_dossier(inschrijving) if rij.vraag.verstuurd_op]
    mensen = Gebruiker.objects.in_bulk({weg["wie"] for rij in rijen for weg in rij.vervallen})
    telling: dict[int, list[bool]] = defaultdict(list)
    plekken = Verduidelijking.objects.filter(vraag__in=[rij.vraag_id for rij in rijen])
    for vraag, status in plekken.values_list("vraag", "status"):
        telling[vraag].append(status != Verduidelijkingstatus.WEGGELATEN)
    eisen = {eis.pk: eis for eis in inschrijving.ronde.eisen.all()}
    delen = []
    for rij in rijen:
        rij.vraag.eis = eisen[rij.vraag.eis_id]
        gekregen = sum(telling[rij.vraag_id])
        tonen = (rij.vraag.eis.nummer, rij.regioinschrijving_id) in compleet
        weg = tuple(_vervallen(rij, mensen)) if tonen else ()
        naam = namen[rij.regioinschrijving_id] if rij.regioinschrijving_id else ""
        delen.append(Vraagdeel(rij, naam, gekregen, len(telling[rij.vraag_id]) - gekregen, weg))
    return delen


def _vervallen(rij: Verduidelijking, mensen: Mapping[int, Gebruiker]) -> Iterator[Vervallen]:
    for weg in rij.vervallen:
        oordeel = Oordeel(weg["oordeel"]).label.lower()
        op = datetime.fromisoformat(weg["op"])
        yield Vervallen(str(mensen.get(weg["wie"], "")), op, oordeel, weg["motivering"], weg["overleg"])


def momenten(delen: Iterable[Vraagdeel]) -> Iterator[datetime]:
    """When what is told of the questions happened."""
    for deel in delen:
        yield from filter(None, (deel.rij.vraag.verstuurd_op, deel.rij.beantwoord_op))


def gezien(indieningen: Iterable[Indiening], delen: Iterable[Vraagdeel]) -> dict[str, tuple[Indiening, str]]:
    """Every hash on which a verdict can rest: the version, and in words which questions and answers came with it."""
    versies = list(indieningen)
    bekend: dict[str, tuple[Indiening, str]] = {versie.hash: (versie, "") for versie in versies}
    per_eis: dict[int, list[Verduidelijking]] = defaultdict(list)
    for deel in delen:
        per_eis[deel.rij.vraag.eis.nummer].append(deel.rij)
    for nummer, rijen in per_eis.items():
        for stand in _standen(rijen):
            antwoorden = sum(bool(gevraagd.antwoord) for gevraagd in stand)
            tekst = f"met bij eis {nummer}: {_aantal(len(stand), 'vraag', 'vragen')}"
            tekst += f" en {_aantal(antwoorden, 'antwoord', 'antwoorden')}" if antwoorden else ""
            for versie in versies:
                bekend[vraagregels.gezien_hash(versie.hash, stand)] = (versie, tekst)
    return bekend


def _standen(rijen: Iterable[Verduidelijking]) -> Iterator[list[vraagregels.Gevraagd]]:
    """What could be seen of the questions on one eis, after each that was sent and each answer that came."""
    gebeurd = [(rij.vraag.verstuurd_op, rij.pk, replace(vraagqueries.als_gevraagd(rij), antwoord="")) for rij in rijen]
    gebeurd += [(rij.beantwoord_op, rij.pk, vraagqueries.als_gevraagd(rij)) for rij in rijen if rij.beantwoord_op]
    stand: dict[int, vraagregels.Gevraagd] = {}
    for _, pk, gevraagd in sorted(gebeurd, key=lambda paar: paar[:2]):
        stand[pk] = gevraagd
        yield list(stand.values())


def _aantal(aantal: int, een: str, meer: str) -> str:
    return f"{aantal} {een if aantal == 1 else meer}"
