"""Lists of prijs and volume, on the page and in Excel."""

from collections.abc import Iterable, Iterator

import django_tables2 as tables
from django.utils.html import format_html

from kern.opmaak import euro, getal
from overeenkomst.models import Prijsvolumeafspraak
from overeenkomst.queries.afspraken import Rij

GETAL = {
    "td": {"class": "utrecht-table__cell--numeric-column"},
    "th": {"class": "utrecht-table__header-cell--numeric-column"},
}
STAND = '{% include "onderdelen/status.html" with soort=record.kleur tekst=record.naam only %}'
STATUS = '{% include "onderdelen/status.html" with soort=record.kleur tekst=record.get_status_display only %}'
DOSSIER = "regioinschrijving__inschrijving__"
KOPPEN = (
    "Jaar",
    "Zorgkantoor",
    "Regio",
    "Ronde",
    "Kenmerk",
    "Organisatie",
    "Van",
    "Tot en met",
    "Tarief per uur",
    "Maximum budget",
    "Uren",
    "Prognose uren",
    "Schatting zorgkantoor",
    "Voorstel per jaar",
    "Reden",
    "Stand",
)


class VerdelingTabel(tables.Table):
    """Regions and years."""

    regio = tables.Column(verbose_name="Regio")
    jaar = tables.Column(verbose_name="Jaar", localize=False)
    zorgkantoor = tables.Column(verbose_name="Zorgkantoor")
    organisaties = tables.Column(verbose_name="Organisaties", attrs=GETAL)
    geld = tables.Column(verbose_name="Geld van de regio", attrs=GETAL)
    verdeeld = tables.Column(verbose_name="Afgesproken", attrs=GETAL)
    over = tables.Column(verbose_name="Blijft bij de regio", attrs=GETAL)
    stand = tables.TemplateColumn(STAND, verbose_name="Stand", order_by="naam", accessor="naam")

    bijschrift = "Prijs en volume per regio en jaar"
    bijschrift_verborgen = True

    class Meta:
        empty_text = (
            "Er zijn geen regio’s die hierbij passen. Een regio komt hier na de bekendmaking van de beslissingen."
        )
        order_by = ("jaar", "regio")

    def render_regio(self, value: str, record: Rij) -> str:
        link = '<a class="utrecht-link" href="{}">{}<span class="portaal-alleen-voorlezen">, {}</span></a>'
        return format_html(link, record.url, value, str(record.jaar))

    def render_geld(self, value, record: Rij) -> str:
        return "nog niet bekend" if record.stand.geld is None else euro(value)

    def render_verdeeld(self, value) -> str:
        return euro(value)

    def render_over(self, value, record: Rij) -> str:
        return "–" if record.stand.geld is None else euro(value)


class AfspraakTabel(tables.Table):
    """Afspraken that count now."""

    organisatie = tables.Column(
        accessor="regioinschrijving__inschrijving__partijnaam",
        verbose_name="Organisatie",
        order_by=f"{DOSSIER}organisatie__statutaire_naam",
        linkify=True,
        attrs={"a": {"class": "utrecht-link"}},
    )
    regio = tables.Column(accessor="regioinschrijving__toewijzing__regio__naam", verbose_name="Regio")
    jaar = tables.Column(localize=False)
    tarief = tables.Column(verbose_name="Tarief per uur", attrs=GETAL)
    budget = tables.Column(verbose_name="Maximum budget", attrs=GETAL)
    uren = tables.Column(verbose_name="Uren", attrs=GETAL)
    status = tables.TemplateColumn(STATUS, verbose_name="Stand")

    bijschrift = "Afspraken over prijs en volume"
    bijschrift_verborgen = True

    class Meta:
        model = Prijsvolumeafspraak
        fields = ("organisatie", "regio", "jaar", "tarief", "budget", "uren", "status")
        empty_text = "Er zijn geen afspraken die hierbij passen."
        order_by = ("-jaar", "organisatie", "regio")

    def render_tarief(self, value) -> str:
        return euro(value)

    def render_budget(self, value) -> str:
        return euro(value)

    def render_uren(self, value) -> str:
        return getal(value, 2)


def exportrijen(rijen: Iterable[Prijsvolumeafspraak]) -> Iterator[list[object]]:
    """A row per afspraak for Excel, in the order of KOPPEN; amounts in euro in Dutch notation."""
    for rij in rijen:
        dossier = rij.regioinschrijving.inschrijving
        bedragen = (rij.tarief, rij.budget, rij.uren, rij.prognose, rij.schatting, rij.voorstel)
        yield [
            rij.jaar,
            dossier.uitvoerder.zorgkantoor,
            rij.regioinschrijving.toewijzing.regio.naam,
            dossier.ronde.code,
            dossier.kenmerk,
            dossier.partijnaam,
            f"{rij.van:%d-%m-%Y}",
            f"{rij.tot:%d-%m-%Y}",
            *("" if bedrag is None else getal(bedrag, 2) for bedrag in bedragen),
            rij.reden,
            rij.get_status_display(),
        ]
