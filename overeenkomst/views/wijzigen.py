"""Changing a signed overeenkomst, for both sides: a voorstel, overleg, signatures, and the addendum (art. 32)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from bekendmaking.forms import KnopForm, RedenForm
from bekendmaking.views import gelukt
from kern import klok
from kluis.downloads import als_download
from overeenkomst import actions
from overeenkomst.actions import slot
from overeenkomst.forms.contract import TekenForm
from overeenkomst.forms.wijziging import AanpasForm, OverlegdForm, VoorstelForm
from overeenkomst.models import Addendum, Overeenkomst, Wijzigingsvoorstel
from overeenkomst.models.wijziging import overeenkomsten_met
from overeenkomst.queries import wijzigingen
from overeenkomst.states import Kant, Voorstelstatus
from overeenkomst.views import NIET_GELDIG
from partijen.inzage import noteer_inzage
from partijen.permissions import Recht, bevoegdheid, vereist

BINNEN = ("inschrijving__organisatie", "inschrijving__uitvoerder", "inschrijving__ronde")


def _voorstel(request: HttpRequest, pk: int, recht: Recht) -> Wijzigingsvoorstel:
    rijen = Wijzigingsvoorstel.objects.zichtbaar_voor(request.user, recht)
    binnen = [f"overeenkomst__{pad}" for pad in (*BINNEN, "inschrijving__bestuursverklaring")]
    return get_object_or_404(rijen.select_related("opgesteld_door", "besloten_door", *binnen), pk=pk)


def _kant(request: HttpRequest, overeenkomst: Overeenkomst) -> Kant:
    eigen = overeenkomst.inschrijving.organisatie_id in bevoegdheid(request.user).organisaties(Recht.WIJZIGING_ZIEN)
    return Kant.ORGANISATIE if eigen else Kant.ZORGKANTOOR


def _kruimels(request: HttpRequest, overeenkomst: Overeenkomst, *verder: tuple[str, str]) -> list[tuple[str, str]]:
    organisatie = _kant(request, overeenkomst) is Kant.ORGANISATIE
    lijst, een = ("mijn_overeenkomsten", "mijn_overeenkomst") if organisatie else ("overeenkomsten", "overeenkomst")
    kenmerk = overeenkomst.inschrijving.kenmerk
    return [("Overeenkomsten", reverse(lijst)), (overeenkomst.kenmerk, reverse(een, args=[kenmerk])), *verder]


@vereist(Recht.WIJZIGING_VOORSTELLEN)
def voorstellen(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """Propose a wijziging of a signed overeenkomst."""
    rijen = overeenkomsten_met(request.user, Recht.WIJZIGING_VOORSTELLEN).select_related(*BINNEN)
    rij = get_object_or_404(rijen, inschrijving__kenmerk=kenmerk)
    slot.eis_lopend(rij)
    feiten = wijzigingen.feiten_op(rij, klok.vandaag())
    form = VoorstelForm(request.POST or None, overeenkomst=rij, feiten=feiten)
    if gelukt(form, lambda _: _doe(rij, form, request)):
        messages.success(request, "Het voorstel is gedaan. De andere partij krijgt bericht.")
        return redirect("wijziging", rij.voorstellen.last().pk)
    return _formulier(request, form, rij, ("Wijziging voorstellen", ""))


def _doe(rij: Overeenkomst, form: VoorstelForm, request: HttpRequest) -> Wijzigingsvoorstel:
    return actions.stel_wijziging_voor(overeenkomst_id=rij.pk, voorstel=form.voorstel(), door=request.user)


def _formulier(
    request: HttpRequest, form: VoorstelForm, overeenkomst: Overeenkomst, *kruimels: tuple[str, str]
) -> HttpResponse:
    context = {
        "form": form,
        "overeenkomst": overeenkomst,
        "inschrijving": overeenkomst.inschrijving,
        "kruimels": _kruimels(request, overeenkomst, *kruimels),
    }
    if form.modeltekst:
        context |= wijzigingen.tekstwijziging(overeenkomst, {"modeltekst": form.modeltekst})
    return render(request, "overeenkomst/wijziging_form.html", context, status=NIET_GELDIG if form.errors else 200)


@vereist(Recht.WIJZIGING_VOORSTELLEN)
def aanpassen(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the own voorstel anew, after overleg."""
    rij = _voorstel(request, pk, Recht.WIJZIGING_VOORSTELLEN)
    feiten = wijzigingen.feiten_op(rij.overeenkomst, klok.vandaag())
    begin = {"gezien": wijzigingen.inhoudshash(rij)}
    form = AanpasForm(request.POST or None, overeenkomst=rij.overeenkomst, feiten=feiten, rij=rij, initial=begin)
    pas_aan = actions.pas_voorstel_aan
    wie = {"voorstel_id": rij.pk, "door": request.user}
    if gelukt(form, lambda schoon: pas_aan(**wie, gezien=schoon["gezien"], voorstel=form.voorstel())):
        messages.success(request, "Het voorstel is aangepast. Beide partijen tekenen het opnieuw.")
        return redirect(rij)
    return _formulier(request, form, rij.overeenkomst, (str(rij), rij.get_absolute_url()), ("Aanpassen", ""))


@vereist(Recht.WIJZIGING_ZIEN)
def wijziging(request: HttpRequest, pk: int) -> HttpResponse:
    """One voorstel: what it changes, the overleg on it, who signed, and what came of it."""
    rij = _voorstel(request, pk, Recht.WIJZIGING_ZIEN)
    noteer_inzage(rij, request)
    return _toon(request, rij)


def _toon(request: HttpRequest, rij: Wijzigingsvoorstel, **forms: KnopForm) -> HttpResponse:
    kant, b = _kant(request, rij.overeenkomst), bevoegdheid(request.user)
    gezet = wijzigingen.handtekeningen(rij)
    context: dict[str, Any] = {
        "rij": rij,
        "inschrijving": rij.overeenkomst.inschrijving,
        "kant": kant,
        "handtekeningen": gezet,
        "wacht_op": wijzigingen.wacht_op(rij) if rij.status == Voorstelstatus.OPEN else [],
        "overleggen": rij.overleggen.all(),
        "addendum": Addendum.objects.filter(voorstel=rij).select_related("stuk").first(),
        "kruimels": _kruimels(request, rij.overeenkomst, (str(rij), "")),
        **wijzigingen.tekstwijziging(rij.overeenkomst, rij.wijziging),
    }
    if rij.status == Voorstelstatus.OPEN and b.mag(Recht.WIJZIGING_VOORSTELLEN):
        context["overlegform"] = OverlegdForm(actie=reverse("wijziging_overleg", args=[rij.pk]))
        if rij.kant == kant:
            context["intrekform"] = _redenform("wijziging_intrekken", rij, "Voorstel intrekken")
    if rij.status == Voorstelstatus.OPEN and b.mag(Recht.WIJZIGING_TEKENEN):
        context["misluktform"] = _redenform("wijziging_mislukt", rij, "Vastleggen: geen overeenstemming")
        zelf = kant is Kant.ZORGKANTOOR and rij.opgesteld_door_id == request.user.pk
        context["zelf_opgesteld"] = zelf and kant in context["wacht_op"]
        al = request.user.pk in {zetter.door_id for zetter in gezet}
        if kant in context["wacht_op"] and not zelf and not al:
            context["tekenform"] = _tekenform(rij)
    context |= forms
    return render(request, "overeenkomst/wijziging.html", context, status=NIET_GELDIG if forms else 200)


def _redenform(route: str, rij: Wijzigingsvoorstel, knop: str, data: Any = None) -> RedenForm:
    hulp = "De andere partij krijgt deze reden te lezen."
    return RedenForm(data, actie=reverse(route, args=[rij.pk]), knop=knop, help_text=hulp, prefix=route)


def _tekenform(rij: Wijzigingsvoorstel, data: Any = None) -> TekenForm:
    begin = {"gezien": wijzigingen.inhoudshash(rij)}
    return TekenForm(data, initial=begin, knop="Voorstel tekenen", actie=reverse("wijziging_tekenen", args=[rij.pk]))


@vereist(Recht.WIJZIGING_VOORSTELLEN)
@require_POST
def overleg(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that both sides talked."""
    rij = _voorstel(request, pk, Recht.WIJZIGING_VOORSTELLEN)
    form = OverlegdForm(request.POST, actie=request.path)
    if gelukt(form, lambda v: actions.leg_overleg_vast(voorstel_id=rij.pk, door=request.user, **v)):
        messages.success(request, "Het overleg is vastgelegd.")
        return redirect(rij)
    return _toon(request, rij, overlegform=form)


@vereist(Recht.WIJZIGING_TEKENEN, opnieuw_inloggen=True)
@require_POST
def tekenen(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign what was read."""
    rij = _voorstel(request, pk, Recht.WIJZIGING_TEKENEN)
    form = _tekenform(rij, request.POST)
    if gelukt(form, lambda v: actions.teken_wijziging(voorstel_id=rij.pk, door=request.user, **v)):
        klaar = Addendum.objects.filter(voorstel=rij).exists()
        anders = "Uw handtekening staat. Het voorstel geldt als ook de anderen hebben getekend."
        messages.success(request, "Beide partijen hebben getekend. Het addendum is er." if klaar else anders)
        return redirect(rij)
    return _toon(request, rij, tekenform=form)


@vereist(Recht.WIJZIGING_VOORSTELLEN)
@require_POST
def intrekken(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the own voorstel back."""
    rij = _voorstel(request, pk, Recht.WIJZIGING_VOORSTELLEN)
    form = _redenform("wijziging_intrekken", rij, "Voorstel intrekken", request.POST)
    if gelukt(form, lambda v: actions.trek_wijziging_in(voorstel_id=rij.pk, door=request.user, **v)):
        messages.success(request, "Het voorstel is ingetrokken.")
        return redirect(rij)
    return _toon(request, rij, intrekform=form)


@vereist(Recht.WIJZIGING_TEKENEN)
@require_POST
def mislukt(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that there is no agreement."""
    rij = _voorstel(request, pk, Recht.WIJZIGING_TEKENEN)
    form = _redenform("wijziging_mislukt", rij, "Vastleggen: geen overeenstemming", request.POST)
    if gelukt(form, lambda v: actions.laat_wijziging_mislukken(voorstel_id=rij.pk, door=request.user, **v)):
        messages.success(request, "Vastgelegd dat er geen overeenstemming is.")
        return redirect(rij)
    return _toon(request, rij, misluktform=form)


@vereist(Recht.WIJZIGING_ZIEN)
def addendum(request: HttpRequest, pk: int) -> HttpResponse:
    """The signed addendum that came of a voorstel."""
    rij = _voorstel(request, pk, Recht.WIJZIGING_ZIEN)
    return als_download(get_object_or_404(Addendum.objects.select_related("stuk__sleutel"), voorstel=rij).stuk, request)
