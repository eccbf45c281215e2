"""The register as a list, in Excel, and what filters it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import django_filters
import django_tables2 as tables
from django import forms
from django.db.models import Q, QuerySet

from bekendmaking.models import Beslissing
from bekendmaking.states import Uitkomst
from kern.opmaak import getal
from overeenkomst.states import KLEUREN, Stand
from overeenkomst.tabellen.geld import GETAL
from partijen.forms import NettekstMixin

DOSSIER = "regioinschrijving__inschrijving__"
PLEK = "regioinschrijving__toewijzing__"
KLASSEN = {Uitkomst.OVEREENKOMST_BESTAAND: "Bestaand", Uitkomst.OVEREENKOMST_NIEUW: "Nieuw"}
KOPPEN = (
    *("Regio", "Zorgkantoor", "Organisatie", "KvK-nummer", "Kenmerk", "Ronde", "Klasse"),
    *("Van", "Tot en met", "Stand", "Jaar", "Tarief per uur", "Maximum budget"),
)


class RegisterFilter(django_filters.FilterSet):
    """Above the register. The year has been chosen already: it decides which rows there are."""

    zoek = django_filters.CharFilter(label="Zoek op naam, kenmerk of KvK-nummer", method="filter_zoek")
    jaar = django_filters.ChoiceFilter(label="Jaar", empty_label=None, method="filter_jaar")
    regio = django_filters.ChoiceFilter(label="Regio", empty_label="Alle", field_name=f"{PLEK}regio__sleutel")
    zorgkantoor = django_filters.ChoiceFilter(
        label="Zorgkantoor", empty_label="Alle", field_name=f"{PLEK}uitvoerder__code"
    )
    klasse = django_filters.ChoiceFilter(
        label="Klasse", empty_label="Alle", field_name="uitkomst", choices=list(KLASSEN.items())
    )
    stand = django_filters.ChoiceFilter(label="Stand", empty_label="Alle", choices=Stand.choices)

    class Meta:
        model = Beslissing
        fields: list[str] = []

    def __init__(self, *args: Any, jaren: Sequence[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        rijen = self.queryset.order_by()
        self.filters["jaar"].extra["choices"] = [(str(jaar), str(jaar)) for jaar in jaren]
        regios = rijen.values_list(f"{PLEK}regio__sleutel", f"{PLEK}regio__naam").distinct()
        self.filters["regio"].extra["choices"] = sorted(regios, key=lambda rij: rij[1])
        kantoren = rijen.values_list(f"{PLEK}uitvoerder__code", f"{PLEK}uitvoerder__zorgkantoor").distinct()
        kantoren = sorted(kantoren, key=lambda rij: rij[1])
        if len(kantoren) > 1:
            self.filters["zorgkantoor"].extra["choices"] = kantoren
        else:
            del self.filters["zorgkantoor"]

    def filter_zoek(self, rijen: QuerySet, _: str, waarde: str) -> QuerySet:
        treffer = Q()
        for veld in ("organisatie__statutaire_naam", "verbandnaam", "kenmerk", "organisatie__kvk_nummer"):
            treffer |= Q(**{f"{DOSSIER}{veld}__icontains": waarde.replace("\x00", "").strip()})
        return rijen.filter(treffer)

    def filter_jaar(self, rijen: QuerySet, _naam: str, _waarde: str) -> QuerySet:
        return rijen


class RegisterTabel(tables.Table):
    """Heads and order; templates/overeenkomst/registertabel.html writes the rows."""

    organisatie = tables.Column(order_by=f"{DOSSIER}organisatie__statutaire_naam", empty_values=())
    regio = tables.Column(order_by=f"{PLEK}regio__naam", empty_values=())
    klasse = tables.Column(order_by="uitkomst", empty_values=())
    van = tables.Column(order_by="looptijd_van", empty_values=())
    eind = tables.Column(verbose_name="Tot en met")
    stand = tables.Column()
    tarief_jaar = tables.Column(verbose_name="Tarief per uur", attrs=GETAL)
    budget_jaar = tables.Column(verbose_name="Budget", attrs=GETAL)

    bijschrift = "Overeenkomsten per regio"
    bijschrift_verborgen = True

    class Meta:
        template_name = "overeenkomst/registertabel.html"
        empty_text = "Er zijn geen overeenkomsten die hierbij passen."
        order_by = ("regio", "organisatie")


class DagForm(NettekstMixin, forms.Form):
    """The day that the national page is about."""

    dag = forms.DateField(label="Stand op", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def regels(rijen: Iterable[Any]) -> list[dict[str, Any]]:
    """Rows of `register` with what the page shows of them."""
    return [
        {
            "rij": rij,
            "dossier": rij.regioinschrijving.inschrijving,
            "plek": rij.regioinschrijving.toewijzing,
            "klasse": KLASSEN[Uitkomst(rij.uitkomst)],
            "kleur": KLEUREN[Stand(rij.stand)],
            "stand": Stand(rij.stand).label,
        }
        for rij in rijen
    ]


def exportrijen(rijen: Iterable[Any], jaar: int) -> Iterator[list[object]]:
    """A row per region of an overeenkomst, in the order of KOPPEN; amounts in Dutch notation."""
    for regel in regels(rijen):
        rij, dossier, plek = regel["rij"], regel["dossier"], regel["plek"]
        bedragen = (rij.tarief_jaar, rij.budget_jaar)
        yield [
            plek.regio.naam,
            plek.uitvoerder.zorgkantoor,
            dossier.partijnaam,
            dossier.organisatie.kvk_nummer,
            f"{dossier.kenmerk}/O",
            dossier.ronde.code,
            regel["klasse"],
            f"{rij.looptijd_van:%d-%m-%Y}",
            f"{rij.eind:%d-%m-%Y}",
            regel["stand"],
            jaar,
            *("" if bedrag is None else getal(bedrag, 2) for bedrag in bedragen),
        ]
