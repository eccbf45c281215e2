"""Lists of keeping and destroying, on the page and in Excel."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import django_tables2 as tables
from django.urls import reverse

from bewaren.models import Aanhouding, Opdracht, Vernietiging
from bewaren.queries import Accountkandidaat, Dossierkandidaat
from bewaren.rules import ACCOUNT, Soort
from kern.opmaak import datum, datum_kort, getal, grootte, moment

STATUS = '{% include "onderdelen/status.html" with soort=record.kleur tekst=record.get_status_display only %}'
STAND = '{% include "onderdelen/status.html" with soort=record.kleur tekst=record.stand only %}'
GETAL = {
    "td": {"class": "utrecht-table__cell--numeric-column"},
    "th": {"class": "utrecht-table__header-cell--numeric-column"},
}
LINK = {"a": {"class": "utrecht-link"}}
KOPPEN = ("Kenmerk", "Zorgkantoor", "Organisatie", "Ronde", "Bewaren tot", "Bestanden", "Bytes", "Waarom het blijft")
REGELKOPPEN = ("Kenmerk", "Zorgkantoor", "Organisatie", "Bestanden", "Bytes", "Stand", "Op", "Waarom overgeslagen")
ACCOUNTKOPPEN = ("Account", "Naam", "E-mailadres", "Bewaren tot", "Waarom het blijft")
ACCOUNTREGELKOPPEN = ("Account", "Naam", "Stand", "Op", "Waarom overgeslagen")


class KandidaatTabel(tables.Table):
    """Dossiers whose term is over."""

    kenmerk = tables.Column(accessor="inschrijving__kenmerk", verbose_name="Kenmerk")
    zorgkantoor = tables.Column(accessor="inschrijving__uitvoerder__zorgkantoor", verbose_name="Zorgkantoor")
    organisatie = tables.Column(accessor="inschrijving__organisatie__statutaire_naam", verbose_name="Organisatie")
    vervalt_op = tables.Column(verbose_name="Bewaren tot")
    bestanden = tables.Column(attrs=GETAL)
    bytes = tables.Column(verbose_name="Omvang", attrs=GETAL)
    waarom_niet = tables.Column(verbose_name="Waarom het blijft")

    bijschrift = "Dossiers"
    bijschrift_verborgen = True

    class Meta:
        empty_text = "Er zijn nu geen dossiers die hierbij passen."
        order_by = "kenmerk"

    def render_vervalt_op(self, value):
        return datum_kort(value)

    def render_bestanden(self, value):
        return getal(value)

    def render_bytes(self, value):
        return grootte(value)


class AccountTabel(tables.Table):
    """Accounts whose term is over."""

    nummer = tables.Column(accessor="gebruiker__pk", verbose_name="Account")
    naam = tables.Column(accessor="gebruiker__naam")
    email = tables.Column(accessor="gebruiker__email", verbose_name="E-mailadres")
    vervalt_op = tables.Column(verbose_name="Bewaren tot")
    waarom_niet = tables.Column(verbose_name="Waarom het blijft")

    bijschrift = "Accounts"
    bijschrift_verborgen = True

    class Meta:
        empty_text = "Er zijn nu geen accounts die hierbij passen."
        order_by = "nummer"

    def render_vervalt_op(self, value):
        return datum_kort(value)


def accountrijen(rijen: Iterable[Accountkandidaat]) -> Iterator[list[object]]:
    """A row per account for Excel, in the order of ACCOUNTKOPPEN."""
    for rij in rijen:
        mens = rij.gebruiker
        yield [mens.pk, mens.naam, mens.email, datum(rij.vervalt_op), rij.waarom_niet]


def exportrijen(rijen: Iterable[Dossierkandidaat]) -> Iterator[list[object]]:
    """A row per dossier for Excel, in the order of KOPPEN."""
    for rij in rijen:
        dossier = rij.inschrijving
        yield [
            *(dossier.kenmerk, dossier.uitvoerder.zorgkantoor, dossier.organisatie.statutaire_naam),
            *(dossier.ronde.code, datum(rij.vervalt_op), rij.bestanden, rij.bytes, rij.waarom_niet),
        ]


class OpdrachtTabel(tables.Table):
    """Orders, the newest first."""

    nummer = tables.Column(accessor="pk", linkify=lambda record: record.get_absolute_url(), attrs=LINK)
    soort = tables.Column()
    gevraagd_op = tables.Column(verbose_name="Gevraagd op")
    totaal = tables.Column(verbose_name="Aantal", attrs=GETAL)
    omvang = tables.Column(verbose_name="Omvang", attrs=GETAL)
    status = tables.TemplateColumn(STATUS, verbose_name="Stand")

    bijschrift = "Opdrachten"
    bijschrift_verborgen = True

    class Meta:
        model = Opdracht
        fields = ("nummer", "soort", "gevraagd_op", "totaal", "omvang", "status")
        empty_text = "Er is nog geen opdracht gegeven."

    def render_nummer(self, value):
        return f"Opdracht {value}"

    def render_gevraagd_op(self, value):
        return moment(value)

    def render_omvang(self, value):
        return grootte(value)


class RegelTabel(tables.Table):
    """The dossiers of one order."""

    kenmerk = tables.Column(accessor="inschrijving__kenmerk", verbose_name="Kenmerk")
    zorgkantoor = tables.Column(accessor="inschrijving__uitvoerder__zorgkantoor", verbose_name="Zorgkantoor")
    organisatie = tables.Column(accessor="inschrijving__organisatie__statutaire_naam", verbose_name="Organisatie")
    bestanden = tables.Column(attrs=GETAL)
    bytes = tables.Column(verbose_name="Omvang", attrs=GETAL)
    status = tables.TemplateColumn(STAND, verbose_name="Stand")
    melding = tables.Column(verbose_name="Waarom overgeslagen")

    bijschrift = "Dossiers"
    bijschrift_verborgen = True

    class Meta:
        model = Vernietiging
        fields = ("kenmerk", "zorgkantoor", "organisatie", "bestanden", "bytes", "status", "melding")
        empty_text = "Er zijn geen dossiers die hierbij passen."

    def render_bytes(self, value):
        return grootte(value)


def regelrijen(rijen: Iterable[Vernietiging]) -> Iterator[list[object]]:
    """A row per dossier of an order for Excel, in the order of REGELKOPPEN."""
    for rij in rijen:
        dossier = rij.inschrijving
        yield [
            *(dossier.kenmerk, dossier.uitvoerder.zorgkantoor, dossier.organisatie.statutaire_naam),
            *(rij.bestanden, rij.bytes, *_afloop(rij)),
        ]


class AccountregelTabel(tables.Table):
    """The accounts of one order."""

    nummer = tables.Column(accessor="gebruiker_id", verbose_name="Account")
    naam = tables.Column(accessor="gebruiker__naam")
    status = tables.TemplateColumn(STAND, verbose_name="Stand")
    melding = tables.Column(verbose_name="Waarom overgeslagen")

    bijschrift = "Accounts"
    bijschrift_verborgen = True

    class Meta:
        model = Vernietiging
        fields = ("nummer", "naam", "status", "melding")
        empty_text = "Er zijn geen accounts die hierbij passen."


def accountregelrijen(rijen: Iterable[Vernietiging]) -> Iterator[list[object]]:
    """A row per account of an order for Excel, in the order of ACCOUNTREGELKOPPEN."""
    for rij in rijen:
        yield [rij.gebruiker_id, rij.gebruiker.naam, *_afloop(rij)]


def _afloop(rij: Vernietiging) -> tuple[str, str, str]:
    return rij.stand, moment(rij.afgehandeld_op) if rij.afgehandeld_op else "", rij.melding


class Lijstvorm(NamedTuple):
    """How a list is shown and exported: on the page, and for Excel its heads and what makes the rows."""

    tabel: type[tables.Table]
    koppen: tuple[str, ...]
    rijen: Callable[[Iterable[Any]], Iterator[list[object]]]


def van_kandidaten(soort: Soort) -> Lijstvorm:
    """For what is due of this kind."""
    if soort == ACCOUNT:
        return Lijstvorm(AccountTabel, ACCOUNTKOPPEN, accountrijen)
    return Lijstvorm(KandidaatTabel, KOPPEN, exportrijen)


def van_regels(soort: Soort) -> Lijstvorm:
    """For the rows of an order over this kind."""
    if soort == ACCOUNT:
        return Lijstvorm(AccountregelTabel, ACCOUNTREGELKOPPEN, accountregelrijen)
    return Lijstvorm(RegelTabel, REGELKOPPEN, regelrijen)


class AanhoudingTabel(tables.Table):
    """Holds, the newest first."""

    kenmerk = tables.Column(
        accessor="inschrijving__kenmerk",
        verbose_name="Kenmerk",
        linkify=lambda record: reverse("aanhouding", args=[record.pk]),
        attrs=LINK,
    )
    zorgkantoor = tables.Column(accessor="inschrijving__uitvoerder__zorgkantoor", verbose_name="Zorgkantoor")
    op = tables.Column(verbose_name="Aangehouden op")
    stand = tables.TemplateColumn(
        '{% include "bewaren/aanhoudingstand.html" with rij=record only %}', order_by="opgeheven_op"
    )

    bijschrift = "Aanhoudingen"
    bijschrift_verborgen = True

    class Meta:
        model = Aanhouding
        fields = ("kenmerk", "zorgkantoor", "op", "stand")
        empty_text = "Er is geen dossier aangehouden."

    def render_op(self, value):
        return datum_kort(value)
