"""Lists of the monthly production, on the page and in Excel."""

from collections.abc import Iterable, Iterator

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from kern import klok
from kern.opmaak import getal
from uitvoering.queries.productie import Maandstand

GETAL = {
    "td": {"class": "utrecht-table__cell--numeric-column"},
    "th": {"class": "utrecht-table__header-cell--numeric-column"},
}
STAND = '{% include "onderdelen/status.html" with soort=record.kleur tekst=record.naam only %}'
BALK = '{% include "overeenkomst/balk.html" with procent=record.procent only %}'
KOPPEN = (
    "Maand",
    "Zorgkantoor",
    "Regio",
    "Overeenkomst",
    "Organisatie",
    "Stand",
    "Uiterlijk",
    "Ontvangen",
    "Te laat",
    "Versie",
    "Dienst",
    "Uren",
    "Ondersteuningsvragen",
    "Unieke cliënten (hele maand)",
    "Doorverwijzingen (hele maand)",
)


class ProductieTabel(tables.Table):
    """Months and regions; `route` names the page of a month."""

    maand = tables.Column()
    regionaam = tables.Column(verbose_name="Regio")
    organisatie = tables.Column()
    zorgkantoor = tables.Column()
    uren = tables.Column(attrs=GETAL)
    uiterlijk = tables.Column()
    stand = tables.TemplateColumn(STAND, verbose_name="Stand", order_by="naam", accessor="naam")

    bijschrift = "Productie per maand en regio"
    bijschrift_verborgen = True

    class Meta:
        empty_text = "Er is geen productie die hierbij past. Een maand komt hier als zij voorbij is."
        order_by = ("-maand", "regionaam")

    def __init__(self, *args, route: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.route = route

    def render_maand(self, record: Maandstand) -> str:
        link = '<a class="utrecht-link" href="{}">{}<span class="portaal-alleen-voorlezen">, {}, {}</span></a>'
        return format_html(
            link, reverse(self.route, args=record.sleutel), record.maandnaam, record.regionaam, record.organisatie
        )

    def render_uren(self, value) -> str:
        return getal(value, 2)

    def render_uiterlijk(self, record: Maandstand) -> str:
        laat = " (te laat ontvangen)" if record.te_laat and record.versies else ""
        return f"{record.uiterlijk:%d-%m-%Y}{laat}"


class VoortgangTabel(tables.Table):
    """Regions in a month."""

    regio = tables.Column()
    zorgkantoor = tables.Column()
    verwacht = tables.Column(attrs=GETAL)
    binnen = tables.Column(attrs=GETAL)
    akkoord = tables.Column(attrs=GETAL)
    te_laat = tables.Column(verbose_name="Te laat", attrs=GETAL)
    procent = tables.TemplateColumn(BALK, verbose_name="Binnen, in procenten")

    bijschrift = "Voortgang per regio"
    bijschrift_verborgen = True

    class Meta:
        empty_text = "In deze maand wordt geen productie verwacht."
        order_by = "regio"


def exportrijen(rijen: Iterable[Maandstand]) -> Iterator[list[object]]:
    """A line per service of every month that is in, and one for a month that is not."""
    for rij in rijen:
        wie = [rij.zorgkantoor, rij.regionaam, rij.dossier.overeenkomst.kenmerk, rij.organisatie]
        kop = [f"{rij.maand:%m-%Y}", *wie, rij.naam, f"{rij.uiterlijk:%d-%m-%Y}"]
        laat, rapportage = "ja" if rij.te_laat else "", rij.rapportage
        if rapportage is None:
            yield [*kop, "", laat]
            continue
        kop += [f"{klok.lokaal(rapportage.op):%d-%m-%Y %H:%M}", laat, rapportage.versie]
        for regel in rapportage.cijfers.regels:
            cijfers = [str(regel.dienst), getal(regel.uren, 2), regel.vragen]
            yield [*kop, *cijfers, rapportage.unieke_clienten, rapportage.doorverwijzingen]
