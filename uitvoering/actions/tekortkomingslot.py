"""The lock on the file of a tekortkoming, and what it says to a side."""

from collections.abc import Iterable

from django.urls import reverse

from kern.fouten import RegelFout
from kluis.models import Stuk
from overeenkomst.states import Kant
from partijen.models import Gebruiker
from uitvoering.actions import slot
from uitvoering.models import Tekortkoming
from uitvoering.states.tekortkoming import OPEN


def op_slot(tekortkoming_id: int) -> Tekortkoming:
    """The file under its lock."""
    rijen = Tekortkoming.objects.select_related(*slot.BIJ, "overeenkomst__inschrijving__ronde", "eis")
    return rijen.select_for_update(of=("self",)).get(pk=tekortkoming_id)


def van_staf(tekortkoming_id: int, door: Gebruiker) -> Tekortkoming:
    rij = op_slot(tekortkoming_id)
    slot.eis_staf(rij.overeenkomst, door)
    eis_open(rij)
    return rij


def eis_open(rij: Tekortkoming) -> None:
    if rij.status not in OPEN:
        raise RegelFout("Dit dossier is gesloten. Er kan niets meer bij.")


def meld(
    rij: Tekortkoming, kant: Kant, sleutel: str, onderwerp: str, tekst: str, bijlagen: Iterable[Stuk] = ()
) -> None:
    naam = "mijn_tekortkoming" if kant == Kant.ORGANISATIE else "tekortkoming"
    slot.bericht(
        rij.overeenkomst,
        kant,
        onderwerp=onderwerp,
        tekst=f"{tekst} Het gaat over {rij.verplichting} (kenmerk {rij.kenmerk}).",
        over=f"uitvoering.tekortkoming:{rij.pk}:{sleutel}",
        adres=reverse(naam, args=[rij.pk]),
        bijlagen=bijlagen,
    )
