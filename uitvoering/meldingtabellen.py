"""The list of reports on the bestuursverklaring and on ties, on the page and in Excel."""

from collections.abc import Iterable, Iterator

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.html import format_html

from kern import klok
from uitvoering.models import Contractmelding

ORGANISATIE = "overeenkomst__inschrijving__organisatie__statutaire_naam"
KOPPEN = (
    *("Overeenkomst", "Zorgkantoor", "Organisatie", "Soort", "Waarover", "Band", "Vanaf", "Toelichting"),
    *("Gemeld door", "Gemeld op", "Stand", "Reactie", "Afgehandeld op", "Band voorbij vanaf", "Reden"),
)


class MeldingTabel(tables.Table):
    """Contractmeldingen with their overeenkomst and eis."""

    wat = tables.Column(empty_values=(), verbose_name="Melding", order_by=("eis__nummer", "partij"))
    organisatie = tables.Column(
        accessor="overeenkomst__inschrijving__partijnaam", verbose_name="Organisatie", order_by=ORGANISATIE
    )
    zorgkantoor = tables.Column(
        accessor="overeenkomst__inschrijving__uitvoerder__zorgkantoor", verbose_name="Zorgkantoor"
    )
    soortnaam = tables.Column(verbose_name="Soort", order_by="band")
    vanaf = tables.DateColumn(format="d-m-Y")
    gemeld_op = tables.DateColumn(verbose_name="Gemeld", format="d-m-Y")
    stand = tables.Column(order_by=("afhandeling", "voorbij_vanaf"))

    bijschrift = "Meldingen"
    bijschrift_verborgen = True

    class Meta:
        empty_text = "Er zijn geen meldingen die hierbij passen."
        order_by = "-gemeld_op"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.vandaag = klok.vandaag()

    def render_wat(self, record: Contractmelding) -> str:
        return format_html('<a class="utrecht-link" href="{}">{}</a>', record.get_absolute_url(), str(record))

    def render_stand(self, record: Contractmelding) -> str:
        badge = render_to_string("onderdelen/status.html", {"soort": record.kleur, "tekst": record.stand})
        if record.is_voorbij(self.vandaag):
            return format_html("{}<br>Band voorbij sinds {}", badge, f"{record.voorbij_vanaf:%d-%m-%Y}")
        return badge


def exportrijen(rijen: Iterable[Contractmelding]) -> Iterator[list[object]]:
    """A row per report, in the order of KOPPEN; moments in local time."""
    for rij in rijen:
        dossier = rij.overeenkomst.inschrijving
        wat = (str(rij), rij.get_band_display(), f"{rij.vanaf:%d-%m-%Y}", rij.toelichting)
        yield [
            *(rij.overeenkomst.kenmerk, dossier.uitvoerder.zorgkantoor, dossier.partijnaam, rij.soortnaam, *wat),
            *(rij.get_kant_display(), _dag(rij.gemeld_op), rij.stand, rij.reactie, _dag(rij.afgehandeld_op)),
            *(f"{rij.voorbij_vanaf:%d-%m-%Y}" if rij.voorbij_vanaf else "", rij.voorbij_reden),
        ]


def _dag(moment) -> str:
    return f"{klok.lokaal(moment):%d-%m-%Y}" if moment else ""
