"""Template tags and filters for every page: icons and the notation of `kern.opmaak`.

An empty value (None or '') gives an empty text, so that a template need not ask first.
"""

import re
from functools import cache, wraps

from django import template
from django.conf import settings
from django.core.files.storage import storages
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kern import opmaak
from kern.gezien import gezien_hash

register = template.Library()

# The symbols of static/portaal/iconen.svg (a test keeps the two equal).
ICONEN = frozenset(
    {"ja", "nee", "open", "let-op", "sorteer", "oplopend", "aflopend", "slot", "document", "omlaag", "extern"}
)
KLEUREN = frozenset({"goed", "fout", "let-op", "stil"})


@register.simple_tag
def gezien(rij):
    """The hidden field that says what the second person looked at (`kern.gezien`)."""
    return format_html('<input type="hidden" name="gezien" value="{}">', gezien_hash(rij))


@register.simple_tag
def icoon(naam, kleur=""):
    """An icon from the sprite, silent for screen readers: the word beside it carries the meaning.

    `naam` is one of ICONEN; `kleur` (optional) one of KLEUREN. ValueError for another name.
    """
    return _icoon(storages["staticfiles"], naam, kleur)


@cache
def _icoon(opslag, naam, kleur):
    """The same text each time; a list shows hundreds of icons."""
    if naam not in ICONEN or (kleur and kleur not in KLEUREN):
        raise ValueError(f"Onbekend icoon: {naam} {kleur}".strip())
    return format_html(
        '<svg class="portaal-icoon{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        f" portaal-{kleur}" if kleur else "",
        opslag.url("portaal/iconen.svg"),
        naam,
    )


def _leeg_of(functie):
    """`functie` as a template filter that leaves an empty value empty."""

    @wraps(functie)
    def filter_(waarde, *argumenten):
        return "" if waarde is None or waarde == "" else functie(waarde, *argumenten)

    return filter_


def _moment_exact(waarde, vorm=""):
    return opmaak.moment_exact(waarde, met_offset=vorm == "offset")


def _euro(bedrag):
    """On a page and on paper sign and amount stay on one line."""
    return opmaak.euro(bedrag).replace(" ", "\xa0")


register.filter("datum", _leeg_of(opmaak.datum))
register.filter("datum_kort", _leeg_of(opmaak.datum_kort))
register.filter("dag_maand", _leeg_of(opmaak.dag_maand))
register.filter("moment", _leeg_of(opmaak.moment))
register.filter("moment_exact", _leeg_of(_moment_exact))
register.filter("tijd_over", _leeg_of(opmaak.tijd_over))
register.filter("euro", _leeg_of(_euro))
register.filter("getal", _leeg_of(opmaak.getal))
register.filter("grootte", _leeg_of(opmaak.grootte))
register.filter("punt", _leeg_of(opmaak.punt))


@register.filter
def eigen_adressen(tekst: str) -> SafeString:
    """Text as HTML in which an address of this portal is a link; any other address that someone typed stays text."""
    delen = re.split(rf"({re.escape(settings.BASIS_URL)}/[\w/-]*)", tekst)
    als_link = '<a class="utrecht-link" href="{}">{}</a>'
    return format_html_join(
        "", "{}", ((format_html(als_link, deel, deel) if nr % 2 else deel,) for nr, deel in enumerate(delen))
    )
