"""The werkafspraken and the method for signals of one overeenkomst, for each side, with what else holds (OV-113)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from bekendmaking.views import gelukt
from kluis.actions import keur_voor
from kluis.downloads import als_download
from overeenkomst.models import Overeenkomst
from overeenkomst.states import Kant
from partijen.inzage import noteer_inzage
from partijen.permissions import Recht, bevoegdheid, vereist
from publicatie.queries import documenten
from uitvoering import actions
from uitvoering.actions.slot import LOOPT
from uitvoering.forms.contractstuk import ContractstukForm
from uitvoering.states.contractstuk import VAN, Contractsoort
from uitvoering.views import NIET_GELDIG, mijn_einde, van_organisatie, van_zorgkantoor
from uitvoering.views.tekortkoming import kruimels


@vereist(Recht.TOEZICHT_ZIEN)
def contractstukken(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """For the zorgkantoor, that keeps the werkafspraken."""
    rij = van_zorgkantoor(request, kenmerk)
    noteer_inzage(rij, request)
    pad = kruimels((rij.inschrijving.partijnaam, reverse("toezicht_overeenkomst", args=[kenmerk])), ("Afspraken", ""))
    mag = bevoegdheid(request.user).mag(Recht.TOEZICHT_HOUDEN)
    return _toon_of_bewaar(request, rij, Kant.ZORGKANTOOR, "contractstukken", {"mag": mag, "kruimels": pad})


@vereist(Recht.BESLISSING_ONTVANGEN)
def mijn_contractstukken(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """For the organisation, that keeps its method for signals."""
    rij = van_organisatie(request, kenmerk)
    mag = bevoegdheid(request.user).mag(Recht.INSCHRIJVEN)
    context = {"mag": mag, "kruimels": mijn_einde.kruimels(rij, ("Afspraken", ""))}
    return _toon_of_bewaar(request, rij, Kant.ORGANISATIE, "mijn_contractstukken", context)


def _toon_of_bewaar(
    request: HttpRequest, rij: Overeenkomst, kant: Kant, naam: str, context: dict[str, Any]
) -> HttpResponse:
    kenmerk, gepost = rij.inschrijving.kenmerk, request.method == "POST"
    alle = list(rij.contractstukken.select_related("stuk", "door"))
    begin = {"gezien": sum(stuk.soort == VAN[kant] for stuk in alle)}
    data = (request.POST, request.FILES) if gepost else ()
    form = ContractstukForm(*data, initial=begin, actie=request.path)
    if gepost and gelukt(form, lambda velden: _bewaar(request, rij, kant, velden)):
        messages.success(request, "De nieuwe versie is vastgelegd. De andere partij krijgt bericht.")
        return redirect(naam, kenmerk)
    context |= {
        "inschrijving": rij.inschrijving,
        "documenten": documenten(rij.inschrijving.ronde),
        "soorten": [(soort.label, [stuk for stuk in alle if stuk.soort == soort]) for soort in Contractsoort],
        "form": form if context["mag"] and rij.status in LOOPT else None,
        "eigen": VAN[kant].label,
        "bestand_route": "mijn_contractstuk" if kant == Kant.ORGANISATIE else "contractstuk",
    }
    return render(request, "uitvoering/contractstukken.html", context, status=NIET_GELDIG if gepost else 200)


def _bewaar(request: HttpRequest, rij: Overeenkomst, kant: Kant, velden: dict[str, Any]) -> None:
    bestand = velden.pop("bestand")
    keuring = keur_voor(rij=rij, naam=bestand.name, inhoud=bestand, door=request.user) if bestand else None
    actions.leg_contractstuk_vast(overeenkomst_id=rij.pk, kant=kant, keuring=keuring, door=request.user, **velden)


@vereist(Recht.TOEZICHT_ZIEN)
def bestand(request: HttpRequest, kenmerk: str, pk: int) -> HttpResponse:
    """The file of a version."""
    return _bestand(request, van_zorgkantoor(request, kenmerk), pk)


@vereist(Recht.BESLISSING_ONTVANGEN)
def mijn_bestand(request: HttpRequest, kenmerk: str, pk: int) -> HttpResponse:
    """The same, for the organisation."""
    return _bestand(request, van_organisatie(request, kenmerk), pk)


def _bestand(request: HttpRequest, rij: Overeenkomst, pk: int) -> HttpResponse:
    stukken = rij.contractstukken.filter(stuk__isnull=False).select_related("stuk__sleutel")
    return als_download(get_object_or_404(stukken, pk=pk).stuk, request)
