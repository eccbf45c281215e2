"""The rows of the list of dossiers: fifty a page with hundreds of lines in them, too many for a template each."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from beoordeling import queries
from beoordeling.states import Indeling, Status
from kern.opmaak import moment_exact
from kern.templatetags.portaal import icoon

register = template.Library()

TEKENS = {
    Status.IN_BEOORDELING: ("open", "stil"),
    Status.VOLDOET: ("ja", "goed"),
    Status.VOLDOET_NIET: ("nee", "fout"),
}


RIJ = """<tr class="utrecht-table__row" role="row">
<th class="utrecht-table__cell" role="rowheader" scope="row"><a class="utrecht-link" href="{adres}">{naam}</a></th>
<td class="utrecht-table__cell" role="cell" data-kop="Kenmerk">{kenmerk}</td>
<td class="utrecht-table__cell" role="cell" data-kop="Regio’s"><ul class="portaal-lijst">{regels}</ul></td>
<td class="utrecht-table__cell" role="cell" data-kop="Beoordelaars">{beoordelaars}</td>
{eigen}<td class="utrecht-table__cell" role="cell" data-kop="Ingediend">{ingediend}</td>
</tr>
"""
EIGEN = '<td class="utrecht-table__cell" role="cell" data-kop="Uw oordelen">{}</td>\n'
VERDELEN = '<a class="utrecht-link" href="{}">{}<span class="portaal-alleen-voorlezen"> van {}</span></a>'


@register.simple_tag
def dossierrij(tabel: Any, dossier: dict[str, Any], delen: list[queries.Deel]) -> SafeString:
    """One row of `beoordeling.tabellen.DossierTabel`, from `tabellen.met_delen`."""
    return format_html(
        RIJ,
        adres=reverse("dossier", args=[dossier["kenmerk"]]),
        naam=dossier["partijnaam"],
        kenmerk=dossier["kenmerk"],
        regels=_regels(delen),
        beoordelaars=_beoordelaars(dossier, tabel.verdeelt),
        eigen="" if "eigen" in tabel.exclude else format_html(EIGEN, _eigen(dossier)),
        ingediend=moment_exact(dossier["ingediend_op"]),
    )


def _regels(delen: list[queries.Deel]) -> SafeString:
    """A line per region with icon, total and indeling."""
    return format_html_join("", "<li>{} {}: {}</li>", ((icoon(*TEKENS[d.stand]), d.regio, _woorden(d)) for d in delen))


def _beoordelaars(dossier: dict[str, Any], verdeelt: bool) -> str:
    if not verdeelt:
        return dossier["beoordelaars"] or "nog niemand"
    adres = reverse("dossier_beoordelaars", args=[dossier["kenmerk"]])
    return format_html(VERDELEN, adres, dossier["beoordelaars"] or "Kies beoordelaars", dossier["partijnaam"])


def _eigen(dossier: dict[str, Any]) -> str:
    if dossier["belang"]:
        return format_html("{} U hebt een belang", icoon("slot"))
    return f"{dossier['eigen']} van {dossier['nodig']}"


def _woorden(deel: queries.Deel) -> str:
    woorden = [Status(deel.stand).label, *([Indeling(deel.indeling).label] if deel.indeling else [])]
    return ", ".join(woorden).lower()
