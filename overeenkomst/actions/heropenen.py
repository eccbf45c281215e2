"""The round for next year in regions with places left: counted here, made by publicatie (2.3; A56)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kern.fouten import RegelFout
from overeenkomst.queries.heropenen import voorstel
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid
from publicatie.actions import heropen_regios
from publicatie.models import Inkoopronde


@transaction.atomic
def heropen(*, ronde_id: int, gezien: str, door: Gebruiker) -> Inkoopronde:
    """Make the draft with the regions and places that were on the screen (`gezien`); publishing it is another act.

    Raises RegelFout that says why it cannot be, or that a number has changed.
    """
    if not bevoegdheid(door).mag(Recht.RONDE_MAKEN):
        raise PermissionDenied
    ronde = Inkoopronde.objects.select_for_update(of=("self",)).get(pk=ronde_id)
    nu = voorstel(ronde)
    if nu.reden:
        raise RegelFout(nu.reden)
    if nu.gezien != gezien:
        raise RegelFout("Het aantal getekende overeenkomsten is intussen anders. Bekijk de lijst opnieuw.")
    return heropen_regios(ronde_id=ronde.pk, contracten=nu.contracten, ingang_op=nu.ingang_op, door=door)
