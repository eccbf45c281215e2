"""The sessions of a user."""

from django.db import transaction

from kern.log import leg_vast
from partijen.models import Gebruiker


@transaction.atomic
def beeindig_sessies(*, gebruiker_id: int, om: str, door: Gebruiker) -> Gebruiker:
    """End every session of a user, and log why (`om`: the act). Gives the user, for a session that may stay."""
    gebruiker = Gebruiker.objects.select_for_update(of=("self",)).get(pk=gebruiker_id)
    gebruiker.sessieronde += 1
    gebruiker.save(update_fields=["sessieronde"])
    leg_vast(gebruiker, om, door=door)
    return gebruiker
