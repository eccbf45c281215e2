"""The list of what ends this year and can go on."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html

from kern import klok
from overeenkomst.queries.verlengingen import Einde

VOOR = (
    '{{ value|date:"d-m-Y" }}{% if not record.verlenging and value < vandaag %} '
    '{% include "onderdelen/status.html" with soort="fout" tekst="Te laat" only %}{% endif %}'
)
STAND = '{% include "onderdelen/status.html" with soort=record.kleur tekst=record.stand only %}'


class VerlengingTabel(tables.Table):
    """What must be decided first stands on top."""

    organisatie = tables.Column(verbose_name="Organisatie")
    regios = tables.Column(verbose_name="Regio’s", accessor="delen", orderable=False)
    eind = tables.Column(verbose_name="Eindigt")
    uiterlijk = tables.TemplateColumn(
        VOOR, verbose_name="Beslissen voor", extra_context=lambda table: {"vandaag": table.vandaag}
    )
    stand = tables.TemplateColumn(STAND, verbose_name="Stand")

    bijschrift = "Overeenkomsten die dit jaar eindigen en verlengd kunnen worden"
    bijschrift_verborgen = True

    class Meta:
        empty_text = "Er zijn geen overeenkomsten die hierbij passen."
        order_by = ("uiterlijk", "organisatie")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.vandaag = klok.vandaag()

    def render_organisatie(self, value: str, record: Einde) -> str:
        return format_html('<a class="utrecht-link" href="{}">{}</a>', record.url, value)

    def render_regios(self, value: dict[int, str]) -> str:
        return ", ".join(value.values())

    def render_eind(self, value: date) -> str:
        return f"{value:%d-%m-%Y}"
