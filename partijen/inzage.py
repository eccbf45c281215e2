"""Who of the staff looked at a dossier, a file or a letter (docs/adr/0017-wie-keek.md)."""

from django.db import models
from django.http import HttpRequest

from kern.inzage import noteer
from partijen.permissions import bevoegdheid
from partijen.states import VOOR_ORGANISATIE


def noteer_inzage(rij: models.Model, request: HttpRequest) -> None:
    """Note that this GET shows the row to somebody who works for a zorgkantoor or for the portal.

    An organisation reads its own, what is at an open address is for everyone, and an act has its own line in the log.
    """
    bevoegd = bevoegdheid(request.user)
    van_staf = any(rol.soort not in VOOR_ORGANISATIE for rol in bevoegd.rollen)
    if request.method == "GET" and van_staf and request.resolver_match.func.recht is not None:
        noteer(rij, gebruiker_id=request.user.pk, nu=bevoegd.nu)
