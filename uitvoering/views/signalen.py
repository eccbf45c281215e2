"""Signals about zorgaanbieders: the organisation's own list, and what it shared with the zorgkantoor."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from bekendmaking.views import gelukt
from inschrijving.models import Regioinschrijving
from kern import klok
from kern.werkboek import TYPE, maak_werkboek
from partijen.inzage import noteer_inzage
from partijen.permissions import Recht, bevoegdheid, vereist
from uitvoering import actions
from uitvoering.actions.slot import LOOPT
from uitvoering.forms.signaal import AcuutForm, AlsnogAcuutForm, OpvolgingForm, SignaalFilter, SignaalForm
from uitvoering.models import Signaal
from uitvoering.queries import signalen
from uitvoering.signaaltabellen import KOPPEN, SignaalTabel, exportrijen
from uitvoering.views import NIET_GELDIG

PER_BLADZIJDE = 50


def _eigen(request: HttpRequest) -> QuerySet[Signaal]:
    return Signaal.objects.van_organisatie(request.user, Recht.PRODUCTIE_LEVEREN).select_related(
        "regio__toewijzing__regio", "acuut__alsnog_door"
    )


def _gedeeld(request: HttpRequest) -> QuerySet[Signaal]:
    rijen = Signaal.objects.voor_staf(request.user, Recht.PRODUCTIE_ZIEN).gedeeld()
    return rijen.select_related("regio__toewijzing__regio", "gedeeld_door", "acuut")


def _tabel(request: HttpRequest, rijen: QuerySet[Signaal], **velden: Any) -> SignaalTabel:
    tabel = SignaalTabel(rijen, **velden)
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    return tabel


def _excel(request: HttpRequest, rijen: QuerySet[Signaal]) -> HttpResponse:
    regels = exportrijen(SignaalFilter(request.GET).kies(rijen))
    antwoord = HttpResponse(maak_werkboek("Signalen", KOPPEN, regels, gemaakt_op=klok.nu()), content_type=TYPE)
    antwoord["Content-Disposition"] = 'attachment; filename="signalen.xlsx"'
    return antwoord


@vereist(Recht.PRODUCTIE_LEVEREN)
def mijn_lijst(request: HttpRequest) -> HttpResponse:
    """The own list."""
    filter_ = SignaalFilter(request.GET)
    tabel = _tabel(request, filter_.kies(_eigen(request)), route="mijn_signaal", exclude=("organisatie",))
    tabel.export_url = f"{reverse('mijn_signalen_export')}?{request.GET.urlencode()}"
    return render(request, "uitvoering/signalen.html", {"filter": filter_, "tabel": tabel, "eigen": True})


@vereist(Recht.PRODUCTIE_LEVEREN)
def mijn_export(request: HttpRequest) -> HttpResponse:
    return _excel(request, _eigen(request))


@vereist(Recht.PRODUCTIE_LEVEREN)
def nieuw(request: HttpRequest) -> HttpResponse:
    """Put one on the own list."""
    eigen = bevoegdheid(request.user).organisaties(Recht.PRODUCTIE_LEVEREN)
    regios = Regioinschrijving.objects.filter(
        inschrijving__organisatie__in=eigen, inschrijving__overeenkomst__status__in=LOOPT
    ).select_related("toewijzing__regio", "inschrijving__uitvoerder", "inschrijving__overeenkomst")
    form = SignaalForm(request.POST or None, regios=regios, actie=request.path)
    gemaakt: list[Signaal] = []

    def leg_vast(velden: dict[str, Any]) -> None:
        regio = velden.pop("regio")
        waar = {"overeenkomst_id": regio.inschrijving.overeenkomst.pk, "regio_id": regio.pk}
        gemaakt.append(actions.leg_signaal_vast(**waar, door=request.user, **velden))

    if request.method == "POST" and gelukt(form, leg_vast):
        gedeeld = "Het signaal is gedeeld. Het zorgkantoor krijgt direct bericht. Bel ook de contactpersoon hieronder."
        alleen_hier = "Het signaal staat op uw lijst. Het zorgkantoor ziet het pas als u het deelt."
        if form.cleaned_data["acuut"]:
            messages.success(request, gedeeld)
            return redirect("mijn_signaal", gemaakt[0].pk)
        messages.success(request, alleen_hier)
        return redirect("mijn_signalen")
    context = {"form": form, "kruimels": [("Signalen", reverse("mijn_signalen")), ("Nieuw signaal", "")]}
    status = NIET_GELDIG if request.method == "POST" else 200
    return render(request, "uitvoering/signaal_nieuw.html", context, status=status)


@vereist(Recht.PRODUCTIE_LEVEREN)
def mijn_signaal(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the own list; a POST keeps what came of it."""
    rij = get_object_or_404(_eigen(request), pk=pk)
    form = OpvolgingForm(request.POST or None, initial={"opvolging": rij.opvolging}, actie=request.path)

    def leg_vast(velden: dict[str, Any]) -> None:
        actions.leg_signaalopvolging_vast(signaal_id=rij.pk, door=request.user, **velden)

    if request.method == "POST" and gelukt(form, leg_vast):
        messages.success(request, "Bewaard.")
        return redirect("mijn_signaal", pk)
    return _toon_eigen(request, rij, form, _alsnogform(rij))


@vereist(Recht.PRODUCTIE_LEVEREN)
@require_POST
def acuut(request: HttpRequest, pk: int) -> HttpResponse:
    """What was shared before is acute now."""
    rij = get_object_or_404(_eigen(request), pk=pk)
    form = _alsnogform(rij, request.POST)
    if gelukt(form, lambda velden: actions.maak_signaal_acuut(signaal_id=rij.pk, door=request.user, **velden)):
        messages.success(request, "Het signaal is nu acuut. Het zorgkantoor krijgt direct bericht.")
        return redirect("mijn_signaal", pk)
    opvolging = OpvolgingForm(initial={"opvolging": rij.opvolging}, actie=reverse("mijn_signaal", args=[pk]))
    return _toon_eigen(request, rij, opvolging, form)


def _alsnogform(rij: Signaal, data: Any = None) -> AlsnogAcuutForm:
    return AlsnogAcuutForm(data, actie=reverse("signaal_acuut", args=[rij.pk]), auto_id="acuut_%s")


def _toon_eigen(request: HttpRequest, rij: Signaal, form: OpvolgingForm, alsnogform: AlsnogAcuutForm) -> HttpResponse:
    kan = rij.gedeeld_op and not hasattr(rij, "acuut") and rij.overeenkomst.status in LOOPT
    context = {
        "rij": rij,
        "form": form,
        "alsnogform": alsnogform if kan or alsnogform.is_bound else None,
        "eigen": True,
        "kruimels": [("Signalen", reverse("mijn_signalen")), (str(rij), "")],
    }
    status = NIET_GELDIG if request.method == "POST" else 200
    return render(request, "uitvoering/signaal.html", context | _acuut(rij), status=status)


@vereist(Recht.PRODUCTIE_LEVEREN)
@require_POST
def delen(request: HttpRequest, pk: int) -> HttpResponse:
    """Share it with the zorgkantoor."""
    rij = get_object_or_404(_eigen(request), pk=pk)
    actions.deel_signaal(signaal_id=rij.pk, acuut="acuut" in request.POST, door=request.user)
    messages.success(request, "Het signaal is gedeeld. Het zorgkantoor krijgt bericht.")
    return redirect("mijn_signaal", pk)


@vereist(Recht.PRODUCTIE_LEVEREN)
@require_POST
def weg(request: HttpRequest, pk: int) -> HttpResponse:
    """Off the own list."""
    rij = get_object_or_404(_eigen(request), pk=pk)
    actions.haal_signaal_weg(signaal_id=rij.pk, door=request.user)
    messages.success(request, "Het signaal is van uw lijst.")
    return redirect("mijn_signalen")


@vereist(Recht.PRODUCTIE_ZIEN)
def lijst(request: HttpRequest) -> HttpResponse:
    """What organisations shared, for the zorgkantoor."""
    filter_ = SignaalFilter(request.GET)
    tabel = _tabel(request, filter_.kies(_gedeeld(request)), route="signaal")
    tabel.export_url = f"{reverse('signalen_export')}?{request.GET.urlencode()}"
    return render(request, "uitvoering/signalen.html", {"filter": filter_, "tabel": tabel})


@vereist(Recht.PRODUCTIE_ZIEN)
def export(request: HttpRequest) -> HttpResponse:
    return _excel(request, _gedeeld(request))


@vereist(Recht.PRODUCTIE_ZIEN)
def signaal(request: HttpRequest, pk: int) -> HttpResponse:
    """One that was shared. Of an acute one the first opening is kept, and a POST says what the zorgkantoor does."""
    rij = get_object_or_404(_gedeeld(request), pk=pk)
    noteer_inzage(rij, request)
    form = None
    if hasattr(rij, "acuut") and signalen.mag_oppakken(request.user, rij):
        if rij.acuut.gelezen_op is None and actions.open_acuut_signaal(signaal_id=rij.pk, door=request.user):
            rij.acuut.refresh_from_db()
        form = None if rij.acuut.antwoord_op else AcuutForm(request.POST or None, actie=request.path)

    def leg_vast(velden: dict[str, Any]) -> None:
        actions.beantwoord_acuut_signaal(signaal_id=rij.pk, door=request.user, **velden)

    if request.method == "POST" and form and gelukt(form, leg_vast):
        messages.success(request, "Vastgelegd. De organisatie krijgt bericht.")
        return redirect("signaal", pk)
    kruimels = [("Signalen", reverse("signalen")), (str(rij), "")]
    context = {"rij": rij, "form": form, "kruimels": kruimels} | _acuut(rij)
    return render(request, "uitvoering/signaal.html", context, status=NIET_GELDIG if request.method == "POST" else 200)


def _acuut(rij: Signaal) -> dict[str, Any]:
    """Whom to call, and what became of the messages."""
    berichten = signalen.berichten(rij.acuut) if hasattr(rij, "acuut") else ()
    return {"contacten": signalen.contacten(rij.overeenkomst), "berichten": berichten}
