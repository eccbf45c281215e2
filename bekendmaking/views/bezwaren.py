"""Staff: bezwaren with their deadlines, taken up, refused or answered."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from bekendmaking import actions, queries
from bekendmaking.behandelaars import keuze
from bekendmaking.bezwaartabel import KOPPEN, BezwaarFilter, BezwaarTabel, Rij, exportrijen, rijen_van
from bekendmaking.forms import AntwoordForm, BehandelaarForm, RedenForm, RegistreerForm
from bekendmaking.models import Bezwaar, Brief
from bekendmaking.states import ONBEANTWOORD, ZICHTBAAR_VOOR_ORGANISATIE, Bezwaarstatus, Herzieningstatus, Oordeel
from bekendmaking.views import NIET_GELDIG, gelukt
from kern import klok
from kern.werkboek import TYPE, maak_werkboek
from kluis.downloads import als_download
from partijen.inzage import noteer_inzage
from partijen.permissions import Recht, bevoegdheid, vereist

PER_BLADZIJDE = 50


def _rijen(request) -> list[Rij]:
    rijen = queries.met_brief(Bezwaar.objects.voor_staf(request.user)).select_related("behandelaar")
    return rijen_van(rijen, klok.vandaag())


@vereist(Recht.BEZWAAR_ZIEN)
def bezwaren(request):
    """Every bezwaar at the own uitvoerder, what must be answered first on top: filter, sort, pages."""
    rijen, filter_ = _rijen(request), BezwaarFilter(request.GET)
    tabel = BezwaarTabel(filter_.kies(rijen))
    tabel.export_url = f"{reverse('bezwaren_export')}?{request.GET.urlencode()}"
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    context = {"filter": filter_, "tabel": tabel, "open": sum(rij.open for rij in rijen)}
    return render(request, "bekendmaking/bezwaren.html", context)


@vereist(Recht.BEZWAAR_ZIEN)
def export(request):
    """The same list, all pages, as Excel."""
    rijen = exportrijen(BezwaarFilter(request.GET).kies(_rijen(request)))
    antwoord = HttpResponse(maak_werkboek("Bezwaren", KOPPEN, rijen, gemaakt_op=klok.nu()), content_type=TYPE)
    antwoord["Content-Disposition"] = f'attachment; filename="bezwaren-{klok.vandaag()}.xlsx"'
    return antwoord


@vereist(Recht.BEZWAAR_ZIEN)
def bezwaar(request, pk):
    """One bezwaar: what it says, its terms, and what to do."""
    rij = _bezwaar(request.user, Recht.BEZWAAR_ZIEN, pk)
    noteer_inzage(rij, request)
    return _toon(request, rij, None)


def _bezwaar(gebruiker, recht, pk):
    rijen = queries.met_brief(Bezwaar.objects.voor_staf(gebruiker, recht))
    return get_object_or_404(rijen.select_related("beantwoord_door", "door", "behandelaar", "antwoordbrief"), pk=pk)


def _toon(request, rij, form):
    mag = bevoegdheid(request.user).mag(Recht.BEZWAAR_BEHANDELEN)
    termijnen, vandaag = queries.termijnen_van(rij.brief), klok.vandaag()
    gekozen = keuze(rij.brief.inschrijving) if mag and rij.status in ONBEANTWOORD else None
    regios = _regios(rij, request.user) if rij.oordeel == Oordeel.GEGROND else []
    context = {
        "bezwaar": rij,
        "inschrijving": rij.brief.inschrijving,
        "termijnen": termijnen,
        "te_laat": rij.status in ONBEANTWOORD and termijnen.bezwaar_beantwoord_uiterlijk < vandaag,
        "kort_geding_open": vandaag <= termijnen.kort_geding_laatste_dag,
        "form": form,
        "keuze": gekozen,
        "regios": regios,
        "wacht_op_herziening": not all(h and h.status == Herzieningstatus.VRIJGEGEVEN for _, h, _ in regios),
        "kruimels": [("Bezwaren", reverse("bezwaren")), (rij.kenmerk, "")],
        **(_formulieren(rij, gekozen, request.user, form) if gekozen else {}),
    }
    return render(request, "bekendmaking/bezwaar.html", context, status=NIET_GELDIG if form else 200)


def _regios(rij, gebruiker):
    """Per region of a gegrond bezwaar its herziening, or the address to make it; each once."""
    gemaakt = {herziening.toewijzing_id: herziening for herziening in rij.herzieningen.all()}
    mag = bevoegdheid(gebruiker).mag(Recht.BRIEF_OPSTELLEN)
    toewijzingen = {b.regioinschrijving.toewijzing_id: b.regioinschrijving.toewijzing for b in rij.beslissingen.all()}
    return [(toewijzing, gemaakt.get(pk), mag) for pk, toewijzing in toewijzingen.items()]


def _formulieren(rij, gekozen, gebruiker, gepost):
    """The forms that fit the status, with the one that was posted in its place."""
    formulieren = {"behandelaarform": _behandelaarform(rij, gekozen, None)}
    if rij.status == Bezwaarstatus.INGEDIEND:
        formulieren["weigerform"] = _weigerform(rij, None)
    elif rij.behandelaar_id == gebruiker.pk:
        formulieren["antwoordform"] = AntwoordForm(actie=reverse("bezwaar_antwoord", args=[rij.pk]))
    for naam, form in formulieren.items():
        if type(form) is type(gepost):
            formulieren[naam] = gepost
    return formulieren


def _behandelaarform(rij, gekozen, data):
    nieuw = rij.status == Bezwaarstatus.INGEDIEND
    return BehandelaarForm(
        data,
        keuze=gekozen,
        initial={"behandelaar_id": rij.behandelaar_id},
        knop="In behandeling nemen" if nieuw else "Toewijzen",
        actie=reverse("bezwaar_in_behandeling" if nieuw else "bezwaar_toewijzen", args=[rij.pk]),
    )


def _weigerform(rij, data):
    return RedenForm(
        data,
        actie=reverse("bezwaar_niet", args=[rij.pk]),
        knop="Niet in behandeling nemen",
        help_text="De organisatie krijgt deze reden per e-mail.",
    )


@vereist(Recht.BEZWAAR_ZIEN)
def bestand(request, pk, sleutel):
    """A file that came with the bezwaar, by its sha256."""
    rij = _bezwaar(request.user, Recht.BEZWAAR_ZIEN, pk)
    bijlagen = rij.bijlagen.filter(sha256=sleutel).order_by("pk")
    return als_download(bijlagen.first() or get_object_or_404(bijlagen), request)


@vereist(Recht.BEZWAAR_ZIEN)
def antwoordbrief(request, pk):
    """The letter with the answer."""
    rij = _bezwaar(request.user, Recht.BEZWAAR_ZIEN, pk)
    return als_download(rij.antwoordbrief or get_object_or_404(Bezwaar.objects.none()), request)


@vereist(Recht.BEZWAAR_BEHANDELEN)
def registreren(request, pk):
    """Enter by hand what did not come through the portal, with its channel."""
    rijen = Brief.objects.voor_staf(request.user, Recht.BEZWAAR_BEHANDELEN).filter(
        status__in=ZICHTBAAR_VOOR_ORGANISATIE
    )
    brief = get_object_or_404(rijen.select_related("inschrijving__uitvoerder", "inschrijving__organisatie"), pk=pk)
    gepost = request.method == "POST"
    form = RegistreerForm(
        request.POST if gepost else None, request.FILES if gepost else None, brief=brief, actie=request.path
    )
    if gepost and gelukt(form, lambda gegevens: _registreer(brief, gegevens, request.user)):
        messages.success(request, "Het bezwaar is vastgelegd. De organisatie krijgt bericht.")
        return redirect("bezwaren")
    context = {
        "brief": brief,
        "inschrijving": brief.inschrijving,
        "form": form,
        "kruimels": [("Bezwaren", reverse("bezwaren")), ("Bezwaar vastleggen", "")],
    }
    return render(request, "bekendmaking/bezwaar_registreren.html", context, status=NIET_GELDIG if form.errors else 200)


def _registreer(brief, gegevens, door):
    keuzes = {**gegevens, "beslissing_ids": [beslissing.pk for beslissing in gegevens["regios"]]}
    del keuzes["regios"]
    return actions.registreer_bezwaar(brief_id=brief.pk, door=door, **keuzes)


@vereist(Recht.BEZWAAR_BEHANDELEN)
@require_POST
def in_behandeling(request, pk):
    return _kies_behandelaar(request, pk, actions.neem_in_behandeling)


@vereist(Recht.BEZWAAR_BEHANDELEN)
@require_POST
def toewijzen(request, pk):
    return _kies_behandelaar(request, pk, actions.wijs_toe)


def _kies_behandelaar(request, pk, handeling):
    rij = _bezwaar(request.user, Recht.BEZWAAR_BEHANDELEN, pk)
    form = _behandelaarform(rij, keuze(rij.brief.inschrijving), request.POST)
    if gelukt(form, lambda gegevens: handeling(bezwaar_id=rij.pk, door=request.user, **gegevens)):
        messages.success(request, f"Bezwaar {rij.kenmerk} is toegewezen.")
        return redirect("bezwaar", rij.pk)
    return _toon(request, rij, form)


@vereist(Recht.BEZWAAR_BEHANDELEN)
@require_POST
def niet_in_behandeling(request, pk):
    rij = _bezwaar(request.user, Recht.BEZWAAR_BEHANDELEN, pk)
    form = _weigerform(rij, request.POST)

    def weiger(gegevens):
        actions.neem_niet_in_behandeling(bezwaar_id=rij.pk, door=request.user, **gegevens)

    if gelukt(form, weiger):
        messages.success(request, f"Bezwaar {rij.kenmerk} wordt niet behandeld. De organisatie krijgt bericht.")
        return redirect("bezwaar", rij.pk)
    return _toon(request, rij, form)


@vereist(Recht.BEZWAAR_BEHANDELEN)
@require_POST
def antwoord(request, pk):
    rij = _bezwaar(request.user, Recht.BEZWAAR_BEHANDELEN, pk)
    form = AntwoordForm(request.POST, actie=request.path)
    if gelukt(form, lambda gegevens: actions.beantwoord(bezwaar_id=rij.pk, door=request.user, **gegevens)):
        messages.success(request, f"Het antwoord op bezwaar {rij.kenmerk} is verstuurd.")
        return redirect("bezwaar", rij.pk)
    return _toon(request, rij, form)
