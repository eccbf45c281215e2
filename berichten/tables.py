"""List of messages, and what goes to Excel; both leave out the subject outside the demo."""

from collections.abc import Iterable, Iterator

import django_tables2 as tables

from berichten.models import Bericht
from berichten.raad import raad
from kern import opmaak

STAND = '{% include "onderdelen/status.html" with soort=record.kleur tekst=record.get_status_display only %}'
HEEL = {"td": {"class": "portaal-heel"}}
KOPPEN = ("Nummer", "Aan", "Soort", "Stand", "Versturen vanaf", "Pogingen", "Antwoord van de mailserver", "Wat u doet")


class BerichtTable(tables.Table):
    bijschrift = "Berichten"
    bijschrift_verborgen = True

    ontvanger = tables.Column(verbose_name="Aan", linkify=True, attrs={"a": {"class": "utrecht-link"}})
    soort = tables.Column(attrs=HEEL)
    onderwerp = tables.Column()
    status = tables.TemplateColumn(STAND, verbose_name="Stand", attrs=HEEL)
    vrij_op = tables.Column(verbose_name="Versturen vanaf")
    raad = tables.Column(verbose_name="Wat u doet", empty_values=(), orderable=False)

    class Meta:
        model = Bericht
        fields = ("ontvanger", "soort", "onderwerp", "status", "vrij_op", "raad")
        empty_text = "Er zijn geen berichten."

    def render_vrij_op(self, value):
        return opmaak.moment(value)

    def render_raad(self, record):
        return raad(record) or "niets"


def exportrijen(berichten: Iterable[Bericht]) -> Iterator[list[object]]:
    """A row per message for Excel, in the order of KOPPEN."""
    for bericht in berichten:
        yield [
            bericht.pk,
            bericht.ontvanger,
            bericht.get_soort_display(),
            bericht.get_status_display(),
            opmaak.moment(bericht.vrij_op),
            bericht.pogingen,
            bericht.serverantwoord,
            raad(bericht),
        ]
