"""A report on what was declared or on a tie, at both sides: making it, reading it, and the answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from bekendmaking.forms import KnopForm
from bekendmaking.views import gelukt
from kern import klok
from kern.werkboek import TYPE, maak_werkboek
from overeenkomst.models import Overeenkomst
from overeenkomst.states import Kant
from partijen.inzage import noteer_inzage
from partijen.permissions import Recht, bevoegdheid, vereist
from uitvoering import actions
from uitvoering.actions.slot import LOOPT
from uitvoering.forms.melding import AfhandelForm, BandForm, MeldingFilter, VerklaringForm, VoorbijForm
from uitvoering.meldingtabellen import KOPPEN, MeldingTabel, exportrijen
from uitvoering.models import Contractmelding
from uitvoering.views import NIET_GELDIG, mijn_einde, van_organisatie, van_zorgkantoor
from uitvoering.views.productiecontrole import een_zorgkantoor
from uitvoering.views.tekortkoming import PER_BLADZIJDE, kruimels


@vereist(Recht.INSCHRIJVEN)
def verklaring(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """The organisation reports a change of what it declared."""
    rij = van_organisatie(request, kenmerk, Recht.INSCHRIJVEN)
    form, meld = VerklaringForm(request.POST or None, actie=request.path, overeenkomst=rij), actions.meld_verklaring
    if gelukt(form, lambda velden: meld(overeenkomst_id=rij.pk, door=request.user, **velden)):
        messages.success(request, "Gemeld. Het zorgkantoor krijgt bericht en reageert in het portaal.")
        return redirect("mijn_toezicht", kenmerk)
    context = {"overeenkomst": rij, "form": form, "kruimels": mijn_einde.kruimels(rij, ("Wijziging melden", ""))}
    return render(request, "uitvoering/verklaring_melden.html", context, status=NIET_GELDIG if form.errors else 200)


@vereist(Recht.INSCHRIJVEN)
def mijn_band(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """The organisation records a tie."""
    rij = van_organisatie(request, kenmerk, Recht.INSCHRIJVEN)
    return _band(request, rij, Kant.ORGANISATIE, "mijn_toezicht", mijn_einde.kruimels(rij, ("Band vastleggen", "")))


@vereist(Recht.TOEZICHT_HOUDEN)
def band(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """The zorgkantoor records one."""
    rij = van_zorgkantoor(request, kenmerk, Recht.TOEZICHT_HOUDEN)
    dossier = (rij.inschrijving.partijnaam, reverse("toezicht_overeenkomst", args=[kenmerk]))
    return _band(request, rij, Kant.ZORGKANTOOR, "toezicht_overeenkomst", kruimels(dossier, ("Band vastleggen", "")))


def _band(request: HttpRequest, rij: Overeenkomst, kant: Kant, terug: str, pad: list[tuple[str, str]]) -> HttpResponse:
    form, leg_vast = BandForm(request.POST or None, actie=request.path), actions.leg_band_vast
    if gelukt(form, lambda velden: leg_vast(overeenkomst_id=rij.pk, kant=kant, door=request.user, **velden)):
        messages.success(request, "De band is vastgelegd. De andere partij krijgt bericht.")
        return redirect(terug, rij.inschrijving.kenmerk)
    context = {"overeenkomst": rij, "van_zorgkantoor": kant == Kant.ZORGKANTOOR, "form": form, "kruimels": pad}
    return render(request, "uitvoering/band.html", context, status=NIET_GELDIG if form.errors else 200)


@vereist(Recht.BESLISSING_ONTVANGEN)
def mijn_melding(request: HttpRequest, pk: int) -> HttpResponse:
    """One report, for the organisation."""
    rijen = Contractmelding.objects.van_organisatie(request.user).select_related("eis", "gemeld_door")
    rij = get_object_or_404(rijen, pk=pk)
    pad = mijn_einde.kruimels(rij.overeenkomst, ("Melding", ""))
    return _toon(request, rij, {"controle_route": "mijn_controle", "kruimels": pad})


def _filter(request: HttpRequest) -> MeldingFilter:
    return MeldingFilter(request.GET, queryset=Contractmelding.objects.voor_staf(request.user).select_related("eis"))


@vereist(Recht.TOEZICHT_ZIEN)
def lijst(request: HttpRequest) -> HttpResponse:
    """The reports on all overeenkomsten in reach: filter, sort, pages of 50."""
    filter_ = _filter(request)
    tabel = MeldingTabel(filter_.qs, exclude=("zorgkantoor",) if een_zorgkantoor(request) else ())
    tabel.export_url = f"{reverse('contractmeldingen_export')}?{request.GET.urlencode()}"
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    context = {"filter": filter_, "tabel": tabel, "kruimels": kruimels(("Meldingen", ""))}
    return render(request, "uitvoering/meldingen.html", context)


@vereist(Recht.TOEZICHT_ZIEN)
def export(request: HttpRequest) -> HttpResponse:
    """The same list, all pages, as Excel."""
    regels = exportrijen(_filter(request).qs)
    antwoord = HttpResponse(maak_werkboek("Meldingen", KOPPEN, regels, gemaakt_op=klok.nu()), content_type=TYPE)
    antwoord["Content-Disposition"] = 'attachment; filename="meldingen.xlsx"'
    return antwoord


def _van_staf(request: HttpRequest, pk: int, recht: Recht) -> Contractmelding:
    rijen = Contractmelding.objects.voor_staf(request.user, recht)
    return get_object_or_404(rijen.select_related("eis", "gemeld_door", "afgehandeld_door", "voorbij_door"), pk=pk)


@vereist(Recht.TOEZICHT_ZIEN)
def melding(request: HttpRequest, pk: int) -> HttpResponse:
    """One report, for the zorgkantoor; with the forms of what can be done."""
    rij = _van_staf(request, pk, Recht.TOEZICHT_ZIEN)
    noteer_inzage(rij, request)
    return _toon_staf(request, rij)


def _afhandelform(rij: Contractmelding, data: Any = None) -> AfhandelForm:
    return AfhandelForm(data, melding=rij, actie=reverse("contractmelding_afhandelen", args=[rij.pk]))


@vereist(Recht.TOEZICHT_HOUDEN)
@require_POST
def afhandelen(request: HttpRequest, pk: int) -> HttpResponse:
    """The zorgkantoor answers."""
    rij = _van_staf(request, pk, Recht.TOEZICHT_HOUDEN)
    form = _afhandelform(rij, request.POST)
    if gelukt(form, lambda velden: actions.handel_melding_af(melding_id=pk, door=request.user, **velden)):
        messages.success(request, "De melding is afgehandeld. De organisatie krijgt bericht.")
        return redirect(rij)
    return _toon_staf(request, rij, form=form)


@vereist(Recht.TOEZICHT_HOUDEN)
@require_POST
def voorbij(request: HttpRequest, pk: int) -> HttpResponse:
    """The zorgkantoor records that a tie is over."""
    rij = _van_staf(request, pk, Recht.TOEZICHT_HOUDEN)
    form = _voorbijform(rij, request.POST)
    if gelukt(form, lambda velden: actions.beeindig_band(melding_id=pk, door=request.user, **velden)):
        messages.success(request, "Het einde van de band is vastgelegd. De organisatie krijgt bericht.")
        return redirect(rij)
    return _toon_staf(request, rij, voorbijform=form)


def _voorbijform(rij: Contractmelding, data: Any = None) -> VoorbijForm:
    return VoorbijForm(data, actie=reverse("band_voorbij", args=[rij.pk]), auto_id="voorbij_%s")


def _toon_staf(request: HttpRequest, rij: Contractmelding, **gepost: KnopForm) -> HttpResponse:
    dossier = rij.overeenkomst.inschrijving
    pad = kruimels((dossier.partijnaam, reverse("toezicht_overeenkomst", args=[dossier.kenmerk])), ("Melding", ""))
    context: dict[str, Any] = {"van_zorgkantoor": True, "controle_route": "controle", "kruimels": pad}
    if bevoegdheid(request.user).mag(Recht.TOEZICHT_HOUDEN):
        if rij.afgehandeld_op is None:
            context["form"] = _afhandelform(rij)
        if rij.band and rij.voorbij_op is None and rij.overeenkomst.status in LOOPT:
            context["voorbijform"] = _voorbijform(rij)
    return _toon(request, rij, context | gepost, NIET_GELDIG if gepost else 200)


def _toon(request: HttpRequest, rij: Contractmelding, context: dict[str, Any], status: int = 200) -> HttpResponse:
    context |= {"rij": rij, "inschrijving": rij.overeenkomst.inschrijving, "voorbij": rij.is_voorbij(klok.vandaag())}
    return render(request, "uitvoering/melding.html", context, status=status)
