"""Which overeenkomsten run on a day, per region: for cliënten, for the register and for the warning (IK-012)."""

from datetime import date

from django.db.models import QuerySet

from bekendmaking.models import Beslissing
from bekendmaking.states import KRIJGT_OVEREENKOMST
from kern import klok
from overeenkomst.looptijden import met_eind
from overeenkomst.states import Status

OVEREENKOMST = "regioinschrijving__inschrijving__overeenkomst"


def lopend(dag: date) -> QuerySet[Beslissing]:
    """The region of each overeenkomst in force on a day. Ahead of today: signed for it; before: also what ended."""
    vandaag = klok.vandaag()
    statussen = {Status.VAN_KRACHT}
    if dag != vandaag:
        statussen.add(Status.GETEKEND if dag > vandaag else Status.BEEINDIGD)
    return met_eind(Beslissing.objects.geldig()).filter(
        uitkomst__in=KRIJGT_OVEREENKOMST,
        looptijd_van__lte=dag,
        eind__gte=dag,
        **{
            f"{OVEREENKOMST}__status__in": statussen,
            f"{OVEREENKOMST}__ingang_op__lte": dag,
            f"{OVEREENKOMST}__eind_op__gte": dag,
        },
    )
