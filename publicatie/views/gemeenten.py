"""The beheerder keeps the division of gemeenten over regions (A73, OV-201)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from kern import klok
from kern.werkboek import TYPE, maak_werkboek
from partijen.permissions import Recht, vereist
from publicatie import actions
from publicatie.forms.gemeenten import GemeenteFilter, GezienForm, NieuweGemeenteForm, VerplaatsForm
from publicatie.models import Gemeente
from publicatie.tabellen import GEMEENTEKOPPEN, GemeenteTabel, gemeenterijen
from publicatie.views import NIET_GELDIG, gelukt

PER_BLADZIJDE = 50


@vereist(Recht.BEHEREN)
def gemeenten(request):
    """All gemeenten with their region on a day: filter, sort, pages of 50."""
    filter_ = GemeenteFilter(request.GET, queryset=Gemeente.objects.order_by("naam"))
    tabel = GemeenteTabel(filter_.qs)
    tabel.export_url = f"{reverse('gemeenten_export')}?{request.GET.urlencode()}"
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    return render(request, "publicatie/gemeenten.html", {"filter": filter_, "tabel": tabel})


@vereist(Recht.BEHEREN)
def gemeenten_export(request):
    """The same list, all pages, as Excel."""
    filter_ = GemeenteFilter(request.GET, queryset=Gemeente.objects.order_by("naam"))
    inhoud = maak_werkboek("Gemeenten", GEMEENTEKOPPEN, gemeenterijen(filter_.qs), gemaakt_op=klok.nu())
    antwoord = HttpResponse(inhoud, content_type=TYPE)
    antwoord["Content-Disposition"] = 'attachment; filename="gemeenten.xlsx"'
    return antwoord


@vereist(Recht.BEHEREN)
def gemeente_nieuw(request):
    form = NieuweGemeenteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and gelukt(form, lambda gegevens: _voeg_toe(gegevens, request.user)):
        messages.success(request, "De gemeente is toegevoegd.")
        return redirect("gemeente", form.cleaned_data["cbs_code"])
    context = {"form": form, "kruimels": [("Gemeenten", reverse("gemeenten")), ("Gemeente toevoegen", "")]}
    return render(request, "publicatie/gemeente_nieuw.html", context, status=NIET_GELDIG if form.errors else 200)


def _voeg_toe(gegevens, door):
    regio = gegevens.pop("regio")
    return actions.voeg_gemeente_toe(regio_id=regio.pk, door=door, **gegevens)


@vereist(Recht.BEHEREN)
def gemeente(request, code):
    """One gemeente: where it lay, lies and will lie, and the form to change that."""
    rij = get_object_or_404(Gemeente, cbs_code=code)
    return _toon(request, rij, _formulier(rij))


def _formulier(rij, data=None):
    laatste = rij.lidmaatschappen.order_by("van").last()
    actie = reverse("gemeente_verplaatsen", args=[rij.cbs_code])
    return VerplaatsForm(data, actie=actie, initial={"gezien": laatste.pk if laatste else None})


@require_POST
@vereist(Recht.BEHEREN)
def gemeente_verplaatsen(request, code):
    rij = get_object_or_404(Gemeente, cbs_code=code)
    form = _formulier(rij, request.POST)
    if gelukt(form, lambda gegevens: _verplaats(rij, gegevens, request.user)):
        messages.success(request, "De wijziging ligt vast.")
        return redirect("gemeente", code)
    return _toon(request, rij, form)


def _verplaats(rij, gegevens, door):
    regio_id = gegevens.pop("regio")
    return actions.verplaats_gemeente(gemeente_id=rij.pk, regio_id=regio_id, door=door, **gegevens)


@require_POST
@vereist(Recht.BEHEREN)
def gemeente_terug(request, code):
    rij = get_object_or_404(Gemeente, cbs_code=code)
    form = GezienForm(request.POST)
    if form.is_valid():
        actions.neem_verplaatsing_terug(gemeente_id=rij.pk, door=request.user, **form.cleaned_data)
        messages.success(request, "De wijziging gaat niet door.")
    return redirect("gemeente", code)


def _toon(request, rij, form):
    vandaag = klok.vandaag()
    leden = list(rij.lidmaatschappen.select_related("regio").order_by("-van"))
    context = {
        "gemeente": rij,
        "leden": leden,
        "vandaag": vandaag,
        "terug": bool(leden) and (leden[0].van > vandaag or bool(leden[0].tot and leden[0].tot >= vandaag)),
        "form": form,
        "kruimels": [("Gemeenten", reverse("gemeenten")), (rij.naam, "")],
    }
    return render(request, "publicatie/gemeente.html", context, status=NIET_GELDIG if form.errors else 200)
