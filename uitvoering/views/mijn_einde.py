"""Ending an overeenkomst: the organisation gives notice, says what runs, and hands over; and reports its control."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from bekendmaking.views import gelukt
from kluis.downloads import als_download
from overeenkomst.models import Overeenkomst
from overeenkomst.states import Kant
from partijen.permissions import Recht, bevoegdheid, vereist
from uitvoering import actions
from uitvoering.forms.einde import LopendForm, OpzegForm, OverdrachtForm, ZeggenschapForm
from uitvoering.models import Beeindiging
from uitvoering.queries import einde as lezen
from uitvoering.states.einde import Status
from uitvoering.views import NIET_GELDIG, van_organisatie


def kruimels(overeenkomst: Overeenkomst, *verder: tuple[str, str]) -> list[tuple[str, str]]:
    kenmerk = overeenkomst.inschrijving.kenmerk
    pad = [("Overeenkomsten", reverse("mijn_overeenkomsten")), ("Toezicht", reverse("mijn_toezicht", args=[kenmerk]))]
    return [*pad, *verder]


@vereist(Recht.INDIENEN, opnieuw_inloggen=True)
def opzeggen(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """The tekenbevoegde gives notice."""
    rij = van_organisatie(request, kenmerk, Recht.INDIENEN)
    form = OpzegForm(request.POST or None, actie=request.path, overeenkomst=rij, kant=Kant.ORGANISATIE)
    gemaakt: list[Beeindiging] = []

    def maak(velden):
        gemaakt.append(actions.zeg_op_als_organisatie(overeenkomst_id=rij.pk, door=request.user, **velden))

    if request.method == "POST" and gelukt(form, maak):
        messages.success(request, "U hebt opgezegd. Beide partijen krijgen de brief.")
        return redirect("mijn_beeindiging", gemaakt[0].pk)
    context = {"overeenkomst": rij, "form": form, "kruimels": kruimels(rij, ("Opzeggen", ""))}
    return render(request, "uitvoering/opzeggen.html", context, status=NIET_GELDIG if form.errors else 200)


def _rij(request: HttpRequest, pk: int, recht: Recht = Recht.BESLISSING_ONTVANGEN) -> Beeindiging:
    """Only what was sent."""
    rijen = Beeindiging.objects.van_organisatie(request.user, recht).filter(stuk__isnull=False)
    return get_object_or_404(rijen.select_related("verstuurd_door", "stuk", "eis", "tekortkoming__eis"), pk=pk)


@vereist(Recht.BESLISSING_ONTVANGEN)
def beeindiging(request: HttpRequest, pk: int) -> HttpResponse:
    """One ending: its letter, and per region what runs and what is handed over."""
    return _toon(request, _rij(request, pk), {})


def _toon(request: HttpRequest, rij: Beeindiging, gepost: dict) -> HttpResponse:
    doet = rij.status == Status.VERSTUURD and bevoegdheid(request.user).mag(Recht.INSCHRIJVEN)
    resten = lezen.resten(rij)
    context = {
        "rij": rij,
        "inschrijving": rij.overeenkomst.inschrijving,
        "bestand_route": "mijn_beeindiging_brief",
        "resten": resten,
        "regioformulieren": [_formulieren(rij, rest, gepost) for rest in resten] if doet else [],
        "kruimels": kruimels(rij.overeenkomst, ("Einde van de overeenkomst", "")),
    }
    return render(request, "uitvoering/beeindiging.html", context, status=NIET_GELDIG if gepost else 200)


def _formulieren(rij: Beeindiging, rest: lezen.Regiorest, gepost: dict) -> dict:
    regio = rest.regio.pk
    overdracht = gepost.get(("overdracht", regio))
    if overdracht is None and rest.rest:
        overdracht = _overdrachtform(rij, rest)
    return {"naam": rest.naam, "lopend": gepost.get(("lopend", regio)) or _lopendform(rij, rest), "over": overdracht}


def _lopendform(rij: Beeindiging, rest: lezen.Regiorest, data=None) -> LopendForm:
    begin = {"aantal": rest.lopend.aantal if rest.lopend else None}
    adres = reverse("mijn_lopend", args=[rij.pk, rest.regio.pk])
    return LopendForm(data, actie=adres, auto_id=f"lopend_{rest.regio.pk}_%s", initial=begin)


def _overdrachtform(rij: Beeindiging, rest: lezen.Regiorest, data=None) -> OverdrachtForm:
    adres = reverse("mijn_overdracht", args=[rij.pk, rest.regio.pk])
    auto_id = f"overdracht_{rest.regio.pk}_%s"
    return OverdrachtForm(data, actie=adres, auto_id=auto_id, ontvangers=lezen.ontvangers(rest.regio))


def _doe(request: HttpRequest, pk: int, regio_pk: int, soort: str, maak: Callable, doe: Callable) -> HttpResponse:
    rij = _rij(request, pk, Recht.INSCHRIJVEN)
    rest = next((rest for rest in lezen.resten(rij) if rest.regio.pk == regio_pk), None)
    if rest is None:
        return get_object_or_404(Beeindiging.objects.none())
    form = maak(rij, rest, request.POST)
    wat = {"beeindiging_id": rij.pk, "regio_id": regio_pk, "door": request.user}
    if gelukt(form, lambda velden: doe(**wat, **velden)):
        messages.success(request, f"Vastgelegd voor {rest.naam}.")
        return redirect("mijn_beeindiging", pk)
    return _toon(request, rij, {(soort, regio_pk): form})


@vereist(Recht.INSCHRIJVEN)
@require_POST
def lopend(request: HttpRequest, pk: int, regio_pk: int) -> HttpResponse:
    """How many run in this region."""
    return _doe(request, pk, regio_pk, "lopend", _lopendform, actions.leg_lopend_vast)


@vereist(Recht.INSCHRIJVEN)
@require_POST
def overdracht(request: HttpRequest, pk: int, regio_pk: int) -> HttpResponse:
    """Hand over a number in this region."""
    return _doe(request, pk, regio_pk, "overdracht", _overdrachtform, actions.draag_over)


@vereist(Recht.BESLISSING_ONTVANGEN)
def brief(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter that was sent."""
    return als_download(_rij(request, pk).stuk, request)


@vereist(Recht.INSCHRIJVEN)
def zeggenschap(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """Report a change of control."""
    rij = van_organisatie(request, kenmerk, Recht.INSCHRIJVEN)
    form = ZeggenschapForm(request.POST or None, actie=request.path)
    meld = actions.meld_zeggenschap
    if gelukt(form, lambda velden: meld(overeenkomst_id=rij.pk, door=request.user, **velden)):
        messages.success(request, "Gemeld. Het zorgkantoor neemt contact met u op.")
        return redirect("mijn_toezicht", kenmerk)
    context = {"overeenkomst": rij, "form": form, "kruimels": kruimels(rij, ("Zeggenschap", ""))}
    return render(request, "uitvoering/zeggenschap.html", context, status=NIET_GELDIG if form.errors else 200)
