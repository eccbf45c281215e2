"""Beheer: all letters of a ronde in one file, made in the background, with its progress."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from bekendmaking import actions, queries
from bekendmaking.models import Archief
from bekendmaking.states import Opdrachtstatus
from bekendmaking.views import ververs
from berichten.queries import stil_sinds
from kern import klok
from kluis.downloads import als_download
from partijen.permissions import Recht, vereist
from publicatie.models import Inkoopronde


@vereist(Recht.BRIEVEN_UITVOEREN)
def archief(request, code):
    """The archive of a ronde: on its way, ready, or not made. While it is on its way the page refreshes itself."""
    ronde = get_object_or_404(Inkoopronde, code=code)
    rijen = Archief.objects.filter(ronde=ronde).select_related("stuk", "aangevraagd_door").order_by("-pk")
    laatste = rijen.first()
    context = {
        "ronde": ronde,
        "laatste": laatste,
        "klaar": rijen.filter(status=Opdrachtstatus.KLAAR).first(),
        "brieven": queries.brieven_van(ronde).count(),
        "stil": stil_sinds(klok.nu()),
        "kruimels": [("Bekendmaking", reverse("vrijgaven")), (f"Archief van ronde {ronde.code}", "")],
    }
    return ververs(render(request, "bekendmaking/archief.html", context), laatste)


@vereist(Recht.BRIEVEN_UITVOEREN)
@require_POST
def aanvragen(request, code):
    """Ask for the archive; clicked twice it is made once."""
    ronde = get_object_or_404(Inkoopronde, code=code)
    actions.vraag_archief_aan(ronde_id=ronde.pk, door=request.user)
    return redirect("archief", code)


@vereist(Recht.BRIEVEN_UITVOEREN)
@require_POST
def ophalen(request, code):
    """The file; who took it stands in the log."""
    ronde = get_object_or_404(Inkoopronde, code=code)
    return als_download(actions.haal_archief_op(ronde_id=ronde.pk, door=request.user), request)
