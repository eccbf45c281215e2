"""The list of signals, on the page and in Excel."""

from collections.abc import Iterable, Iterator

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from kern import klok
from uitvoering.models import Signaal

KOPPEN = (
    *("Gezien op", "Zorgkantoor", "Regio", "Organisatie", "Zorgaanbieder", "Onderwerp", "Wat is er gezien"),
    *("Opgemerkt door", "Wat is er nodig", "Gevraagde actie", "Opvolging", "Gedeeld"),
    *("Acuut", "Geopend door het zorgkantoor", "Wat het zorgkantoor doet"),
)


class SignaalTabel(tables.Table):
    """Signals; `route` names the page of one."""

    onderwerp = tables.Column()
    gezien_op = tables.DateColumn(verbose_name="Gezien op", format="d-m-Y")
    zorgaanbieder = tables.Column()
    regio = tables.Column(accessor="regio__toewijzing__regio__naam", verbose_name="Regio")
    organisatie = tables.Column(
        accessor="overeenkomst__inschrijving__partijnaam",
        verbose_name="Organisatie",
        order_by="overeenkomst__inschrijving__organisatie__statutaire_naam",
    )
    gedeeld_op = tables.DateColumn(verbose_name="Gedeeld op", format="d-m-Y")
    acuut = tables.Column(verbose_name="Acuut", order_by=("acuut__antwoord_op", "acuut__gelezen_op"))

    bijschrift = "Signalen over zorgaanbieders"
    bijschrift_verborgen = True

    class Meta:
        empty_text = "Er zijn geen signalen die hierbij passen."
        order_by = "-gezien_op"

    def __init__(self, *args, route: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.route = route

    def render_onderwerp(self, record: Signaal) -> str:
        adres = reverse(self.route, args=[record.pk])
        return format_html('<a class="utrecht-link" href="{}">{}</a>', adres, record.onderwerp)


def exportrijen(rijen: Iterable[Signaal]) -> Iterator[list[object]]:
    for rij in rijen:
        dossier = rij.overeenkomst.inschrijving
        wie = [dossier.uitvoerder.zorgkantoor, rij.regio.toewijzing.regio.naam, dossier.partijnaam]
        wat = [rij.zorgaanbieder, rij.onderwerp, rij.omschrijving, rij.get_opgemerkt_door_display()]
        gedeeld = f"{klok.lokaal(rij.gedeeld_op):%d-%m-%Y}" if rij.gedeeld_op else ""
        nodig = [rij.get_keuze_display(), rij.actie, rij.opvolging, gedeeld]
        yield [f"{rij.gezien_op:%d-%m-%Y}", *wie, *wat, *nodig, *_acuut(rij)]


def _acuut(rij: Signaal) -> list[str]:
    if not hasattr(rij, "acuut"):
        return ["", "", ""]
    gelezen = f"{klok.lokaal(rij.acuut.gelezen_op):%d-%m-%Y %H:%M}" if rij.acuut.gelezen_op else ""
    return ["Ja", gelezen, rij.acuut.antwoord]
