"""The overspend file, for both sides: opening it, its steps, and closing it (IK-178, OV-162)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from bekendmaking.forms import KnopForm
from bekendmaking.views import gelukt
from kern import klok
from kern.werkboek import TYPE, maak_werkboek
from partijen.inzage import noteer_inzage
from partijen.permissions import Recht, bevoegdheid, vereist
from uitvoering import actions
from uitvoering.budgettabellen import DOSSIERKOPPEN, OverschrijdingTabel, overschrijdingsrijen
from uitvoering.forms.overschrijding import OpenForm, OverschrijdingFilter, SluitForm, StapForm
from uitvoering.models import Overschrijding
from uitvoering.queries import overschrijding as lezen
from uitvoering.states.overschrijding import Status, Trap
from uitvoering.views import NIET_GELDIG
from uitvoering.views import budget as budgetviews

PER_BLADZIJDE = 50
ZIEN = Recht.PRIJSVOLUME_ZIEN


def _filter(request: HttpRequest) -> OverschrijdingFilter:
    return OverschrijdingFilter(request.GET, queryset=Overschrijding.objects.voor_staf(request.user, ZIEN))


@vereist(Recht.PRIJSVOLUME_ZIEN)
def lijst(request: HttpRequest) -> HttpResponse:
    """Every file in reach: filter, sort, pages of 50."""
    filter_ = _filter(request)
    tabel = OverschrijdingTabel(filter_.qs)
    tabel.export_url = f"{reverse('overschrijdingen_export')}?{request.GET.urlencode()}"
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    kruimels = [("Budget", reverse("budgetten")), ("Dossiers", "")]
    return render(
        request, "uitvoering/overschrijdingen.html", {"filter": filter_, "tabel": tabel, "kruimels": kruimels}
    )


@vereist(Recht.PRIJSVOLUME_ZIEN)
def export(request: HttpRequest) -> HttpResponse:
    """The same list, all pages, as Excel."""
    regels = overschrijdingsrijen(_filter(request).qs.met_afloop())
    antwoord = HttpResponse(maak_werkboek("Dossiers", DOSSIERKOPPEN, regels, gemaakt_op=klok.nu()), content_type=TYPE)
    antwoord["Content-Disposition"] = 'attachment; filename="budgetdossiers.xlsx"'
    return antwoord


def van_staf(request: HttpRequest, pk: int, recht: Recht = ZIEN) -> Overschrijding:
    return get_object_or_404(Overschrijding.objects.voor_staf(request.user, recht), pk=pk)


def _van_organisatie(request: HttpRequest, pk: int, recht: Recht = Recht.BESLISSING_ONTVANGEN) -> Overschrijding:
    return get_object_or_404(Overschrijding.objects.van_organisatie(request.user, recht), pk=pk)


def _openen(request: HttpRequest, pk: int, jaar: int, *, staf: bool) -> HttpResponse:
    rij = budgetviews.budgetstand(request, pk, jaar, staf=staf)
    form, gemaakt = OpenForm(request.POST, actie=request.path), []

    def maak(velden: dict[str, Any]) -> None:
        gemaakt.append(actions.open_overschrijding(regio_id=rij.regio.pk, jaar=jaar, door=request.user, **velden))

    if not gelukt(form, maak):
        return budgetviews.toon(request, pk, jaar, staf=staf, gepost=form)
    wie = "De organisatie" if staf else "Het zorgkantoor"
    messages.success(request, f"Het dossier is geopend. {wie} krijgt bericht.")
    return redirect("overschrijding" if staf else "mijn_overschrijding", gemaakt[0].pk)


@vereist(Recht.PRIJSVOLUME_VERDELEN)
@require_POST
def openen(request: HttpRequest, pk: int, jaar: int) -> HttpResponse:
    return _openen(request, pk, jaar, staf=True)


@vereist(Recht.INSCHRIJVEN)
@require_POST
def mijn_openen(request: HttpRequest, pk: int, jaar: int) -> HttpResponse:
    return _openen(request, pk, jaar, staf=False)


def _toon(request: HttpRequest, rij: Overschrijding, *, staf: bool, gepost: dict[str, KnopForm]) -> HttpResponse:
    recht = Recht.PRIJSVOLUME_VERDELEN if staf else Recht.INSCHRIJVEN
    mag = rij.status == Status.OPEN and bevoegdheid(request.user).mag(recht)
    afspraak = lezen.afspraak(rij.regioinschrijving_id, rij.jaar)
    lijst_naam = "budgetten" if staf else "mijn_budgetten"
    context = {
        "rij": rij,
        "inschrijving": rij.overeenkomst.inschrijving,
        "staf": staf,
        "mag_verplaatsen": mag and staf and klok.vandaag().year <= rij.jaar,
        "afspraak": afspraak,
        "ruimte": lezen.ruimte(afspraak) if afspraak else None,
        "stappen": rij.stappen.select_related("door"),
        "herschikkingen": [h for h in _herschikkingen(rij) if staf or h.status == "vastgesteld"],
        "handelingen": _handelingen(rij, staf=staf, gepost=gepost) if mag else [],
        "kruimels": [("Budget", reverse(lijst_naam)), (str(rij), "")],
    }
    return render(request, "uitvoering/overschrijding.html", context, status=NIET_GELDIG if gepost else 200)


def _herschikkingen(rij: Overschrijding) -> list:
    rijen = list(rij.herschikkingen.met_namen())
    for herschikking in rijen:
        herschikking.overschrijding = rij
    return rijen


def _handelingen(rij: Overschrijding, *, staf: bool, gepost: dict[str, KnopForm]) -> list[dict[str, Any]]:
    stap = gepost.get("stap") or _stapform(rij, staf=staf)
    uit = [{"kop": "Stap vastleggen", "form": stap}]
    if staf:
        actie = reverse("overschrijding_sluiten", args=[rij.pk])
        sluit = gepost.get("sluiten") or SluitForm(actie=actie, auto_id="sluiten_%s")
        uit.append({"kop": "Dossier sluiten", "form": sluit})
    return uit


def _stapform(rij: Overschrijding, *, staf: bool, data: Any = None) -> StapForm:
    actie = reverse("overschrijding_stap" if staf else "mijn_overschrijding_stap", args=[rij.pk])
    trappen = {} if staf else {"trappen": [Trap.MAATWERK]}
    return StapForm(data, rij=rij, actie=actie, auto_id="stap_%s", **trappen)


@vereist(Recht.PRIJSVOLUME_ZIEN)
def overschrijding(request: HttpRequest, pk: int) -> HttpResponse:
    """One file, for the zorgkantoor."""
    rij = van_staf(request, pk)
    noteer_inzage(rij, request)
    return _toon(request, rij, staf=True, gepost={})


@vereist(Recht.BESLISSING_ONTVANGEN)
def mijn_overschrijding(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for the organisation."""
    return _toon(request, _van_organisatie(request, pk), staf=False, gepost={})


def _stap(request: HttpRequest, rij: Overschrijding, *, staf: bool) -> HttpResponse:
    form, gedaan = _stapform(rij, staf=staf, data=request.POST), []

    def doe(velden: dict[str, Any]) -> None:
        gedaan.append(actions.leg_stap_vast(overschrijding_id=rij.pk, door=request.user, **velden))

    if not gelukt(form, doe):
        return _toon(request, rij, staf=staf, gepost={"stap": form})
    messages.success(request, "De stap is vastgelegd. De andere partij krijgt bericht.")
    waarschuw(request, gedaan[0].overgeslagen)
    return redirect("overschrijding" if staf else "mijn_overschrijding", rij.pk)


def waarschuw(request: HttpRequest, overgeslagen: list[str]) -> None:
    """Steps that were skipped, where the ronde does not bind their order (IK-180)."""
    if overgeslagen:
        messages.warning(request, f"Let op: u sloeg over: {'; '.join(overgeslagen)}. Dat staat nu in het dossier.")


@vereist(Recht.PRIJSVOLUME_VERDELEN)
@require_POST
def stap(request: HttpRequest, pk: int) -> HttpResponse:
    return _stap(request, van_staf(request, pk, Recht.PRIJSVOLUME_VERDELEN), staf=True)


@vereist(Recht.INSCHRIJVEN)
@require_POST
def mijn_stap(request: HttpRequest, pk: int) -> HttpResponse:
    return _stap(request, _van_organisatie(request, pk, Recht.INSCHRIJVEN), staf=False)


@vereist(Recht.PRIJSVOLUME_VERDELEN)
@require_POST
def sluiten(request: HttpRequest, pk: int) -> HttpResponse:
    rij = van_staf(request, pk, Recht.PRIJSVOLUME_VERDELEN)
    form = SluitForm(request.POST, actie=request.path, auto_id="sluiten_%s")

    def doe(velden: dict[str, Any]) -> None:
        actions.sluit_overschrijding(overschrijding_id=rij.pk, door=request.user, **velden)

    if gelukt(form, doe):
        messages.success(request, "Het dossier is gesloten. De organisatie krijgt bericht.")
        return redirect(rij)
    return _toon(request, rij, staf=True, gepost={"sluiten": form})
