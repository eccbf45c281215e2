"""For anyone: the published lotingen, and everything to redo one. No names: a kenmerk says enough."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header

from bekendmaking import lotingen
from kern.rules import canoniek
from partijen.permissions import openbaar
from selectie.invoer import als_tekst
from selectie.procesverbaal import WIE_UITVALT, waarden
from selectie.queries import als_verslag


@openbaar
def overzicht(request):
    """What was drawn by lot, and the program that redoes it."""
    context = {"lotingen": lotingen.openbaar(), "programma_sha256": lotingen.PROGRAMMA_SHA256}
    return render(request, "bekendmaking/lotingen.html", context)


@openbaar
def loting(request, pk):
    """One loting: what was fixed beforehand, what came out, and how to check it."""
    rij = get_object_or_404(lotingen.openbaar(), pk=pk)
    context = {
        "loting": rij,
        "toewijzing": rij.regioselectie.toewijzing,
        "uitval": WIE_UITVALT,
        "bronnen": waarden(rij),
        "berekening": als_verslag(rij),
        "volgorde": [(kenmerk, rij.deelnemers.index(kenmerk) + 1) for kenmerk in rij.volgorde or []],
        "programma_sha256": lotingen.PROGRAMMA_SHA256,
        "kruimels": [("Lotingen", reverse("lotingen_openbaar")), (rij.regioselectie.toewijzing.regio.naam, "")],
    }
    return render(request, "bekendmaking/loting.html", context)


@openbaar
def deelnemers(request, pk):
    """The list of participants, byte for byte what its SHA-256 is about."""
    rij = get_object_or_404(lotingen.openbaar(), pk=pk)
    return _bestand(canoniek(rij.deelnemers), "application/json", f"deelnemers-{pk}.json")


@openbaar
def berekening(request, pk):
    """The record of a computed draw (contract 2); 404 when drawn by hand."""
    if (record := als_verslag(get_object_or_404(lotingen.openbaar(), pk=pk))) is None:
        raise Http404
    return _bestand(als_tekst(record).encode(), "application/json", f"loting-{pk}.json")


@openbaar
def programma(request):
    """selectie/loting.py as it runs here: one file, standard library only."""
    return _bestand(lotingen.PROGRAMMA, "text/x-python; charset=utf-8", "loting.py")


def _bestand(inhoud, soort, naam):
    kop = {"Content-Disposition": content_disposition_header(True, naam), "X-Content-Type-Options": "nosniff"}
    return HttpResponse(inhoud, content_type=soort, headers=kop)
