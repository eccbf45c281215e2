"""Everything about one overeenkomst in the supervision, for each side its own page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from partijen.permissions import Recht, bevoegdheid, vereist
from uitvoering.queries import tekortkomingen
from uitvoering.states.tekortkoming import OPEN
from uitvoering.views import van_organisatie, van_zorgkantoor
from uitvoering.views.tekortkoming import kruimels


def _context(overeenkomst):
    rijen = list(tekortkomingen.compleet(overeenkomst.tekortkomingen.all()))
    return {
        "overeenkomst": overeenkomst,
        "inschrijving": overeenkomst.inschrijving,
        "tekortkomingen": rijen,
        "open": sum(rij.status in OPEN for rij in rijen),
    }


@vereist(Recht.TOEZICHT_ZIEN)
def overeenkomst(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """The supervision of one overeenkomst, for the zorgkantoor."""
    rij = van_zorgkantoor(request, kenmerk)
    context = _context(rij) | {
        "van_zorgkantoor": True,
        "mag": bevoegdheid(request.user).mag(Recht.TOEZICHT_HOUDEN),
        "kruimels": kruimels((rij.inschrijving.partijnaam, "")),
    }
    return render(request, "uitvoering/toezicht_overeenkomst.html", context)


@vereist(Recht.BESLISSING_ONTVANGEN)
def mijn_overeenkomst(request: HttpRequest, kenmerk: str) -> HttpResponse:
    """The same for the organisation."""
    rij = van_organisatie(request, kenmerk)
    pad = [("Overeenkomsten", reverse("mijn_overeenkomsten"))]
    pad += [(rij.inschrijving.uitvoerder.zorgkantoor, reverse("mijn_overeenkomst", args=[kenmerk])), ("Toezicht", "")]
    return render(request, "uitvoering/toezicht_overeenkomst.html", _context(rij) | {"kruimels": pad})
