"""Gaps in the supply of a region, written by one person and fixed by another (A36)."""

from django.db import transaction

from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from partijen.models import Gebruiker
from publicatie.models import Leemte, Regiotoewijzing


@transaction.atomic
def stel_leemte_op(*, toewijzing_id: int, soort: str, omschrijving: str, reden: str, door: Gebruiker) -> Leemte:
    """Write down a gap in a region; it counts once another person has fixed it (A36)."""
    toewijzing = _open_toewijzing(toewijzing_id)
    leemte = Leemte.objects.create(
        toewijzing=toewijzing, soort=soort, omschrijving=omschrijving, reden=reden, opgesteld_door=door
    )
    leg_vast(leemte, "stel_leemte_op", door=door)
    return leemte


@transaction.atomic
def stel_leemte_vast(*, leemte_id: int, door: Gebruiker) -> Leemte:
    """A second person fixes the gap, before the first moment at which dossiers can be opened (A36)."""
    leemte = Leemte.objects.select_for_update(of=("self",)).select_related("toewijzing").get(pk=leemte_id)
    _open_toewijzing(leemte.toewijzing_id)
    if leemte.vastgesteld_op:
        raise RegelFout("Deze leemte is al vastgesteld.")
    if leemte.opgesteld_door_id == door.pk:
        raise RegelFout("U hebt deze leemte zelf opgesteld. Vraag een collega om haar vast te stellen.")
    leemte.vastgesteld_door, leemte.vastgesteld_op = door, klok.nu()
    leemte.save(update_fields=["vastgesteld_door", "vastgesteld_op"])
    leg_vast(leemte, "stel_leemte_vast", door=door)
    return leemte


def _open_toewijzing(toewijzing_id: int) -> Regiotoewijzing:
    """The region under its lock, refused once the dossiers can be open."""
    toewijzing = (
        Regiotoewijzing.objects.select_for_update(of=("self",)).select_related("ronde", "regio").get(pk=toewijzing_id)
    )
    opening = toewijzing.ronde.opening_vanaf
    if opening and klok.nu() >= opening:
        raise RegelFout(
            f"De dossiers van {toewijzing.regio.naam} kunnen nu open. Leemten liggen vast vóór de opening en "
            "kunnen niet meer veranderen."
        )
    return toewijzing
