"""Contact persons of both sides, and what the document says of the zorgkantoor."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from kern.fouten import RegelFout
from kern.log import leg_vast
from overeenkomst.actions import slot
from overeenkomst.models import Contactpersoon, Contractgegevens
from overeenkomst.states import Contactsoort
from partijen.models import Gebruiker, WlzUitvoerder
from partijen.permissions import Recht, bevoegdheid


@transaction.atomic
def voeg_contactpersoon_toe(*, overeenkomst_id: int, door: Gebruiker, **velden: str) -> Contactpersoon:
    """Name a contact person of one's own side: soort, naam, functie, telefoon, email (OV-153, OV-155)."""
    overeenkomst = slot.vergrendel(overeenkomst_id)
    rij = Contactpersoon(overeenkomst=overeenkomst, kant=slot.kant_van(overeenkomst, door), **velden)
    try:
        rij.full_clean()
    except ValidationError as fout:
        raise RegelFout(" ".join(fout.messages)) from fout
    rij.save()
    leg_vast(overeenkomst, "voeg_contactpersoon_toe", door=door, kant=str(rij.kant), soort=str(rij.soort))
    return rij


@transaction.atomic
def verwijder_contactpersoon(*, overeenkomst_id: int, contact_id: int, door: Gebruiker) -> None:
    """Take a contact person of one's own side away. Who is gone already is gone.

    The last one for the afspraken stays (OV-155); without one for acute signalen the page warns (OV-153).
    """
    overeenkomst = slot.vergrendel(overeenkomst_id)
    rijen = overeenkomst.contactpersonen.filter(kant=slot.kant_van(overeenkomst, door))
    if (rij := rijen.filter(pk=contact_id).first()) is None:
        return
    if rij.soort == Contactsoort.AFSPRAKEN and rijen.filter(soort=Contactsoort.AFSPRAKEN).count() == 1:
        raise RegelFout("Er moet één contactpersoon voor de afspraken blijven. Voeg eerst een ander toe.")
    leg_vast(overeenkomst, "verwijder_contactpersoon", door=door, kant=str(rij.kant), soort=str(rij.soort))
    rij.delete()


@transaction.atomic
def bewaar_contractgegevens(*, uitvoerder_id: int, door: Gebruiker, **velden: Any) -> Contractgegevens:
    """Set kvk_nummer and rechtbank of a zorgkantoor; what is offered already does not change (OV-002)."""
    uitvoerder = WlzUitvoerder.objects.select_for_update(of=("self",)).get(pk=uitvoerder_id)
    if uitvoerder.pk not in (bevoegdheid(door).uitvoerders(Recht.VRIJGEVEN) or []):
        raise PermissionDenied
    rij, _ = Contractgegevens.objects.update_or_create(uitvoerder=uitvoerder, defaults=velden)
    leg_vast(rij, "bewaar_contractgegevens", door=door)
    return rij
