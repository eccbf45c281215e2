"""The selectieverslag and what it rests on, to download."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from kern.rules import canoniek
from partijen.inzage import noteer_inzage
from partijen.permissions import Recht, vereist
from selectie import verslag
from selectie.models import Regioselectie
from selectie.states import Status


@vereist(Recht.SELECTIE_ZIEN)
def invoer_downloaden(request, pk):
    """The frozen input, byte for byte what its hash is about; proefselectie reads it."""
    selectie = _bevroren_selectie(request, pk)
    return _bestand(canoniek(selectie.invoer), "application/json", f"invoer-{selectie.toewijzing.regio.sleutel}.json")


@vereist(Recht.SELECTIE_ZIEN)
def uitslag_downloaden(request, pk):
    """The selectieverslag as JSON, byte for byte what proefselectie prints for the frozen input."""
    selectie = _bevroren_selectie(request, pk)
    naam = f"selectieverslag-{selectie.toewijzing.regio.sleutel}.json"
    return _bestand(verslag.als_json(selectie).encode(), "application/json", naam)


@vereist(Recht.SELECTIE_ZIEN)
def verslag_downloaden(request, pk):
    """The selectieverslag as a tagged PDF."""
    selectie = _bevroren_selectie(request, pk)
    naam = f"selectieverslag-{selectie.toewijzing.regio.sleutel}.pdf"
    return _bestand(verslag.maak_verslag(selectie), "application/pdf", naam)


def _bevroren_selectie(request, pk):
    rijen = Regioselectie.objects.zichtbaar_voor(request.user).exclude(status=Status.OPEN)
    paden = ("toewijzing__regio", "toewijzing__ronde", "toewijzing__uitvoerder")
    rij = get_object_or_404(rijen.select_related(*paden, "voorgesteld_door", "bevroren_door"), toewijzing_id=pk)
    noteer_inzage(rij, request)
    return rij


def _bestand(inhoud, soort, naam):
    kop = {"Content-Disposition": content_disposition_header(True, naam), "X-Content-Type-Options": "nosniff"}
    return HttpResponse(inhoud, content_type=soort, headers=kop)
