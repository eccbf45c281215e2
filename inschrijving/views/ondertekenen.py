"""The bestuursverklaring as a PDF, signing it here, and handing it in signed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from inschrijving import actions, queries, schermen, verklaring
from inschrijving.forms.ondertekenen import GetekendeVerklaringForm, TekenForm
from inschrijving.views.overzicht import eigen
from kern import klok
from kern.fouten import RegelFout
from kluis.downloads import als_download
from partijen.permissions import Recht, vereist

GEUPLOAD = "De getekende verklaring is bewaard. Uw inschrijving is nog niet ingediend."
GETEKEND = "De {} is getekend. Uw inschrijving is nog niet ingediend."
EEN_VAN_TWEE = "Uw handtekening staat. De tweede ondertekenaar moet nog tekenen, met een eigen account."


@vereist(Recht.INSCHRIJVEN)
def verklaring_pdf(request, kenmerk):
    """What was signed, byte for byte; else the concept as it is now."""
    rij = eigen(request, kenmerk)
    if getekend := schermen.getekend_bestand(rij):
        return als_download(getekend.stuk, request)
    antwoord = HttpResponse(verklaring.als_pdf(rij, queries.feiten(rij)), content_type="application/pdf")
    antwoord["Content-Disposition"] = f'attachment; filename="{verklaring.naam(rij)}"'
    return antwoord


@require_POST
@vereist(Recht.INDIENEN, opnieuw_inloggen=True)
def tekenen(request, kenmerk):
    rij = eigen(request, kenmerk, Recht.INDIENEN)
    form = TekenForm(queries.feiten(rij), request.user, request.POST)
    if not form.is_valid():
        raise RegelFout("Kies als wie u tekent. Open de bladzijde ‘Tekenen en indienen’ opnieuw.")
    actions.teken(inschrijving_id=rij.pk, door=request.user, **form.cleaned_data)
    klaar = queries.feiten(queries.vers(rij.pk)).verklaring.getekend
    messages.success(request, GETEKEND.format(rij.ronde.verklaringnaam) if klaar else EEN_VAN_TWEE)
    return redirect(schermen.adres(rij, "indienen", "tekenen"))


@vereist(Recht.INSCHRIJVEN)
def verklaring_uploaden(request, kenmerk):
    """Hand in the bestuursverklaring that was signed elsewhere, instead of signing it here."""
    rij = eigen(request, kenmerk)
    context = schermen.stapcontext(rij, "bestuursverklaring", klok.nu())
    begin = {"gezien": queries.verklaring_hash(rij)}
    form = GetekendeVerklaringForm(request.POST or None, request.FILES or None, initial=begin)
    if form.is_valid():
        bestand = form.cleaned_data["bestand"]
        try:
            actions.lever_getekend_aan(
                inschrijving_id=rij.pk,
                gezien=form.cleaned_data["gezien"],
                naam=bestand.name,
                inhoud=bestand,
                door=request.user,
            )
            messages.success(request, GEUPLOAD)
            return redirect(schermen.adres(rij, "indienen", "tekenen"))
        except RegelFout as fout:
            form.add_error("bestand", fout.tekst)
    context |= {"form": form, "nog_niet": verklaring.ontbreekt(context["stand"].dossier)}
    return render(request, "inschrijving/verklaring_uploaden.html", context, status=422 if form.errors else 200)


@require_POST
@vereist(Recht.INDIENEN)
def handtekening_weghalen(request, kenmerk):
    rij = eigen(request, kenmerk, Recht.INDIENEN)
    actions.haal_handtekening_weg(inschrijving_id=rij.pk, door=request.user)
    messages.success(request, "De handtekening is weggehaald. Teken opnieuw voordat u indient.")
    return redirect(schermen.adres(rij, "indienen", "tekenen"))
