"""The zorgkantoor: the list of files on tekortkomingen, one of them, and what can be done in it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from bekendmaking.views import gelukt
from kern import klok
from kluis.downloads import als_download
from partijen.inzage import noteer_inzage
from partijen.permissions import Recht, bevoegdheid, vereist
from uitvoering import actions, brieven
from uitvoering.forms.tekortkoming import (
    BeperkingForm,
    BevindingForm,
    IngebrekestellingForm,
    OnmogelijkForm,
    OpenForm,
    SchadeForm,
    SluitForm,
    TekortkomingFilter,
    ZienswijzeForm,
)
from uitvoering.models import Tekortkoming
from uitvoering.queries import tekortkomingen as lezen
from uitvoering.states.tekortkoming import OPEN, Status
from uitvoering.tabellen import TekortkomingTabel
from uitvoering.views import NIET_GELDIG, van_zorgkantoor
from uitvoering.views.handelingen import Handeling, formulieren, voer_uit

PER_BLADZIJDE = 50
LIJST = ("Toezicht", "toezicht")


def _vastgesteld(rij: Tekortkoming) -> bool:
    return rij.status == Status.VASTGESTELD


def _open(rij: Tekortkoming) -> bool:
    return rij.status in OPEN


HANDELINGEN = {
    "zienswijze": Handeling(
        "Reactie vragen aan de organisatie",
        ZienswijzeForm,
        actions.vraag_zienswijze,
        "De organisatie krijgt bericht dat zij kan reageren.",
        lambda rij: _vastgesteld(rij) and rij.zienswijze_tot is None,
    ),
    "ingebrekestelling": Handeling(
        "In gebreke stellen",
        IngebrekestellingForm,
        actions.stel_in_gebreke,
        "De ingebrekestelling is verstuurd.",
        _vastgesteld,
    ),
    "onmogelijk": Handeling(
        "Nakomen is blijvend onmogelijk",
        OnmogelijkForm,
        actions.stel_onmogelijk_vast,
        "De organisatie is in verzuim. Beide partijen krijgen bericht.",
        _vastgesteld,
    ),
    "bevinding": Handeling(
        "Vastleggen wat is komen vast te staan",
        BevindingForm,
        actions.leg_bevinding_vast,
        "De bevinding is vastgelegd.",
        _open,
        lambda rij: {"bevinding": rij.bevinding},
    ),
    "schade": Handeling("Schade vastleggen", SchadeForm, actions.leg_schade_vast, "De schade is vastgelegd.", _open),
    "beperking": Handeling(
        "Schade beperken",
        BeperkingForm,
        actions.leg_schadebeperking_vast,
        "Bewaard.",
        _open,
        lambda rij: {"schadebeperking": rij.schadebeperking},
    ),
    "sluiten": Handeling(
        "Dossier sluiten",
        SluitForm,
        actions.sluit_tekortkoming,
        "Het dossier is gesloten. De organisatie krijgt bericht.",
        _open,
    ),
}


def kruimels(*verder: tuple[str, str]) -> list[tuple[str, str]]:
    return [(LIJST[0], reverse(LIJST[1])), *verder]


@vereist(Recht.TOEZICHT_ZIEN)
def toezicht(request: HttpRequest) -> HttpResponse:
    """Every file at the own uitvoerder: filter, sort, pages of 50."""
    filter_ = TekortkomingFilter(request.GET, queryset=lezen.lijst(request.user))
    tabel = TekortkomingTabel(filter_.qs)
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    return render(request, "uitvoering/toezicht.html", {"filter": filter_, "tabel": tabel})


@vereist(Recht.TOEZICHT_HOUDEN)
def openen(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """Open a file on a tekortkoming of this organisation."""
    overeenkomst = van_zorgkantoor(request, kenmerk, Recht.TOEZICHT_HOUDEN)
    form = OpenForm(request.POST or None, actie=request.path, inschrijving=overeenkomst.inschrijving)
    gemaakt: list[Tekortkoming] = []

    def maak(velden):
        gemaakt.append(actions.open_tekortkoming(overeenkomst_id=overeenkomst.pk, door=request.user, **velden))

    if request.method == "POST" and gelukt(form, maak):
        messages.success(request, "De tekortkoming is vastgelegd. De organisatie krijgt bericht.")
        return redirect(gemaakt[0])
    dossier = reverse("toezicht_overeenkomst", args=[kenmerk])
    context = {
        "overeenkomst": overeenkomst,
        "form": form,
        "kruimels": kruimels((overeenkomst.inschrijving.partijnaam, dossier), ("Tekortkoming vastleggen", "")),
    }
    return render(request, "uitvoering/tekortkoming_openen.html", context, status=NIET_GELDIG if form.errors else 200)


def _rij(request: HttpRequest, pk: int, recht: Recht = Recht.TOEZICHT_ZIEN) -> Tekortkoming:
    return get_object_or_404(lezen.compleet(Tekortkoming.objects.voor_staf(request.user, recht)), pk=pk)


@vereist(Recht.TOEZICHT_ZIEN)
def tekortkoming(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: what is wrong, what was said and sent, and what can be done now."""
    rij = _rij(request, pk)
    noteer_inzage(rij, request)
    return _toon(request, rij, {})


def _toon(request: HttpRequest, rij: Tekortkoming, gepost: dict) -> HttpResponse:
    doet = bevoegdheid(request.user).mag(Recht.TOEZICHT_HOUDEN)
    inschrijving = rij.overeenkomst.inschrijving
    context = {
        "rij": rij,
        "inschrijving": inschrijving,
        "van_zorgkantoor": True,
        "bestand_route": "tekortkoming_bestand",
        "maatregelen": rij.maatregelen.select_related(
            "opgesteld_door", "beslist_door", "declaratie__regioinschrijving__toewijzing__regio"
        ),
        "schades": rij.schades.all(),
        "leven": lezen.leven(rij),
        "mag_maatregel": doet and rij.status in OPEN and bool(rij.bevinding),
        "handelingen": formulieren(
            HANDELINGEN if doet else {}, rij, lambda naam: reverse("tekortkoming_doen", args=[rij.pk, naam]), gepost
        ),
        "kruimels": kruimels(
            (inschrijving.partijnaam, reverse("toezicht_overeenkomst", args=[inschrijving.kenmerk])), (str(rij), "")
        ),
    }
    return render(request, "uitvoering/tekortkoming.html", context, status=NIET_GELDIG if gepost else 200)


@vereist(Recht.TOEZICHT_HOUDEN)
@require_POST
def doen(request: HttpRequest, pk: int, handeling: str) -> HttpResponse:
    """One of HANDELINGEN."""
    rij = _rij(request, pk, Recht.TOEZICHT_HOUDEN)
    form = voer_uit(request, HANDELINGEN, handeling, rij, "tekortkoming_id")
    return redirect(rij) if form is None else _toon(request, rij, {handeling: form})


@vereist(Recht.TOEZICHT_HOUDEN)
@require_POST
def voorbeeld(request: HttpRequest, pk: int) -> HttpResponse:
    """The ingebrekestelling as it would be sent now."""
    rij = _rij(request, pk, Recht.TOEZICHT_HOUDEN)
    adres = reverse("tekortkoming_doen", args=[pk, "ingebrekestelling"])
    form = IngebrekestellingForm(request.POST, actie=adres, auto_id="ingebrekestelling_%s")
    if not form.is_valid():
        return _toon(request, rij, {"ingebrekestelling": form})
    velden = form.cleaned_data
    return voorbeeldbrief(brieven.ingebrekestelling(rij, **velden, vandaag=klok.vandaag(), door=request.user))


def voorbeeldbrief(brief: brieven.Brief) -> HttpResponse:
    """A letter to look at, that is kept nowhere."""
    antwoord = HttpResponse(brieven.als_pdf(brief), content_type="application/pdf")
    antwoord["Content-Disposition"] = f'attachment; filename="voorbeeld-{brief.sjabloon}.pdf"'
    return antwoord


@vereist(Recht.TOEZICHT_ZIEN)
def bestand(request: HttpRequest, pk: int, stuk_pk: int) -> HttpResponse:
    """A letter in the file."""
    return als_download(get_object_or_404(lezen.stukken(_rij(request, pk)), pk=stuk_pk), request)
