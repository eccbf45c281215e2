"""Staff: kort gedingen and other disputes with their terms, and what they hold up."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from bekendmaking import actions, queries
from bekendmaking.agenda import volgende_dag_kan
from bekendmaking.forms import RedenForm
from bekendmaking.geschilforms import GeschilForm, KortGedingForm, OverlegForm, SluitForm, UitspraakForm, VoorleggenForm
from bekendmaking.models import Brief, Geschil, KortGeding
from bekendmaking.states import ZICHTBAAR_VOOR_ORGANISATIE, Geschilstatus, KortGedingstatus, Uitspraak
from bekendmaking.views import NIET_GELDIG, gelukt
from kluis.downloads import als_download
from partijen.inzage import noteer_inzage
from partijen.permissions import Recht, bevoegdheid, vereist

KORT_GEDING = (
    "beslissing__brief__inschrijving__ronde",
    "beslissing__brief__inschrijving__organisatie",
    "beslissing__regioinschrijving__toewijzing__regio",
    "beslissing__regioinschrijving__toewijzing__ronde",
)


@vereist(Recht.BEZWAAR_ZIEN)
def geschillen(request):
    """Every kort geding and every other dispute at the own uitvoerder, what is open on top."""
    gedingen = KortGeding.objects.voor_staf(request.user).select_related(*KORT_GEDING)
    overige = Geschil.objects.voor_staf(request.user).select_related("inschrijving__organisatie")
    open_ = {Geschilstatus.OVERLEG, Geschilstatus.BIJ_RECHTER}
    context = {
        "gedingen": sorted(gedingen, key=lambda rij: rij.status != KortGedingstatus.AANHANGIG),
        "geschillen": sorted(overige, key=lambda rij: rij.status not in open_),
        "kruimels": [("Bezwaren", reverse("bezwaren")), ("Geschillen", "")],
    }
    return render(request, "bekendmaking/geschillen.html", context)


def _brief(gebruiker, pk):
    rijen = Brief.objects.voor_staf(gebruiker, Recht.BEZWAAR_BEHANDELEN).filter(status__in=ZICHTBAAR_VOOR_ORGANISATIE)
    rijen = rijen.select_related("inschrijving__ronde", "inschrijving__uitvoerder", "inschrijving__organisatie")
    return get_object_or_404(rijen, pk=pk)


@vereist(Recht.BEZWAAR_BEHANDELEN)
def kort_geding_vastleggen(request, pk):
    """Record a dagvaarding against a decision of this letter."""
    brief = _brief(request.user, pk)
    form = KortGedingForm(request.POST or None, brief=brief, actie=request.path)
    gemaakt = []

    def leg_vast(gegevens):
        beslissing = gegevens.pop("beslissing")
        gemaakt.append(
            actions.leg_kort_geding_vast(brief_id=brief.pk, beslissing_id=beslissing.pk, door=request.user, **gegevens)
        )

    if request.method == "POST" and gelukt(form, leg_vast):
        if gemaakt[0].te_laat:
            messages.warning(
                request, "De termijn was verstreken op de dag van betekening. Dat staat bij het kort geding."
            )
        return redirect("kort_geding", gemaakt[0].pk)
    laatste_dag = queries.termijnen_van(brief).kort_geding_laatste_dag
    return _vastleggen(request, brief, form, {"wat": "Kort geding", "laatste_dag": laatste_dag})


def _vastleggen(request, brief, form, extra):
    context = {
        "brief": brief,
        "inschrijving": brief.inschrijving,
        "form": form,
        "kruimels": [
            ("Bezwaren", reverse("bezwaren")),
            ("Geschillen", reverse("geschillen")),
            (f"{extra['wat']} vastleggen", ""),
        ],
        **extra,
    }
    return render(request, "bekendmaking/geschil_vastleggen.html", context, status=NIET_GELDIG if form.errors else 200)


@vereist(Recht.BEZWAAR_BEHANDELEN)
def geschil_vastleggen(request, pk):
    """Open a file for any other dispute."""
    brief = _brief(request.user, pk)
    form = GeschilForm(request.POST or None, actie=request.path)
    gemaakt = []

    def leg_vast(gegevens):
        gemaakt.append(actions.leg_geschil_vast(brief_id=brief.pk, door=request.user, **gegevens))

    if request.method == "POST" and gelukt(form, leg_vast):
        return redirect("geschil", gemaakt[0].pk)
    return _vastleggen(
        request, brief, form, {"wat": "Geschil", "dagen": brief.inschrijving.ronde.overige_geschillen_dagen}
    )


def _kort_geding(gebruiker, recht, pk):
    rijen = KortGeding.objects.voor_staf(gebruiker, recht).select_related(*KORT_GEDING)
    return get_object_or_404(rijen.select_related("vastgelegd_door", "doorgaan_door", "vonnis"), pk=pk)


@vereist(Recht.BEZWAAR_ZIEN)
def kort_geding(request, pk):
    """One kort geding: its term, what it holds up, its outcome."""
    rij = _kort_geding(request.user, Recht.BEZWAAR_ZIEN, pk)
    noteer_inzage(rij, request)
    return _toon_kort_geding(request, rij, {})


def _toon_kort_geding(request, rij, gepost):
    bevoegd = bevoegdheid(request.user)
    toewijzing = rij.beslissing.regioinschrijving.toewijzing
    context = {
        "geding": rij,
        "inschrijving": rij.beslissing.brief.inschrijving,
        "opschorting_tot": queries.opschorting_regio(toewijzing),
        "volgende_dag": volgende_dag_kan(rij.laatste_dag),
        "toegewezen": rij.uitspraak == Uitspraak.TOEGEWEZEN,
        "herziening": rij.herzieningen.first(),
        "mag_herzien": bevoegd.mag(Recht.BRIEF_OPSTELLEN),
        "kruimels": [("Bezwaren", reverse("bezwaren")), ("Geschillen", reverse("geschillen")), ("Kort geding", "")],
    }
    if rij.status == KortGedingstatus.AANHANGIG and bevoegd.mag(Recht.BEZWAAR_BEHANDELEN):
        context |= {"uitspraakform": _uitspraakform(rij, None), "intrekform": _intrekform(rij, None)}
        if bevoegd.mag(Recht.VRIJGEVEN) and not rij.doorgaan_op and not rij.te_laat:
            context["doorgaanform"] = _doorgaanform(rij, None)
    return render(request, "bekendmaking/kort_geding.html", context | gepost, status=NIET_GELDIG if gepost else 200)


def _uitspraakform(rij, data, bestanden=None):
    return UitspraakForm(data, bestanden, actie=reverse("kort_geding_uitspraak", args=[rij.pk]))


def _intrekform(rij, data):
    return RedenForm(data, actie=reverse("kort_geding_intrekken", args=[rij.pk]), knop="Kort geding is ingetrokken")


def _doorgaanform(rij, data):
    return RedenForm(
        data,
        actie=reverse("kort_geding_doorgaan", args=[rij.pk]),
        knop="Doorgaan met de anderen",
        help_text="De reden komt in het logboek.",
    )


@vereist(Recht.BEZWAAR_BEHANDELEN)
@require_POST
def uitspraak(request, pk):
    rij = _kort_geding(request.user, Recht.BEZWAAR_BEHANDELEN, pk)
    form = _uitspraakform(rij, request.POST, request.FILES)
    if gelukt(form, lambda g: actions.leg_uitspraak_vast(kort_geding_id=rij.pk, door=request.user, **g)):
        return redirect("kort_geding", rij.pk)
    return _toon_kort_geding(request, rij, {"uitspraakform": form})


@vereist(Recht.BEZWAAR_ZIEN)
def vonnis(request, pk):
    """The document of the court."""
    rij = _kort_geding(request.user, Recht.BEZWAAR_ZIEN, pk)
    return als_download(rij.vonnis or get_object_or_404(KortGeding.objects.none()), request)


@vereist(Recht.BEZWAAR_BEHANDELEN)
@require_POST
def intrekken(request, pk):
    rij = _kort_geding(request.user, Recht.BEZWAAR_BEHANDELEN, pk)
    form = _intrekform(rij, request.POST)
    if gelukt(form, lambda g: actions.trek_kort_geding_in(kort_geding_id=rij.pk, door=request.user, **g)):
        return redirect("kort_geding", rij.pk)
    return _toon_kort_geding(request, rij, {"intrekform": form})


@vereist(Recht.VRIJGEVEN, opnieuw_inloggen=True)
@require_POST
def doorgaan(request, pk):
    """Go on with the others in the region, by a logged decision (A07)."""
    rij = _kort_geding(request.user, Recht.VRIJGEVEN, pk)
    form = _doorgaanform(rij, request.POST)
    if gelukt(form, lambda g: actions.ga_door_met_anderen(kort_geding_id=rij.pk, door=request.user, **g)):
        messages.success(request, "Vastgelegd. Met de andere organisaties in deze regio kan worden doorgegaan.")
        return redirect("kort_geding", rij.pk)
    return _toon_kort_geding(request, rij, {"doorgaanform": form})


def _geschil(gebruiker, recht, pk):
    rijen = Geschil.objects.voor_staf(gebruiker, recht).select_related("inschrijving__organisatie", "vastgelegd_door")
    return get_object_or_404(rijen, pk=pk)


@vereist(Recht.BEZWAAR_ZIEN)
def geschil(request, pk):
    """One dispute: the talk, the court, its end."""
    rij = _geschil(request.user, Recht.BEZWAAR_ZIEN, pk)
    noteer_inzage(rij, request)
    return _toon_geschil(request, rij, {})


def _toon_geschil(request, rij, gepost):
    context = {
        "geschil": rij,
        "inschrijving": rij.inschrijving,
        "kruimels": [("Bezwaren", reverse("bezwaren")), ("Geschillen", reverse("geschillen")), ("Geschil", "")],
    }
    if bevoegdheid(request.user).mag(Recht.BEZWAAR_BEHANDELEN):
        if rij.status == Geschilstatus.OVERLEG:
            context["overlegform"] = _geschilform(OverlegForm, rij, "geschil_overleg")
            if rij.overleg_op:
                context["voorlegform"] = _geschilform(VoorleggenForm, rij, "geschil_voorleggen")
        if rij.status in {Geschilstatus.OVERLEG, Geschilstatus.BIJ_RECHTER}:
            context["sluitform"] = _geschilform(SluitForm, rij, "geschil_sluiten")
    return render(request, "bekendmaking/geschil.html", context | gepost, status=NIET_GELDIG if gepost else 200)


def _geschilform(klasse, rij, naam, data=None):
    return klasse(data, actie=reverse(naam, args=[rij.pk]))


@vereist(Recht.BEZWAAR_BEHANDELEN)
@require_POST
def overleg(request, pk):
    rij = _geschil(request.user, Recht.BEZWAAR_BEHANDELEN, pk)
    form = _geschilform(OverlegForm, rij, "geschil_overleg", request.POST)
    if gelukt(form, lambda g: actions.leg_geschiloverleg_vast(geschil_id=rij.pk, door=request.user, **g)):
        return redirect("geschil", rij.pk)
    return _toon_geschil(request, rij, {"overlegform": form})


@vereist(Recht.BEZWAAR_BEHANDELEN)
@require_POST
def voorleggen(request, pk):
    rij = _geschil(request.user, Recht.BEZWAAR_BEHANDELEN, pk)
    form = _geschilform(VoorleggenForm, rij, "geschil_voorleggen", request.POST)
    if gelukt(form, lambda g: actions.leg_geschil_voor(geschil_id=rij.pk, door=request.user, **g)):
        return redirect("geschil", rij.pk)
    return _toon_geschil(request, rij, {"voorlegform": form})


@vereist(Recht.BEZWAAR_BEHANDELEN)
@require_POST
def sluiten(request, pk):
    """The end: by the court where it lies there, else solved together."""
    rij = _geschil(request.user, Recht.BEZWAAR_BEHANDELEN, pk)
    form = _geschilform(SluitForm, rij, "geschil_sluiten", request.POST)
    bij_rechter = rij.status == Geschilstatus.BIJ_RECHTER

    def sluit(gegevens):
        actions.sluit_geschil(geschil_id=rij.pk, door_rechter=bij_rechter, door=request.user, **gegevens)

    if gelukt(form, sluit):
        return redirect("geschil", rij.pk)
    return _toon_geschil(request, rij, {"sluitform": form})
