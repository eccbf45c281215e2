"""Staff: bezwaren with their deadlines, taken up, refused or answered."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from bekendmaking import actions, queries
from bekendmaking.forms import AntwoordForm, RedenForm
from bekendmaking.models import Bezwaar
from bekendmaking.states import ONBEANTWOORD, Bezwaarstatus
from bekendmaking.views import NIET_GELDIG, gelukt
from kern import klok
from kluis.downloads import als_download
from partijen.permissions import Recht, bevoegdheid, vereist


@vereist(Recht.BEZWAAR_ZIEN)
def bezwaren(request):
    """Every bezwaar at the own uitvoerder, what must be answered first on top."""
    rijen = queries.met_brief(Bezwaar.objects.voor_staf(request.user))
    vandaag = klok.vandaag()
    lijst = [
        (bezwaar, uiterlijk, bezwaar.status in ONBEANTWOORD, uiterlijk < vandaag)
        for bezwaar in rijen
        for uiterlijk in [queries.termijnen_van(bezwaar.brief).bezwaar_beantwoord_uiterlijk]
    ]
    lijst.sort(key=lambda rij: (not rij[2], rij[1], rij[0].aangekomen_op))
    return render(request, "bekendmaking/bezwaren.html", {"bezwaren": lijst, "open": sum(rij[2] for rij in lijst)})


@vereist(Recht.BEZWAAR_ZIEN)
def bezwaar(request, pk):
    """One bezwaar: what it says, its terms, and what to do."""
    return _toon(request, _bezwaar(request.user, Recht.BEZWAAR_ZIEN, pk), None)


def _bezwaar(gebruiker, recht, pk):
    rijen = queries.met_brief(Bezwaar.objects.voor_staf(gebruiker, recht))
    return get_object_or_404(rijen.select_related("beantwoord_door", "door"), pk=pk)


def _toon(request, rij, form):
    mag = bevoegdheid(request.user).mag(Recht.BEZWAAR_BEHANDELEN)
    termijnen = queries.termijnen_van(rij.brief)
    context = {
        "bezwaar": rij,
        "inschrijving": rij.brief.inschrijving,
        "termijnen": termijnen,
        "te_laat": rij.status in ONBEANTWOORD and termijnen.bezwaar_beantwoord_uiterlijk < klok.vandaag(),
        "form": form or (_keuze(rij) if mag else None),
        "mag": mag,
        "kruimels": [("Bezwaren", reverse("bezwaren")), (rij.kenmerk, "")],
    }
    return render(request, "bekendmaking/bezwaar.html", context, status=NIET_GELDIG if form else 200)


def _keuze(rij):
    """The form that fits the status: refuse, answer, or nothing."""
    if rij.status == Bezwaarstatus.INGEDIEND:
        return _weigerform(rij, None)
    if rij.status == Bezwaarstatus.IN_BEHANDELING:
        return AntwoordForm(actie=reverse("bezwaar_antwoord", args=[rij.pk]))
    return None


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
    return als_download(bijlagen.first() or get_object_or_404(bijlagen))


@vereist(Recht.BEZWAAR_BEHANDELEN)
@require_POST
def in_behandeling(request, pk):
    rij = _bezwaar(request.user, Recht.BEZWAAR_BEHANDELEN, pk)
    actions.neem_in_behandeling(bezwaar_id=rij.pk, door=request.user)
    messages.success(request, f"Bezwaar {rij.kenmerk} is in behandeling.")
    return redirect("bezwaar", rij.pk)


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
