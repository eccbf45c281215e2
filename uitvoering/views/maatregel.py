"""The zorgkantoor: drafting a maatregel, and a colleague who imposes it or not."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from bekendmaking.forms import GoedkeurenForm, RedenForm
from bekendmaking.views import gelukt
from kern import klok
from partijen.inzage import noteer_inzage
from partijen.permissions import Recht, bevoegdheid, vereist
from uitvoering import actions, brieven
from uitvoering.forms.tekortkoming import MaatregelForm
from uitvoering.models import Maatregel, Tekortkoming
from uitvoering.states.tekortkoming import Maatregelstatus
from uitvoering.views import NIET_GELDIG
from uitvoering.views.tekortkoming import kruimels, voorbeeldbrief


@vereist(Recht.TOEZICHT_HOUDEN)
def opstellen(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft a maatregel in this file."""
    rij = get_object_or_404(Tekortkoming.objects.voor_staf(request.user, Recht.TOEZICHT_HOUDEN), pk=pk)
    form = MaatregelForm(request.POST or None, actie=request.path, inschrijving=rij.overeenkomst.inschrijving)
    gemaakt: list[Maatregel] = []

    def maak(velden):
        gemaakt.append(actions.stel_maatregel_op(tekortkoming_id=rij.pk, door=request.user, **velden))

    if request.method == "POST" and gelukt(form, maak):
        messages.success(request, "De maatregel staat klaar. Een collega legt haar op.")
        return redirect("maatregel", gemaakt[0].pk)
    context = {
        "rij": rij,
        "inschrijving": rij.overeenkomst.inschrijving,
        "form": form,
        "kruimels": kruimels((str(rij), reverse("tekortkoming", args=[pk])), ("Maatregel opstellen", "")),
    }
    return render(request, "uitvoering/maatregel_opstellen.html", context, status=NIET_GELDIG if form.errors else 200)


def _rij(request: HttpRequest, pk: int, recht: Recht = Recht.TOEZICHT_ZIEN) -> Maatregel:
    rijen = Maatregel.objects.voor_staf(request.user, recht).select_related(
        "tekortkoming__eis",
        "tekortkoming__overeenkomst__inschrijving__ronde",
        "tekortkoming__overeenkomst__inschrijving__uitvoerder",
        "tekortkoming__overeenkomst__inschrijving__organisatie",
        "regioinschrijving__toewijzing__regio",
        "declaratie__regioinschrijving__toewijzing__regio",
        "opgesteld_door",
        "beslist_door",
        "stuk",
    )
    return get_object_or_404(rijen, pk=pk)


@vereist(Recht.TOEZICHT_ZIEN)
def maatregel(request: HttpRequest, pk: int) -> HttpResponse:
    """One maatregel: what it says, its letter, and the decision of a colleague."""
    rij = _rij(request, pk)
    noteer_inzage(rij, request)
    return _toon(request, rij, {})


def _toon(request: HttpRequest, rij: Maatregel, gepost: dict) -> HttpResponse:
    bevoegd, tekortkoming = bevoegdheid(request.user), rij.tekortkoming
    context = {
        "maatregel": rij,
        "rij": tekortkoming,
        "inschrijving": tekortkoming.overeenkomst.inschrijving,
        "zelf": rij.opgesteld_door_id == request.user.pk,
        "kruimels": kruimels((str(tekortkoming), reverse("tekortkoming", args=[tekortkoming.pk])), ("Maatregel", "")),
    }
    if rij.status == Maatregelstatus.ONTWERP and bevoegd.mag(Recht.TOEZICHT_HOUDEN):
        context["verwerpform"] = _verwerpform(rij)
        if bevoegd.mag(Recht.TOEZICHT_VASTSTELLEN) and not context["zelf"]:
            context["opleggen"] = _oplegform(rij)
    return render(request, "uitvoering/maatregel.html", context | gepost, status=NIET_GELDIG if gepost else 200)


def _oplegform(rij: Maatregel, data=None) -> GoedkeurenForm:
    begin, actie = {"gezien_hash": rij.hash}, reverse("maatregel_opleggen", args=[rij.pk])
    return GoedkeurenForm(data, initial=begin, actie=actie, knop="Maatregel opleggen en brief versturen")


def _verwerpform(rij: Maatregel, data=None) -> RedenForm:
    return RedenForm(data, actie=reverse("maatregel_verwerpen", args=[rij.pk]), knop="Maatregel niet laten doorgaan")


@vereist(Recht.TOEZICHT_VASTSTELLEN, opnieuw_inloggen=True)
@require_POST
def opleggen(request: HttpRequest, pk: int) -> HttpResponse:
    rij = _rij(request, pk, Recht.TOEZICHT_VASTSTELLEN)
    form = _oplegform(rij, request.POST)
    if gelukt(form, lambda velden: actions.leg_maatregel_op(maatregel_id=rij.pk, door=request.user, **velden)):
        messages.success(request, "De maatregel is opgelegd. De organisatie krijgt de brief.")
        return redirect("maatregel", pk)
    return _toon(request, rij, {"opleggen": form})


@vereist(Recht.TOEZICHT_HOUDEN)
@require_POST
def verwerpen(request: HttpRequest, pk: int) -> HttpResponse:
    rij = _rij(request, pk, Recht.TOEZICHT_HOUDEN)
    form = _verwerpform(rij, request.POST)
    if gelukt(form, lambda velden: actions.verwerp_maatregel(maatregel_id=rij.pk, door=request.user, **velden)):
        messages.success(request, "De maatregel gaat niet door.")
        return redirect("tekortkoming", rij.tekortkoming_id)
    return _toon(request, rij, {"verwerpform": form})


@vereist(Recht.TOEZICHT_HOUDEN)
def voorbeeld(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as it would be sent now by this user."""
    rij = _rij(request, pk, Recht.TOEZICHT_HOUDEN)
    noteer_inzage(rij, request)
    return voorbeeldbrief(brieven.maatregel(rij, vandaag=klok.vandaag(), door=request.user))
