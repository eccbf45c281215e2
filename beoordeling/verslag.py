"""The beoordelingsverslag of one dossier: who judged what, when, and on which version of it.

Only what two people judged stands in it. A first verdict shows nowhere before the second is given, for no reader.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from beoordeling import queries, vraagverslag
from beoordeling.models import Eisoordeel, Opening, Overleg
from beoordeling.states import Oordeel, Openingstatus, Status
from inschrijving.models import Indiening, Inschrijving, Regioinschrijving
from kern.models import Gebeurtenis
from kern.pdf import maak_pdf
from partijen.models import Gebruiker
from publicatie.models import Minimumeis

NIET_BESLIST = "nog niet beslist"
WOORDEN = {None: NIET_BESLIST, **{soort: soort.label.lower() for soort in Oordeel}}


@dataclass(frozen=True)
class Deel:
    """One eis in one scope, with what may be told of it."""

    naam: str  # of the region; '' for an eis that holds for the whole inschrijving
    uitkomst: str
    oordelen: tuple[Eisoordeel, ...]  # none while there are fewer than two
    overleggen: tuple[Overleg, ...]  # earlier ones too


@dataclass(frozen=True)
class Eisdeel:
    """One eis with its scopes."""

    eis: Minimumeis
    delen: tuple[Deel, ...]


@dataclass(frozen=True)
class Heropening:
    regio: str
    reden: str
    door: str
    op: datetime


def maak_verslag(inschrijving: Inschrijving) -> bytes:
    """The report as a tagged PDF; the same state of the dossier always gives the same bytes."""
    kenmerk = f"{inschrijving.kenmerk}/V"
    return maak_pdf("pdf/beoordelingsverslag.html", {"kenmerk": kenmerk, **inhoud(inschrijving)}, identifier=kenmerk)


def inhoud(inschrijving: Inschrijving) -> dict[str, Any]:
    """What the report tells, for its template; as many queries at any number of eisen and regions."""
    regios = list(
        inschrijving.regios.select_related("toewijzing__regio", "beoordeling", "classificatie__bevestigd_door")
    )
    eisen, heropend = _eisen(inschrijving, regios), _heropeningen(inschrijving, regios)
    indieningen = list(inschrijving.indieningen.select_related("door").order_by("volgnummer"))
    vragen = vraagverslag.vraagdelen(inschrijving, {r.pk: str(r) for r in regios}, _compleet(eisen, regios))
    return {
        "inschrijving": inschrijving,
        "uitvoerder": inschrijving.uitvoerder,
        "indiening": indieningen[-1],
        "opening": _opening(inschrijving),
        "verklaringen": inschrijving.belangenverklaringen.select_related("gebruiker").order_by("verklaard_op", "pk"),
        "eisen": eisen,
        "versies": _versies(eisen, vraagverslag.gezien(indieningen, vragen)),
        "vragen": vragen,
        "heropeningen": heropend,
        "regios": regios,
        "af": all(_af(regio) for regio in regios),
        "laatste": max([*_momenten(indieningen[-1], regios, eisen, heropend), *vraagverslag.momenten(vragen)]),
    }


def _eisen(inschrijving: Inschrijving, regios: list[Regioinschrijving]) -> list[Eisdeel]:
    oordelen: dict[tuple[int, int | None], list[Eisoordeel]] = {}
    for rij in inschrijving.eisoordelen.select_related("beoordelaar").order_by("gegeven_op", "pk"):
        oordelen.setdefault((rij.eis_id, rij.regioinschrijving_id), []).append(rij)
    overleggen: dict[tuple[int, int | None], list[Overleg]] = {}
    gesprekken = inschrijving.overleggen.select_related("opgesteld_door", "bevestigd_door")
    for gesprek in gesprekken.order_by("volgnummer"):
        overleggen.setdefault((gesprek.eis_id, gesprek.regioinschrijving_id), []).append(gesprek)
    per_eis: dict[Minimumeis, list[Deel]] = {}
    for stand in queries.oordeelstanden(inschrijving, regios):
        sleutel = stand.eis.pk, stand.regio.pk if stand.regio else None
        gegeven = tuple(oordelen.get(sleutel, ()))
        per_eis.setdefault(stand.eis, []).append(
            Deel(
                str(stand.regio) if stand.regio else "",
                WOORDEN[stand.uitkomst],
                gegeven if len(gegeven) >= 2 else (),
                tuple(overleggen.get(sleutel, ())),
            )
        )
    return [Eisdeel(eis, tuple(delen)) for eis, delen in per_eis.items()]


def _compleet(eisen: Iterable[Eisdeel], regios: Iterable[Regioinschrijving]) -> set[tuple[int, int | None]]:
    """The scopes that two people judged."""
    pks = {str(regio): regio.pk for regio in regios}
    return {(rij.eis.nummer, pks.get(deel.naam)) for rij in eisen for deel in rij.delen if deel.oordelen}


def _versies(
    eisen: Iterable[Eisdeel], bekend: Mapping[str, tuple[Indiening, str]]
) -> list[tuple[str, Indiening | None, str]]:
    """Every version on which a verdict in the report rests, in order, with what was asked and answered then; None for
    a hash that no version has. `bekend`: see vraagverslag.gezien."""
    gezien = {oordeel.gezien_hash for deel in _delen(eisen) for oordeel in deel.oordelen}
    onbekend = [(hash_, None, "") for hash_ in sorted(gezien - bekend.keys())]
    return [(hash_, *versie) for hash_, versie in bekend.items() if hash_ in gezien] + onbekend


def _delen(eisen: Iterable[Eisdeel]) -> Iterator[Deel]:
    return (deel for rij in eisen for deel in rij.delen)


def _opening(inschrijving: Inschrijving) -> Opening | None:
    rijen = Opening.objects.filter(ronde=inschrijving.ronde_id, uitvoerder=inschrijving.uitvoerder_id)
    return rijen.filter(status=Openingstatus.GEOPEND).select_related("eerste_door", "tweede_door").first()


def _heropeningen(inschrijving: Inschrijving, regios: Iterable[Regioinschrijving]) -> list[Heropening]:
    """Every reopening of a region with its reason, from the log."""
    namen = {str(regio.beoordeling.pk): str(regio) for regio in regios}
    regels = list(
        Gebeurtenis.objects.filter(
            dossier=inschrijving.dossier_sleutel,
            handeling="heropen",
            object_soort="beoordeling.regiobeoordeling",
            object_id__in=namen,
        ).order_by("nummer")
    )
    mensen = Gebruiker.objects.in_bulk({regel.actor_id for regel in regels if regel.actor_id})
    return [
        Heropening(
            namen[regel.object_id],
            regel.gegevens.get("toelichting", ""),
            str(mensen.get(regel.actor_id, "")),
            regel.tijd,
        )
        for regel in regels
    ]


def _af(regio: Regioinschrijving) -> bool:
    """Nothing is left to be done in this region: judged, and where the eisen are met also classified."""
    status = regio.beoordeling.status
    return status == Status.VOLDOET_NIET or (status == Status.VOLDOET and bool(regio.classificatie.indeling))


def _momenten(
    indiening: Indiening,
    regios: Iterable[Regioinschrijving],
    eisen: Iterable[Eisdeel],
    heropend: Iterable[Heropening],
) -> Iterator[datetime]:
    """When what the report tells happened: it is dated on the last of these and not on the day it is read."""
    yield indiening.aangekomen_op
    for regio in regios:
        yield from filter(None, (regio.beoordeling.afgerond_op, regio.classificatie.bevestigd_op))
    for deel in _delen(eisen):
        yield from (oordeel.gegeven_op for oordeel in deel.oordelen)
        for overleg in deel.overleggen:
            yield overleg.bevestigd_op or overleg.opgesteld_op
    yield from (rij.op for rij in heropend)
