"""Who looked at a dossier, its files and its letters: for the inkoopmanager and the auditor."""

from collections.abc import Iterable
from dataclasses import dataclass

import django_filters
import django_tables2 as tables
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django_tables2 import RequestConfig

from inschrijving.models import Inschrijving
from kern import klok
from kern.models import Inzage
from kern.werkboek import TYPE, maak_werkboek
from partijen.models import Gebruiker
from partijen.permissions import Recht, vereist
from portaal.logboek.regels import rijnamen, rollen_van, rolnamen, soortnaam
from portaal.logboek.tabellen import DagFilter

PER_BLADZIJDE = 50
KOPPEN = ("Dag", "Eerste keer die dag", "Wie", "Rol", "Wat")
SOORTEN = (
    *("inschrijving.inschrijving", "kluis.stuk", "bekendmaking.brief", "bekendmaking.bezwaar"),
    *("bekendmaking.geschil", "bekendmaking.kortgeding", "overeenkomst.overeenkomst", "overeenkomst.onderaannemer"),
    *("overeenkomst.prijsvolumeafspraak", "overeenkomst.wijzigingsvoorstel", "inschrijving.regioinschrijving"),
    *("uitvoering.beeindiging", "uitvoering.contractmelding", "uitvoering.controle", "uitvoering.declaratie"),
    *("uitvoering.maatregel", "uitvoering.overschrijding", "uitvoering.signaal", "uitvoering.tekortkoming"),
)


@dataclass(frozen=True)
class Blik:
    """One row in words."""

    rij: Inzage
    wie: str
    rollen: str
    wat: str


class InzageFilter(django_filters.FilterSet):
    """By person, by what, and by period."""

    wie = django_filters.CharFilter(label="Wie", method="op_wie")
    soort = django_filters.ChoiceFilter(label="Wat", empty_label="Alles", choices=[(s, soortnaam(s)) for s in SOORTEN])
    van = DagFilter(label="Van", field_name="dag", lookup_expr="gte")
    tot = DagFilter(label="Tot en met", field_name="dag", lookup_expr="lte")

    class Meta:
        model = Inzage
        fields: list[str] = []

    def op_wie(self, rijen: QuerySet, _naam: str, tekst: str) -> QuerySet:
        mensen = Gebruiker.objects.filter(naam__icontains=tekst.replace("\x00", "").strip())
        return rijen.filter(gebruiker_id__in=mensen.values("pk"))


class InzageTabel(tables.Table):
    """Heads and order; templates/portaal/inzagetabel.html writes the rows."""

    tijd = tables.Column(verbose_name="Eerste keer die dag")
    wie = tables.Column(empty_values=(), order_by="gebruiker_id")
    wat = tables.Column(empty_values=(), order_by=("soort", "object_id"))

    bijschrift = "Wie keek"
    bijschrift_verborgen = True

    class Meta:
        template_name = "portaal/inzagetabel.html"
        empty_text = "Er is niemand die hierbij past."
        order_by = "-tijd"


def _dossier(request: HttpRequest, kenmerk: str) -> Inschrijving:
    rijen = Inschrijving.objects.geopend_voor(request.user, Recht.INZAGE_ZIEN).select_related("organisatie")
    return get_object_or_404(rijen, kenmerk=kenmerk)


def _gefilterd(request: HttpRequest, dossier: Inschrijving) -> InzageFilter:
    """Also of files that lie in a vault of their own below the dossier."""
    eigen = Q(dossier=dossier.dossier_sleutel) | Q(dossier__startswith=f"{dossier.dossier_sleutel}:")
    return InzageFilter(request.GET, queryset=Inzage.objects.filter(eigen).order_by("-tijd", "-pk"))


def _blikken(inzagen: Iterable[Inzage]) -> list[Blik]:
    """With the names looked up; as many queries at any number of rows."""
    rijen = list(inzagen)
    mensen = {rij.gebruiker_id for rij in rijen}
    namen, rollen = dict(Gebruiker.objects.filter(pk__in=mensen).values_list("pk", "naam")), rollen_van(mensen)
    objecten = rijnamen((rij.soort, rij.object_id) for rij in rijen)
    return [
        Blik(
            rij,
            namen.get(rij.gebruiker_id, "onbekend"),
            rolnamen(rollen.get(rij.gebruiker_id, ()), rij.dag),
            ", ".join(filter(None, (soortnaam(rij.soort), objecten.get((rij.soort, rij.object_id))))),
        )
        for rij in rijen
    ]


@vereist(Recht.INZAGE_ZIEN)
def inzage(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """One row per person, thing and day."""
    dossier = _dossier(request, kenmerk)
    filter_ = _gefilterd(request, dossier)
    tabel = InzageTabel(filter_.qs)
    tabel.export_url = f"{reverse('dossier_inzage_export', args=[kenmerk])}?{request.GET.urlencode()}"
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    tabel.blikken = _blikken(rij.record for rij in tabel.paginated_rows)
    kruimels = [("Dossiers", reverse("dossiers")), (dossier.partijnaam, reverse("dossier", args=[kenmerk]))]
    context = {"inschrijving": dossier, "filter": filter_, "tabel": tabel, "kruimels": [*kruimels, ("Wie keek", "")]}
    return render(request, "portaal/inzage.html", context)


@vereist(Recht.INZAGE_ZIEN)
def inzage_export(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """The same rows, all pages, as Excel."""
    dossier = _dossier(request, kenmerk)
    rijen = (
        [str(blik.rij.dag), f"{klok.lokaal(blik.rij.tijd):%d-%m-%Y %H:%M:%S}", blik.wie, blik.rollen, blik.wat]
        for blik in _blikken(_gefilterd(request, dossier).qs)
    )
    antwoord = HttpResponse(maak_werkboek("Wie keek", KOPPEN, rijen, gemaakt_op=klok.nu()), content_type=TYPE)
    antwoord["Content-Disposition"] = f'attachment; filename="wie-keek-{kenmerk}.xlsx"'
    return antwoord
