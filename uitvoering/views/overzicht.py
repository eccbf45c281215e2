"""Everything about one overeenkomst in the supervision, for each side its own page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from bekendmaking.views import gelukt
from kern import klok
from overeenkomst.models import Overeenkomst
from partijen.inzage import noteer_inzage
from partijen.permissions import Recht, bevoegdheid, vereist
from uitvoering import actions
from uitvoering.actions.slot import LOOPT
from uitvoering.forms.einde import ZeggenschapsoverlegForm
from uitvoering.models import Zeggenschapsmelding
from uitvoering.queries import controles, meldingen, tekortkomingen
from uitvoering.states.controle import Soort
from uitvoering.states.einde import ONDERWEG
from uitvoering.views import NIET_GELDIG, van_organisatie, van_zorgkantoor
from uitvoering.views.tekortkoming import kruimels


def _context(overeenkomst):
    rijen = list(tekortkomingen.compleet(overeenkomst.tekortkomingen.all()))
    banden, vandaag = list(meldingen.banden(overeenkomst)), klok.vandaag()
    return {
        "overeenkomst": overeenkomst,
        "inschrijving": overeenkomst.inschrijving,
        "tekortkomingen": rijen,
        "eisen": controles.eisen(overeenkomst),
        "controles": overeenkomst.controles.all(),
        "controlesoorten": Soort,
        "meldingen": overeenkomst.zeggenschapsmeldingen.select_related("gemeld_door", "overleg_door"),
        "banden": banden,
        "band_loopt": any(not band.is_voorbij(vandaag) for band in banden),
        "loopt": overeenkomst.status in LOOPT,
        "eindigt": overeenkomst.beeindigingen.filter(status__in=ONDERWEG).exists(),
    }


@vereist(Recht.TOEZICHT_ZIEN)
def overeenkomst(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """The supervision of one overeenkomst, for the zorgkantoor."""
    rij = van_zorgkantoor(request, kenmerk)
    noteer_inzage(rij, request)
    return _toon(request, rij, {})


def _toon(request: HttpRequest, rij: Overeenkomst, gepost: dict) -> HttpResponse:
    mag = bevoegdheid(request.user).mag(Recht.TOEZICHT_HOUDEN)
    context = _context(rij)
    if mag:
        context["meldingen"] = [_met_form(melding, gepost) for melding in context["meldingen"]]
    context |= {
        "van_zorgkantoor": True,
        "mag": mag,
        "beeindigingen": rij.beeindigingen.all(),
        "kruimels": kruimels((rij.inschrijving.partijnaam, "")),
    }
    return render(request, "uitvoering/toezicht_overeenkomst.html", context, status=NIET_GELDIG if gepost else 200)


def _met_form(melding: Zeggenschapsmelding, gepost: dict) -> Zeggenschapsmelding:
    """With the form for the outcome of the talk, as long as there is none."""
    melding.form = None if melding.overleg_op else gepost.get(melding.pk) or _overlegform(melding)
    return melding


def _overlegform(melding: Zeggenschapsmelding, data=None) -> ZeggenschapsoverlegForm:
    adres = reverse("zeggenschapsoverleg", args=[melding.pk])
    return ZeggenschapsoverlegForm(data, actie=adres, auto_id=f"overleg_{melding.pk}_%s")


@vereist(Recht.TOEZICHT_HOUDEN)
@require_POST
def zeggenschapsoverleg(request: HttpRequest, pk: int) -> HttpResponse:
    """What the talk about a change of control came to."""
    melding = get_object_or_404(Zeggenschapsmelding.objects.voor_staf(request.user, Recht.TOEZICHT_HOUDEN), pk=pk)
    form, leg_vast = _overlegform(melding, request.POST), actions.leg_zeggenschapsoverleg_vast
    if gelukt(form, lambda velden: leg_vast(melding_id=melding.pk, door=request.user, **velden)):
        messages.success(request, "De uitkomst van het overleg is vastgelegd.")
        return redirect("toezicht_overeenkomst", melding.overeenkomst.inschrijving.kenmerk)
    return _toon(request, melding.overeenkomst, {melding.pk: form})


@vereist(Recht.BESLISSING_ONTVANGEN)
def mijn_overeenkomst(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """The same for the organisation."""
    rij, bevoegd = van_organisatie(request, kenmerk), bevoegdheid(request.user)
    pad = [("Overeenkomsten", reverse("mijn_overeenkomsten"))]
    pad += [(rij.inschrijving.uitvoerder.zorgkantoor, reverse("mijn_overeenkomst", args=[kenmerk])), ("Toezicht", "")]
    context = _context(rij) | {
        "kruimels": pad,
        "meldt": bevoegd.mag(Recht.INSCHRIJVEN),
        "tekent": bevoegd.mag(Recht.INDIENEN),
        "beeindigingen": rij.beeindigingen.filter(stuk__isnull=False),
    }
    return render(request, "uitvoering/toezicht_overeenkomst.html", context)
