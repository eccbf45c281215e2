"""Staff: the leemten of a region, one by one and then the whole list, each by two people (A36)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from partijen.permissions import Recht, vereist
from publicatie import actions
from publicatie.forms.regio import LeemteForm, LeemtelijstForm
from publicatie.models import Leemte, Regiotoewijzing
from publicatie.views import gelukt
from publicatie.views.regios import pad_van, regio_van, toon_formulier


@vereist(Recht.LEEMTE_VASTLEGGEN)
def leemte(request, code, sleutel):
    """Write down a gap in the supply of a region; another person fixes it."""
    rij = regio_van(request.user, Recht.LEEMTE_VASTLEGGEN, code, sleutel)
    form = LeemteForm(request.POST or None)

    def stel_op(velden):
        actions.stel_leemte_op(toewijzing_id=rij.pk, door=request.user, **velden)

    if request.method == "POST" and gelukt(form, stel_op):
        messages.success(request, "De leemte staat klaar. Een collega stelt haar vast.")
        return redirect(pad_van(rij))
    return toon_formulier(
        request, form, rij, "Leemte", "Schrijf één leemte op. Zij telt als een collega haar vaststelt."
    )


def _leemte(gebruiker, pk):
    """The gap with its region, when that is in reach of this user; else 404."""
    binnen = Regiotoewijzing.objects.binnen_bereik(gebruiker, Recht.LEEMTE_VASTLEGGEN)
    rijen = Leemte.objects.filter(toewijzing__in=binnen).select_related("toewijzing__ronde", "toewijzing__regio")
    return get_object_or_404(rijen, pk=pk)


@vereist(Recht.LEEMTE_VASTLEGGEN)
@require_POST
def vaststellen(request, pk):
    """The second person fixes a gap."""
    rij = _leemte(request.user, pk)
    actions.stel_leemte_vast(leemte_id=rij.pk, door=request.user)
    messages.success(request, "De leemte is vastgesteld.")
    return redirect(pad_van(rij.toewijzing))


@vereist(Recht.LEEMTE_VASTLEGGEN)
@require_POST
def intrekken(request, pk):
    """Take back a gap that nobody fixed."""
    rij = _leemte(request.user, pk)
    actions.trek_leemte_in(leemte_id=rij.pk, door=request.user)
    messages.success(request, "De leemte is ingetrokken.")
    return redirect(pad_van(rij.toewijzing))


@vereist(Recht.LEEMTE_VASTLEGGEN)
@require_POST
def lijst_voorleggen(request, code, sleutel):
    """The first person says that the list is complete."""
    rij = regio_van(request.user, Recht.LEEMTE_VASTLEGGEN, code, sleutel)
    actions.leg_leemtelijst_voor(toewijzing_id=rij.pk, door=request.user)
    messages.success(request, "De lijst is voorgelegd. Een collega stelt haar vast.")
    return redirect(pad_van(rij))


@vereist(Recht.LEEMTE_VASTLEGGEN)
@require_POST
def lijst_vaststellen(request, code, sleutel):
    """The second person fixes the list that was on the screen, for good."""
    rij = regio_van(request.user, Recht.LEEMTE_VASTLEGGEN, code, sleutel)
    form = LeemtelijstForm(request.POST)
    gezien = form.cleaned_data["gezien"] if form.is_valid() else ""
    actions.stel_leemtelijst_vast(toewijzing_id=rij.pk, gezien=gezien, door=request.user)
    messages.success(request, "De lijst van leemten ligt vast.")
    return redirect(pad_van(rij))
