"""The money of the regions per year: all of a year at once, or one region (2.2; IK-069, IK-071)."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from kern.fouten import RegelFout
from kern.log import leg_vast
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht
from publicatie import rules
from publicatie.models import Inkoopronde, Regiobudget, Regiotoewijzing


@transaction.atomic
def wijzig_budgetten(*, toewijzing_id: int, bedragen: Mapping[int, Decimal | None], door: Gebruiker) -> Regiotoewijzing:
    """Set the budget of a region, in euro per year; None takes a year away.

    For the uitvoerder of the region, and the beheerder. It is no condition of the round: it may change at any time,
    the log keeps the old and the new amount, and nobody gets a message. RegelFout when the regions together would get
    more than the national amount of a year.
    """
    sluit_ronde(ronde_id=Regiotoewijzing.objects.values_list("ronde", flat=True).get(pk=toewijzing_id))
    toewijzing = Regiotoewijzing.objects.select_for_update(of=("self",)).get(pk=toewijzing_id)
    eis_recht(door, Recht.RONDE_BEHEREN, uitvoerder_id=toewijzing.uitvoerder_id)
    for jaar, bedrag in bedragen.items():
        _zet(toewijzing, jaar, bedrag, None, door)
    for jaar in bedragen:
        eis_verdeelbaar(ronde_id=toewijzing.ronde_id, jaar=jaar)
    return toewijzing


@transaction.atomic
def verdeel_over_regios(
    *,
    ronde_id: int,
    jaar: int,
    bedragen: Mapping[int, Decimal | None],
    bron: str,
    gezien: Mapping[int, Decimal | None],
    door: Gebruiker,
) -> None:
    """Set the amounts of regions of a round for one year, in euro per id of a Regiotoewijzing; None takes it away.

    `gezien`: the amounts that were on the screen. `bron`: who divided the money, for what changes. RegelFout when a
    colleague changed one meanwhile, or together they are more than the national amount; then nothing is stored.
    """
    sluit_ronde(ronde_id=ronde_id)
    rijen = Regiotoewijzing.objects.select_for_update(of=("self",)).filter(ronde=ronde_id, pk__in=bedragen)
    toewijzingen = list(rijen.order_by("pk"))
    oud = dict(Regiobudget.objects.filter(toewijzing__in=toewijzingen, jaar=jaar).values_list("toewijzing", "bedrag"))
    for toewijzing in toewijzingen:
        eis_recht(door, Recht.RONDE_BEHEREN, uitvoerder_id=toewijzing.uitvoerder_id)
        if oud.get(toewijzing.pk) != gezien.get(toewijzing.pk):
            raise RegelFout("Een collega heeft intussen een bedrag gewijzigd. Kijk eerst wat er nu staat.")
        _zet(toewijzing, jaar, bedragen[toewijzing.pk], bron, door)
    eis_verdeelbaar(ronde_id=ronde_id, jaar=jaar)


def eis_verdeelbaar(*, ronde_id: int, jaar: int) -> None:
    """Refuse a national amount of a year that is less than its regions get together. The caller holds the round."""
    ronde = Inkoopronde.objects.get(pk=ronde_id)
    landelijk = ronde.landelijke_bedragen.filter(jaar=jaar).values_list("bedrag", flat=True).first()
    regios = Regiobudget.objects.filter(toewijzing__ronde=ronde, jaar=jaar).values_list("bedrag", flat=True)
    rules.eis_binnen_landelijk(landelijk, regios, jaar)


def sluit_ronde(*, ronde_id: int) -> None:
    """The ronde under its lock, before its regions: two people who each add to the sum wait for each other."""
    Inkoopronde.objects.select_for_update(of=("self",)).get(pk=ronde_id)


def _zet(toewijzing: Regiotoewijzing, jaar: int, bedrag: Decimal | None, bron: str | None, door: Gebruiker) -> None:
    rij = Regiobudget.objects.filter(toewijzing=toewijzing, jaar=jaar).first()
    oud = rij.bedrag if rij else None
    if bedrag == oud:
        return
    if bedrag is None:
        Regiobudget.objects.filter(toewijzing=toewijzing, jaar=jaar).delete()
    else:
        velden = {"bedrag": bedrag} | ({"bron": bron} if bron else {})
        Regiobudget.objects.update_or_create(toewijzing=toewijzing, jaar=jaar, defaults=velden)
    leg_vast(toewijzing, "wijzig_budget", door=door, jaar=jaar, oud=_tekst(oud), nieuw=_tekst(bedrag))


def _tekst(bedrag: Decimal | None) -> str | None:
    return None if bedrag is None else str(bedrag)
