"""Herschikking for the zorgkantoor, and the reviews of the budgets in the months of the ronde (IK-179 to IK-183)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from bekendmaking.forms import GoedkeurenForm, RedenForm
from bekendmaking.views import gelukt
from partijen.permissions import Recht, bevoegdheid, vereist
from uitvoering import actions
from uitvoering.budgettabellen import HerzieningTabel
from uitvoering.forms.overschrijding import HerschikkingForm, HerzieningForm
from uitvoering.models import Herschikking, Overschrijding
from uitvoering.queries import herzieningen as momenten
from uitvoering.queries import overschrijding as lezen
from uitvoering.states.overschrijding import Herschikkingstatus, Trap
from uitvoering.views import NIET_GELDIG
from uitvoering.views.overschrijding import van_staf, waarschuw

PER_BLADZIJDE = 50


@vereist(Recht.PRIJSVOLUME_VERDELEN)
def opstellen(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft a herschikking in this file."""
    rij = van_staf(request, pk, Recht.PRIJSVOLUME_VERDELEN)
    form = HerschikkingForm(request.POST or None, actie=request.path, rij=rij, gevers=lezen.gevers(rij))
    gemaakt: list[Herschikking] = []

    def maak(velden: dict[str, Any]) -> None:
        gemaakt.append(actions.stel_herschikking_op(overschrijding_id=rij.pk, door=request.user, **velden))

    if request.method == "POST" and gelukt(form, maak):
        messages.success(request, "De herschikking staat klaar. Een collega stelt haar vast.")
        waarschuw(request, gemaakt[0].overgeslagen)
        return redirect(gemaakt[0])
    afspraak = lezen.afspraak(rij.regioinschrijving_id, rij.jaar)
    gedaan = lezen.gedaan(rij)
    context = {
        "rij": rij,
        "inschrijving": rij.overeenkomst.inschrijving,
        "form": form,
        "afspraak": afspraak,
        "stappen": [(rij.trapnaam(trap), trap in gedaan) for trap in Trap],
        "streng": rij.overeenkomst.inschrijving.ronde.overheveling_streng,
        "kruimels": [("Budget", reverse("budgetten")), (str(rij), rij.get_absolute_url()), ("Herschikking", "")],
    }
    return render(
        request, "uitvoering/herschikking_opstellen.html", context, status=NIET_GELDIG if form.errors else 200
    )


def _rij(request: HttpRequest, pk: int, recht: Recht = Recht.PRIJSVOLUME_ZIEN) -> Herschikking:
    return get_object_or_404(Herschikking.objects.voor_staf(request.user, recht).met_namen(), pk=pk)


@vereist(Recht.PRIJSVOLUME_ZIEN)
def herschikking(request: HttpRequest, pk: int) -> HttpResponse:
    """One herschikking: what it says, and the decision of a second person."""
    return _toon(request, _rij(request, pk), {})


def _toon(request: HttpRequest, rij: Herschikking, gepost: dict[str, Any]) -> HttpResponse:
    bevoegd, bestand = bevoegdheid(request.user), rij.overschrijding
    zelf = rij.opgesteld_door_id == request.user.pk
    dossiers = Overschrijding.objects.voor_staf(request.user, Recht.PRIJSVOLUME_ZIEN)
    eigen_dossier = dossiers.filter(pk=bestand.pk).exists()
    pad = [("Budget", reverse("budgetten"))] + [(str(bestand), bestand.get_absolute_url())] * eigen_dossier
    context: dict[str, Any] = {
        "herschikking": rij,
        "rij": bestand,
        "inschrijving": bestand.overeenkomst.inschrijving,
        "zelf": zelf,
        "eigen_dossier": eigen_dossier,
        "kruimels": [*pad, ("Herschikking", "")],
    }
    if rij.status == Herschikkingstatus.ONTWERP and bevoegd.mag(Recht.PRIJSVOLUME_VERDELEN):
        context["verwerpform"] = _verwerpform(rij)
        beslist = bevoegd.uitvoerders(Recht.PRIJSVOLUME_VASTSTELLEN) or []
        if not zelf and lezen.beslisser(rij) in beslist:
            context["vaststellen"] = _vaststelform(rij)
    return render(request, "uitvoering/herschikking.html", context | gepost, status=NIET_GELDIG if gepost else 200)


def _vaststelform(rij: Herschikking, data: Any = None) -> GoedkeurenForm:
    actie = reverse("herschikking_vaststellen", args=[rij.pk])
    return GoedkeurenForm(data, initial={"gezien_hash": rij.hash}, actie=actie, knop="Herschikking vaststellen")


def _verwerpform(rij: Herschikking, data: Any = None) -> RedenForm:
    actie = reverse("herschikking_verwerpen", args=[rij.pk])
    return RedenForm(data, actie=actie, knop="Herschikking niet laten doorgaan")


@vereist(Recht.PRIJSVOLUME_VASTSTELLEN, opnieuw_inloggen=True)
@require_POST
def vaststellen(request: HttpRequest, pk: int) -> HttpResponse:
    """A second person moves exactly what was shown (R17)."""
    rij = _rij(request, pk, Recht.PRIJSVOLUME_VASTSTELLEN)
    form = _vaststelform(rij, request.POST)

    def doe(velden: dict[str, Any]) -> None:
        actions.stel_herschikking_vast(herschikking_id=rij.pk, door=request.user, **velden)

    if gelukt(form, doe):
        messages.success(request, "De budgetten zijn aangepast. Iedereen die het aangaat krijgt bericht.")
        return redirect(rij)
    return _toon(request, rij, {"vaststellen": form})


@vereist(Recht.PRIJSVOLUME_VERDELEN)
@require_POST
def verwerpen(request: HttpRequest, pk: int) -> HttpResponse:
    """It does not go on."""
    rij = _rij(request, pk, Recht.PRIJSVOLUME_VERDELEN)
    form = _verwerpform(rij, request.POST)

    def doe(velden: dict[str, Any]) -> None:
        actions.verwerp_herschikking(herschikking_id=rij.pk, door=request.user, **velden)

    if gelukt(form, doe):
        messages.success(request, "De herschikking gaat niet door.")
        return redirect(rij)
    return _toon(request, rij, {"verwerpform": form})


@vereist(Recht.PRIJSVOLUME_ZIEN)
def herzieningen(request: HttpRequest) -> HttpResponse:
    """The reviews that wait, with the form for an outcome, and what came of the others."""
    mag = bevoegdheid(request.user).mag(Recht.PRIJSVOLUME_VERDELEN)
    wacht = momenten.open_momenten(request.user)
    form = HerzieningForm(request.POST or None, actie=request.path, momenten=wacht) if mag else None

    def doe(velden: dict[str, Any]) -> None:
        actions.leg_herziening_vast(door=request.user, **velden)

    if form is not None and request.method == "POST" and gelukt(form, doe):
        messages.success(request, "De uitkomst is vastgelegd.")
        return redirect("budgetherzieningen")
    tabel = HerzieningTabel(momenten.gedaan(request.user))
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    kruimels = [("Budget", reverse("budgetten")), ("Herzieningen", "")]
    context = {"wacht": wacht, "form": form if wacht else None, "tabel": tabel, "kruimels": kruimels}
    fout = form is not None and bool(form.errors)
    return render(request, "uitvoering/budgetherzieningen.html", context, status=NIET_GELDIG if fout else 200)
