"""Pre-sort: where each eis lies before anyone judged it. A help on the screen; no rule or action reads it. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from beoordeling.bevindingen import (
    BELANGEN,
    BEROEPSCODE,
    BEZETTING,
    DEKKING,
    ERVARING,
    NIEUW,
    OPENBAAR,
    OPLEIDING,
    Bevinding,
)
from beoordeling.rules import Scope
from beoordeling.verlenging import LOOPT
from inschrijving.feiten import Dossier

OP_PAPIER, NIET, MENS = STAPELS = ("voldoet op papier", "voldoet niet", "mens kijkt")
REDENEN = {
    ERVARING: "Er is een overeenkomst met een gemeente in de regio, van het goede jaar.",
    OPLEIDING: "Iedereen op de lijst heeft een hbo-opleiding.",
    BELANGEN: "Iedereen op de lijst verklaart geen belang te hebben, en er zijn geen andere financiers.",
    BEROEPSCODE: "De organisatie gaat akkoord met de beroepscode.",
    OPENBAAR: "Beide webadressen zijn ingevuld.",
    DEKKING: "Alle gemeenten van de regio zijn aangevinkt.",
    BEZETTING: "Elke werkdag, op drie manieren bereikbaar, en genoeg cliëntondersteuners.",
}
VAN_MENSEN = frozenset({OPLEIDING, BELANGEN})  # eisen about each person on the list
BEVESTIGD = "De organisatie bevestigt deze eis in de {}."
WOORDEN = "Wat de organisatie schrijft, kan alleen een mens beoordelen."


@dataclass(frozen=True)
class Sortering:
    """One of the three piles, and why; never a verdict."""

    stapel: str
    redenen: tuple[str, ...]


def sorteer_voor(dossier: Dossier, gevonden: Sequence[Bevinding], scopes: Iterable[Scope]) -> dict[Scope, Sortering]:
    """Each eis, per region where it is judged per region, in exactly one of three piles.

    `dossier`: with the class per region that is proposed or decided (see bevindingen.als_ingedeeld); `gevonden`: its
    findings. 'Voldoet niet' only where a finding proposes it; 'voldoet op papier' only where the facts carry the eis
    and nothing at all stands out. Whatever else: a human looks.
    """
    return {scope: _sorteer(dossier, gevonden, scope) for scope in scopes}


def tellingen(sorteringen: Iterable[Sortering]) -> list[tuple[str, int]]:
    """How many lie on each pile, the three always in the same order."""
    stapels = [rij.stapel for rij in sorteringen]
    return [(stapel, stapels.count(stapel)) for stapel in STAPELS]


def _sorteer(d: Dossier, gevonden: Sequence[Bevinding], scope: Scope) -> Sortering:
    nummer, regio = scope
    hier = [b for b in gevonden if b.eis == nummer and (regio is None or b.regio is None or b.regio.pk == regio)]
    nee = [b.tekst for b in hier if b.nee]
    loopt = [b.tekst for b in hier if b.soort == LOOPT]
    twijfel = [b.tekst for b in hier if not b.nee and b.soort != LOOPT] + _twijfel(d, nummer)
    if nee:
        return Sortering(NIET, (*nee, *twijfel))
    if not twijfel and _op_woorden(d, nummer, regio):
        twijfel = [WOORDEN]
    if twijfel:
        return Sortering(MENS, tuple(twijfel))
    return Sortering(OP_PAPIER, tuple(loopt) or (_reden(d, nummer, regio),))


def _twijfel(d: Dossier, nummer: int) -> list[str]:
    """Why nothing that the organisation declares can be taken as it stands."""
    redenen = [document.twijfel for document in d.documenten if document.twijfel]
    if not d.verklaring.getekend:
        redenen.append(f"De handtekening onder de {d.verklaringnaam} geldt niet.")
    if not any(eis.nummer == nummer and eis.bevestigd for eis in d.eisen):
        redenen.append("De organisatie bevestigt deze eis niet.")
    if nummer in VAN_MENSEN and not d.ondersteuners and d.verlenging is None:
        redenen.append("Er staat niemand op de lijst van cliëntondersteuners.")
    return redenen


def _nieuw(d: Dossier, regio: int | None) -> bool:
    return any(rij.klasse == NIEUW and regio in (None, rij.pk) for rij in d.regios)


def _op_woorden(d: Dossier, nummer: int, regio: int | None) -> bool:
    """An eis without facts in the dossier rests on what a new party writes; a bestaande declares it (IK-101)."""
    return nummer not in REDENEN and _nieuw(d, regio)


def _reden(d: Dossier, nummer: int, regio: int | None) -> str:
    bevestigd = BEVESTIGD.format(d.verklaringnaam)
    if d.verlenging or (nummer == ERVARING and not _nieuw(d, regio)):
        return bevestigd
    return REDENEN.get(nummer, bevestigd)
