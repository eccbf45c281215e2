"""Who of the staff looked at a dossier, a file or a letter (docs/adr/0017-wie-keek.md)."""

from django.db import models

from kern.inzage import noteer
from partijen.models import Gebruiker
from partijen.permissions import bevoegdheid
from partijen.states import VOOR_ORGANISATIE


def noteer_inzage(rij: models.Model, gebruiker: Gebruiker) -> None:
    """Note the look of somebody who works for a zorgkantoor or for the portal; an organisation reads its own."""
    bevoegd = bevoegdheid(gebruiker)
    if any(rol.soort not in VOOR_ORGANISATIE for rol in bevoegd.rollen):
        noteer(rij, gebruiker_id=gebruiker.pk, nu=bevoegd.nu)
