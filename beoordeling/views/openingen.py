"""The opening by two people. Before its moment these pages say nothing about dossiers (B28)."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from beoordeling import actions, queries
from beoordeling.models import Opening
from beoordeling.states import Openingstatus
from kern import klok
from kluis.downloads import als_download
from partijen.opnieuw import tweede_factor_opnieuw
from partijen.permissions import Recht, bevoegdheid, vereist


@vereist(Recht.WERK_ZIEN)
def openingen(request):
    """Per ronde and zorgkantoor: from when, who asked, and after the opening what was opened."""
    nu = klok.nu()
    standen = [_stand(rij, request.user, nu) for rij in queries.openingstanden(request.user)]
    bevoegd = bevoegdheid(request.user)
    context = {"standen": standen, "mag": bevoegd.mag(Recht.OPENEN), "verdeelt": bevoegd.mag(Recht.WERK_VERDELEN)}
    return render(request, "beoordeling/openingen.html", context)


def _stand(rij, gebruiker, nu):
    opening = rij.opening
    uiterlijk = opening and opening.eerste_op + timedelta(minutes=rij.ronde.opening_binnen_minuten)
    geopend = opening is not None and opening.status == Openingstatus.GEOPEND
    return {
        "ronde": rij.ronde,
        "uitvoerder": rij.uitvoerder,
        "opening": opening,
        "geopend": geopend,
        "vanaf": rij.vanaf,
        "kan": not geopend and rij.vanaf is not None and nu >= rij.vanaf and not rij.leemten_open,
        "regios": rij.regios,
        "leemten_open": rij.leemten_open,
        "uiterlijk": uiterlijk,
        "loopt": opening is not None and not geopend and nu <= uiterlijk,
        "eigen": opening is not None and opening.eerste_door_id == gebruiker.pk,
    }


def _zoek(gebruiker, ronde, uitvoerder):
    for rij in queries.openingstanden(gebruiker):
        if (rij.ronde.code, rij.uitvoerder.code) == (ronde, uitvoerder):
            return rij
    raise Http404


@vereist(Recht.OPENEN)
@tweede_factor_opnieuw
def aanvragen(request, code, sleutel):
    """The first person, after giving the second factor again."""
    rij = _zoek(request.user, code, sleutel)
    if request.method == "POST":
        actions.vraag_opening_aan(ronde=rij.ronde, uitvoerder=rij.uitvoerder, door=request.user)
        minuten = rij.ronde.opening_binnen_minuten
        messages.success(
            request, f"De opening is aangevraagd. Een collega moet haar binnen {minuten} minuten bevestigen."
        )
        return redirect("openingen")
    context = _stand(rij, request.user, klok.nu()) | {"kruimels": _kruimels("Opening aanvragen")}
    return render(request, "beoordeling/opening_aanvragen.html", context)


@vereist(Recht.OPENEN)
@tweede_factor_opnieuw
def bevestigen(request, pk):
    """The second person, after giving the second factor again: all dossiers open."""
    rijen = Opening.objects.zichtbaar_voor(request.user, Recht.OPENEN)
    opening = get_object_or_404(rijen.select_related("ronde", "uitvoerder", "eerste_door"), pk=pk)
    if request.method == "POST":
        opening = actions.open_samen(opening_id=opening.pk, gezien=request.POST.get("gezien", ""), door=request.user)
        messages.success(request, f"De dossiers zijn geopend: {len(opening.dossiers)}. Het proces-verbaal staat klaar.")
        return redirect("openingen")
    rij = _zoek(request.user, opening.ronde.code, opening.uitvoerder.code)
    context = _stand(rij, request.user, klok.nu()) | {"kruimels": _kruimels("Opening bevestigen")}
    return render(request, "beoordeling/opening_bevestigen.html", context)


@vereist(Recht.WERK_ZIEN)
def proces_verbaal(request, pk):
    """The record of an opening, as a PDF."""
    rijen = Opening.objects.zichtbaar_voor(request.user).filter(proces_verbaal__isnull=False)
    return als_download(
        get_object_or_404(rijen.select_related("proces_verbaal__sleutel"), pk=pk).proces_verbaal, request
    )


def _kruimels(hier):
    return [("Openingen", reverse("openingen")), (hier, "")]
