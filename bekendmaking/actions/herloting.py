"""The loting that a herziening asks for: set ready by a second person, who so agrees with the facts (A46, A51, R17)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from bekendmaking import herzien, rules
from bekendmaking.actions.herziening import eis_nog_te_herzien, herziening_op_slot
from kern.fouten import RegelFout
from kern.log import leg_vast
from partijen.models import Gebruiker
from partijen.personen import eis_een_account
from selectie.herrekening import invoerhash, zet_loting_klaar
from selectie.models import Loting


@transaction.atomic
def zet_herloting_klaar(
    *,
    herziening_id: int,
    gezien_hash: str,
    plaats: str,
    trekking_op: datetime,
    methode: str,
    aangekondigde_bronnen: Sequence[str] = (),
    door: Gebruiker,
) -> Loting:
    """Fix who draws and how before any chance exists, on exactly the draft that was looked at.

    Raises RegelFout for who drafted it, when nobody is equal over the cut, and when something changed since.
    """
    herziening = herziening_op_slot(herziening_id=herziening_id)
    rules.tweede_persoon(opsteller=herziening.opgesteld_door_id, goedkeurder=door.pk)
    eis_een_account([herziening.opgesteld_door_id], door)
    rules.zelfde_inhoud(herziening.hash, gezien_hash)
    eis_nog_te_herzien(herziening=herziening)
    groep = herzien.wacht_op_loting(herziening)
    if groep is None:
        raise RegelFout("In deze herziening staat niemand gelijk over de grens. Een loting is niet nodig.")
    loting = zet_loting_klaar(
        toewijzing=herziening.toewijzing,
        herzien_hash=invoerhash(herziening.invoer),
        groep=groep,
        plaats=plaats,
        trekking_op=trekking_op,
        methode=methode,
        aangekondigde_bronnen=aangekondigde_bronnen,
        door=door,
    )
    leg_vast(herziening, "zet_loting_klaar", door=door, hash=herziening.hash, loting=loting.pk)
    return loting
