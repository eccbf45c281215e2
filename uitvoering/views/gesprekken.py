"""Periodieke gesprekken of one overeenkomst, for each side: agenda, report, what comes next."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from bekendmaking.forms import KnopForm
from bekendmaking.views import gelukt
from kern import klok
from overeenkomst.models import Overeenkomst
from overeenkomst.states import Kant
from partijen.inzage import noteer_inzage
from partijen.permissions import Recht, bevoegdheid, vereist
from uitvoering import actions
from uitvoering.actions.slot import LOOPT
from uitvoering.forms.gesprek import FrequentieForm, KennisForm, PlanForm, PuntForm, VerslagForm
from uitvoering.models import Gesprek
from uitvoering.queries import gesprekken as lezen
from uitvoering.queries import verslagen
from uitvoering.states.gesprek import PER_JAAR, VAST, Status
from uitvoering.views import NIET_GELDIG, mijn_einde, van_organisatie, van_zorgkantoor
from uitvoering.views.tekortkoming import kruimels

DADEN = {
    "punt": ("Punt op de agenda zetten", PuntForm, actions.zet_op_agenda, "Het punt staat op de agenda."),
    "plannen": (
        "Gesprek plannen",
        PlanForm,
        actions.plan_gesprek,
        "Het gesprek is gepland. De organisatie krijgt bericht.",
    ),
    "verslag": ("Verslag vastleggen", VerslagForm, actions.leg_verslag_vast, "Het verslag is vastgelegd."),
    "kennis": ("Vastleggen dat de kennis is bijgewerkt", KennisForm, actions.leg_kennis_vast, "Vastgelegd."),
    "ritme": ("Hoe vaak u elkaar spreekt", FrequentieForm, actions.stel_frequentie_in, "Bewaard."),
}

VAN_ORGANISATIE = ("punt", "kennis")


def _context(overeenkomst: Overeenkomst, kant: Kant) -> dict[str, Any]:
    rij = lezen.met_ritme(Overeenkomst.objects.filter(pk=overeenkomst.pk)).get()
    alle = list(overeenkomst.gesprekken.prefetch_related("punten"))
    gepland = next((gesprek for gesprek in alle if gesprek.status == Status.GEPLAND), None)
    return {
        "overeenkomst": overeenkomst,
        "inschrijving": overeenkomst.inschrijving,
        "kant": kant,
        "gepland": gepland,
        "punten": gepland.punten.all() if gepland else overeenkomst.agendapunten.filter(gesprek=None),
        "vast": VAST,
        "kwartaalverslagen": verslagen.laatste_kwartaal(overeenkomst),
        "verslag_route": "mijn_verslag" if kant == Kant.ORGANISATIE else "verslag",
        "eerder": [gesprek for gesprek in alle if gesprek is not gepland],
        "kennis": overeenkomst.kennisupdates.first(),
        "per_jaar": rij.per_jaar or PER_JAAR,
        "frequenties": overeenkomst.gespreksfrequenties.select_related("door"),
        "uiterlijk": lezen.uiterlijk(rij),
        "weg": "mijn_agendapunt_weg" if kant == Kant.ORGANISATIE else "agendapunt_weg",
    }


def _daden(overeenkomst: Overeenkomst, gepland: Gesprek | None, kant: Kant) -> list[str]:
    """What this side can do now."""
    if overeenkomst.status not in LOOPT:
        return []
    if kant == Kant.ORGANISATIE:
        return [*VAN_ORGANISATIE]
    if gepland is None:
        return ["punt", "plannen", "ritme"]
    return ["punt", *(["verslag"] if gepland.op <= klok.nu() else []), "ritme"]


def _toon(request: HttpRequest, overeenkomst: Overeenkomst, kant: Kant, gepost: dict[str, KnopForm]) -> HttpResponse:
    context = _context(overeenkomst, kant)
    kenmerk = overeenkomst.inschrijving.kenmerk
    organisatie = kant == Kant.ORGANISATIE
    mag = bevoegdheid(request.user).mag(Recht.INSCHRIJVEN if organisatie else Recht.TOEZICHT_HOUDEN)
    daden = _daden(overeenkomst, context["gepland"], kant) if mag else []
    adres = "mijn_gesprek_doen" if organisatie else "gesprek_doen"
    context["handelingen"] = [
        {
            "kop": kop,
            "form": gepost.get(naam) or soort(actie=reverse(adres, args=[kenmerk, naam]), auto_id=f"{naam}_%s"),
        }
        for naam, (kop, soort, _, _) in DADEN.items()
        if naam in daden or naam in gepost
    ]
    context["mag"] = mag
    if organisatie:
        context["kruimels"] = mijn_einde.kruimels(overeenkomst, ("Gesprekken", ""))
    else:
        dossier = reverse("toezicht_overeenkomst", args=[kenmerk])
        context["kruimels"] = kruimels((overeenkomst.inschrijving.partijnaam, dossier), ("Gesprekken", ""))
    return render(request, "uitvoering/gesprekken.html", context, status=NIET_GELDIG if gepost else 200)


@vereist(Recht.TOEZICHT_ZIEN)
def gesprekken(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """For the zorgkantoor."""
    overeenkomst = van_zorgkantoor(request, kenmerk)
    noteer_inzage(overeenkomst, request)
    return _toon(request, overeenkomst, Kant.ZORGKANTOOR, {})


@vereist(Recht.BESLISSING_ONTVANGEN)
def mijn_gesprekken(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """For the organisation."""
    return _toon(request, van_organisatie(request, kenmerk), Kant.ORGANISATIE, {})


def _doe(request: HttpRequest, overeenkomst: Overeenkomst, daad: str, kant: Kant) -> HttpResponse:
    mag = VAN_ORGANISATIE if kant == Kant.ORGANISATIE else DADEN.keys() - {"kennis"}
    if daad not in mag:
        raise Http404
    _, soort, actie, gedaan = DADEN[daad]
    wat = {"overeenkomst_id": overeenkomst.pk}
    if daad == "verslag":
        wat = {"gesprek_id": get_object_or_404(overeenkomst.gesprekken, status=Status.GEPLAND).pk}
    form = soort(request.POST, actie=request.path, auto_id=f"{daad}_%s")
    if gelukt(form, lambda velden: actie(**wat, door=request.user, **velden)):
        messages.success(request, gedaan)
        naam = "mijn_gesprekken" if kant == Kant.ORGANISATIE else "gesprekken"
        return redirect(naam, overeenkomst.inschrijving.kenmerk)
    return _toon(request, overeenkomst, kant, {daad: form})


@vereist(Recht.TOEZICHT_HOUDEN)
@require_POST
def doen(request: HttpRequest, kenmerk: str, daad: str) -> HttpResponse:
    """One of DADEN, for the zorgkantoor."""
    return _doe(request, van_zorgkantoor(request, kenmerk, Recht.TOEZICHT_HOUDEN), daad, Kant.ZORGKANTOOR)


@vereist(Recht.INSCHRIJVEN)
@require_POST
def mijn_doen(request: HttpRequest, kenmerk: str, daad: str) -> HttpResponse:
    """One of VAN_ORGANISATIE."""
    return _doe(request, van_organisatie(request, kenmerk, Recht.INSCHRIJVEN), daad, Kant.ORGANISATIE)


def _weg(request: HttpRequest, overeenkomst: Overeenkomst, pk: int, naam: str) -> HttpResponse:
    punt = get_object_or_404(overeenkomst.agendapunten, pk=pk)
    actions.haal_van_agenda(punt_id=punt.pk, door=request.user)
    messages.success(request, "Het punt is van de agenda.")
    return redirect(naam, overeenkomst.inschrijving.kenmerk)


@vereist(Recht.TOEZICHT_HOUDEN)
@require_POST
def punt_weg(request: HttpRequest, kenmerk: str, pk: int) -> HttpResponse:
    return _weg(request, van_zorgkantoor(request, kenmerk, Recht.TOEZICHT_HOUDEN), pk, "gesprekken")


@vereist(Recht.INSCHRIJVEN)
@require_POST
def mijn_punt_weg(request: HttpRequest, kenmerk: str, pk: int) -> HttpResponse:
    return _weg(request, van_organisatie(request, kenmerk, Recht.INSCHRIJVEN), pk, "mijn_gesprekken")


@vereist(Recht.TOEZICHT_HOUDEN)
@require_POST
def vervallen(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """The planned gesprek does not go on."""
    overeenkomst = van_zorgkantoor(request, kenmerk, Recht.TOEZICHT_HOUDEN)
    gesprek = get_object_or_404(overeenkomst.gesprekken, status=Status.GEPLAND)
    actions.laat_gesprek_vervallen(gesprek_id=gesprek.pk, door=request.user)
    messages.success(request, "Het gesprek gaat niet door. De punten blijven staan voor het volgende.")
    return redirect("gesprekken", kenmerk)
