"""The payer of a zorgkantoor: registering many payments at once, crossed in the list or from an Excel file."""

from collections.abc import Sequence
from dataclasses import replace
from typing import BinaryIO

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_tables2 import RequestConfig

from beoordeling.registerblad import ten_hoogste
from kern import klok
from kern.fouten import RegelFout
from kern.rules import sha256
from kern.werkboek import TYPE, maak_werkboek
from kluis.keuring import lees_in
from kluis.zandbak import draai
from partijen.models import Gebruiker
from partijen.permissions import Recht, vereist
from uitvoering import actions
from uitvoering.declaratietabellen import BetaalTabel, betaalrijen
from uitvoering.forms.declaratie import BetaalbestandForm, BetaalFilter, BetalingenForm
from uitvoering.models import Declaratie
from uitvoering.queries import declaraties as queries
from uitvoering.rules import betaalblad
from uitvoering.views import NIET_GELDIG
from uitvoering.views.productiecontrole import een_zorgkantoor

PER_BLADZIJDE = 50
ALLES, BESTAND = "alles", "bestand"


def _hier(request: HttpRequest):
    return Declaratie.objects.voor_staf(request.user, Recht.PRODUCTIE_CONTROLEREN)


def _filter(request: HttpRequest) -> BetaalFilter:
    return BetaalFilter(request.GET, queryset=_hier(request).betaalbaar(request.user).met_namen())


@vereist(Recht.PRODUCTIE_CONTROLEREN)
def betalingen(request: HttpRequest) -> HttpResponse:
    """What this user can register as paid: crossed, with one day, or by file; all or nothing."""
    form = BetalingenForm(declaraties=_hier(request).met_namen(), initial={"dag": klok.vandaag()})
    bladform, verslag = BetaalbestandForm(), None
    if request.method == "POST" and request.POST.get("wat") == BESTAND:
        bladform = BetaalbestandForm(request.POST, request.FILES)
        if bladform.is_valid():
            verslag = _lees_in(bladform.cleaned_data["bestand"], request.user)
    elif request.method == "POST":
        form = BetalingenForm(request.POST, declaraties=_hier(request).met_namen())
        if form.is_valid():
            verslag = actions.leg_betalingen_vast(betalingen=form.betalingen(), door=request.user)
    if verslag is None or verslag.fouten:
        return _toon(request, form, bladform, verslag.fouten if verslag else ())
    messages.success(request, _in_woorden(verslag))
    return redirect("betalingen")


def _lees_in(bestand: BinaryIO, door: Gebruiker) -> actions.Betaalverslag:
    """Read a run in the sandbox, and register it when nothing is wrong; the file itself is not kept."""
    try:
        inhoud = lees_in(bestand)
        gelezen = betaalblad.vertaal(draai("kluis.werkblad:lees_lijst", inhoud))
    except RegelFout as fout:
        return actions.Betaalverslag(fouten=(fout.tekst,))
    if gelezen.fouten:
        return actions.Betaalverslag(fouten=tuple(gelezen.fouten))
    verslag = actions.leg_betalingen_vast(betalingen=gelezen.betalingen, door=door, sha256=sha256(inhoud))
    return replace(verslag, zonder_dag=gelezen.zonder_dag)


def _toon(
    request: HttpRequest, form: BetalingenForm, bladform: BetaalbestandForm, fouten: Sequence[str]
) -> HttpResponse:
    filter_ = _filter(request)
    alles = ALLES in request.GET and not form.is_bound
    tabel = BetaalTabel(
        filter_.qs,
        gekozen=None if alles else form.gekozen,
        exclude=("zorgkantoor",) if een_zorgkantoor(request) else (),
    )
    RequestConfig(request, paginate={"per_page": PER_BLADZIJDE, "silent": True}).configure(tabel)
    context = {
        "filter": filter_,
        "tabel": tabel,
        "form": form,
        "bladform": bladform,
        "fouten": ten_hoogste(list(fouten)),
        "stand": queries.nog_te_betalen(filter_.qs),
        "zelf": _hier(request).te_betalen().filter(beoordeeld_door=request.user).count(),
        "alles": f"?{_met_alles(request)}",
        "kruimels": [("Declaraties", reverse("declaraties")), ("Betalingen vastleggen", "")],
    }
    fout = fouten or form.errors or bladform.errors
    return render(request, "uitvoering/betalingen.html", context, status=NIET_GELDIG if fout else 200)


def _met_alles(request: HttpRequest) -> str:
    vraag = request.GET.copy()
    vraag[ALLES] = "1"
    return vraag.urlencode()


@vereist(Recht.PRODUCTIE_CONTROLEREN)
def formulier(request: HttpRequest) -> HttpResponse:
    """The form of a run: what can be paid now, as filtered, with the day left to fill in."""
    rijen = betaalrijen(_filter(request).qs.order_by("uiterlijk", "pk")[: betaalblad.MAX_RIJEN])
    inhoud = maak_werkboek(betaalblad.BLAD, betaalblad.KOPPEN, rijen, gemaakt_op=klok.nu())
    antwoord = HttpResponse(inhoud, content_type=TYPE)
    antwoord["Content-Disposition"] = 'attachment; filename="betalingen.xlsx"'
    return antwoord


def _in_woorden(verslag: actions.Betaalverslag) -> str:
    delen = [f"{verslag.vastgelegd} betaling{'' if verslag.vastgelegd == 1 else 'en'} vastgelegd."]
    if verslag.aanwezig:
        delen.append(f"{verslag.aanwezig} {'stond' if verslag.aanwezig == 1 else 'stonden'} er al.")
    if verslag.zonder_dag:
        delen.append(f"{verslag.zonder_dag} regel{'' if verslag.zonder_dag == 1 else 's'} zonder dag overgeslagen.")
    return " ".join(delen)
