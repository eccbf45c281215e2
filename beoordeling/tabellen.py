"""Lists of steps 3 and 4: dossiers and the contractregister, on the page and in Excel."""

from collections.abc import Iterable, Iterator
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from beoordeling import queries
from beoordeling.models import Contract
from beoordeling.states import Indeling, Status
from kern.opmaak import moment_exact
from publicatie.states import Klasse

KOPPEN = (
    "Kenmerk",
    "Ronde",
    "Organisatie",
    "KvK-nummer",
    "Regio",
    "Status",
    "Opgegeven als",
    "Voorstel",
    "Indeling",
    "Beoordelaars",
    "Ingediend op",
)


HEEL = {"td": {"class": "portaal-heel"}}  # stays on one line


class DossierTabel(tables.Table):
    """Heads and order; templates/beoordeling/dossiertabel.html writes the rows."""

    organisatie = tables.Column(order_by="organisatie__statutaire_naam")
    kenmerk = tables.Column()
    regios = tables.Column(verbose_name="Regio’s", orderable=False)
    eerste = tables.Column(verbose_name="Beoordelaars", order_by=("eerste", "tweede"))
    eigen = tables.Column(verbose_name="Uw oordelen")
    ingediend_op = tables.Column(verbose_name="Ingediend")

    bijschrift = "Geopende dossiers"
    bijschrift_verborgen = True

    class Meta:
        template_name = "beoordeling/dossiertabel.html"
        empty_text = "Er zijn geen geopende dossiers die hierbij passen."
        order_by = "organisatie"


def met_delen(rijen: Iterable[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], list[queries.Deel]]]:
    """Rows of `queries.dossiers` with the name of the party (IK-073) and who judges, and their parts; two queries."""
    rijen = list(rijen)
    delen = queries.delen(rijen)
    for rij in rijen:
        verband = rij["samenwerkingsverband"] and rij["verbandnaam"]
        namen = " en ".join(naam for naam in (rij["eerste"], rij["tweede"]) if naam)
        partij = verband or rij["organisatie__statutaire_naam"]
        yield {**rij, "partijnaam": partij, "beoordelaars": namen}, delen[rij["pk"]]


def exportrijen(rijen: Iterable[dict[str, Any]]) -> Iterator[list[object]]:
    """One line per region; verdicts of people are not in it, only what is decided."""
    for rij, delen in met_delen(rijen):
        for deel in delen:
            yield [
                rij["kenmerk"],
                rij["ronde__code"],
                rij["partijnaam"],
                rij["organisatie__kvk_nummer"],
                deel.regio,
                Status(deel.stand).label,
                Klasse(deel.klasse).label,
                Indeling(deel.voorstel).label,
                Indeling(deel.indeling).label if deel.indeling else "",
                rij["beoordelaars"],
                moment_exact(rij["ingediend_op"]),
            ]


class ContractTabel(tables.Table):
    naam = tables.Column(verbose_name="Organisatie")
    kvk_nummer = tables.Column(verbose_name="KvK-nummer")
    uitvoerder = tables.Column(accessor="uitvoerder__zorgkantoor", verbose_name="Zorgkantoor")
    regio = tables.Column(accessor="regio__naam", verbose_name="Regio")
    van = tables.TemplateColumn("{{ record.van|date:'d-m-Y' }}", attrs=HEEL)
    tot = tables.TemplateColumn("{{ record.tot|date:'d-m-Y' }}", verbose_name="Tot en met", attrs=HEEL)
    bron = tables.Column(orderable=False)

    mag = False  # whether this person keeps the register
    bijschrift = "Overeenkomsten in het register"
    bijschrift_verborgen = True

    class Meta:
        model = Contract
        fields = ("naam", "kvk_nummer", "uitvoerder", "regio", "van", "tot", "bron")
        empty_text = "In het register staat geen overeenkomst die hierbij past."
        order_by = "naam"

    def render_naam(self, value: str, record: Contract) -> str:
        if not self.mag:
            return value
        link = '<a class="utrecht-link" href="{}">{}<span class="portaal-alleen-voorlezen">, {}: wijzigen</span></a>'
        return format_html(link, reverse("contract", args=[record.pk]), value, record.regio)


def contractrijen(rijen: Iterable[Contract], met_zorgkantoor: bool) -> Iterator[list[object]]:
    """Lines of the register in the columns of the format, so that they can be read in again; for who sees more than
    one register the zorgkantoor after them."""
    for rij in rijen:
        dagen = (f"{dag:%d-%m-%Y}" for dag in (rij.van, rij.tot))
        zorgkantoor = [rij.uitvoerder.zorgkantoor] if met_zorgkantoor else []
        yield [rij.kvk_nummer, rij.naam, rij.regio.naam, *dagen, rij.bron, *zorgkantoor]
