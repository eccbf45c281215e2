"""Screens that look across phases."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from beoordeling.werk import voortgang
from berichten.queries import stil_sinds
from bewaren.rules import TABEL
from kern import klok
from kluis import clamav
from kluis.queries import aantal_per_scan
from overeenkomst.queries.lopend import zonder_overeenkomst
from partijen.actions import toon_namen
from partijen.models import Organisatie
from partijen.permissions import Recht, bevoegdheid, openbaar, vereist
from portaal import queries, vinden
from portaal.aanbieders import aanbieder as zoek_aanbieder
from portaal.aanbieders import plekken
from portaal.forms import NamenForm, VindForm
from portaal.gereed import niet_gereed
from publicatie.models import Regio
from publicatie.queries import is_open, openbare_rondes

GEEN_BLADZIJDE = (
    "Uw organisatie heeft nu geen openbare bladzijde. Die is er na de bekendmaking, zolang zij een overeenkomst heeft."
)
OUD_NA = 3  # days after which the list of viruses is old


@openbaar
def start(request):
    """Front page: the rounds that are public now."""
    nu = klok.nu()
    rondes = [(ronde, is_open(ronde, nu)) for ronde in openbare_rondes()]
    return render(request, "portaal/start.html", {"rondes": rondes})


@vereist(Recht.AANGEMELD)
def mijn(request):
    """After login: to the page that fits the role."""
    bevoegd = bevoegdheid(request.user)
    if bevoegd.mag(Recht.TAKEN_ZIEN):
        return redirect("mijn_werk")
    if bevoegd.mag(Recht.LOTEN):
        return redirect("lotingen")
    if bevoegd.eherkenning and not bevoegd.rollen:
        return redirect("organisatie_registreren")
    return redirect("mijn_inschrijvingen")


@vereist(Recht.TAKEN_ZIEN)
def mijn_werk(request):
    """What waits on me, nearest deadline first, and how far the assessment is."""
    context = {
        "taken": queries.mijn_werk(request.user),
        "zonder": zonder_overeenkomst(request.user),
        "voortgang": voortgang(request.user),
        "verdeelt": bevoegdheid(request.user).mag(Recht.WERK_VERDELEN),
    }
    return render(request, "portaal/mijn_werk.html", context)


@vereist(Recht.SELECTIE_ZIEN)
def landkaart(request):
    """The 31 regions as equal tiles, and the same figures as a table."""
    ronde = queries.huidige_ronde()
    tegels = queries.kaart(ronde, request.user) if ronde else []
    zichtbaar = [tegel for tegel in tegels if tegel.stand != "leeg"]
    per_stand = {stand: sum(t.stand == stand for t in zichtbaar) for stand in ("over", "past", "selectie", "vol")}
    sorteer = request.GET.get("sorteer", "")
    sleutels = {
        "voldoen": lambda t: -t.voldoen,
        "bestaand": lambda t: -t.bestaand,
        "nieuw": lambda t: -t.nieuw,
        "plaatsen": lambda t: -t.plaatsen,
        "stand": lambda t: t.standnaam,
        "selectie": lambda t: t.selectie,
        "loting": lambda t: (not t.loting, t.loting),
        "klaar": lambda t: t.klaar,
    }
    tabel = sorted(zichtbaar, key=lambda t: t.toewijzing.regio.naam)
    tabel = sorted(tabel, key=sleutels.get(sorteer, lambda t: 0))
    context = {
        "ronde": ronde,
        "tegels": tegels,
        "tabel": tabel,
        "sorteer": sorteer if sorteer in sleutels else "naam",
        "per_stand": per_stand,
        "klaar": sum(tegel.klaar for tegel in zichtbaar),
        "te_loten": sum(bool(tegel.loting) and not tegel.klaar for tegel in zichtbaar),
        "totaal": sum(t.voldoen for t in zichtbaar),
    }
    return render(request, "portaal/landkaart.html", context)


@vereist(Recht.BEHEREN)
def bestandscontrole(request):
    """The state of the virus scanner and of the files, without names (B15, B28)."""
    scanner = clamav.stand()
    dagen = (klok.nu() - scanner.databank_van).days if scanner.databank_van else None
    context = {
        "ingesteld": bool(settings.CLAMAV),
        "scanner": scanner,
        "dagen": dagen,
        "verouderd": dagen is None or dagen > OUD_NA,
        "aantal": aantal_per_scan(),
    }
    return render(request, "portaal/bestandscontrole.html", context)


@openbaar
def vind(request):
    """For a cliënt: who helps in my region and where I want care, the zorgkantoor, and my right (IK-011, IK-014)."""
    form = VindForm(request.GET if "gemeente" in request.GET else None)
    bekend = vinden.gemeenten(klok.vandaag())
    gezocht = vinden.zoek_gemeente(form.cleaned_data["gemeente"], bekend) if form.is_valid() else None
    regio = Regio.objects.filter(sleutel=request.GET.get("regio", "")).first() if not form.is_bound else None
    if gezocht and len(gezocht.regios) == 1:
        [regio] = gezocht.regios
    ook = form.cleaned_data["ook"] if gezocht else None
    gekozen = [regio, *([ook] if ook and ook != regio else [])] if regio else []
    context = {
        "form": form,
        "namen": sorted({leden[0].gemeente.naam for leden in bekend.values()}),
        "gezocht": gezocht,
        "aanboden": [vinden.aanbod(rij, gezocht.gemeenten if gezocht and rij == regio else ()) for rij in gekozen],
        "regios": Regio.objects.order_by("rij", "kolom"),
    }
    return render(request, "portaal/vind.html", context)


@openbaar
def aanbieders(request):
    """Per region who got an overeenkomst, once that is released."""
    regio = request.GET.get("regio", "")
    context = {"regios": plekken(regio), "gekozen": Regio.objects.filter(sleutel=regio).first() if regio else None}
    return render(request, "portaal/aanbieders.html", context)


@openbaar
def aanbieder(request, pk):
    """One organisation with an overeenkomst: its regions, its rules and who a client can choose (IK-135, IK-136)."""
    return _aanbieder(request, pk, NamenForm())


def _aanbieder(request, pk, form):
    rij = zoek_aanbieder(pk)
    eigen = bevoegdheid(request.user).organisaties(Recht.ORGANISATIE_BEHEREN)
    if rij is None and pk in eigen:
        messages.info(request, GEEN_BLADZIJDE)
        return redirect("aanbieders")
    if rij is None:
        raise Http404
    context = {"aanbieder": rij, "beheert": rij.organisatie.pk in eigen, "form": form}
    return render(request, "portaal/aanbieder.html", context, status=422 if form.errors else 200)


@require_POST
@vereist(Recht.ORGANISATIE_BEHEREN)
def aanbieder_namen(request, pk):
    """The organisation shows the names of its cliëntondersteuners, or stops that."""
    eigen = bevoegdheid(request.user).organisaties(Recht.ORGANISATIE_BEHEREN)
    organisatie = get_object_or_404(Organisatie, pk__in=set(eigen) & {pk})
    form = NamenForm(request.POST)
    if not form.is_valid():
        return _aanbieder(request, pk, form)
    toon_namen(organisatie_id=organisatie.pk, tonen=form.cleaned_data["tonen"], door=request.user)
    messages.success(request, "Bewaard.")
    return redirect("aanbieder", pk)


def _vaste_pagina(sjabloon):
    @openbaar
    def pagina(request):
        return render(request, sjabloon)

    return pagina


@openbaar
def privacy(request):
    """What the portal keeps of people, how long, and how to get one's own data (R22)."""
    return render(request, "portaal/privacy.html", {"soorten": TABEL})


toegankelijkheid = _vaste_pagina("portaal/toegankelijkheid.html")
hulp = _vaste_pagina("portaal/hulp.html")


@openbaar
def gezond(request):
    """Health of the web server: the database answers."""
    return HttpResponse(f"gezond {klok.nu().isoformat()}\n", content_type="text/plain")


@openbaar
def gereed(request):
    """Whether this web server can do its work: 503 with what is missing, in plain words."""
    if mist := niet_gereed():
        return HttpResponse("\n".join(["niet gereed", *mist, ""]), content_type="text/plain; charset=utf-8", status=503)
    return HttpResponse("gereed\n", content_type="text/plain")


@openbaar
def gezond_taken(request):
    """Health of worker, beat and Redis together, for a watcher outside: 503 while the outbox is not looked at (F8)."""
    nu = klok.nu()
    if stil := stil_sinds(nu):
        return HttpResponse(f"stil sinds {stil}\n", content_type="text/plain", status=503)
    return HttpResponse(f"gezond {nu.isoformat()}\n", content_type="text/plain")
