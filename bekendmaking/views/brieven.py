"""Staff: what is not ready by name, the letters, their approval and the one moment of release."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from bekendmaking import actions, bord, queries, rules, tijdpunten
from bekendmaking.agenda import waarschuwingen
from bekendmaking.bezorging import met_bezorging
from bekendmaking.forms import BordFilter, GoedkeurenForm, RedenForm, VrijgaveForm
from bekendmaking.jaaroverzicht import maak_overzicht
from bekendmaking.models import Brief, Brievenreeks
from bekendmaking.states import ZICHTBAAR_VOOR_ORGANISATIE, Status
from bekendmaking.views import NIET_GELDIG, gelukt
from inschrijving.models import Inschrijving
from kern import klok
from kern.bladeren import blader
from kluis.downloads import als_download
from partijen.inzage import noteer_inzage
from partijen.permissions import Recht, bevoegdheid, vereist
from publicatie.models import Inkoopronde

PER_BLADZIJDE = 50


@vereist(Recht.BRIEF_ZIEN)
def vrijgaven(request):
    """Per uitvoerder within reach, nationally for who may: how much is ready, the moment, the release, its delay."""
    borden = bord.borden(request.user)
    mag_uitvoeren = bevoegdheid(request.user).mag(Recht.BRIEVEN_UITVOEREN)
    met_brief = [rij for rij in borden if any(stand.brief for stand in rij.standen)]
    context = {
        "borden": borden,
        "rondes": {rij.ronde.code: rij.ronde for rij in met_brief if mag_uitvoeren}.values(),
        "bekende_rondes": {rij.ronde.code: rij.ronde for rij in borden if rij.is_vrij}.values(),
    }
    return render(request, "bekendmaking/vrijgaven.html", context)


@vereist(Recht.BRIEF_ZIEN)
def vrijgave(request, code, sleutel):
    """The board of one uitvoerder: every dossier, its letter, and what is not finished."""
    ronde, uitvoerder = _uitvoerder(request.user, Recht.BRIEF_ZIEN, code, sleutel)
    return _toon_vrijgave(request, ronde, uitvoerder, None)


def _toon_vrijgave(request, ronde, uitvoerder, form):
    stand = bord.bord(ronde, uitvoerder)
    bevoegd = bevoegdheid(request.user)
    begin = {"vrij_op": stand.vrijgave.vrij_op if stand.vrijgave else ronde.bekendmaking_op}
    actie = reverse("vrijgave_klaarzetten", args=[ronde.code, uitvoerder.code])
    keuze = BordFilter(request.GET or None, regios=stand.regios, tellingen=stand.tellingen)
    gekozen = keuze.cleaned_data if keuze.is_valid() else {}
    bladering = blader(request, stand.gefilterd(gekozen.get("regio", ""), gekozen.get("soort", "")), PER_BLADZIJDE)
    met_bezorging([rij.brief for rij in bladering.page if rij.brief])
    context = {
        "ronde": ronde,
        "uitvoerder": uitvoerder,
        "bord": stand,
        "filter": {"form": keuze, "is_bound": keuze.is_bound, "data": keuze.data},
        "bladering": bladering,
        "reeks": Brievenreeks.objects.onaf().filter(ronde=ronde, uitvoerder=uitvoerder).first(),
        "zonder_budget": [] if stand.is_vrij else queries.zonder_budget(ronde, uitvoerder),
        "form": form or VrijgaveForm(initial=begin, actie=actie),
        "mag_opstellen": not stand.is_vrij and bevoegd.mag(Recht.BRIEF_OPSTELLEN),
        "mag_vrijgeven": not stand.is_vrij and bevoegd.mag(Recht.VRIJGEVEN),
        "kruimels": [("Bekendmaking", reverse("vrijgaven")), (uitvoerder.zorgkantoor, "")],
    }
    return render(request, "bekendmaking/vrijgave.html", context, status=NIET_GELDIG if form else 200)


def _uitvoerder(gebruiker, recht, code, sleutel):
    """The ronde and the uitvoerder, when the latter is in reach of this user; else 404."""
    ronde = get_object_or_404(Inkoopronde, code=code)
    return ronde, get_object_or_404(queries.uitvoerders(gebruiker, recht, ronde), code=sleutel)


@vereist(Recht.VRIJGEVEN, opnieuw_inloggen=True)
@require_POST
def klaarzetten(request, code, sleutel):
    """Set the moment at which all letters of this uitvoerder go out."""
    ronde, uitvoerder = _uitvoerder(request.user, Recht.VRIJGEVEN, code, sleutel)
    form = VrijgaveForm(request.POST, actie=request.path)

    def zet_klaar(gegevens):
        actions.zet_vrijgave_klaar(ronde=ronde, uitvoerder=uitvoerder, door=request.user, **gegevens)

    if gelukt(form, zet_klaar):
        messages.success(request, "De vrijgave staat klaar. Alle brieven gaan op dat moment tegelijk uit.")
        return redirect("vrijgave", code, sleutel)
    return _toon_vrijgave(request, ronde, uitvoerder, form)


@vereist(Recht.BRIEF_OPSTELLEN)
@require_POST
def maken(request, kenmerk):
    """Make the letter of one dossier, or make it again."""
    dossiers = Inschrijving.objects.geopend_voor(request.user, Recht.BRIEF_OPSTELLEN)
    dossier = get_object_or_404(dossiers, kenmerk=kenmerk)
    rij = actions.stel_op(inschrijving_id=dossier.pk, door=request.user)
    return redirect("brief", rij.pk)


@vereist(Recht.BRIEF_ZIEN)
def brief(request, pk):
    """One letter: what it says per region, and what may be done with it."""
    rij = _brief(request.user, Recht.BRIEF_ZIEN, pk)
    noteer_inzage(rij, request)
    return _toon_brief(request, rij, None)


def _brief(gebruiker, recht, pk):
    rijen = Brief.objects.voor_staf(gebruiker, recht).select_related(
        "inschrijving__ronde",
        "inschrijving__uitvoerder",
        "inschrijving__organisatie",
        "stuk",
        "opgesteld_door",
        "goedgekeurd_door",
        "geopend_door",
    )
    return get_object_or_404(rijen, pk=pk)


def _toon_brief(request, rij, form):
    bevoegd = bevoegdheid(request.user)
    keurder = bevoegd.mag(Recht.BRIEF_GOEDKEUREN)
    eigen = rij.opgesteld_door_id == request.user.pk
    inschrijving = rij.inschrijving
    bordadres = reverse("vrijgave", args=[inschrijving.ronde.code, inschrijving.uitvoerder.code])
    nu, termijnen = klok.nu(), queries.termijnen_van(rij)
    met_bezorging([rij])
    context = {
        "brief": rij,
        "termijnen": termijnen,
        "aankomst": rules.beoordeel_aankomst(nu, termijnen),
        "lijn": tijdpunten.tekening(termijnen, rij.dagtekening, klok.lokaal(nu).date()),
        "punten": tijdpunten.punten(termijnen, rij.dagtekening, nu),
        "waarschuwingen": waarschuwingen(termijnen),
        "inschrijving": inschrijving,
        "beslissingen": queries.beslissingen_van(rij),
        "form": form or (_keuze(rij) if keurder else None),
        "eigen_brief": eigen and keurder and rij.status == Status.ONTWERP,
        "mag_opstellen": rij.status not in ZICHTBAAR_VOOR_ORGANISATIE and bevoegd.mag(Recht.BRIEF_OPSTELLEN),
        "beheert": bevoegd.mag(Recht.BEHEREN),
        "mag_registreren": rij.status in ZICHTBAAR_VOOR_ORGANISATIE and bevoegd.mag(Recht.BEZWAAR_BEHANDELEN),
        "bord": bordadres,
        "kruimels": [
            ("Bekendmaking", reverse("vrijgaven")),
            (inschrijving.uitvoerder.zorgkantoor, bordadres),
            (rij.kenmerk, ""),
        ],
    }
    return render(request, "bekendmaking/brief.html", context, status=NIET_GELDIG if form else 200)


def _keuze(rij, data=None):
    """The form that fits the status: approve a draft, take back an approval, or nothing."""
    if rij.status == Status.ONTWERP:
        actie = reverse("brief_goedkeuren", args=[rij.pk])
        return GoedkeurenForm(data, initial={"gezien_hash": rij.hash}, actie=actie)
    if rij.status == Status.GOEDGEKEURD:
        actie = reverse("brief_terug", args=[rij.pk])
        return RedenForm(data, actie=actie, knop="Goedkeuring intrekken", help_text="De reden komt in het logboek.")
    return None


@vereist(Recht.BRIEF_ZIEN)
def pdf(request, pk):
    """The letter itself."""
    return als_download(_brief(request.user, Recht.BRIEF_ZIEN, pk).stuk, request)


@vereist(Recht.BRIEF_GOEDKEUREN, opnieuw_inloggen=True)
@require_POST
def goedkeuren(request, pk):
    """A second person approves exactly the letter that was shown (R17)."""
    rij = _brief(request.user, Recht.BRIEF_GOEDKEUREN, pk)
    form = GoedkeurenForm(request.POST, actie=request.path)
    if form.is_valid():
        actions.keur_goed(brief_id=rij.pk, door=request.user, **form.cleaned_data)
        messages.success(request, f"Brief {rij.kenmerk} is goedgekeurd.")
        return redirect("vrijgave", rij.inschrijving.ronde.code, rij.inschrijving.uitvoerder.code)
    return _toon_brief(request, rij, form)


@vereist(Recht.BRIEF_GOEDKEUREN)
@require_POST
def terug(request, pk):
    """Take the approval back, with a reason."""
    rij = _brief(request.user, Recht.BRIEF_GOEDKEUREN, pk)
    form = RedenForm(request.POST, actie=request.path, knop="Goedkeuring intrekken")
    if gelukt(form, lambda gegevens: actions.val_terug(brief_id=rij.pk, door=request.user, **gegevens)):
        messages.success(request, f"De goedkeuring van brief {rij.kenmerk} is ingetrokken.")
        return redirect("brief", rij.pk)
    return _toon_brief(request, rij, form)


@vereist(Recht.BRIEF_ZIEN)
def jaaroverzicht(request, code):
    """The year report of a ronde as PDF, for the zorgkantoren within reach."""
    ronde = get_object_or_404(Inkoopronde, code=code)
    bereik = bevoegdheid(request.user).uitvoerders(Recht.BRIEF_ZIEN)
    antwoord = HttpResponse(maak_overzicht(ronde, bereik, klok.vandaag()), content_type="application/pdf")
    antwoord["Content-Disposition"] = f'attachment; filename="jaaroverzicht-{ronde.code}.pdf"'
    return antwoord
