"""The zorgkantoor: the reports that are expected and came in, and reading them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from bekendmaking.views import gelukt
from kern import klok
from kern.fouten import RegelFout
from kern.werkboek import TYPE, maak_werkboek
from kluis.downloads import als_download
from partijen.inzage import noteer_inzage
from partijen.permissions import Recht, bevoegdheid, vereist
from uitvoering import actions
from uitvoering.forms.verslag import AanvullingForm, VerslagFilter
from uitvoering.queries import productie
from uitvoering.queries import verslagen as queries
from uitvoering.queries.verslagen import Verslagstand
from uitvoering.verslagtabellen import KOPPEN, VerslagTabel, exportrijen
from uitvoering.views import NIET_GELDIG
from uitvoering.views.productiecontrole import een_zorgkantoor
from uitvoering.views.verslagen import PER_BLADZIJDE, gegevens, stuk_van


def _filter(request: HttpRequest) -> VerslagFilter:
    return VerslagFilter(request.GET, rijen=queries.standen(productie.voor_staf(request.user)))


@vereist(Recht.PRODUCTIE_ZIEN)
def lijst(request: HttpRequest) -> HttpResponse:
    """Every report of a period that is over, in reach: filter, sort, pages of 50."""
    filter_ = _filter(request)
    exclude = ("zorgkantoor",) if een_zorgkantoor(request) else ()
    tabel = VerslagTabel(filter_.kies(), route="verslag", exclude=exclude)
    tabel.export_url = f"{reverse('verslagenlijst_export')}?{request.GET.urlencode()}"
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    return render(request, "uitvoering/verslagenlijst.html", {"filter": filter_, "tabel": tabel})


@vereist(Recht.PRODUCTIE_ZIEN)
def export(request: HttpRequest) -> HttpResponse:
    """The same list, all pages, as Excel."""
    rijen = exportrijen(_filter(request).kies())
    antwoord = HttpResponse(maak_werkboek("Verslagen", KOPPEN, rijen, gemaakt_op=klok.nu()), content_type=TYPE)
    antwoord["Content-Disposition"] = 'attachment; filename="verslagen.xlsx"'
    return antwoord


def _stand(request: HttpRequest, kenmerk: str, code: str, recht: Recht = Recht.PRODUCTIE_ZIEN) -> Verslagstand:
    rij = queries.stand(productie.voor_staf(request.user, recht), kenmerk, code)
    if rij is None:
        raise Http404
    return rij


@vereist(Recht.PRODUCTIE_ZIEN)
def verslag(request: HttpRequest, kenmerk: str, code: str) -> HttpResponse:
    """One report for staff: what it says, every version, and the verdict."""
    rij = _stand(request, kenmerk, code)
    noteer_inzage(rij.dossier, request)
    return _toon(request, rij)


def _toon(request: HttpRequest, rij: Verslagstand, **forms: Any) -> HttpResponse:
    context = gegevens(rij) | {
        "bestand_route": "verslag_bestand",
        "kruimels": [("Verslagen", reverse("verslagenlijst")), (f"{rij}, {rij.organisatie}", "")],
    }
    if rij.verslag and rij.te_lezen and bevoegdheid(request.user).mag(Recht.PRODUCTIE_CONTROLEREN):
        actie = reverse("verslag_aanvulling", args=[rij.dossier.kenmerk, rij.code])
        context["vraagform"] = AanvullingForm(versie=rij.verslag.versie, actie=actie)
    return render(request, "uitvoering/verslag.html", context | forms, status=NIET_GELDIG if forms else 200)


def _gelezen(request: HttpRequest, rij: Verslagstand) -> int:
    """The version that was on the screen. Raises RegelFout for one that is not of this report."""
    gepost = request.POST.get("versie", "")
    pk = next((versie.pk for versie in rij.versies if str(versie.versie) == gepost), None)
    if pk is None:
        raise RegelFout("Dit verslag is intussen veranderd. Bekijk eerst wat er nu staat.")
    return pk


@vereist(Recht.PRODUCTIE_CONTROLEREN)
@require_POST
def akkoord(request: HttpRequest, kenmerk: str, code: str) -> HttpResponse:
    """Read and agreed."""
    rij = _stand(request, kenmerk, code, Recht.PRODUCTIE_CONTROLEREN)
    actions.keur_verslag_goed(verslag_id=_gelezen(request, rij), door=request.user)
    messages.success(request, f"{rij} van {rij.organisatie} is akkoord.")
    return redirect("verslag", kenmerk, code)


@vereist(Recht.PRODUCTIE_CONTROLEREN)
@require_POST
def aanvulling(request: HttpRequest, kenmerk: str, code: str) -> HttpResponse:
    """Ask the organisation for more."""
    rij = _stand(request, kenmerk, code, Recht.PRODUCTIE_CONTROLEREN)
    pk, form = _gelezen(request, rij), AanvullingForm(request.POST, versie=0, actie=request.path)

    def vraag(velden: dict[str, Any]) -> None:
        actions.vraag_verslagaanvulling(verslag_id=pk, vraag=velden["vraag"], door=request.user)

    if gelukt(form, vraag):
        messages.success(request, f"{rij.organisatie} krijgt bericht en kan het verslag opnieuw aanleveren.")
        return redirect("verslag", kenmerk, code)
    return _toon(request, rij, vraagform=form)


@vereist(Recht.PRODUCTIE_ZIEN)
def bestand(request: HttpRequest, kenmerk: str, code: str, pk: int) -> HttpResponse:
    """A file of a report that was handed in."""
    return als_download(stuk_van(_stand(request, kenmerk, code), pk), request)
