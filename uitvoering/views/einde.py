"""Ending an overeenkomst: the zorgkantoor drafts, sends and finishes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from bekendmaking.forms import GoedkeurenForm
from bekendmaking.views import gelukt
from kern import klok
from kluis.downloads import als_download
from overeenkomst.models import Overeenkomst
from overeenkomst.states import Kant
from partijen.inzage import noteer_inzage
from partijen.permissions import Recht, bevoegdheid, vereist
from uitvoering import actions, brieven
from uitvoering.forms.einde import OpzegForm
from uitvoering.models import Beeindiging
from uitvoering.queries import einde as lezen
from uitvoering.states.einde import Status
from uitvoering.views import NIET_GELDIG, van_zorgkantoor
from uitvoering.views.tekortkoming import kruimels, voorbeeldbrief


def _dossier(overeenkomst: Overeenkomst) -> tuple[str, str]:
    inschrijving = overeenkomst.inschrijving
    return inschrijving.partijnaam, reverse("toezicht_overeenkomst", args=[inschrijving.kenmerk])


@vereist(Recht.TOEZICHT_HOUDEN)
def opzeggen(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """Draft a notice for the zorgkantoor."""
    rij = van_zorgkantoor(request, kenmerk, Recht.TOEZICHT_HOUDEN)
    form = OpzegForm(request.POST or None, actie=request.path, overeenkomst=rij, kant=Kant.ZORGKANTOOR)
    gemaakt: list[Beeindiging] = []

    def maak(velden):
        gemaakt.append(actions.stel_opzegging_op(overeenkomst_id=rij.pk, door=request.user, **velden))

    if request.method == "POST" and gelukt(form, maak):
        messages.success(request, "De opzegging staat klaar. Een collega verstuurt haar.")
        return redirect(gemaakt[0])
    context = {"overeenkomst": rij, "form": form, "kruimels": kruimels(_dossier(rij), ("Opzeggen", ""))}
    context["van_zorgkantoor"] = True
    return render(request, "uitvoering/opzeggen.html", context, status=NIET_GELDIG if form.errors else 200)


def _rij(request: HttpRequest, pk: int, recht: Recht = Recht.TOEZICHT_ZIEN) -> Beeindiging:
    rijen = Beeindiging.objects.voor_staf(request.user, recht)
    rijen = rijen.select_related("opgesteld_door", "verstuurd_door", "stuk", "eis", "tekortkoming__eis")
    return get_object_or_404(rijen, pk=pk)


@vereist(Recht.TOEZICHT_ZIEN)
def beeindiging(request: HttpRequest, pk: int) -> HttpResponse:
    """One ending: its ground, its letter, what is handed over, and what is left to do."""
    rij = _rij(request, pk)
    noteer_inzage(rij, request)
    return _toon(request, rij, {})


def _toon(request: HttpRequest, rij: Beeindiging, gepost: dict) -> HttpResponse:
    bevoegd = bevoegdheid(request.user)
    doet, zelf = bevoegd.mag(Recht.TOEZICHT_HOUDEN), rij.opgesteld_door_id == request.user.pk
    ontwerp = rij.status == Status.ONTWERP
    resten = [] if ontwerp else lezen.resten(rij)
    context = {
        "rij": rij,
        "inschrijving": rij.overeenkomst.inschrijving,
        "van_zorgkantoor": True,
        "bestand_route": "beeindiging_brief",
        "resten": resten,
        "mag_verwerpen": ontwerp and doet,
        "zelf": ontwerp and zelf,
        "mag_afronden": rij.status == Status.VERSTUURD and doet and all(rest.rest == 0 for rest in resten),
        "kruimels": kruimels(_dossier(rij.overeenkomst), ("Einde van de overeenkomst", "")),
    }
    if ontwerp and not zelf and bevoegd.mag(Recht.TOEZICHT_VASTSTELLEN):
        context["verstuurform"] = _verstuurform(rij)
    return render(request, "uitvoering/beeindiging.html", context | gepost, status=NIET_GELDIG if gepost else 200)


def _verstuurform(rij: Beeindiging, data=None) -> GoedkeurenForm:
    begin, actie = {"gezien_hash": rij.hash}, reverse("beeindiging_versturen", args=[rij.pk])
    return GoedkeurenForm(data, initial=begin, actie=actie, knop="Opzegging versturen")


@vereist(Recht.TOEZICHT_VASTSTELLEN, opnieuw_inloggen=True)
@require_POST
def versturen(request: HttpRequest, pk: int) -> HttpResponse:
    rij = _rij(request, pk, Recht.TOEZICHT_VASTSTELLEN)
    form = _verstuurform(rij, request.POST)
    if gelukt(form, lambda velden: actions.verstuur_opzegging(beeindiging_id=rij.pk, door=request.user, **velden)):
        messages.success(request, "De opzegging is verstuurd. Beide partijen krijgen de brief.")
        return redirect(rij)
    return _toon(request, rij, {"verstuurform": form})


@vereist(Recht.TOEZICHT_HOUDEN)
@require_POST
def verwerpen(request: HttpRequest, pk: int) -> HttpResponse:
    rij = _rij(request, pk, Recht.TOEZICHT_HOUDEN)
    actions.verwerp_opzegging(beeindiging_id=rij.pk, door=request.user)
    messages.success(request, "De opzegging gaat niet door.")
    return redirect(rij)


@vereist(Recht.TOEZICHT_HOUDEN)
@require_POST
def afronden(request: HttpRequest, pk: int) -> HttpResponse:
    rij = _rij(request, pk, Recht.TOEZICHT_HOUDEN)
    actions.rond_einde_af(beeindiging_id=rij.pk, door=request.user)
    messages.success(request, "Het einde van de overeenkomst is afgerond. Alles is overgedragen.")
    return redirect(rij)


@vereist(Recht.TOEZICHT_HOUDEN)
def voorbeeld(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as it would be sent now by this user."""
    rij = _rij(request, pk, Recht.TOEZICHT_HOUDEN)
    noteer_inzage(rij, request)
    return voorbeeldbrief(brieven.opzegging(rij, vandaag=klok.vandaag(), door=request.user))


@vereist(Recht.TOEZICHT_ZIEN)
def brief(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter that was sent."""
    rij = get_object_or_404(Beeindiging.objects.voor_staf(request.user), pk=pk, stuk__isnull=False)
    return als_download(rij.stuk, request)
