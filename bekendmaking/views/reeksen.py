"""Staff: all letters of an uitvoerder that can be made, made in the background, with the progress."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from bekendmaking import actions, bord, queries
from bekendmaking.models import Brievenreeks
from bekendmaking.views import ververs
from berichten.queries import stil_sinds
from kern import klok
from partijen.permissions import Recht, vereist
from publicatie.models import Inkoopronde


def _uitvoerder(gebruiker, code, sleutel):
    ronde = get_object_or_404(Inkoopronde, code=code)
    rijen = queries.uitvoerders(gebruiker, Recht.BRIEF_OPSTELLEN, ronde)
    return ronde, get_object_or_404(rijen, code=sleutel)


@vereist(Recht.BRIEF_OPSTELLEN)
def reeks(request, code, sleutel):
    """The last time that all letters were made: on its way, ready with what did not succeed, or not made."""
    ronde, uitvoerder = _uitvoerder(request.user, code, sleutel)
    rijen = Brievenreeks.objects.filter(ronde=ronde, uitvoerder=uitvoerder).select_related("aangevraagd_door")
    laatste = rijen.order_by("pk").last()
    adres = reverse("vrijgave", args=[code, sleutel])
    context = {
        "ronde": ronde,
        "uitvoerder": uitvoerder,
        "reeks": laatste,
        "te_maken": 0 if laatste and laatste.onaf else bord.bord(ronde, uitvoerder).te_maken,
        "stil": stil_sinds(klok.nu()),
        "bord": adres,
        "kruimels": [("Bekendmaking", reverse("vrijgaven")), (uitvoerder.zorgkantoor, adres), ("Brieven maken", "")],
    }
    return ververs(render(request, "bekendmaking/brievenreeks.html", context), laatste)


@vereist(Recht.BRIEF_OPSTELLEN)
@require_POST
def opstellen(request, code, sleutel):
    """Ask for every letter that can be made; clicked twice they are made once."""
    ronde, uitvoerder = _uitvoerder(request.user, code, sleutel)
    actions.vraag_brieven_aan(ronde=ronde, uitvoerder=uitvoerder, door=request.user)
    return redirect("brievenreeks", code, sleutel)
