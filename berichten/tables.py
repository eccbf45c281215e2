"""List of messages; the page leaves out the subject outside the demo."""

import django_tables2 as tables

from berichten.models import Bericht
from kern import opmaak

STAND = '{% include "onderdelen/status.html" with soort=record.kleur tekst=record.get_status_display only %}'


class BerichtTable(tables.Table):
    bijschrift = "Berichten"
    bijschrift_verborgen = True

    ontvanger = tables.Column(verbose_name="Aan", linkify=True, attrs={"a": {"class": "utrecht-link"}})
    soort = tables.Column()
    onderwerp = tables.Column()
    status = tables.TemplateColumn(STAND, verbose_name="Stand")
    vrij_op = tables.Column(verbose_name="Versturen vanaf")

    class Meta:
        model = Bericht
        fields = ("ontvanger", "soort", "onderwerp", "status", "vrij_op")
        empty_text = "Er zijn geen berichten."

    def render_vrij_op(self, value):
        return opmaak.moment(value)
