"""Start from an earlier dossier of the same organisation."""

from django.contrib import messages
from django.shortcuts import redirect, render

from inschrijving import actions, schermen
from inschrijving.bronnen import bronnen
from inschrijving.forms.rijen import OvernemenForm
from inschrijving.views.overzicht import eigen
from kern import klok
from kern.fouten import RegelFout
from partijen.permissions import Recht, vereist


@vereist(Recht.INSCHRIJVEN)
def overnemen(request, kenmerk):
    """Choose the dossier to start from; only while nothing stands in this one."""
    rij = eigen(request, kenmerk)
    if not schermen.stand(rij, klok.nu()).open:
        return redirect(rij)
    keuzes = [(bron.pk, f"{bron.uitvoerder.zorgkantoor}, {bron.ronde.naam} ({bron.kenmerk})") for bron in bronnen(rij)]
    form = OvernemenForm(request.POST or None, bronnen=keuzes)
    if form.is_valid():
        try:
            actions.neem_over(inschrijving_id=rij.pk, bron_id=form.cleaned_data["bron"], door=request.user)
            messages.success(request, "Overgenomen. Kijk elke bladzijde na: gegevens kunnen verouderd zijn.")
            return redirect(schermen.adres(rij, "organisatie"))
        except RegelFout as fout:
            form.add_error(None, fout.tekst)
    context = schermen.stapcontext(rij, "organisatie", klok.nu()) | {"form": form, "keuzes": keuzes, "hier": []}
    return render(request, "inschrijving/overnemen.html", context, status=422 if form.errors else 200)
