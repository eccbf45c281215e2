"""The cell with regions in the list of dossiers: hundreds of lines a page, too many for a template each."""

from django import template
from django.utils.html import format_html_join

from beoordeling.states import Indeling, Status
from kern.templatetags.portaal import icoon

register = template.Library()

TEKENS = {
    Status.IN_BEOORDELING: ("open", "stil"),
    Status.VOLDOET: ("ja", "goed"),
    Status.VOLDOET_NIET: ("nee", "fout"),
}


@register.filter
def als_regels(delen):
    """A line per region with icon, total and indeling, from `queries.delen`."""
    return format_html_join("", "<li>{} {}: {}</li>", ((icoon(*TEKENS[d.stand]), d.regio, _woorden(d)) for d in delen))


def _woorden(deel):
    woorden = [Status(deel.stand).label, *([Indeling(deel.indeling).label] if deel.indeling else [])]
    return ", ".join(woorden).lower()
