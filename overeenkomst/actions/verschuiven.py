"""Moving budget between afspraken of one year, as next versions of both (2.2.2; bijlage 2 h2; ADR 0010)."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from bekendmaking.voorstel import EENHEDEN
from overeenkomst.actions import versies
from overeenkomst.models import Prijsvolumeafspraak
from overeenkomst.queries.verdelen import stand
from overeenkomst.rules.geld import jaarbedrag_voor, jaardeel
from overeenkomst.states import Verdelingstatus
from partijen.models import Gebruiker
from publicatie.actions import verreken
from publicatie.models import Regiotoewijzing
from publicatie.states import Budgeteenheid


@transaction.atomic
def verschuif(
    *,
    van: Prijsvolumeafspraak | None,
    naar: Prijsvolumeafspraak,
    bedrag: Decimal,
    vanaf: date,
    reden: str,
    landelijk: bool = False,
    door: Gebruiker,
) -> tuple[Prijsvolumeafspraak | None, Prijsvolumeafspraak]:
    """Lower the budget of `van` and raise that of `naar` by the same amount in euro; the next versions of both.

    Without `van` the money comes from outside the budgets; `landelijk`: it raises the national amount too (IK-182).
    The money of the regions follows. The caller holds the ronde, the regions and the overeenkomsten, and decided that
    it may. RegelFout when the regions would get more than the national amount (OV-166).
    """
    plekken = {rij.verdeling.toewijzing_id: rij.verdeling.toewijzing for rij in (van, naar) if rij}
    bij = [plek for plek in plekken.values() if _is_bij(plek, naar.jaar)]
    nieuw_van = van and _met_budget(van, van.budget - bedrag, vanaf, reden, door)
    nieuw_naar = _met_budget(naar, naar.budget + bedrag, vanaf, reden, door)
    verschillen = dict.fromkeys(plekken, Decimal(0))
    verschillen[naar.verdeling.toewijzing_id] += bedrag
    if van:
        verschillen[van.verdeling.toewijzing_id] -= bedrag
    verreken(
        ronde_id=naar.verdeling.toewijzing.ronde_id,
        jaar=naar.jaar,
        verschillen={pk: verschil for pk, verschil in verschillen.items() if verschil},
        landelijk=bedrag if landelijk else Decimal(0),
        door=door,
    )
    for plek in bij:
        _houd_bij(plek, naar.jaar)
    return nieuw_van, nieuw_naar


def _met_budget(
    oud: Prijsvolumeafspraak, budget: Decimal, vanaf: date, reden: str, door: Gebruiker
) -> Prijsvolumeafspraak:
    eenheid = EENHEDEN[Budgeteenheid(oud.verdeling.toewijzing.ronde.budgeteenheid)]
    deel = jaardeel(van=oud.van, tot=oud.tot, jaar=oud.jaar)
    jaarbedrag = jaarbedrag_voor(budget, deel, eenheid)
    return versies.volgende_versie(oud=oud, vanaf=vanaf, reden=reden, door=door, jaarbedrag=jaarbedrag)


def _is_bij(plek: Regiotoewijzing, jaar: int) -> bool:
    """Whether the division of this region was reckoned from what holds now."""
    nu = stand(plek, jaar)
    return (
        nu.verdeling is not None
        and nu.verdeling.status == Verdelingstatus.VASTGESTELD
        and nu.verdeling.basis == nu.basis
    )


def _houd_bij(plek: Regiotoewijzing, jaar: int) -> None:
    """Its money moved along with the budgets, so nobody has to divide it again."""
    nu = stand(plek, jaar)
    assert nu.verdeling is not None
    nu.verdeling.basis = nu.basis
    nu.verdeling.save(update_fields=["basis"])
