"""The money of a region per year."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from kern.log import leg_vast
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht
from publicatie.models import Regiobudget, Regiotoewijzing


@transaction.atomic
def wijzig_budgetten(*, toewijzing_id: int, bedragen: Mapping[int, Decimal | None], door: Gebruiker) -> Regiotoewijzing:
    """Set the budget of a region, in euro per year; None takes a year away.

    For the uitvoerder of the region, and the beheerder. It is no condition of the round: it may change at any time,
    the log keeps the old and the new amount, and nobody gets a message.
    """
    rijen = Regiotoewijzing.objects.select_for_update(of=("self",))
    toewijzing = rijen.get(pk=toewijzing_id)
    eis_recht(door, Recht.RONDE_BEHEREN, uitvoerder_id=toewijzing.uitvoerder_id)
    oud = dict(Regiobudget.objects.filter(toewijzing=toewijzing).values_list("jaar", "bedrag"))
    for jaar, bedrag in bedragen.items():
        if bedrag == oud.get(jaar):
            continue
        budgetten = Regiobudget.objects.filter(toewijzing=toewijzing, jaar=jaar)
        if bedrag is None:
            budgetten.delete()
        elif jaar in oud:
            budgetten.update(bedrag=bedrag)
        else:
            Regiobudget.objects.create(toewijzing=toewijzing, jaar=jaar, bedrag=bedrag)
        leg_vast(toewijzing, "wijzig_budget", door=door, jaar=jaar, oud=_tekst(oud.get(jaar)), nieuw=_tekst(bedrag))
    return toewijzing


def _tekst(bedrag: Decimal | None) -> str | None:
    return None if bedrag is None else str(bedrag)
