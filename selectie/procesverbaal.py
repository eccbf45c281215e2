"""The proces-verbaal of a loting as the portal makes it: everything a third party needs to redo it (V5, V9)."""

from typing import Any

from kern.pdf import maak_pdf
from selectie import queries
from selectie.models import Loting

WIE_UITVALT = "niemand schuift door"  # A47: fixed and logged before the draw (V7, V8)


def maak_pv(loting: Loting) -> bytes:
    """Tagged PDF of what the notaris entered; the same entry gives the same bytes."""
    context = {"kenmerk": loting.kenmerk, **inhoud(loting)}
    return maak_pdf("pdf/proces_verbaal_loting.html", context, identifier=loting.kenmerk)


def inhoud(loting: Loting) -> dict[str, Any]:
    """What the proces-verbaal tells, for its template; the same number of queries at any number of names."""
    genummerd = [
        (nummer, kenmerk, naam) for nummer, (kenmerk, naam) in enumerate(queries.deelnemersnamen(loting), start=1)
    ]
    op_kenmerk = {kenmerk: (nummer, naam) for nummer, kenmerk, naam in genummerd}
    volgorde = [
        (plek, *op_kenmerk[kenmerk], kenmerk, plek <= loting.plaatsen)
        for plek, kenmerk in enumerate(loting.volgorde or [], start=1)
    ]
    toewijzing = loting.regioselectie.toewijzing
    return {
        "loting": loting,
        "toewijzing": toewijzing,
        "uitvoerder": toewijzing.uitvoerder,
        "deelnemers": genummerd,
        "uitnodigingen": queries.uitnodigingen(loting),
        "volgorde": volgorde,
        "bronnen": waarden(loting),
        "berekening": queries.als_verslag(loting),
        "uitval": WIE_UITVALT,
    }


def waarden(loting: Loting) -> list[tuple[str, list[int], str]]:
    """Per announced source its values and where to find them; nothing when drawn by hand or not at all."""
    if loting.bronnen is None:
        return []
    return list(zip(loting.aangekondigde_bronnen, loting.bronnen, loting.vindplaatsen, strict=True))
