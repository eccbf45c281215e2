"""The overview of a region: per dossier the outcome per eis and the indeling, for a workbook.

Outcomes only, never a verdict of one person: what is not final shows as not decided.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Q

from beoordeling import queries, rules
from beoordeling.models import Belangenverklaring, Eisoordeel, Overleg
from beoordeling.states import Status
from beoordeling.verslag import WOORDEN
from inschrijving.models import Regioinschrijving
from kern.opmaak import moment
from partijen.models import Gebruiker
from publicatie.models import Minimumeis, Regiotoewijzing

VOOR, NA = (
    ("Kenmerk", "Organisatie", "KvK-nummer"),
    ("Uitkomst", "Afgerond", "Opgegeven", "Voorstel", "Indeling", "Reden"),
)
DICHT = "eerst verklaren over belangen"
Plek = tuple[int, int, int | None]  # dossier, eis, and the part for a regional eis


def koppen(eisen: Iterable[Minimumeis]) -> list[str]:
    return [*VOOR, *(f"Eis {eis.nummer}: {eis.titel}" for eis in eisen), *NA]


def rijen(
    toewijzing: Regiotoewijzing, eisen: Iterable[Minimumeis], lezer: Gebruiker, *, oordeelt: bool
) -> Iterator[list[str]]:
    """A row per opened dossier of the region in order of kenmerk; five queries at any number of dossiers.

    `oordeelt`: whether the reader judges at this uitvoerder. Such a reader sees the eisen only of dossiers for which
    there is no conflict of interest, as on the screen of the dossier.
    """
    delen, eisen = queries.geopende_delen(toewijzing), list(eisen)
    gegeven, overleggen = _gegeven(delen), _overleggen(delen)
    open_ = _zonder_belang(delen, lezer) if oordeelt else {deel.inschrijving_id for deel in delen}
    for deel in delen:
        plekken = [(deel.inschrijving_id, eis.pk, deel.pk if eis.regionaal else None) for eis in eisen]
        zichtbaar = deel.inschrijving_id in open_
        per_eis = [_uitkomst(gegeven[p], overleggen.get(p)) if zichtbaar else DICHT for p in plekken]
        yield [*_voor(deel), *per_eis, *_na(deel)]


def _van_delen(delen: Iterable[Regioinschrijving]) -> Q:
    """Rows of these dossiers that hold for the whole dossier, or for these parts of it."""
    eigen = Q(regioinschrijving=None) | Q(regioinschrijving__in=[deel.pk for deel in delen])
    return eigen & Q(inschrijving__in=[deel.inschrijving_id for deel in delen])


def _gegeven(delen: list[Regioinschrijving]) -> dict[Plek, list[rules.Gegeven]]:
    per_plek: dict[Plek, list[rules.Gegeven]] = defaultdict(list)
    velden = ("inschrijving_id", "eis_id", "regioinschrijving_id", "beoordelaar_id", "oordeel")
    for dossier, eis, deel, wie, oordeel in Eisoordeel.objects.filter(_van_delen(delen)).values_list(*velden):
        per_plek[dossier, eis, deel].append(rules.Gegeven(wie, oordeel))
    return per_plek


def _overleggen(delen: list[Regioinschrijving]) -> dict[Plek, Overleg]:
    """The last meeting per eis."""
    rijen = Overleg.objects.filter(_van_delen(delen)).order_by("volgnummer")
    return {(rij.inschrijving_id, rij.eis_id, rij.regioinschrijving_id): rij for rij in rijen}


def _zonder_belang(delen: list[Regioinschrijving], lezer: Gebruiker) -> set[int]:
    rijen = Belangenverklaring.objects.filter(gebruiker=lezer, heeft_belang=False)
    return set(
        rijen.filter(inschrijving__in=[deel.inschrijving_id for deel in delen]).values_list("inschrijving", flat=True)
    )


def _uitkomst(gegeven: list[rules.Gegeven], overleg: Overleg | None) -> str:
    open_ = overleg is not None and overleg.bevestigd_op is None
    return WOORDEN[rules.einduitkomst(gegeven, overleg.oordeel if overleg else None, open_)]


def _voor(deel: Regioinschrijving) -> list[str]:
    dossier = deel.inschrijving
    return [dossier.kenmerk, dossier.partijnaam, dossier.organisatie.kvk_nummer]


def _na(deel: Regioinschrijving) -> list[str]:
    totaal, indeling = deel.beoordeling, deel.classificatie
    klaar = totaal.status != Status.IN_BEOORDELING
    return [
        totaal.get_status_display().lower(),
        moment(totaal.afgerond_op) if klaar and totaal.afgerond_op else "",
        deel.get_klasse_display(),
        indeling.get_voorstel_display(),
        indeling.get_indeling_display(),
        indeling.reden,
    ]
