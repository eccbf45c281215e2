"""The zorgkantoor: announcing a controle, the list of them, and its outcome by two people."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from bekendmaking.forms import GoedkeurenForm, KnopForm, RedenForm
from bekendmaking.views import gelukt
from kluis.downloads import als_download
from partijen.inzage import noteer_inzage
from partijen.permissions import Recht, bevoegdheid, vereist
from uitvoering import actions
from uitvoering.forms.controle import AankondigForm, ControleFilter, UitkomstForm
from uitvoering.models import Controle
from uitvoering.queries import controles as lezen
from uitvoering.states.controle import Soort, Status
from uitvoering.tabellen import ControleTabel
from uitvoering.views import NIET_GELDIG, van_zorgkantoor
from uitvoering.views.tekortkoming import PER_BLADZIJDE, kruimels


@vereist(Recht.TOEZICHT_ZIEN)
def controles(request: HttpRequest) -> HttpResponse:
    """Every controle at the own uitvoerder: filter, sort, pages of 50."""
    filter_ = ControleFilter(request.GET, queryset=lezen.lijst(request.user))
    tabel = ControleTabel(filter_.qs)
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    return render(request, "uitvoering/controles.html", {"filter": filter_, "tabel": tabel})


@vereist(Recht.TOEZICHT_HOUDEN)
def aankondigen(request: HttpRequest, kenmerk: str, soort: str) -> HttpResponse:
    """Announce a controle of this kind."""
    overeenkomst = van_zorgkantoor(request, kenmerk, Recht.TOEZICHT_HOUDEN)
    if soort not in Soort:
        raise Http404
    dossier = overeenkomst.inschrijving
    form = AankondigForm(request.POST or None, actie=request.path, inschrijving=dossier, soort=soort)
    gemaakt: list[Controle] = []

    def maak(velden: dict[str, Any]) -> None:
        wat = {"overeenkomst_id": overeenkomst.pk, "soort": soort, "door": request.user}
        gemaakt.append(actions.kondig_controle_aan(**wat, **velden))

    if request.method == "POST" and gelukt(form, maak):
        messages.success(request, "De controle is aangekondigd. De organisatie krijgt bericht.")
        return redirect(gemaakt[0])
    pad = (dossier.partijnaam, reverse("toezicht_overeenkomst", args=[kenmerk]))
    context = {
        "overeenkomst": overeenkomst,
        "soort": Soort(soort),
        "form": form,
        "kruimels": kruimels(pad, ("Controle aankondigen", "")),
    }
    return render(request, "uitvoering/controle_aankondigen.html", context, status=NIET_GELDIG if form.errors else 200)


def _rij(request: HttpRequest, pk: int, recht: Recht = Recht.TOEZICHT_ZIEN) -> Controle:
    rijen = Controle.objects.voor_staf(request.user, recht)
    return get_object_or_404(rijen.select_related("aangekondigd_door", "voorgesteld_door", "vastgesteld_door"), pk=pk)


@vereist(Recht.TOEZICHT_ZIEN)
def controle(request: HttpRequest, pk: int) -> HttpResponse:
    """One controle: what was asked, what the organisation said, and the outcome."""
    rij = _rij(request, pk)
    noteer_inzage(rij, request)
    return _toon(request, rij, {})


def _toon(request: HttpRequest, rij: Controle, gepost: dict[str, KnopForm]) -> HttpResponse:
    bevoegd, dossier = bevoegdheid(request.user), rij.overeenkomst.inschrijving
    zelf = rij.voorgesteld_door_id == request.user.pk
    forms: dict[str, KnopForm] = {}
    if bevoegd.mag(Recht.TOEZICHT_HOUDEN):
        if rij.status == Status.AANGEKONDIGD:
            forms = {"intrekform": _redenform(rij, "intrekken")}
            if lezen.te_beoordelen(rij):
                forms["uitkomstform"] = _uitkomstform(rij)
        elif rij.status == Status.VOORSTEL:
            forms = {"terugform": _redenform(rij, "terug")}
            if bevoegd.mag(Recht.TOEZICHT_VASTSTELLEN) and not zelf:
                forms["vaststelform"] = _vaststelform(rij)
    context = {
        "rij": rij,
        "inschrijving": dossier,
        "van_zorgkantoor": True,
        "bestand_route": "controle_bestand",
        "punten": rij.punten.select_related("eis", "tekortkoming"),
        "antwoorden": rij.antwoorden.select_related("door").prefetch_related("stukken"),
        "toon_uitkomst": rij.status in (Status.VOORSTEL, Status.VASTGESTELD),
        "zelf": zelf and rij.status == Status.VOORSTEL,
        "kruimels": kruimels(
            (dossier.partijnaam, reverse("toezicht_overeenkomst", args=[dossier.kenmerk])), ("Controle", "")
        ),
    }
    return render(request, "uitvoering/controle.html", context | forms | gepost, status=NIET_GELDIG if gepost else 200)


def _uitkomstform(rij: Controle, data: Any = None) -> UitkomstForm:
    return UitkomstForm(data, controle=rij, actie=reverse("controle_uitkomst", args=[rij.pk]), auto_id="uitkomst_%s")


def _vaststelform(rij: Controle, data: Any = None) -> GoedkeurenForm:
    actie = reverse("controle_vaststellen", args=[rij.pk])
    return GoedkeurenForm(data, initial={"gezien_hash": rij.hash}, actie=actie, knop="Uitkomst vaststellen")


def _redenform(rij: Controle, daad: str, data: Any = None) -> RedenForm:
    knop = "Teruggeven" if daad == "terug" else "Controle niet laten doorgaan"
    return RedenForm(data, actie=reverse(f"controle_{daad}", args=[rij.pk]), knop=knop, auto_id=f"{daad}_%s")


@vereist(Recht.TOEZICHT_HOUDEN)
@require_POST
def uitkomst(request: HttpRequest, pk: int) -> HttpResponse:
    """One person proposes the outcome."""
    rij = _rij(request, pk, Recht.TOEZICHT_HOUDEN)
    form = _uitkomstform(rij, request.POST)
    if gelukt(form, lambda velden: actions.stel_controle_voor(controle_id=pk, door=request.user, **velden)):
        messages.success(request, "De uitkomst staat klaar. Een collega stelt haar vast.")
        return redirect(rij)
    return _toon(request, rij, {"uitkomstform": form})


@vereist(Recht.TOEZICHT_VASTSTELLEN, opnieuw_inloggen=True)
@require_POST
def vaststellen(request: HttpRequest, pk: int) -> HttpResponse:
    """Another fixes it."""
    rij = _rij(request, pk, Recht.TOEZICHT_VASTSTELLEN)
    form = _vaststelform(rij, request.POST)
    if gelukt(form, lambda velden: actions.stel_controle_vast(controle_id=pk, door=request.user, **velden)):
        messages.success(request, "De uitkomst is vastgesteld. De organisatie krijgt bericht.")
        return redirect(rij)
    return _toon(request, rij, {"vaststelform": form})


@vereist(Recht.TOEZICHT_HOUDEN)
@require_POST
def terug(request: HttpRequest, pk: int) -> HttpResponse:
    """The proposal goes back to who made it."""
    rij = _rij(request, pk, Recht.TOEZICHT_HOUDEN)
    form = _redenform(rij, "terug", request.POST)
    if gelukt(form, lambda velden: actions.geef_controle_terug(controle_id=pk, door=request.user, **velden)):
        messages.success(request, "Teruggegeven. De uitkomst kan opnieuw worden ingevuld.")
        return redirect(rij)
    return _toon(request, rij, {"terugform": form})


@vereist(Recht.TOEZICHT_HOUDEN)
@require_POST
def intrekken(request: HttpRequest, pk: int) -> HttpResponse:
    """It does not go on."""
    rij = _rij(request, pk, Recht.TOEZICHT_HOUDEN)
    form = _redenform(rij, "intrekken", request.POST)
    if gelukt(form, lambda velden: actions.trek_controle_in(controle_id=pk, door=request.user, **velden)):
        messages.success(request, "De controle gaat niet door. De organisatie krijgt bericht.")
        return redirect(rij)
    return _toon(request, rij, {"intrekform": form})


@vereist(Recht.TOEZICHT_ZIEN)
def bestand(request: HttpRequest, pk: int, stuk_pk: int) -> HttpResponse:
    """A file of the organisation."""
    return als_download(get_object_or_404(lezen.stukken(_rij(request, pk)), pk=stuk_pk), request)
