"""Lists of the budgets, on the page and in Excel."""

from collections.abc import Iterable, Iterator
from datetime import datetime

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from kern import klok
from kern.opmaak import datum, euro, getal
from uitvoering.models import Overschrijding
from uitvoering.queries.budget import Budgetstand, Groep
from uitvoering.rules.productie import maandnaam

GETAL = {
    "td": {"class": "utrecht-table__cell--numeric-column"},
    "th": {"class": "utrecht-table__header-cell--numeric-column"},
}
STAND = '{% include "onderdelen/status.html" with soort=record.kleur tekst=record.naam only %}'
STATUS = '{% include "onderdelen/status.html" with soort=record.kleur tekst=record.get_status_display only %}'
BALK = '{% include "overeenkomst/balk.html" with procent=record.procent only %}'
KOPPEN = (
    "Zorgkantoor",
    "Regio",
    "Overeenkomst",
    "Organisatie",
    "Maand",
    "Uren",
    "Euro",
    "Gebruikt tot en met deze maand",
    "Gelijk verdeeld",
    "Budget van het jaar",
    "Prognose van het jaar",
)

DOSSIERKOPPEN = (
    *("Zorgkantoor", "Regio", "Overeenkomst", "Organisatie", "Jaar", "Stand", "Geopend op", "Geopend door"),
    *("Aanleiding", "Stappen", "Erbij gekomen in euro", "Gesloten op", "Hoe liep het af"),
)


class BudgetTabel(tables.Table):
    """Budgets, or sums of them; `route` names the page of one."""

    groep = tables.Column()
    budget = tables.Column(attrs=GETAL)
    gebruikt = tables.Column(attrs=GETAL)
    procent = tables.TemplateColumn(BALK, verbose_name="Gebruikt, in procenten")
    prognose = tables.Column(verbose_name="Prognose", attrs=GETAL)
    stand = tables.TemplateColumn(STAND, verbose_name="Stand", order_by="naam", accessor="naam")

    bijschrift = "Budgetten"
    bijschrift_verborgen = True

    class Meta:
        empty_text = "Er zijn geen budgetten die hierbij passen. Een budget komt hier als de overeenkomst ingaat."
        order_by = "groep"

    def __init__(self, *args, route: str, kop: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.route = route
        self.columns["groep"].column.verbose_name = kop

    def render_groep(self, value: str, record: Groep) -> str:
        if record.een is None:
            return value
        return format_html(
            '<a class="utrecht-link" href="{}">{}</a>', reverse(self.route, args=record.een.sleutel), value
        )

    def render_budget(self, value) -> str:
        return euro(value)

    def render_gebruikt(self, value) -> str:
        return euro(value)

    def render_prognose(self, value) -> str:
        return euro(value)


def exportrijen(rijen: Iterable[Budgetstand]) -> Iterator[list[object]]:
    """A line per month of every budget; a month without figures is empty."""
    for rij in rijen:
        wie = [rij.zorgkantoor, rij.regionaam, rij.dossier.overeenkomst.kenmerk, rij.organisatie]
        prognose = "" if rij.verloop.prognose is None else getal(rij.verloop.prognose, 2)
        for punt in rij.verloop.punten:
            hier = [getal(punt.gebruik.uren, 2), getal(punt.gebruik.euro, 2)] if punt.gebruik else ["", ""]
            lijn = [getal(punt.totaal, 2), getal(punt.lijn, 2), getal(rij.verloop.budget, 2), prognose]
            yield [*wie, maandnaam(punt.maand), *hier, *lijn]


class OverschrijdingTabel(tables.Table):
    """Files on a budget that is not enough."""

    organisatie = tables.Column(
        verbose_name="Organisatie",
        accessor="overeenkomst__inschrijving__partijnaam",
        order_by="overeenkomst__inschrijving__organisatie__statutaire_naam",
    )
    regio = tables.Column(accessor="regioinschrijving__toewijzing__regio__naam", verbose_name="Regio")
    jaar = tables.Column(localize=False)
    geopend = tables.Column(accessor="geopend_op", verbose_name="Geopend")
    status = tables.TemplateColumn(STATUS, verbose_name="Stand", order_by="status")

    bijschrift = "Dossiers over budgetten"
    bijschrift_verborgen = True

    class Meta:
        empty_text = "Er zijn geen dossiers die hierbij passen. Een dossier komt hier als een budget niet genoeg is."
        order_by = ("-status", "-geopend")

    def render_organisatie(self, value: str, record: Overschrijding) -> str:
        return format_html('<a class="utrecht-link" href="{}">{}</a>', record.get_absolute_url(), value)

    def render_geopend(self, value) -> str:
        return datum(value)


def overschrijdingsrijen(rijen: Iterable[Overschrijding]) -> Iterator[list[object]]:
    """A line per file, in the order of DOSSIERKOPPEN. `rijen` of `OverschrijdingQuerySet.met_afloop`."""
    for rij in rijen:
        dossier, waar = rij.overeenkomst.inschrijving, rij.regioinschrijving.toewijzing.regio.naam
        wie = [dossier.uitvoerder.zorgkantoor, waar, rij.overeenkomst.kenmerk, dossier.partijnaam, str(rij.jaar)]
        geopend = [rij.get_status_display(), _dag(rij.geopend_op), rij.geopend, rij.aanleiding]
        stappen = "; ".join(
            f"{stap.op:%d-%m-%Y} {stap.naam}: {stap.get_uitkomst_display()}" for stap in rij.stappen.all()
        )
        erbij = getal(rij.erbij, 2) if rij.erbij else ""
        yield [*wie, *geopend, stappen, erbij, _dag(rij.gesloten_op), rij.slot]


def _dag(moment: datetime | None) -> str:
    return f"{klok.lokaal(moment):%d-%m-%Y}" if moment else ""


class HerzieningTabel(tables.Table):
    """Outcomes of the reviews of the budgets."""

    maand = tables.Column(verbose_name="Maand")
    uitvoerder = tables.Column(accessor="uitvoerder__zorgkantoor", verbose_name="Zorgkantoor")
    verplaatsen = tables.Column(verbose_name="Geld verplaatsen")
    uitkomst = tables.Column(orderable=False)
    door = tables.Column(orderable=False, verbose_name="Vastgelegd door")

    bijschrift = "Uitkomsten"
    bijschrift_verborgen = True

    class Meta:
        empty_text = "Er is nog geen uitkomst vastgelegd."
        order_by = "-maand"

    def render_maand(self, value) -> str:
        return maandnaam(value)

    def render_verplaatsen(self, value) -> str:
        return "ja" if value else "nee"
