"""Lists of step 1 for staff, and what goes to Excel. Who asked a question stands in neither."""

from collections.abc import Iterable, Iterator

import django_tables2 as tables

from kern import opmaak
from publicatie.models import Gemeente, Vraag

STAND = '{% include "onderdelen/status.html" with soort=record.kleur tekst=record.get_status_display only %}'
KOPPEN = ("Nummer", "Ronde", "Zorgkantoor", "Soort", "Onderwerp", "Vraag", "Gesteld op", "Stand", "Antwoord", "Nota")
NOTAKOPPEN = ("Nummer", "Ronde", "Zorgkantoor", "Soort", "Onderwerp", "Vraag", "Antwoord", "Nota")
EIGENKOPPEN = (*NOTAKOPPEN, "Gesteld op", "Namens")
GEMEENTEKOPPEN = ("Gemeente", "CBS-code", "Regio op de gekozen dag", "Wijziging daarna")


class VraagTabel(tables.Table):
    bijschrift = "Vragen over de rondes"
    bijschrift_verborgen = True

    nummer = tables.Column(
        verbose_name="Vraag", linkify=("vraag", {"pk": tables.A("pk")}), attrs={"a": {"class": "utrecht-link"}}
    )
    onderwerp = tables.Column(verbose_name="Onderwerp")
    soort = tables.Column(verbose_name="Soort")
    uitvoerder = tables.Column(accessor="uitvoerder__zorgkantoor", verbose_name="Zorgkantoor")
    ronde = tables.Column(accessor="ronde__code", verbose_name="Ronde")
    gesteld_op = tables.Column(verbose_name="Gesteld op")
    status = tables.TemplateColumn(STAND, verbose_name="Stand")

    class Meta:
        model = Vraag
        fields = ("nummer", "onderwerp", "soort", "uitvoerder", "ronde", "gesteld_op", "status")
        empty_text = "Er zijn geen vragen."

    def render_nummer(self, value):
        return f"Vraag {value}"

    def render_gesteld_op(self, value):
        return opmaak.moment(value)


def exportrijen(vragen: Iterable[Vraag]) -> Iterator[list[object]]:
    """A row per question for Excel, in the order of KOPPEN."""
    for vraag in vragen:
        yield [
            vraag.nummer,
            vraag.ronde.code,
            vraag.uitvoerder.zorgkantoor,
            vraag.get_soort_display(),
            vraag.onderwerp,
            vraag.tekst,
            opmaak.moment(vraag.gesteld_op),
            vraag.get_status_display(),
            vraag.antwoord,
            vraag.nota and f"versie {vraag.nota.versie}",
        ]


def notarijen(vragen: Iterable[Vraag]) -> Iterator[list[object]]:
    """A row per question for everyone, in the order of NOTAKOPPEN: an answer only when a nota made it known."""
    for vraag in vragen:
        yield [
            vraag.nummer,
            vraag.ronde.code,
            vraag.uitvoerder.zorgkantoor,
            vraag.get_soort_display(),
            vraag.onderwerp,
            vraag.tekst,
            vraag.antwoord if vraag.nota else "",
            vraag.nota and f"versie {vraag.nota.versie}",
        ]


def eigenrijen(vragen: Iterable[Vraag]) -> Iterator[list[object]]:
    """As `notarijen`, for who asked: in the order of EIGENKOPPEN."""
    vragen = list(vragen)
    for vraag, rij in zip(vragen, notarijen(vragen), strict=True):
        yield [*rij, opmaak.moment_exact(vraag.gesteld_op), vraag.organisatie.statutaire_naam]


class RegioTabel(tables.Table):
    """The figures of the tile map as a list."""

    bijschrift = "Regio’s met hun Wlz-uitvoerder en hun gemeenten"
    bijschrift_verborgen = True

    regio = tables.Column(
        accessor="regio__naam",
        verbose_name="Regio",
        linkify=("regio", {"code": tables.A("ronde__code"), "sleutel": tables.A("regio__sleutel")}),
        attrs={"a": {"class": "utrecht-link"}},
    )
    uitvoerder = tables.Column(
        accessor="uitvoerder__naam",
        verbose_name="Wlz-uitvoerder",
        linkify=("zorgkantoor", {"code": tables.A("uitvoerder__code")}),
        attrs={"a": {"class": "utrecht-link"}},
    )
    gemeenten = tables.Column(
        verbose_name="Gemeenten", attrs={"cell": {"class": "utrecht-table__cell--numeric-column"}}
    )

    class Meta:
        order_by = "regio"


class GemeenteTabel(tables.Table):
    bijschrift = "Gemeenten en hun regio"
    bijschrift_verborgen = True

    naam = tables.Column(
        verbose_name="Gemeente",
        linkify=("gemeente", {"code": tables.A("cbs_code")}),
        attrs={"a": {"class": "utrecht-link"}},
    )
    cbs_code = tables.Column(verbose_name="CBS-code")
    regio = tables.Column(accessor="regionaam", verbose_name="Regio op de gekozen dag", empty_values=("",))
    straks = tables.TemplateColumn(
        "{% if record.wijzigt_op %}vanaf {{ record.wijzigt_op|datum }}{% else %}geen{% endif %}",
        accessor="wijzigt_op",
        verbose_name="Wijziging daarna",
    )

    class Meta:
        model = Gemeente
        fields = ("naam", "cbs_code", "regio", "straks")
        empty_text = "Er is geen gemeente die hierbij past."
        order_by = "naam"

    def render_regio(self, value):
        return value or "geen"


def gemeenterijen(gemeenten: Iterable[Gemeente]) -> Iterator[list[object]]:
    """A row per gemeente for Excel, in the order of GEMEENTEKOPPEN."""
    for gemeente in gemeenten:
        yield [
            gemeente.naam,
            gemeente.cbs_code,
            gemeente.regionaam or "geen",
            gemeente.wijzigt_op and opmaak.datum(gemeente.wijzigt_op),
        ]
