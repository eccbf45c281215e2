"""Reading reports on what was declared and on ties: those of one overeenkomst, and the work that waits."""

from datetime import datetime

from django.db.models import QuerySet

from overeenkomst.models import Overeenkomst
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid
from uitvoering.models import Contractmelding

Taak = tuple[str, str, str, datetime | None]


def banden(overeenkomst: Overeenkomst) -> QuerySet[Contractmelding]:
    """The ties with a zorgaanbieder or zorgkantoor, newest first."""
    return overeenkomst.contractmeldingen.filter(eis=None)


def per_eis(overeenkomst: Overeenkomst) -> dict[int | None, Contractmelding]:
    """The latest report on each eis."""
    rijen = overeenkomst.contractmeldingen.filter(eis__isnull=False)
    return {rij.eis_id: rij for rij in rijen.order_by("gemeld_op", "pk")}


def werk_voor(gebruiker: Gebruiker) -> list[Taak]:
    """What waits on this user: reports without an answer."""
    if not bevoegdheid(gebruiker).mag(Recht.TOEZICHT_HOUDEN):
        return []
    rijen = Contractmelding.objects.voor_staf(gebruiker, Recht.TOEZICHT_HOUDEN).filter(afgehandeld_op=None)
    return [
        (
            "Wijziging in de bestuursverklaring beantwoorden" if rij.eis_id else "Melding van een band beantwoorden",
            rij.overeenkomst.inschrijving.partijnaam,
            rij.get_absolute_url(),
            None,
        )
        for rij in rijen.order_by("pk")
    ]
