"""For everyone with a login: one's own data, and the dossiers of one's organisation, as a ZIP."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from bekendmaking.views import VERVERS
from bewaren import actions
from bewaren.models import Gegevensaanvraag
from bewaren.rules import GEGEVENS_DAGEN
from bewaren.states import Gegevensstatus
from bewaren.views import PER_BLADZIJDE
from inschrijving.models import Inschrijving
from kern.bladeren import blader
from kluis.downloads import als_download
from partijen.permissions import Recht, vereist


@vereist(Recht.AANGEMELD)
def overzicht(request: HttpRequest) -> HttpResponse:
    """What can be asked for, what is being made and what lies ready."""
    aanvragen = {rij.inschrijving_id: rij for rij in Gegevensaanvraag.objects.van(request.user).order_by("pk")}
    eigen = Inschrijving.objects.van_organisatie_van(request.user).filter(vernietigd_op__isnull=True)
    eigen = eigen.select_related("ronde", "uitvoerder", "organisatie").order_by("-pk")
    tabel = blader(request, eigen, PER_BLADZIJDE)
    context = {
        "mijn": aanvragen.get(None),
        "dossiers": [(rij, aanvragen.get(rij.pk)) for rij in tabel.page],
        "table": tabel,
        "dagen": GEGEVENS_DAGEN,
    }
    antwoord = render(request, "bewaren/gegevens.html", context)
    if any(rij.status == Gegevensstatus.AANGEVRAAGD for rij in aanvragen.values()):
        antwoord["Refresh"] = VERVERS
    return antwoord


@require_POST
@vereist(Recht.AANGEMELD)
def vragen(request: HttpRequest) -> HttpResponse:
    """Ask for one's own data."""
    actions.vraag_gegevens(inschrijving_id=None, door=request.user)
    messages.success(request, "Het portaal zet uw gegevens klaar. Deze bladzijde ververst zichzelf.")
    return redirect("mijn_gegevens")


@require_POST
@vereist(Recht.INSCHRIJVEN)
def dossier_vragen(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """Ask for a dossier of one's organisation."""
    dossier = get_object_or_404(Inschrijving.objects.van_organisatie_van(request.user), kenmerk=kenmerk)
    actions.vraag_gegevens(inschrijving_id=dossier.pk, door=request.user)
    messages.success(request, f"Het portaal zet dossier {kenmerk} klaar. Deze bladzijde ververst zichzelf.")
    return redirect("mijn_gegevens")


@require_POST
@vereist(Recht.AANGEMELD)
def ophalen(request: HttpRequest) -> HttpResponse:
    """One's own ZIP."""
    return als_download(actions.haal_gegevens_op(inschrijving_id=None, door=request.user), request)


@require_POST
@vereist(Recht.INSCHRIJVEN)
def dossier_ophalen(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """The ZIP of a dossier, for who asked for it."""
    dossier = get_object_or_404(Inschrijving.objects.van_organisatie_van(request.user), kenmerk=kenmerk)
    return als_download(actions.haal_gegevens_op(inschrijving_id=dossier.pk, door=request.user), request)
