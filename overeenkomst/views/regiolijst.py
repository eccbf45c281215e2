"""The beheerder compares a list of regions with what the portal knows, and takes it over (OV-201)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kern.fouten import RegelFout
from overeenkomst import actions
from overeenkomst.forms.modeltekst import BestandForm, GelezenForm
from overeenkomst.inlezen import regiolijst, tekst
from overeenkomst.queries import teksten
from overeenkomst.views import NIET_GELDIG
from overeenkomst.views.modelteksten import kruimels
from partijen.permissions import Recht, vereist
from publicatie.queries import peildag

KNOP = "Vergelijk"
WAT = {
    regiolijst.Soort.REGIO_ERBIJ: "Regio die het portaal niet kent",
    regiolijst.Soort.REGIO_WEG: "Regio die niet in de lijst staat",
    regiolijst.Soort.REGIO_ANDERS_GESPELD: "Regio anders gespeld",
    regiolijst.Soort.UITVOERDER_ANDERS: "Andere uitvoerder",
    regiolijst.Soort.GEMEENTE_ERBIJ: "Gemeente die het portaal niet kent",
    regiolijst.Soort.GEMEENTE_WEG: "Gemeente die niet in de lijst staat",
    regiolijst.Soort.GEMEENTE_VERHUISD: "Gemeente in een andere regio",
    regiolijst.Soort.GEMEENTE_ANDERS_GESPELD: "Gemeente anders gespeld",
}


@vereist(Recht.BEHEREN)
def regiolijst_inlezen(request: HttpRequest) -> HttpResponse:
    """Choose a file and see the differences; a second step takes them over."""
    if "gelezen" in request.POST:
        return _neem_over(request)
    form = BestandForm(request.POST or None, request.FILES or None, knop=KNOP)
    if form.is_valid():
        try:
            return _vergelijk(request, form.cleaned_data["ronde"], form.inhoud)
        except RegelFout as fout:
            form.add_error("bestand", fout.tekst)
    return _toon_formulier(request, form)


def _toon_formulier(request: HttpRequest, form: BestandForm, fout: str = "") -> HttpResponse:
    context = {"form": form, "fout": fout, "kruimels": kruimels("Lijst van regio’s")}
    status = NIET_GELDIG if fout or form.errors else 200
    return render(request, "overeenkomst/regiolijst.html", context, status=status)


def _vergelijk(request, ronde, inhoud: bytes) -> HttpResponse:
    bekend = teksten.bekend(ronde)
    lijst = regiolijst.lees_lijst(tekst.ontcijfer(inhoud), bekend)
    wijzigingen = regiolijst.vergelijk(lijst, bekend)
    weigering = ""
    try:
        regiolijst.mag_toepassen(lijst, wijzigingen)
    except RegelFout as fout:
        weigering = fout.tekst
    overneemform = GelezenForm.van(ronde=ronde, inhoud=inhoud, gezien=regiolijst.lijsthash(wijzigingen))
    context = {
        "ronde": ronde,
        "lijst": lijst,
        "dag": peildag(ronde),
        "wijzigingen": [(WAT[wijziging.soort], wijziging) for wijziging in wijzigingen],
        "weigering": weigering,
        "overneemform": overneemform if any(w.toepasbaar for w in wijzigingen) and not weigering else None,
        "kruimels": kruimels("Lijst van regio’s"),
    }
    return render(request, "overeenkomst/regiolijst_verschil.html", context)


def _neem_over(request: HttpRequest) -> HttpResponse:
    form, fout = GelezenForm(request.POST), "Kies het bestand opnieuw en kies de ronde."
    if form.is_valid():
        try:
            actions.pas_regiolijst_toe(
                ronde_id=form.cleaned_data["ronde"].pk,
                inhoud=form.cleaned_data["gelezen"],
                gezien=form.cleaned_data["gezien"],
                door=request.user,
            )
        except RegelFout as weigering:
            fout = weigering.tekst
        else:
            messages.success(request, "De lijst is overgenomen.")
            return redirect("gemeenten")
    return _toon_formulier(request, BestandForm(knop=KNOP), fout)
