"""Lists of the declaraties, on the page and in Excel."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from kern import klok
from kern.opmaak import euro, getal
from uitvoering.models import Declaratie
from uitvoering.productietabellen import GETAL

DOSSIER = "regioinschrijving__inschrijving"
KOPPEN = (
    *(
        "Declaratie",
        "Zorgkantoor",
        "Regio",
        "Overeenkomst",
        "Organisatie",
        "Maand",
        "Versie",
        "Stand",
        "Uren",
        "Tarief",
        "Korting %",
    ),
    *("Uren maal tarief", "Boven budget", "Bedrag", "Btw %", "Btw", "Totaal", "Al betaald", "Te betalen"),
    *("Ingediend", "Betalen uiterlijk", "Beoordeeld", "Betaald", "Reden"),
)


class DeclaratieTabel(tables.Table):
    """Declaraties of `Declaratie.objects.met_namen`; `van_organisatie`: where the months lead to."""

    maand = tables.Column(verbose_name="Maand")
    regionaam = tables.Column(verbose_name="Regio", order_by="regioinschrijving__toewijzing__regio__naam")
    organisatie = tables.Column(order_by=f"{DOSSIER}__organisatie__statutaire_naam")
    zorgkantoor = tables.Column(order_by=f"{DOSSIER}__uitvoerder__zorgkantoor")
    uren = tables.Column(verbose_name="Uren", attrs=GETAL)
    totaal = tables.Column(verbose_name="Totaal", attrs=GETAL)
    te_betalen = tables.Column(verbose_name="Te betalen", attrs=GETAL, orderable=False)
    uiterlijk = tables.Column(verbose_name="Uiterlijk")
    status = tables.Column(verbose_name="Stand")

    bijschrift = "Declaraties"
    bijschrift_verborgen = True

    class Meta:
        empty_text = "Er zijn geen declaraties die hierbij passen."
        order_by = ("-maand", "regionaam")

    def __init__(self, *args, van_organisatie: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.van_organisatie, self.vandaag = van_organisatie, klok.vandaag()

    def render_maand(self, record: Declaratie) -> str:
        adres = (
            reverse("declaratie_indienen", args=record.sleutel)
            if self.van_organisatie
            else reverse("declaratie", args=[record.pk])
        )
        link = '<a class="utrecht-link" href="{}">{}<span class="portaal-alleen-voorlezen">, {}, {}</span></a>{}'
        versie = f", versie {record.versie}" if record.versie > 1 else ""
        return format_html(link, adres, record.maandnaam, record.regionaam, record.organisatie, versie)

    def render_uren(self, value) -> str:
        return getal(value, 2)

    def render_totaal(self, value) -> str:
        return euro(value)

    def render_te_betalen(self, record: Declaratie) -> str:
        return euro(record.open_bedrag)

    def render_uiterlijk(self, value: date) -> str:
        return f"{value:%d-%m-%Y}"

    def render_status(self, record: Declaratie) -> str:
        badges = [(record.kleur, record.get_status_display())]
        if record.laat(self.vandaag):
            badges.append(("fout", "Te laat betaald" if record.betaald_op else "Te laat"))
        return format_html_join(" ", "{}", ((_badge(*badge),) for badge in badges))


class BetaalTabel(DeclaratieTabel):
    """What this user can register as paid, each with a box. `gekozen`: keys of the crossed ones; None for all."""

    code = tables.Column(verbose_name="Declaratie", order_by="pk")

    bijschrift = "Te betalen declaraties"

    class Meta:
        empty_text = "Er is niets dat u nu als betaald kunt vastleggen."
        order_by = ("uiterlijk", "organisatie")
        sequence = ("code", "maand", "regionaam", "organisatie", "zorgkantoor", "te_betalen", "uiterlijk")
        exclude = ("uren", "totaal", "status")
        attrs = {"id": "id_declaraties"}

    def __init__(self, *args, gekozen: set[str] | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.gekozen = gekozen

    def render_code(self, record: Declaratie) -> str:
        aan = self.gekozen is None or str(record.pk) in self.gekozen
        return render_to_string("uitvoering/betaalkeuze.html", {"rij": record, "aan": aan})

    def render_uiterlijk(self, value: date, record: Declaratie) -> str:
        laat = _badge("fout", "Te laat") if record.laat(self.vandaag) else ""
        return format_html("{} {}", super().render_uiterlijk(value), laat)


def betaalrijen(rijen: Iterable[Declaratie]) -> Iterator[list[object]]:
    """The form of a run (KOPPEN of rules.betaalblad), with the day left to fill in."""
    for rij in rijen:
        wie = (rij.code, rij.dossier.overeenkomst.kenmerk, rij.organisatie, rij.regionaam, f"{rij.maand:%m-%Y}")
        yield [*wie, getal(rij.te_betalen, 2), ""]


def _badge(soort: str, tekst: str) -> str:
    return render_to_string("onderdelen/status.html", {"soort": soort, "tekst": tekst})


def exportrijen(rijen: Iterable[Declaratie]) -> Iterator[list[object]]:
    """A line per declaratie, also of what was reversed."""
    for rij in rijen:
        bedragen = (rij.bruto, rij.boven, rij.bedrag)
        met_btw = (rij.btw, rij.totaal, rij.verrekend, rij.open_bedrag)
        yield [
            *(rij.code, rij.zorgkantoor, rij.regionaam, rij.dossier.overeenkomst.kenmerk, rij.organisatie),
            *(f"{rij.maand:%m-%Y}", rij.versie, rij.get_status_display()),
            *(getal(rij.uren, 2), getal(rij.tarief, 2), getal(rij.korting, 2)),
            *(getal(bedrag, 2) for bedrag in bedragen),
            getal(rij.btw_percentage, 2),
            *(getal(bedrag, 2) for bedrag in met_btw),
            *(_dag(rij.op), f"{rij.uiterlijk:%d-%m-%Y}", _dag(rij.beoordeeld_op)),
            f"{rij.betaald_dag:%d-%m-%Y}" if rij.betaald_dag else "",
            rij.bevinding or rij.reden,
        ]


def _dag(moment: datetime | None) -> str:
    return f"{klok.lokaal(moment):%d-%m-%Y}" if moment else ""
