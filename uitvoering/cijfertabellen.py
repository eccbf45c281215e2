"""The approved production added up, on the page and in Excel."""

from collections.abc import Iterable, Iterator

import django_tables2 as tables
from django.utils.html import format_html

from kern.opmaak import euro, getal
from uitvoering.productietabellen import GETAL
from uitvoering.rules.landelijk import Som

ONBEKEND = "–"


def _clienten(som: Som) -> str:
    """Never added over months (A67)."""
    return ONBEKEND if som.clienten is None else getal(som.clienten)


def _euros(som: Som) -> str:
    return ONBEKEND if som.uren and som.uren == som.zonder_tarief else euro(som.euros)


class CijferTabel(tables.Table):
    """A row per group; `Som`."""

    groep = tables.Column(order_by="sleutel")
    uren = tables.Column(attrs=GETAL)
    vragen = tables.Column(verbose_name="Ondersteuningsvragen", attrs=GETAL)
    clienten = tables.Column(verbose_name="Unieke cliënten", attrs=GETAL, empty_values=())
    euros = tables.Column(verbose_name="Euro’s", attrs=GETAL)

    bijschrift = "Dezelfde cijfers als tabel"

    class Meta:
        empty_text = "Er is geen goedgekeurde productie die hierbij past."
        order_by = "groep"

    def render_uren(self, value) -> str:
        return getal(value, 2)

    def render_vragen(self, value) -> str:
        return getal(value)

    def render_clienten(self, record: Som) -> str:
        bron = format_html('<br><span class="portaal-klein">{}</span>', record.bron) if record.bron else ""
        return format_html("{}{}", _clienten(record), bron)

    def render_euros(self, record: Som) -> str:
        return _euros(record)


def exportkoppen(per: str) -> tuple[str, ...]:
    return (per, "Uren", "Ondersteuningsvragen", "Unieke cliënten", "Bron", "Euro’s", "Uren zonder tarief")


def exportrijen(sommen: Iterable[Som], samen: Som) -> Iterator[list[object]]:
    """The groups, and all of them together as the last line."""
    for som in (*sommen, samen):
        bedragen = [getal(som.euros, 2), getal(som.zonder_tarief, 2)]
        yield [som.groep, getal(som.uren, 2), getal(som.vragen), _clienten(som), som.bron, *bedragen]
