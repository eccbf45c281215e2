"""The ranking of a region once more, on a copy with corrected facts, after a decision on a bezwaar (A51).

The frozen input and the fixed result of the region stay what they were (docs/adr/0006). Only a new tie asks for a
loting of its own.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from kern import klok
from kern.fouten import RegelFout
from kern.transitions import zet_over
from partijen.models import Gebruiker
from partijen.permissions import Recht
from publicatie.models import Regiotoewijzing
from selectie import feiten, invoer, rules, slot, trekking
from selectie.models import Loting, Regioselectie, Teruggezet
from selectie.states import Lotingstatus, Status


def bevroren_invoer(toewijzing: Regiotoewijzing) -> dict[str, Any]:
    """The input on which the region was decided, in the shape of proefselectie; without candidates when nobody
    met the eisen and nothing was selected."""
    bevroren = Regioselectie.objects.filter(toewijzing=toewijzing).values_list("invoer", flat=True).first()
    leeg = {"regio": toewijzing.regio.naam, "maximum": toewijzing.maximum, "kandidaten": []}
    return bevroren or {"ronde": toewijzing.ronde.code, **leeg}


def invoerhash(gegevens: Mapping[str, Any]) -> str:
    """The hash under which two people froze an input."""
    return feiten.hash_van(gegevens)


def als_gegevens(uitslag: rules.Selectie) -> dict[str, Any]:
    """The result as proefselectie prints it."""
    return invoer.als_json(uitslag)


def herreken(
    toewijzing: Regiotoewijzing, gegevens: Mapping[str, Any]
) -> tuple[rules.Regio, rules.Selectie, Loting | None]:
    """Facts and result of this input, by the same rules and the same strict reader as the selection itself; with the
    loting that counts in it.

    A loting that was held counts for exactly the same equals and places, and then those are never drawn again. Where
    there is none the result still holds `loting`: the notaris draws (A46).
    """
    regio = feiten.als_regio(gegevens)
    uitslag = rules.selecteer(regio)
    loting = _gehouden(toewijzing, uitslag.loting) if uitslag.loting else None
    if loting is None or loting.volgorde is None:
        return regio, uitslag, None
    return regio, rules.verwerk_loting(uitslag, loting.volgorde), loting


def moet_loten(uitslag: rules.Selectie) -> bool:
    """Whether equals over the cut still wait for the notaris."""
    return rules.Uitkomst.LOTING in uitslag.uitkomsten.values()


def _gehouden(toewijzing: Regiotoewijzing, groep: rules.Lotinggroep) -> Loting | None:
    gehouden = Loting.objects.filter(regioselectie__toewijzing=toewijzing, status=Lotingstatus.BEVESTIGD)
    hash_ = feiten.hash_van(list(groep.kandidaten))
    return gehouden.filter(deelnemers_hash=hash_, plaatsen=groep.plaatsen).first()


def lopende_loting(toewijzing: Regiotoewijzing) -> Loting | None:
    """The loting for a herziening of this region that is set ready and not confirmed yet."""
    rijen = Loting.objects.filter(regioselectie__toewijzing=toewijzing).exclude(herzien_hash="")
    return rijen.filter(status__in=[Lotingstatus.KLAARGEZET, Lotingstatus.INGEVOERD]).first()


@transaction.atomic
def zet_loting_klaar(
    *,
    toewijzing: Regiotoewijzing,
    herzien_hash: str,
    groep: Mapping[str, Any],
    plaats: str,
    trekking_op: datetime,
    methode: str,
    aangekondigde_bronnen: Sequence[str] = (),
    opsteller: Gebruiker,
    door: Gebruiker,
) -> Loting:
    """The loting that a herziening asks for, among this group alone, set ready before its moment like the first.

    `herzien_hash`: of the corrected input it rests on, drafted by `opsteller`. Raises RegelFout for a group that drew
    or is to draw already.
    """
    selectie = _selectie_op_slot(toewijzing, opsteller, door)
    hash_ = feiten.hash_van(groep["kandidaten"])
    eerder = selectie.lotingen.exclude(status=Lotingstatus.INGETROKKEN)
    if lopende_loting(toewijzing) or eerder.filter(deelnemers_hash=hash_, plaatsen=groep["plaatsen"]).exists():
        raise RegelFout("Voor deze regio staat al een loting klaar. Dezelfde groep loot niet twee keer.")
    afspraak = (plaats, trekking_op, methode, aangekondigde_bronnen)
    return trekking.leg_loting_klaar(selectie, groep, *afspraak, door=door, herzien_hash=herzien_hash)


def _selectie_op_slot(toewijzing: Regiotoewijzing, opsteller: Gebruiker, door: Gebruiker) -> Regioselectie:
    """The region under its lock. Where everyone was rejected nothing was selected: then these two people fix that."""
    rij, _ = Regioselectie.objects.get_or_create(toewijzing=toewijzing)
    selectie = slot.regioselectie(rij.pk, door)
    if selectie.status != Status.OPEN:
        return selectie
    nu, gegevens = klok.nu(), bevroren_invoer(toewijzing)
    selectie.invoer, selectie.invoer_hash = gegevens, invoerhash(gegevens)
    selectie.uitslag = als_gegevens(rules.selecteer(feiten.als_regio(gegevens)))
    selectie.voorgesteld_door, selectie.voorgesteld_op = opsteller, nu
    selectie.bevroren_door, selectie.bevroren_op, selectie.vastgesteld_op = door, nu, nu
    selectie.save()
    zet_over(selectie, "geen_selectie_nodig", door=door, hash=selectie.invoer_hash)
    return zet_over(selectie, "stel_vast", door=door, hash=feiten.hash_van(selectie.uitslag))


@transaction.atomic
def eis_intrekbare_loting(*, toewijzing: Regiotoewijzing, recht: Recht, door: Gebruiker) -> Loting:
    """The loting that is set ready for a herziening of this region, under the lock of the region, while it can still
    be withdrawn. Raises RegelFout (docs/adr/0009)."""
    selectie_id = Regioselectie.objects.values_list("pk", flat=True).filter(toewijzing=toewijzing).first()
    selectie = slot.regioselectie(selectie_id, door, recht) if selectie_id else None
    loting = lopende_loting(toewijzing)
    if selectie is None or loting is None:
        raise RegelFout("Voor deze herziening staat geen loting klaar.")
    trekking.eis_intrekbaar(loting)
    loting.regioselectie = selectie
    return loting


@transaction.atomic
def trek_loting_in(*, toewijzing: Regiotoewijzing, grondslag: Mapping[str, Any], door: Gebruiker) -> Loting:
    """The second person withdraws it; every participant hears so.

    `grondslag`: by the names of Teruggezet, what was drafted and by whom, and who asked for this and why.
    """
    loting = eis_intrekbare_loting(toewijzing=toewijzing, recht=Recht.SELECTEREN, door=door)
    spoor = Teruggezet.objects.create(
        regioselectie=loting.regioselectie,
        invoer_hash=loting.herzien_hash,
        bevroren_door=loting.klaargezet_door,
        bevroren_op=loting.klaargezet_op,
        teruggezet_door=door,
        teruggezet_op=klok.nu(),
        **grondslag,
    )
    return trekking.trek_loting_in(loting, spoor, door=door)
