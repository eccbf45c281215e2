"""The HTML part of a mail: the same words as the text part, made from it. Nothing in it comes from elsewhere (B43)."""

import re

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

MIN_LETTERS = 4  # of a line in capitals that is a heading


def als_html(onderwerp: str, tekst: str) -> str:
    """A page with the text of a mail: blocks are paragraphs, `- ` a list, a line of capitals alone a heading.

    Every character is escaped; only an address of the portal itself becomes a link.
    """
    blokken = [blok.strip("\n").split("\n") for blok in re.split(r"\n[ \t]*\n", tekst) if blok.strip()]
    inhoud = format_html_join("\n", "{}", ((_blok(regels),) for regels in blokken))
    return render_to_string("berichten/mail.html", {"onderwerp": onderwerp, "inhoud": inhoud})


def _blok(regels: list[str]) -> SafeString:
    if len(regels) == 1 and _is_kop(regels[0]):
        return format_html("<h2>{}</h2>", regels[0])
    delen, rest = [], list(regels)
    while rest:
        in_lijst = rest[0].startswith("- ")
        aantal = next((i for i, regel in enumerate(rest) if i and _past_niet(regel, in_lijst)), len(rest))
        delen.append((_lijst if in_lijst else _alinea)(rest[:aantal]))
        rest = rest[aantal:]
    return format_html_join("\n", "{}", ((deel,) for deel in delen))


def _past_niet(regel: str, in_lijst: bool) -> bool:
    """Whether a line ends the paragraph or list before it; an indented line belongs to its point."""
    return not regel.startswith(("- ", "  ")) if in_lijst else regel.startswith("- ")


def _is_kop(regel: str) -> bool:
    return regel == regel.upper() and sum(teken.isalpha() for teken in regel) >= MIN_LETTERS


def _alinea(regels: list[str]) -> SafeString:
    return format_html("<p>{}</p>", _met_regeleinden(regels))


def _lijst(regels: list[str]) -> SafeString:
    punten: list[list[str]] = []
    for regel in regels:
        if regel.startswith("- "):
            punten.append([regel.removeprefix("- ")])
        else:
            punten[-1].append(regel.strip())
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((_met_regeleinden(p),) for p in punten)))


def _met_regeleinden(regels: list[str]) -> SafeString:
    return format_html_join(mark_safe("<br>\n"), "{}", ((_met_links(regel),) for regel in regels))


def _met_links(regel: str) -> SafeString:
    """The line, escaped, with the addresses of the portal as links."""
    delen = re.split(rf"({re.escape(settings.BASIS_URL)}/[^\s<>\"']*[^\s<>\"'.,;:)])", regel)
    links = (format_html('<a href="{0}">{0}</a>', d) if i % 2 else conditional_escape(d) for i, d in enumerate(delen))
    return format_html_join("", "{}", ((link,) for link in links))
