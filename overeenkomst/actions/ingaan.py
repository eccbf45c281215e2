"""An overeenkomst takes effect on its first day, not when it is signed (IK-024, IK-190)."""

from django.db import transaction

from kern import klok
from kern.transitions import zet_over
from overeenkomst.actions import slot
from overeenkomst.queries import contracten


def laat_ingaan_wat_kan() -> int:
    """Everything that is signed, whose day has come and that names contact persons of both sides; how many."""
    return sum(_laat_ingaan(pk) for pk in contracten.gaan_in(klok.vandaag()).values_list("pk", flat=True))


@transaction.atomic
def _laat_ingaan(overeenkomst_id: int) -> bool:
    """Once, whoever else is at it: decided again under the lock."""
    overeenkomst = slot.vergrendel(overeenkomst_id)
    if not contracten.gaan_in(klok.vandaag()).filter(pk=overeenkomst.pk).exists():
        return False
    zet_over(overeenkomst, "treed_in_werking")
    return True
