"""The organisation: its own file on a tekortkoming, and what it says to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kluis.downloads import als_download
from partijen.permissions import Recht, bevoegdheid, vereist
from uitvoering import actions
from uitvoering.forms.tekortkoming import ReactieForm
from uitvoering.models import Tekortkoming
from uitvoering.queries import tekortkomingen as lezen
from uitvoering.states.tekortkoming import OPEN
from uitvoering.views import NIET_GELDIG
from uitvoering.views.handelingen import Handeling, formulieren, voer_uit

HANDELINGEN = {
    "reactie": Handeling(
        "Reageren",
        ReactieForm,
        actions.reageer,
        "Uw reactie is verstuurd aan het zorgkantoor.",
        lambda rij: rij.status in OPEN,
    )
}


def _rij(request: HttpRequest, pk: int, recht: Recht = Recht.BESLISSING_ONTVANGEN) -> Tekortkoming:
    return get_object_or_404(lezen.compleet(Tekortkoming.objects.van_organisatie(request.user, recht)), pk=pk)


@vereist(Recht.BESLISSING_ONTVANGEN)
def tekortkoming(request: HttpRequest, pk: int) -> HttpResponse:
    """One own file; without drafts and damage."""
    return _toon(request, _rij(request, pk), {})


def _toon(request: HttpRequest, rij: Tekortkoming, gepost: dict) -> HttpResponse:
    inschrijving = rij.overeenkomst.inschrijving
    tafel = HANDELINGEN if bevoegdheid(request.user).mag(Recht.INSCHRIJVEN) else {}
    context = {
        "rij": rij,
        "inschrijving": inschrijving,
        "bestand_route": "mijn_tekortkoming_bestand",
        "maatregelen": rij.maatregelen.opgelegd().select_related("declaratie__regioinschrijving__toewijzing__regio"),
        "leven": lezen.leven(rij),
        "handelingen": formulieren(tafel, rij, lambda naam: reverse("mijn_reactie", args=[rij.pk]), gepost),
        "kruimels": [
            ("Overeenkomsten", reverse("mijn_overeenkomsten")),
            ("Toezicht", reverse("mijn_toezicht", args=[inschrijving.kenmerk])),
            (str(rij), ""),
        ],
    }
    return render(request, "uitvoering/tekortkoming.html", context, status=NIET_GELDIG if gepost else 200)


@vereist(Recht.INSCHRIJVEN)
@require_POST
def reageren(request: HttpRequest, pk: int) -> HttpResponse:
    rij = _rij(request, pk, Recht.INSCHRIJVEN)
    form = voer_uit(request, HANDELINGEN, "reactie", rij, "tekortkoming_id")
    return redirect("mijn_tekortkoming", pk) if form is None else _toon(request, rij, {"reactie": form})


@vereist(Recht.BESLISSING_ONTVANGEN)
def bestand(request: HttpRequest, pk: int, stuk_pk: int) -> HttpResponse:
    """A letter in the own file."""
    return als_download(get_object_or_404(lezen.stukken(_rij(request, pk)), pk=stuk_pk), request)
