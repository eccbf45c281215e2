"""The lock on the overspend file, and what it says to a side."""

from django.urls import reverse

from kern.fouten import RegelFout
from overeenkomst.states import Kant
from uitvoering.actions import slot
from uitvoering.models import Overschrijding
from uitvoering.states.overschrijding import Status


def op_slot(overschrijding_id: int) -> Overschrijding:
    """The file under its lock, after that of its overeenkomst."""
    slot.vergrendel(Overschrijding.objects.values_list("overeenkomst", flat=True).get(pk=overschrijding_id))
    rijen = Overschrijding.objects.select_related(
        *slot.BIJ, "overeenkomst__inschrijving__ronde", "regioinschrijving__toewijzing__regio"
    )
    return rijen.select_for_update(of=("self",)).get(pk=overschrijding_id)


def eis_open(rij: Overschrijding) -> None:
    if rij.status != Status.OPEN:
        raise RegelFout("Dit dossier is gesloten. Er kan niets meer bij.")


def meld(rij: Overschrijding, kant: Kant, sleutel: str, onderwerp: str, tekst: str) -> None:
    """Tell one side about this file, once per `sleutel`."""
    naam = "mijn_overschrijding" if kant == Kant.ORGANISATIE else "overschrijding"
    slot.bericht(
        rij.overeenkomst,
        kant,
        onderwerp=onderwerp,
        tekst=tekst,
        over=f"uitvoering.overschrijding:{sleutel}",
        adres=reverse(naam, args=[rij.pk]),
    )
