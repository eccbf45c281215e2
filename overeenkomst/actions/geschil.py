"""A dispute on an overeenkomst: kept with the others, first talk and then the court (art. 29)."""

from datetime import date

from django.db import transaction

from bekendmaking import actions as bekendmaking
from bekendmaking.models import Geschil
from kern.fouten import RegelFout
from overeenkomst.actions import slot
from overeenkomst.states import NA_TEKENEN
from partijen.models import Gebruiker


@transaction.atomic
def leg_geschil_vast(*, overeenkomst_id: int, onderwerp: str, omstandigheid_op: date, door: Gebruiker) -> Geschil:
    """Open the file of a dispute on this overeenkomst, also after its end. Raises RegelFout before both signed."""
    overeenkomst = slot.vergrendel(overeenkomst_id)
    if overeenkomst.status not in NA_TEKENEN:
        raise RegelFout("Deze overeenkomst is nog niet door beide partijen getekend.")
    dossier = overeenkomst.inschrijving_id
    return bekendmaking.leg_contractgeschil_vast(
        inschrijving_id=dossier, onderwerp=onderwerp, omstandigheid_op=omstandigheid_op, door=door
    )
