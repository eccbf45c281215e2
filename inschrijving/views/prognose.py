"""The prognose by Excel: the format to download, and reading it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from inschrijving import prognoseblad, queries, schermen
from inschrijving.forms.rijen import PrognosebladForm
from inschrijving.forms.stappen import PrognoseStap
from inschrijving.models import Inschrijving
from inschrijving.views.overzicht import eigen, eis_pagina
from kern import klok
from kern.fouten import RegelFout
from kern.werkboek import TYPE, maak_werkboek
from kluis.keuring import lees_in
from kluis.zandbak import draai
from partijen.permissions import Recht, vereist


@vereist(Recht.INSCHRIJVEN)
def prognose_formulier(request, kenmerk):
    """The format: a row per region, with what is filled in now."""
    rij = eigen(request, kenmerk)
    eis_pagina(rij, "prognose")
    met_tarief = rij.ronde.tarief is not None
    inhoud = maak_werkboek(
        prognoseblad.BLAD,
        [kop for kop, _ in prognoseblad.kolommen(met_tarief)],
        prognoseblad.rijen(queries.feiten(rij).regios, met_tarief),
        gemaakt_op=klok.nu(),
    )
    antwoord = HttpResponse(inhoud, content_type=TYPE)
    antwoord["Content-Disposition"] = f'attachment; filename="prognose-{rij.kenmerk}.xlsx"'
    return antwoord


@vereist(Recht.INSCHRIJVEN)
def prognose_excel(request, kenmerk):
    """Download, fill in, upload. Nothing is saved unless every row is right."""
    rij = eigen(request, kenmerk)
    eis_pagina(rij, "prognose")
    if not schermen.stand(rij, klok.nu()).open:
        return redirect(rij)
    form = PrognosebladForm(request.POST or None, request.FILES or None)
    fouten: list[str] = []
    if form.is_valid():
        fouten = _lees_in(rij, form.cleaned_data["bestand"], request.user)
        if not fouten:
            messages.success(request, "De prognose uit uw Excel-bestand is bewaard.")
            return redirect(schermen.adres(rij, "prognose"))
    context = schermen.stapcontext(rij, "prognose", klok.nu()) | {"form": form, "bladfouten": fouten}
    status = 422 if fouten or form.errors else 200
    return render(request, "inschrijving/prognose_excel.html", context, status=status)


def _lees_in(rij: Inschrijving, bestand, door) -> list[str]:
    """What is wrong with the sheet, by place; without anything wrong the prognoses are saved."""
    try:
        blad = draai("kluis.werkblad:lees", lees_in(bestand))
    except RegelFout as fout:
        return [fout.tekst]
    regios = {regio.toewijzing.regio.naam: regio.pk for regio in rij.regios.all()}
    gelezen = prognoseblad.vertaal(blad, regios, rij.ronde.tarief is not None)
    stap = PrognoseStap(rij, gelezen.velden)
    for veld, teksten in stap.errors.items():
        gelezen.fouten += [f"{gelezen.plekken[veld]}: {tekst}" for tekst in teksten if veld in gelezen.plekken]
    if not gelezen.fouten:
        stap.bewaar(door)
    return gelezen.fouten
