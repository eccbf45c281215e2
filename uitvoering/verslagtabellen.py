"""Lists of the reports, on the page and in Excel."""

from collections.abc import Iterable, Iterator

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from kern import klok
from uitvoering.productietabellen import STAND
from uitvoering.queries.verslagen import Verslagstand
from uitvoering.rules.verslag import trends
from uitvoering.states.verslag import Oordeel

KOPPEN = (
    *("Periode", "Verslag", "Zorgkantoor", "Regio", "Overeenkomst", "Organisatie", "Stand", "Uiterlijk", "Ontvangen"),
    *("Te laat", "Versie", "Unieke cliënten (dit kwartaal)", "Signalen", "Trends", "Klachten"),
    *("Deelnemers onderzoek", "Oordeel accountant", "Verantwoorde uren"),
)


class VerslagTabel(tables.Table):
    """Reports; `route` names the page of one."""

    soortnaam = tables.Column(verbose_name="Verslag")
    periodenaam = tables.Column(verbose_name="Periode", order_by="periode")
    regionaam = tables.Column(verbose_name="Regio", empty_values=())
    organisatie = tables.Column()
    zorgkantoor = tables.Column()
    uiterlijk = tables.Column()
    stand = tables.TemplateColumn(STAND, verbose_name="Stand", order_by="naam", accessor="naam")

    bijschrift = "Verslagen"
    bijschrift_verborgen = True

    class Meta:
        empty_text = "Er zijn geen verslagen die hierbij passen. Een verslag komt hier als zijn periode voorbij is."
        order_by = ("-uiterlijk", "organisatie")

    def __init__(self, *args, route: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.route = route

    def render_soortnaam(self, record: Verslagstand) -> str:
        link = '<a class="utrecht-link" href="{}">{}<span class="portaal-alleen-voorlezen">, {} {}, {}</span></a>'
        adres = reverse(self.route, args=[record.dossier.kenmerk, record.code])
        return format_html(link, adres, record.soortnaam, record.periode, record.regionaam, record.organisatie)

    def render_regionaam(self, value: str) -> str:
        return value or "–"

    def render_uiterlijk(self, record: Verslagstand) -> str:
        laat = " (te laat ontvangen)" if record.te_laat and record.versies else ""
        return f"{record.uiterlijk:%d-%m-%Y}{laat}"


def exportrijen(rijen: Iterable[Verslagstand]) -> Iterator[list[object]]:
    """A line per report, also for one that is not in."""
    for rij in rijen:
        wie = [rij.zorgkantoor, rij.regionaam, rij.dossier.overeenkomst.kenmerk, rij.organisatie]
        kop = [rij.periodenaam, rij.soortnaam, *wie, rij.naam, f"{rij.uiterlijk:%d-%m-%Y}"]
        laat, verslag = "ja" if rij.te_laat else "", rij.verslag
        if verslag is None or rij.ontvangen is None:
            yield [*kop, "", laat]
            continue
        inhoud = verslag.inhoud
        cijfers = [inhoud.get(naam, "") for naam in ("unieke_clienten", "signalen_aantal")]
        cijfers += [len(trends(inhoud)) if "klachten" in inhoud else "", inhoud.get("klachten", "")]
        oordeel = Oordeel(inhoud["oordeel"]).label if inhoud.get("oordeel") else ""
        jaar = [inhoud.get("deelnemers", ""), oordeel, str(inhoud.get("uren", "")).replace(".", ",")]
        yield [*kop, f"{klok.lokaal(rij.ontvangen):%d-%m-%Y %H:%M}", laat, verslag.versie, *cijfers, *jaar]
