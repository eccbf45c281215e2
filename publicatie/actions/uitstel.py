"""A later closing of a published round, by two people (T14, B36)."""

from datetime import datetime

from django.db import transaction

from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.transitions import zet_over
from partijen.models import Gebruiker
from partijen.personen import eis_tweede_persoon
from publicatie import wijzigregels
from publicatie.actions.wijzigen import controleer, gewijzigd
from publicatie.models import Inkoopronde, Uitstel
from publicatie.states import Status, Uitstelstatus

ZELF_VOORGESTELD = "U hebt dit uitstel zelf voorgesteld. Vraag een collega om het te bevestigen."


@transaction.atomic
def stel_uitstel_voor(*, ronde_id: int, nieuw: datetime, reden: str, door: Gebruiker) -> Uitstel:
    """The first of two people proposes a later closing. RegelFout when it is not later, out of order, or too late."""
    ronde = _op_slot(ronde_id)
    assert ronde.sluiting_op is not None, "a published round has a closing"
    uitstel = Uitstel(
        ronde=ronde, oud=ronde.sluiting_op, nieuw=nieuw, reden=reden, voorgesteld_door=door, voorgesteld_op=klok.nu()
    )
    _eis_mogelijk(ronde, nieuw)
    controleer(rij=uitstel)
    uitstel.save()
    leg_vast(ronde, "stel_uitstel_voor", door=door, oud=uitstel.oud.isoformat(), nieuw=nieuw.isoformat())
    return uitstel


def _op_slot(ronde_id: int) -> Inkoopronde:
    ronde = Inkoopronde.objects.select_for_update(of=("self",)).get(pk=ronde_id)
    if ronde.status != Status.GEPUBLICEERD:
        raise RegelFout("Deze ronde is nog niet gepubliceerd. Wijzig het tijdschema.")
    return ronde


def _eis_mogelijk(ronde: Inkoopronde, nieuw: datetime) -> None:
    """The clock is read under the lock of the round."""
    assert ronde.sluiting_op is not None, "a published round has a closing"
    assert ronde.opening_vanaf is not None, "it follows from the closing"
    wijzigregels.eis_uitstel_mogelijk(klok.nu(), oud=ronde.sluiting_op, nieuw=nieuw, opening_vanaf=ronde.opening_vanaf)
    if ronde.beoordeling_vanaf and nieuw >= ronde.beoordeling_vanaf:
        raise RegelFout(
            "‘Beoordeling vanaf’ moet na de sluiting komen. Zet eerst dat moment, en wat erop volgt, later in het "
            "tijdschema."
        )


@transaction.atomic
def bevestig_uitstel(*, uitstel_id: int, door: Gebruiker) -> Inkoopronde:
    """A second person confirms: the closing moves and the change becomes a version, old and new instant kept."""
    ronde = _op_slot(Uitstel.objects.values_list("ronde_id", flat=True).get(pk=uitstel_id))
    uitstel = Uitstel.objects.select_for_update(of=("self",)).get(pk=uitstel_id)
    eis_tweede_persoon(uitstel.voorgesteld_door_id, door, zelf=ZELF_VOORGESTELD)
    if uitstel.status != Uitstelstatus.VOORGESTELD:
        raise RegelFout(f"Dit uitstel is al {uitstel.get_status_display().lower()}.")
    if ronde.sluiting_op != uitstel.oud:
        raise RegelFout("De sluiting is intussen veranderd. Trek dit voorstel in en maak een nieuw.")
    _eis_mogelijk(ronde, uitstel.nieuw)
    with gewijzigd(ronde_id=ronde.pk, handeling="bevestig_uitstel", reden=uitstel.reden, door=door) as ronde:
        uitstel.bevestigd_door, uitstel.bevestigd_op = door, klok.nu()
        uitstel.save(update_fields=["bevestigd_door", "bevestigd_op"])
        zet_over(uitstel, "bevestig", door=door, oud=uitstel.oud.isoformat(), nieuw=uitstel.nieuw.isoformat())
        ronde.sluiting_op = uitstel.nieuw
        ronde.save(update_fields=["sluiting_op"])
    return ronde


@transaction.atomic
def trek_uitstel_in(*, uitstel_id: int, door: Gebruiker) -> Uitstel:
    """Withdraw a proposal that nobody confirmed."""
    return zet_over(Uitstel.objects.get(pk=uitstel_id), "trek_in", door=door)
