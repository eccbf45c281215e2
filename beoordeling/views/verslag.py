"""The beoordelingsverslag of a dossier as PDF, and the overview of a region as a workbook."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from beoordeling import overzicht, queries
from beoordeling.verslag import maak_verslag
from beoordeling.views.dossier import haal_inhoud, oordeelt
from kern import klok
from kern.werkboek import TYPE, maak_werkboek
from partijen.inzage import noteer_inzage
from partijen.permissions import Recht, vereist
from publicatie.models import Regiotoewijzing


@vereist(Recht.DOSSIER_ZIEN)
def verslag(request, kenmerk):
    """For who may see the dossier and has no conflict of interest; made when it is asked for."""
    inschrijving = haal_inhoud(request.user, kenmerk)
    noteer_inzage(inschrijving, request)
    return _bestand(maak_verslag(inschrijving), "application/pdf", f"beoordelingsverslag-{inschrijving.kenmerk}.pdf")


@vereist(Recht.DOSSIER_ZIEN)
def regio_overzicht(request, pk):
    """All dossiers of a region; 404 before they are opened (B28)."""
    rijen = Regiotoewijzing.objects.binnen_bereik(request.user, Recht.DOSSIER_ZIEN)
    toewijzing = get_object_or_404(rijen.select_related("ronde", "uitvoerder", "regio"), pk=pk)
    if not queries.is_geopend(toewijzing.ronde, toewijzing.uitvoerder):
        raise Http404
    noteer_inzage(toewijzing, request)
    eisen = list(toewijzing.ronde.eisen.all())
    per_dossier = overzicht.rijen(toewijzing, eisen, request.user, oordeelt=oordeelt(request.user, toewijzing))
    inhoud = maak_werkboek(toewijzing.regio.naam, overzicht.koppen(eisen), per_dossier, gemaakt_op=klok.nu())
    return _bestand(inhoud, TYPE, f"beoordeling-{toewijzing.ronde.code}-{toewijzing.regio.sleutel}.xlsx")


def _bestand(inhoud, soort, naam):
    antwoord = HttpResponse(inhoud, content_type=soort)
    antwoord["Content-Disposition"] = f'attachment; filename="{naam}"'
    return antwoord
