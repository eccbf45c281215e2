"""The list of onderaannemers, on the page and in Excel, as each side sees it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from kern import klok
from overeenkomst.models import Onderaannemer
from overeenkomst.states import Kant, Onderaannemerstatus

DOSSIER = "overeenkomst__inschrijving__"
STAND = (
    '{% include "onderdelen/status.html" with soort=record.kleur tekst=record.get_status_display only %}'
    '{% if record.status == "gemeld" and record.vanaf <= vandaag %} '
    '{% include "onderdelen/status.html" with soort="fout" tekst="Begindag voorbij" only %}{% endif %}'
)
KOPPEN = (
    "Onderaannemer",
    "KvK-nummer",
    "Organisatie",
    "Zorgkantoor",
    "Overeenkomst",
    "Regio’s",
    "Wat",
    "Deel van de uren",
    "Gemeld",
    "Dagen open",
    "Begint op zijn vroegst",
    "Stand",
    "Begonnen",
    "Laatste dag",
    "Reden van het zorgkantoor",
)


def dagen_open(rij: Onderaannemer, vandaag: date) -> int | None:
    """How many days a report waits on its answer."""
    wacht = rij.status == Onderaannemerstatus.GEMELD
    return (vandaag - klok.lokaal(rij.gemeld_op).date()).days if wacht else None


def regionamen(rij: Onderaannemer) -> str:
    return ", ".join(regio.toewijzing.regio.naam for regio in rij.regios.all())


class OnderaannemerTabel(tables.Table):
    """What waits stands first, the nearest start on top."""

    naam = tables.Column(verbose_name="Onderaannemer")
    organisatie = tables.Column(
        accessor=f"{DOSSIER}partijnaam", order_by=f"{DOSSIER}organisatie__statutaire_naam", verbose_name="Organisatie"
    )
    zorgkantoor = tables.Column(accessor=f"{DOSSIER}uitvoerder__zorgkantoor", verbose_name="Zorgkantoor")
    regios = tables.Column(verbose_name="Regio’s", orderable=False)
    open = tables.Column(verbose_name="Dagen open", accessor="gemeld_op", order_by="gemeld_op")
    vanaf = tables.Column(verbose_name="Begint")
    status = tables.TemplateColumn(
        STAND,
        verbose_name="Stand",
        order_by=("wacht", "status"),
        extra_context=lambda table: {"vandaag": table.vandaag},
    )

    bijschrift = "Onderaannemers"
    bijschrift_verborgen = True

    class Meta:
        model = Onderaannemer
        fields = ("naam", "organisatie", "zorgkantoor", "regios", "open", "vanaf", "status")
        empty_text = "Er zijn geen onderaannemers die hierbij passen."
        order_by = ("status", "vanaf", "naam")

    def __init__(self, *args: Any, kant: Kant, **kwargs: Any):
        weg = "zorgkantoor" if kant == Kant.ZORGKANTOOR else "organisatie"
        super().__init__(*args, exclude=(weg,), **kwargs)
        self.bladzijde = "onderaannemer" if kant == Kant.ZORGKANTOOR else "mijn_onderaannemer"
        self.vandaag = klok.vandaag()

    def render_naam(self, value: str, record: Onderaannemer) -> str:
        return format_html('<a class="utrecht-link" href="{}">{}</a>', reverse(self.bladzijde, args=[record.pk]), value)

    def render_regios(self, record: Onderaannemer) -> str:
        return regionamen(record)

    def render_open(self, record: Onderaannemer) -> str:
        dagen = dagen_open(record, self.vandaag)
        return "–" if dagen is None else str(dagen)

    def render_vanaf(self, value: date) -> str:
        return f"{value:%d-%m-%Y}"


def exportrijen(rijen: Iterable[Onderaannemer]) -> Iterator[list[object]]:
    """A row per onderaannemer, in the order of KOPPEN."""
    vandaag = klok.vandaag()
    for rij in rijen:
        dossier, dagen = rij.overeenkomst.inschrijving, dagen_open(rij, vandaag)
        yield [
            rij.naam,
            rij.kvk_nummer,
            dossier.partijnaam,
            dossier.uitvoerder.zorgkantoor,
            rij.overeenkomst.kenmerk,
            regionamen(rij),
            rij.werk,
            rij.deel,
            f"{klok.lokaal(rij.gemeld_op):%d-%m-%Y}",
            "" if dagen is None else dagen,
            f"{rij.vanaf:%d-%m-%Y}",
            rij.get_status_display(),
            f"{rij.begonnen_op:%d-%m-%Y}" if rij.begonnen_op else "",
            f"{rij.laatste_dag:%d-%m-%Y}" if rij.laatste_dag else "",
            rij.antwoord,
        ]
