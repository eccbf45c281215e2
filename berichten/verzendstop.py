"""After a restore nothing is mailed until two people say so; what left already is recorded first (R25, F27)."""

from collections import Counter

from django.conf import settings
from django.db import transaction

from berichten import postboek
from berichten.models import Bericht, Verzendstop
from berichten.states import Status
from kern import klok
from kern.fouten import RegelFout
from kern.gezien import eis_gezien
from kern.log import leg_vast
from kern.transitions import zet_over
from partijen.models import Gebruiker
from partijen.personen import eis_tweede_persoon

GEWEEST = {  # last step in the postboek: the arrow
    "draag_over": "was_overgedragen",
    "weiger": "was_geweigerd",
    "onbeslis": "was_onbeslist",
    "claim": "was_onbeslist",
}


@transaction.atomic
def begin(*, reden: str) -> Verzendstop:
    """Stop sending; for the command that restores a backup. There is one stop at a time."""
    stop, nieuw = Verzendstop.objects.get_or_create(
        opgeheven_op=None, defaults={"reden": reden, "begonnen_op": klok.nu()}
    )
    if nieuw:
        leg_vast(stop, "begin")
    return stop


@transaction.atomic
def verwerk_postboek() -> Counter[str]:
    """Give every message that waits the status that the postboek knows of it. Returns how many took which arrow.

    Again and again with the same result. RegelFout when the postboek cannot be read.
    """
    if not settings.POSTBOEK:
        return Counter()
    try:
        stappen = postboek.lees()
    except OSError as fout:
        raise RegelFout("Het postboek is niet te lezen. Zet het terug op zijn plaats (OCO_POSTBOEK).") from fout
    gedaan: Counter[str] = Counter()
    wachtend = Bericht.objects.select_for_update(of=("self",)).filter(status__in=[Status.KLAAR, Status.GECLAIMD])
    for bericht in wachtend.order_by("pk"):
        if pijl := GEWEEST.get(stappen.get(postboek.kenmerk(bericht), "")):
            bericht.geclaimd_op = bericht.geclaimd_op or klok.nu()
            bericht.afgehandeld_op = klok.nu()
            bericht.save(update_fields=["geclaimd_op", "afgehandeld_op"])
            zet_over(bericht, pijl)
            gedaan[pijl] += 1
    return gedaan


@transaction.atomic
def vraag_opheffen(*, stop_id: int, door: Gebruiker) -> Verzendstop:
    """The first person: the portal is as it should be, mail may go again."""
    stop = _open(stop_id)
    if stop.gevraagd_door_id:
        raise RegelFout("Dit is al gevraagd. Een tweede persoon zet het versturen aan.")
    stop.gevraagd_door, stop.gevraagd_op = door, klok.nu()
    stop.save(update_fields=["gevraagd_door", "gevraagd_op"])
    leg_vast(stop, "vraag_opheffen", door=door)
    return stop


@transaction.atomic
def hef_op(*, stop_id: int, gezien: str, door: Gebruiker) -> Counter[str]:
    """The second person, to the request that was read (`gezien`): look once more at what left already, then let the
    rest go. Returns what was recorded."""
    stop = _open(stop_id)
    if stop.gevraagd_door_id is None:
        raise RegelFout("Nog niemand vroeg om het versturen weer aan te zetten. Doe dat eerst.")
    eis_tweede_persoon(stop.gevraagd_door_id, door, zelf="U vroeg dit zelf. Een collega zet het versturen aan.")
    eis_gezien(stop, gezien)
    gedaan = verwerk_postboek()
    stop.opgeheven_door, stop.opgeheven_op = door, klok.nu()
    stop.save(update_fields=["opgeheven_door", "opgeheven_op"])
    leg_vast(stop, "hef_op", door=door, **gedaan)
    return gedaan


def _open(stop_id: int) -> Verzendstop:
    stop = Verzendstop.objects.select_for_update(of=("self",)).get(pk=stop_id)
    if stop.opgeheven_op:
        raise RegelFout("Het versturen staat al weer aan. Ververs de bladzijde.")
    return stop
