"""The receipt: on screen, as a PDF, and the public page where anyone checks one."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from inschrijving import bewijs, queries, schermen
from inschrijving.forms.indienen import ControleForm
from inschrijving.models import Indiening, Inschrijving
from inschrijving.views.overzicht import eigen
from inschrijving.waarmerk import klopt, openbare_sleutel, waarmerk
from kluis.downloads import als_download
from partijen.permissions import Recht, openbaar, vereist


def _versie(request, rij: Inschrijving) -> Indiening:
    """The last version, or that of `?versie=`; 404 when there is none."""
    versies = rij.indieningen.order_by("-volgnummer")
    if (nummer := request.GET.get("versie", "")).isdecimal():
        versies = versies.filter(volgnummer=int(nummer[:6]))
    if (indiening := versies.first()) is None:
        raise Http404
    return indiening


@vereist(Recht.INSCHRIJVEN)
def ontvangstbewijs(request, kenmerk):
    """The receipt of the last version, or of `?versie=` (R5)."""
    rij = eigen(request, kenmerk)
    indiening = _versie(request, rij)
    context = {
        "inschrijving": rij,
        "indiening": indiening,
        "telt": queries.laatste_indiening(rij) == indiening,
        "waarmerk": waarmerk(indiening),
        "kruimels": schermen.kruimels(rij, "Ontvangstbewijs"),
        "ronde_naam": rij.ronde.naam,
    }
    return render(request, "inschrijving/ontvangstbewijs.html", context)


@vereist(Recht.INSCHRIJVEN)
def ontvangstbewijs_pdf(request, kenmerk):
    """The same as a tagged PDF: the one that went with the mail, and before that made on the spot, byte for byte."""
    indiening = _versie(request, eigen(request, kenmerk))
    if stuk := queries.bewijs(indiening):
        return als_download(stuk, request)
    antwoord = HttpResponse(bewijs.als_pdf(indiening), content_type="application/pdf")
    antwoord["Content-Disposition"] = content_disposition_header(True, bewijs.naam(indiening))
    return antwoord


@openbaar
def controleren(request):
    """For anyone: whether number and hash belong together. Nothing else is told, and nothing is stored."""
    form = ControleForm(request.POST if request.method == "POST" else None)
    uitkomst = klopt(form.cleaned_data["nummer"], form.cleaned_data["sha256"]) if form.is_valid() else None
    context = {"form": form, "klopt": uitkomst, "openbare_sleutel": openbare_sleutel()}
    return render(request, "inschrijving/ontvangst_controleren.html", context, status=422 if form.errors else 200)
