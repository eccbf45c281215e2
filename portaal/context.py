"""What every page shows: the clock of the portal, the menu, who is here, and whether this is the demo."""

from functools import partial

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from beoordeling.vraagscherm import voor_organisatie
from inschrijving.queries import niet_ingediend
from partijen.permissions import Recht, bevoegdheid
from portaal.menu import menu, wie


def pagina(request):
    """Context of every page, made once per request. Costs two queries: the clock and the roles of the user."""
    if not hasattr(request, "pagina"):
        request.pagina = _maak(request)
    return request.pagina


def _maak(request):
    bevoegd = bevoegdheid(getattr(request, "user", None) or AnonymousUser())
    return {
        "klok_nu": bevoegd.nu,
        "demo": settings.DEMO,
        "menu": menu(bevoegd, request.path),
        "wie_ben_ik": wie(bevoegd),
        "verduidelijkingen": partial(_verduidelijkingen, bevoegd),
        "band": niet_ingediend(bevoegd.gebruiker) if bevoegd.mag(Recht.INSCHRIJVEN) else None,
    }


def _verduidelijkingen(bevoegd):
    """What a zorgkantoor asked this user's organisations; read by the pages that show it, and only there."""
    return voor_organisatie(bevoegd.gebruiker, bevoegd.nu) if bevoegd.mag(Recht.INSCHRIJVEN) else []
