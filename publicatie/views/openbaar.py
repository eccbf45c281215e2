"""Public pages of a round (step 1)."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django_tables2 import RequestConfig

from kern import klok
from kluis.downloads import als_download
from partijen.models import WlzUitvoerder
from partijen.permissions import openbaar
from publicatie import inlichtingen, queries
from publicatie.models import Inkoopronde
from publicatie.rules import huidige
from publicatie.states import Klasse
from publicatie.tabellen import RegioTabel


@openbaar
def ronde(request, code):
    """The whole round on one page: tijdschema, documents, eisen, criteria, regions."""
    rij = get_object_or_404(queries.openbare_rondes(), code=code)
    mijlpalen = queries.mijlpalen(rij)
    nu = klok.nu()
    per_klasse = queries.documenteisen(rij)
    tegels = list(queries.tegels(rij))
    regiotabel = RegioTabel(tegels)
    RequestConfig(request, paginate=False).configure(regiotabel)
    return render(
        request,
        "publicatie/ronde.html",
        {
            "ronde": rij,
            "mijlpalen": mijlpalen,
            "huidige": huidige(mijlpalen, nu),
            "open": queries.is_open(rij, nu),
            "documenten": queries.documenten(rij),
            "documenteisen": [(Klasse(klasse).label, eisen) for klasse, eisen in per_klasse.items()],
            "eisen": rij.eisen.all(),
            "criteria": rij.criteria.all(),
            "wijzigingen": queries.wijzigingen(rij),
            "diensten": rij.diensten.all(),
            "tegels": tegels,
            "regiotabel": regiotabel,
            "venster": inlichtingen.venster(rij, nu),
            "nota": inlichtingen.versies(rij).first(),
            "correcties": inlichtingen.gepubliceerde_correcties(rij),
        },
    )


@openbaar
def regio(request, code, sleutel):
    """One region: who serves it, its gemeenten and its leemten."""
    rij = get_object_or_404(queries.openbare_rondes(), code=code)
    toewijzing = get_object_or_404(rij.toewijzingen.select_related("regio", "uitvoerder"), regio__sleutel=sleutel)
    dag = queries.peildag(rij)
    context = {
        "ronde": rij,
        "toewijzing": toewijzing,
        "gemeenten": queries.gemeenten(toewijzing.regio, dag),
        "peildag": dag,
        "leemten": queries.leemten(toewijzing),
        "open": queries.is_open(rij, klok.nu()),
    }
    return render(request, "publicatie/regio.html", context)


@openbaar
def zorgkantoor(request, code):
    """One zorgkantoor with its regions per public round and its bezwaar address (IK-001, IK-205)."""
    uitvoerder = get_object_or_404(WlzUitvoerder, code=code)
    nu = klok.nu()
    rondes = [
        (rij, rij.toewijzingen.filter(uitvoerder=uitvoerder).select_related("regio"), queries.is_open(rij, nu))
        for rij in queries.openbare_rondes().filter(toewijzingen__uitvoerder=uitvoerder).distinct()
    ]
    return render(request, "publicatie/zorgkantoor.html", {"uitvoerder": uitvoerder, "rondes": rondes})


@openbaar
def rondedocument(request, code, pk):
    """Download a document of a public round."""
    rij = get_object_or_404(Inkoopronde.objects.openbaar(klok.nu()), code=code)
    document = get_object_or_404(rij.documenten.select_related("stuk"), pk=pk)
    if document.stuk is None:
        raise Http404
    return als_download(document.stuk, request)
