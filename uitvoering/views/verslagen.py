"""The organisation: its reports, typed, kept as a draft, handed in and corrected."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django_tables2 import RequestConfig

from bekendmaking.views import gelukt
from kern.fouten import RegelFout
from kluis.downloads import als_download
from partijen.permissions import Recht, vereist
from uitvoering import actions
from uitvoering.forms.verslag import FORMS, VerslagFilter, VerslagForm, toon
from uitvoering.models import Verslagstuk
from uitvoering.queries import productie
from uitvoering.queries import verslagen as queries
from uitvoering.queries.verslagen import Verslagstand
from uitvoering.rules.verslag import trends
from uitvoering.states.verslag import Verslagsoort
from uitvoering.verslagtabellen import VerslagTabel
from uitvoering.views import NIET_GELDIG

PER_BLADZIJDE = 50


@vereist(Recht.PRODUCTIE_LEVEREN)
def overzicht(request: HttpRequest) -> HttpResponse:
    """Every report of the own overeenkomsten; what still has to come first."""
    rijen = queries.standen(productie.van_organisatie(request.user), concepten=True)
    filter_ = VerslagFilter(request.GET, rijen=rijen, met_naam=False)
    tabel = VerslagTabel(filter_.kies(), route="mijn_verslag", exclude=("organisatie",))
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    te_doen = sorted((rij for rij in rijen if rij.open), key=lambda rij: (rij.uiterlijk, str(rij)))
    context = {"filter": filter_, "tabel": tabel, "te_doen": te_doen[:PER_BLADZIJDE], "aantal": len(te_doen)}
    return render(request, "uitvoering/verslagen.html", context)


def _stand(request: HttpRequest, kenmerk: str, code: str) -> Verslagstand:
    rij = queries.stand(productie.van_organisatie(request.user), kenmerk, code, concepten=True)
    if rij is None:
        raise Http404
    return rij


@vereist(Recht.PRODUCTIE_LEVEREN)
def verslag(request: HttpRequest, kenmerk: str, code: str) -> HttpResponse:
    """One report: what came in, and typing it. Two buttons: keep as a draft, or hand in."""
    rij = _stand(request, kenmerk, code)
    soort = FORMS[rij.soort]
    if request.method != "POST":
        return _toon(request, rij, soort(stand=rij))
    leveren = "lever" in request.POST
    form = soort(request.POST, request.FILES, stand=rij, leveren=leveren)
    if not _verwerk(request, rij, form):
        return _toon(request, rij, form, fout=True)
    wat = "is ingediend" if leveren else "is bewaard als concept. Het zorgkantoor ziet dit nog niet"
    messages.success(request, f"{rij} {wat}.")
    return redirect("mijn_verslag", kenmerk, code)


def _verwerk(request: HttpRequest, rij: Verslagstand, form: VerslagForm) -> bool:
    """Judge the files, then keep or hand in. What is wrong stands in the form."""
    if not form.is_valid():
        return False
    overeenkomst, keuringen = rij.dossier.overeenkomst, {}
    for soort, bestand in form.bestanden.items():
        wat = {"rij": overeenkomst, "soort": rij.soort, "naam": bestand.name, "inhoud": bestand, "door": request.user}
        try:
            keuringen[soort] = actions.keur_verslagstuk(**wat)
        except RegelFout as fout:
            form.add_error(f"stuk_{soort}", fout.tekst)
    doe = actions.lever_verslag_aan if form.leveren else actions.bewaar_verslag

    def bewaar(velden: dict[str, Any]) -> None:
        doe(
            overeenkomst_id=overeenkomst.pk,
            code=rij.code,
            inhoud=form.inhoud,
            gezien=velden["gezien"],
            stukken=keuringen,
            reden=velden.get("reden", ""),
            door=request.user,
        )

    return gelukt(form, bewaar)


def _toon(request: HttpRequest, rij: Verslagstand, form: VerslagForm, *, fout: bool = False) -> HttpResponse:
    context = gegevens(rij) | {
        "form": form,
        "open": fout or rij.open or rij.concept is not None,
        "bestand_route": "mijn_verslag_bestand",
        "kruimels": [("Verslagen", reverse("verslagen")), (str(rij), "")],
    }
    return render(request, "uitvoering/mijn_verslag.html", context, status=NIET_GELDIG if fout else 200)


def gegevens(rij: Verslagstand) -> dict[str, Any]:
    """What both sides see of a report."""
    context: dict[str, Any] = {"rij": rij}
    if rij.verslag:
        context |= {"inhoud": toon(rij.soort, rij.verslag.inhoud), "trends": trends(rij.verslag.inhoud)}
    if rij.soort == Verslagsoort.JAAR:
        context["uren"] = queries.uren_van_jaar(rij)
    return context


@vereist(Recht.PRODUCTIE_LEVEREN)
def bestand(request: HttpRequest, kenmerk: str, code: str, pk: int) -> HttpResponse:
    """A file of an own report, also of a draft."""
    return als_download(stuk_van(_stand(request, kenmerk, code), pk), request)


def stuk_van(rij: Verslagstand, pk: int):  # type: ignore[no-untyped-def]
    """A file of one of the versions that this side sees; else a 404."""
    versies = [*rij.versies, *([rij.concept] if rij.concept else [])]
    return get_object_or_404(Verslagstuk.objects.select_related("stuk__sleutel"), pk=pk, verslag__in=versies).stuk
