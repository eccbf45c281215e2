"""The selectieverslag of one region: what was frozen, what came out, why, and who did it when."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q

from kern.pdf import maak_pdf
from selectie import feiten, invoer, queries, rules, tabel
from selectie.models import Regioselectie


def als_json(selectie: Regioselectie) -> str:
    """Byte for byte what proefselectie prints for the frozen input; a loting has its own record (contract 1)."""
    return invoer.als_tekst(invoer.als_json(rules.selecteer(feiten.als_regio(selectie.invoer or {}))))


def maak_verslag(selectie: Regioselectie) -> bytes:
    """The report as a tagged PDF; the same state of the region gives the same bytes."""
    toewijzing = selectie.toewijzing
    kenmerk = f"SELECTIE-{toewijzing.ronde.code}-{toewijzing.regio.sleutel}"
    return maak_pdf("pdf/selectieverslag.html", {"kenmerk": kenmerk, **inhoud(selectie)}, identifier=kenmerk)


def inhoud(selectie: Regioselectie) -> dict[str, Any]:
    """What the report tells, for its template; the same number of queries at any number of candidates."""
    regio, uitslag = queries.resultaat(selectie)
    namen = queries.partijnamen(selectie.toewijzing)
    loting = queries.loting_van(selectie)
    eerder = selectie.teruggezet.filter(Q(loting=None) | Q(loting__herzien_hash=""))  # a herziening is no part of it
    return {
        "selectie": selectie,
        "toewijzing": selectie.toewijzing,
        "uitvoerder": selectie.toewijzing.uitvoerder,
        "af": selectie.vastgesteld_op is not None,
        "som": tabel.som_bevroren(regio, uitslag, namen),
        "rangrijen": tabel.rangrijen(regio, uitslag, namen),
        "uitkomsten": tabel.uitkomsten(uitslag, namen),
        "redenen": tabel.redenen(regio, uitslag, namen),
        "feiten": _bewijs(selectie) if uitslag.rangschikking else [],
        "loting": loting,
        "volgorde": [namen.get(kenmerk, kenmerk) for kenmerk in (loting and loting.volgorde) or []],
        "eerder": list(eerder.select_related("gevraagd_door", "teruggezet_door", "loting")),
        "laatste": max(_momenten(selectie)),
    }


def _bewijs(selectie: Regioselectie) -> list[Any]:
    """The candidates with the proof or reason beside every fact, in order of kenmerk."""
    rijen = selectie.kandidaten.select_related("regioinschrijving__inschrijving__organisatie")
    return list(rijen.order_by("regioinschrijving__inschrijving__kenmerk"))


def _momenten(selectie: Regioselectie) -> Iterator[datetime]:
    """When what the report tells happened; it is dated on the last of these."""
    loting = queries.loting_van(selectie)
    momenten = [selectie.bevroren_op, selectie.vastgesteld_op]
    if loting:
        momenten += [loting.klaargezet_op, loting.ingevoerd_op, loting.bevestigd_op]
    return (moment for moment in momenten if moment is not None)
