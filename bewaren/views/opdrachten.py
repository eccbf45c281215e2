"""For the beheerder: what is due, an order over it, and its progress."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from bekendmaking.views import VERVERS, gelukt
from bewaren import actions, queries, tables
from bewaren.forms import BLIJFT, BevestigForm, LijstForm, OpdrachtFilter, OpdrachtForm, RegelFilter
from bewaren.models import SOORTEN, Opdracht
from bewaren.rules import Soort
from bewaren.states import OPEN, Opdrachtstatus, Regelstatus
from bewaren.views import NIET_GELDIG, PAGINERING, als_excel
from kern import klok
from kern.werkboek import maak_werkboek
from partijen.permissions import Recht, bevoegdheid, vereist

BEWAREN = ("Bewaren en vernietigen", "bewaren")


def _kruimels(*verder: tuple[str, str]) -> list[tuple[str, str]]:
    return [(BEWAREN[0], reverse(BEWAREN[1])), *verder]


@vereist(Recht.BEWAREN_ZIEN)
def overzicht(request: HttpRequest) -> HttpResponse:
    """Per kind what is due, and every order: filter, sort, pages of 50."""
    filter_ = OpdrachtFilter(request.GET, queryset=queries.met_voortgang(Opdracht.objects.order_by("-pk")))
    tabel = tables.OpdrachtTabel(filter_.qs)
    RequestConfig(request, paginate=PAGINERING).configure(tabel)
    context = {"standen": queries.overzicht(klok.vandaag()), "filter": filter_, "tabel": tabel}
    return render(request, "bewaren/overzicht.html", context)


def _soort(code: str) -> Soort:
    if code not in SOORTEN:
        raise Http404
    return SOORTEN[code]


def _gefilterd(request: HttpRequest, rijen: Sequence[queries.Kandidaat]) -> tuple[LijstForm, list[queries.Kandidaat]]:
    """Of all whose term is over those that the filter asks for."""
    form = LijstForm(request.GET)
    form.is_valid()
    zoek, blijft = form.cleaned_data.get("zoek", "").lower(), form.cleaned_data.get("toon") == BLIJFT
    return form, [rij for rij in rijen if bool(rij.waarom_niet) == blijft and zoek in rij.zoektekst.lower()]


@vereist(Recht.BEWAREN_ZIEN)
def lijst(request: HttpRequest, soort: str) -> HttpResponse:
    """What is due of one kind: a dry run, nothing happens here."""
    return _toon_lijst(request, _soort(soort))


def _toon_lijst(request: HttpRequest, soort: Soort, gepost: OpdrachtForm | None = None) -> HttpResponse:
    alle = queries.vervallen(soort, klok.vandaag())
    weg = [rij for rij in alle if not rij.waarom_niet]
    filter_, rijen = _gefilterd(request, alle)
    blijft = filter_.cleaned_data.get("toon") == BLIJFT
    tabel = tables.van_kandidaten(soort).tabel(rijen, exclude=() if blijft else ("waarom_niet",))
    tabel.export_url = f"{reverse('bewaren_export', args=[soort.code])}?{request.GET.urlencode()}"
    RequestConfig(request, paginate=PAGINERING).configure(tabel)
    hash_, actie = queries.hash_van(weg), reverse("bewaren_opdracht", args=[soort.code])
    mag = bevoegdheid(request.user).mag(Recht.VERNIETIGEN)
    context = {
        "soort": soort,
        "weg": weg,
        "omvang": sum(rij.bytes for rij in weg),
        "blijven": len(alle) - len(weg),
        "filter": {"form": filter_, "is_bound": True, "data": request.GET},
        "tabel": tabel,
        "open": Opdracht.objects.filter(soort=soort.code, status__in=OPEN).first(),
        "form": (gepost or OpdrachtForm(initial={"gezien_hash": hash_}, actie=actie)) if mag and weg else None,
        "kruimels": _kruimels((soort.naam, "")),
    }
    return render(request, "bewaren/lijst.html", context, status=NIET_GELDIG if gepost else 200)


@vereist(Recht.BEWAREN_ZIEN)
def export(request: HttpRequest, soort: str) -> HttpResponse:
    """The same list, all pages, as Excel."""
    gegevenssoort = _soort(soort)
    _, rijen = _gefilterd(request, queries.vervallen(gegevenssoort, klok.vandaag()))
    vorm = tables.van_kandidaten(gegevenssoort)
    inhoud = maak_werkboek(_blad(gegevenssoort), vorm.koppen, vorm.rijen(rijen), gemaakt_op=klok.nu())
    return als_excel(inhoud, f"bewaren-{soort}")


@require_POST
@vereist(Recht.VERNIETIGEN)
def geven(request: HttpRequest, soort: str) -> HttpResponse:
    """Make an order over everything of this kind that is due."""
    gegevenssoort = _soort(soort)
    form, gemaakt = OpdrachtForm(request.POST, actie=request.path), []

    def geef(velden: dict[str, str]) -> None:
        gemaakt.append(actions.geef_opdracht(soort=soort, door=request.user, **velden))

    if not gelukt(form, geef):
        # what changed is on the page now; the hash of what was seen goes along with the next click
        form.data = form.data.copy()
        form.data["gezien_hash"] = queries.hash_van(queries.te_vernietigen(gegevenssoort, klok.vandaag()))
        return _toon_lijst(request, gegevenssoort, form)
    messages.success(request, "De opdracht ligt klaar. Een tweede beheerder bevestigt haar.")
    return redirect(gemaakt[0])


@vereist(Recht.BEWAREN_ZIEN)
def opdracht(request: HttpRequest, pk: int) -> HttpResponse:
    """One order with what is on it and how far it is."""
    rij = get_object_or_404(queries.met_voortgang(Opdracht.objects.select_related("gevraagd_door")), pk=pk)
    filter_ = RegelFilter(request.GET, queryset=_regels(rij))
    tabel = tables.van_regels(rij.gegevenssoort).tabel(filter_.qs)
    tabel.export_url = f"{reverse('vernietigopdracht_export', args=[pk])}?{request.GET.urlencode()}"
    RequestConfig(request, paginate=PAGINERING).configure(tabel)
    gevraagd = rij.status == Opdrachtstatus.GEVRAAGD and bevoegdheid(request.user).mag(Recht.VERNIETIGEN)
    form = None
    if gevraagd and rij.gevraagd_door_id != request.user.pk:
        actie = reverse("vernietigopdracht_bevestigen", args=[pk])
        form = BevestigForm(initial={"gezien_hash": rij.hash}, actie=actie)
    context = {
        "rij": rij,
        "filter": filter_,
        "tabel": tabel,
        "form": form,
        "mag_intrekken": gevraagd,
        "overgeslagen": rij.regels.filter(status=Regelstatus.OVERGESLAGEN).count(),
        "kruimels": _kruimels((str(rij), "")),
    }
    antwoord = render(request, "bewaren/opdracht.html", context)
    if rij.status == Opdrachtstatus.BEVESTIGD:
        antwoord["Refresh"] = VERVERS
    return antwoord


def _regels(rij: Opdracht):
    return rij.regels.select_related("inschrijving__uitvoerder", "inschrijving__organisatie", "gebruiker")


def _blad(soort: Soort) -> str:
    return f"{soort.eenheid}s".capitalize()


@vereist(Recht.BEWAREN_ZIEN)
def opdracht_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of an order as Excel; to keep with the backups (docs/bewaren.md)."""
    rij = get_object_or_404(Opdracht, pk=pk)
    regels = RegelFilter(request.GET, queryset=_regels(rij)).qs
    vorm = tables.van_regels(rij.gegevenssoort)
    inhoud = maak_werkboek(_blad(rij.gegevenssoort), vorm.koppen, vorm.rijen(regels), gemaakt_op=klok.nu())
    return als_excel(inhoud, f"vernietigopdracht-{pk}")


@require_POST
@vereist(Recht.VERNIETIGEN, opnieuw_inloggen=True)
def bevestigen(request: HttpRequest, pk: int) -> HttpResponse:
    """A second person confirms: the worker begins."""
    rij = get_object_or_404(Opdracht, pk=pk)
    form = BevestigForm(request.POST)
    gezien = form.cleaned_data["gezien_hash"] if form.is_valid() else ""
    actions.bevestig(opdracht_id=rij.pk, gezien_hash=gezien, door=request.user)
    messages.success(request, "De opdracht is bevestigd. Het portaal voert haar nu uit.")
    return redirect(rij)


@require_POST
@vereist(Recht.VERNIETIGEN)
def intrekken(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing is destroyed."""
    rij = get_object_or_404(Opdracht, pk=pk)
    actions.trek_in(opdracht_id=rij.pk, door=request.user)
    messages.success(request, "De opdracht is ingetrokken. Er is niets vernietigd.")
    return redirect(rij)
