"""The organisation: a controle that is announced, its answer, and the outcome."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from bekendmaking.views import gelukt
from kluis.downloads import als_download
from partijen.permissions import Recht, bevoegdheid, vereist
from uitvoering import actions
from uitvoering.forms.controle import AntwoordForm
from uitvoering.models import Controle
from uitvoering.queries import controles as lezen
from uitvoering.states.controle import Status
from uitvoering.views import NIET_GELDIG
from uitvoering.views.mijn_einde import kruimels


def _rij(request: HttpRequest, pk: int, recht: Recht = Recht.BESLISSING_ONTVANGEN) -> Controle:
    rijen = Controle.objects.van_organisatie(request.user, recht)
    return get_object_or_404(rijen.select_related("aangekondigd_door"), pk=pk)


@vereist(Recht.BESLISSING_ONTVANGEN)
def controle(request: HttpRequest, pk: int) -> HttpResponse:
    """One own controle; its outcome once two people fixed it."""
    return _toon(request, _rij(request, pk), None)


def _toon(request: HttpRequest, rij: Controle, gepost: AntwoordForm | None) -> HttpResponse:
    form = gepost
    if form is None and rij.status == Status.AANGEKONDIGD and bevoegdheid(request.user).mag(Recht.INSCHRIJVEN):
        form = AntwoordForm(controle=rij, actie=reverse("mijn_controle_antwoord", args=[rij.pk]))
    context = {
        "rij": rij,
        "inschrijving": rij.overeenkomst.inschrijving,
        "bestand_route": "mijn_controle_bestand",
        "punten": rij.punten.select_related("eis", "tekortkoming"),
        "antwoorden": rij.antwoorden.select_related("door").prefetch_related("stukken"),
        "toon_uitkomst": rij.status == Status.VASTGESTELD,
        "antwoordform": form,
        "kruimels": kruimels(rij.overeenkomst, ("Controle", "")),
    }
    return render(request, "uitvoering/controle.html", context, status=NIET_GELDIG if gepost else 200)


@vereist(Recht.INSCHRIJVEN)
@require_POST
def antwoord(request: HttpRequest, pk: int) -> HttpResponse:
    """What the organisation says to it."""
    rij = _rij(request, pk, Recht.INSCHRIJVEN)
    form = AntwoordForm(request.POST, request.FILES, controle=rij, actie=request.path)
    if gelukt(form, lambda velden: actions.beantwoord_controle(controle_id=pk, door=request.user, **velden)):
        messages.success(request, "Uw antwoord is verstuurd aan het zorgkantoor.")
        return redirect("mijn_controle", pk)
    return _toon(request, rij, form)


@vereist(Recht.BESLISSING_ONTVANGEN)
def bestand(request: HttpRequest, pk: int, stuk_pk: int) -> HttpResponse:
    """A file the organisation handed in itself."""
    return als_download(get_object_or_404(lezen.stukken(_rij(request, pk)), pk=stuk_pk), request)
