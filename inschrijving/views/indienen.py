"""Check, submit, withdraw, and what became of a submit."""

import logging
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from inschrijving import actions, momentopname, queries, schermen
from inschrijving.forms.indienen import DienInForm, IntrekkenForm, NagaanForm
from inschrijving.forms.ondertekenen import TekenForm
from inschrijving.models import Inschrijving
from inschrijving.states import Status
from kern import klok
from kern.fouten import RegelFout
from kern.storing import DATABANK_WEG
from partijen.permissions import Recht, bevoegdheid, vereist

logger = logging.getLogger(__name__)


def controleren(request, rij: Inschrijving):
    """The whole dossier on one page, with the two grave acts below it."""
    context = schermen.stapcontext(rij, "indienen", klok.nu())
    mag = rij.organisatie_id in bevoegdheid(request.user).organisaties(Recht.INDIENEN)
    rest = [punt for punt in context["stand"].mist if punt["stap"] != "indienen"]
    context |= {
        "mag_indienen": mag,
        "rest": rest,
        "teken": TekenForm(context["stand"].dossier, request.user, initial={"gezien": queries.verklaring_hash(rij)}),
        "ondertekening": schermen.ondertekening(rij, context["stand"].dossier),
        "dien_in": DienInForm(initial={"gezien": momentopname.hash_nu(rij), "sleutel": uuid4()}),
    }
    return render(request, "inschrijving/stappen/indienen.html", context)


@require_POST
@vereist(Recht.INDIENEN, opnieuw_inloggen=True)
def dien_in(request, kenmerk):
    """The final submit: a small request with a key and the hash of what was seen (R2, R3).

    When the database goes away under it, nobody knows what became of it: another page finds out (F19).
    """
    rij = _van_tekenbevoegde(request, kenmerk)
    velden = _velden(DienInForm(request.POST))
    try:
        actions.dien_in(inschrijving_id=rij.pk, door=request.user, **velden)
    except DATABANK_WEG:
        logger.exception("de databank viel weg tijdens het indienen van %s", rij.kenmerk)
        adres = reverse("inschrijving_nagaan", args=[rij.kenmerk])
        return redirect(f"{adres}?{urlencode({'sleutel': velden['sleutel']})}")
    return redirect("ontvangstbewijs", rij.kenmerk)


@vereist(Recht.INDIENEN)
def nagaan(request, kenmerk):
    """What became of the submit with this key: its receipt, or that nothing came and what to do (F19)."""
    rij = _van_tekenbevoegde(request, kenmerk)
    velden = _velden(NagaanForm(request.GET))
    if actions.ga_na(inschrijving_id=rij.pk, door=request.user, **velden):
        return redirect("ontvangstbewijs", rij.kenmerk)
    context = {
        "inschrijving": rij,
        "open": rij.ronde.sluiting_op >= klok.nu(),
        "eerder": queries.laatste_indiening(rij),
        "kruimels": schermen.kruimels(rij, "Niet aangekomen"),
    }
    return render(request, "inschrijving/niet_aangekomen.html", context)


nagaan.bij_storing = "Wij gaan na of uw inschrijving is aangekomen."


@vereist(Recht.INDIENEN, opnieuw_inloggen=True)
def intrekken(request, kenmerk):
    """Withdraw the version that stands, with a reason."""
    rij = _van_tekenbevoegde(request, kenmerk)
    if rij.status != Status.INGEDIEND:
        raise Http404
    form = IntrekkenForm(request.POST or None)
    if form.is_valid():
        actions.trek_in(inschrijving_id=rij.pk, door=request.user, **form.cleaned_data)
        messages.success(request, "Uw inschrijving is ingetrokken. Wat u hebt ingevuld, is bewaard.")
        return redirect(rij)
    context = {
        "form": form,
        "inschrijving": rij,
        "staat": queries.staande_indiening(rij),
        "kruimels": schermen.kruimels(rij, "Intrekken"),
    }
    return render(request, "inschrijving/intrekken.html", context, status=422 if form.errors else 200)


def _van_tekenbevoegde(request, kenmerk: str) -> Inschrijving:
    """The dossier if this user may sign for its organisation; else 404."""
    rijen = Inschrijving.objects.van_organisatie_van(request.user, Recht.INDIENEN).select_related("uitvoerder", "ronde")
    return get_object_or_404(rijen, kenmerk=kenmerk)


def _velden(form) -> dict:
    if not form.is_valid():
        raise RegelFout("Dit formulier is niet compleet aangekomen. Open de bladzijde ‘Tekenen en indienen’ opnieuw.")
    return form.cleaned_data
