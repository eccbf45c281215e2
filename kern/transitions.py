"""The only writer of a status."""

from typing import Any, TypeVar

from django.db import connection, models

from kern.fouten import RegelFout
from kern.log import leg_vast

Rij = TypeVar("Rij", bound=models.Model)


def zet_over(rij: Rij, overgang: str, *, door=None, toelichting: str = "", **gegevens: Any) -> Rij:
    """Lock the row, check the arrow, write the new status and log it, in the caller's transaction.

    The model names its arrows in `OVERGANGEN`: {name: (set of from, to)}. Raises RegelFout when the
    arrow does not start at the present status. Returns the freshly read row.
    """
    assert connection.in_atomic_block, "a status changes inside an action's transaction"
    rij = type(rij)._default_manager.select_for_update(of=("self",)).get(pk=rij.pk)
    bronnen, doel = rij.OVERGANGEN[overgang]
    if rij.status not in bronnen:
        raise RegelFout(f"Dit kan niet vanuit de status ‘{rij.get_status_display()}’.")
    van, rij.status = rij.status, doel
    rij.save(update_fields=["status"])
    if toelichting:
        gegevens["toelichting"] = toelichting
    leg_vast(rij, overgang, door=door, van=str(van), naar=str(doel), **gegevens)
    return rij
