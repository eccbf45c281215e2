"""Afspraken over prijs and volume: the list of staff with its export, and the organisation's own with its answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from kern import klok
from kern.fouten import RegelFout
from kern.werkboek import TYPE, maak_werkboek
from overeenkomst import actions
from overeenkomst.forms.geld import AfspraakFilter, OverlegForm
from overeenkomst.models import Prijsvolumeafspraak
from overeenkomst.queries import afspraken
from overeenkomst.states import Afspraakstatus
from overeenkomst.tabellen.geld import KOPPEN, AfspraakTabel, exportrijen
from overeenkomst.views import NIET_GELDIG
from partijen.inzage import noteer_inzage
from partijen.permissions import Recht, bevoegdheid, vereist

PER_BLADZIJDE = 50


@vereist(Recht.PRIJSVOLUME_ZIEN)
def lijst(request: HttpRequest) -> HttpResponse:
    """What counts now at the own uitvoerder: filter, sort, pages of 50."""
    filter_ = AfspraakFilter(request.GET, queryset=afspraken.lijst(request.user))
    tabel = AfspraakTabel(filter_.qs)
    tabel.export_url = f"{reverse('afspraken_export')}?{request.GET.urlencode()}"
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    return render(request, "overeenkomst/afsprakenlijst.html", {"filter": filter_, "tabel": tabel})


@vereist(Recht.PRIJSVOLUME_ZIEN)
def export(request: HttpRequest) -> HttpResponse:
    """The same list, all pages, as Excel."""
    filter_ = AfspraakFilter(request.GET, queryset=afspraken.lijst(request.user))
    antwoord = HttpResponse(
        maak_werkboek("Prijs en volume", KOPPEN, exportrijen(filter_.qs), gemaakt_op=klok.nu()), content_type=TYPE
    )
    antwoord["Content-Disposition"] = 'attachment; filename="prijs-en-volume.xlsx"'
    return antwoord


@vereist(Recht.PRIJSVOLUME_ZIEN)
def afspraak(request: HttpRequest, pk: int) -> HttpResponse:
    """One party, region and year for staff: every version, and what the organisation said."""
    rij = get_object_or_404(afspraken.met_namen(Prijsvolumeafspraak.objects.voor_staf(request.user)), pk=pk)
    noteer_inzage(rij, request)
    context = {
        "rij": rij,
        "versies": afspraken.versies(rij),
        "kruimels": [("Afspraken", reverse("afsprakenlijst")), (str(rij), "")],
    }
    return render(request, "overeenkomst/afspraak.html", context)


@vereist(Recht.BESLISSING_ONTVANGEN)
def eigen(request: HttpRequest) -> HttpResponse:
    """The afspraken of the own organisations, the latest year first."""
    rijen = afspraken.met_namen(Prijsvolumeafspraak.objects.van_organisatie(request.user).geldend())
    return render(request, "overeenkomst/afspraken.html", {"rijen": rijen})


@vereist(Recht.BESLISSING_ONTVANGEN)
def eigen_afspraak(request: HttpRequest, pk: int) -> HttpResponse:
    """One own afspraak, what it was before, and the answer to it."""
    return _toon(request, _eigen(request, Recht.BESLISSING_ONTVANGEN, pk), None)


def _eigen(request: HttpRequest, recht: Recht, pk: int) -> Prijsvolumeafspraak:
    return get_object_or_404(
        afspraken.met_namen(Prijsvolumeafspraak.objects.van_organisatie(request.user, recht)), pk=pk
    )


def _toon(request: HttpRequest, rij: Prijsvolumeafspraak, form: OverlegForm | None) -> HttpResponse:
    tekent = bevoegdheid(request.user).mag(Recht.INDIENEN)
    vraagt = tekent and rij.status == Afspraakstatus.VOORGESTELD
    context = {
        "rij": rij,
        "versies": afspraken.versies(rij),
        "mag_akkoord": tekent and rij.status in {Afspraakstatus.VOORGESTELD, Afspraakstatus.OVERLEG},
        "form": form or (OverlegForm(actie=reverse("afspraak_overleg", args=[rij.pk])) if vraagt else None),
        "kruimels": [("Afspraken", reverse("afspraken")), (str(rij), "")],
    }
    return render(request, "overeenkomst/eigen_afspraak.html", context, status=NIET_GELDIG if form else 200)


@vereist(Recht.INDIENEN, opnieuw_inloggen=True)
@require_POST
def akkoord(request: HttpRequest, pk: int) -> HttpResponse:
    """The tekenbevoegde agrees with what was shown: the figures of a row never change."""
    rij = _eigen(request, Recht.INDIENEN, pk)
    actions.ga_akkoord(afspraak_id=rij.pk, door=request.user)
    messages.success(request, f"U gaat akkoord met tarief en budget voor {rij}.")
    return redirect("eigen_afspraak", pk)


@vereist(Recht.INDIENEN)
@require_POST
def overleg(request: HttpRequest, pk: int) -> HttpResponse:
    """The tekenbevoegde asks to talk."""
    rij = _eigen(request, Recht.INDIENEN, pk)
    form = OverlegForm(request.POST, actie=request.path)
    if form.is_valid():
        try:
            actions.vraag_overleg(afspraak_id=rij.pk, door=request.user, **form.cleaned_data)
        except RegelFout as fout:
            form.add_error(None, fout.tekst)
        else:
            messages.success(request, f"{rij.regioinschrijving.inschrijving.uitvoerder.zorgkantoor} ziet uw vraag.")
            return redirect("eigen_afspraak", pk)
    return _toon(request, rij, form)
