"""Answering a verduidelijkingsvraag, once and in time, and reminding who has not."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from beoordeling import vraagqueries, vraagregels
from beoordeling.models import Verduidelijking
from beoordeling.states import Verduidelijkingstatus
from beoordeling.vraagpost import mail_herinnering, mail_ontvangst
from inschrijving.actions import op_slot
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.models import Uitkomst
from kern.rules import sha256
from kern.transitions import zet_over
from partijen.models import Gebruiker
from partijen.permissions import Recht


def beantwoord_vraag(*, verduidelijking_id: int, antwoord: str, sleutel: UUID, door: Gebruiker) -> Verduidelijking:
    """Answer in text, once, before the term is over; nothing else of the dossier changes (IK-207).

    The arrival is stamped first, before any lock (R1). `sleutel`: made with the page; the same key gives the receipt
    of the first click again (F21). Raises RegelFout, with a line in the log, when late or answered already.
    """
    aangekomen_op = klok.nu()
    try:
        with transaction.atomic():
            return _beantwoord(verduidelijking_id, antwoord, sleutel, door, aangekomen_op)
    except RegelFout as fout:
        _noteer_weigering(verduidelijking_id, aangekomen_op, door, fout)
        raise


def _beantwoord(pk: int, antwoord: str, sleutel: UUID, door: Gebruiker, aangekomen_op: datetime) -> Verduidelijking:
    rijen = Verduidelijking.objects.gesteld()
    inschrijving = op_slot(rijen.values_list("inschrijving_id", flat=True).get(pk=pk), door, Recht.INDIENEN)
    rij = rijen.select_related("vraag__eis").get(pk=pk)
    if rij.sleutel == sleutel and rij.antwoord == antwoord:
        return rij
    if rij.status == Verduidelijkingstatus.BEANTWOORD:
        raise RegelFout("Deze vraag is al beantwoord. U kunt één keer antwoorden.")
    vraagregels.eis_op_tijd(aangekomen_op, rij.vraag.tot)
    vraagregels.eis_op_tijd_vastgelegd(klok.nu(), rij.vraag.tot)
    if not antwoord:
        raise RegelFout("Schrijf uw antwoord op.")
    rij.antwoord, rij.sleutel, rij.beantwoord_door, rij.beantwoord_op = antwoord, sleutel, door, aangekomen_op
    rij.save(update_fields=["antwoord", "sleutel", "beantwoord_door", "beantwoord_op"])
    zet_over(
        rij,
        "beantwoord_vraag",
        door=door,
        eis=rij.vraag.eis.nummer,
        aangekomen_op=aangekomen_op.isoformat(),
        sha256=sha256(antwoord.encode()),
    )
    rij.refresh_from_db(fields=["status"])
    rij.inschrijving = inschrijving
    mail_ontvangst(rij)
    return rij


def _noteer_weigering(pk: int, aangekomen_op: datetime, door: Gebruiker, fout: RegelFout) -> None:
    incident = isinstance(fout, vraagregels.TeLaatVastgelegd)
    with transaction.atomic():
        leg_vast(
            Verduidelijking.objects.get(pk=pk),
            "incident_antwoord" if incident else "beantwoord_vraag",
            door=door,
            resultaat=Uitkomst.GEWEIGERD,
            aangekomen_op=aangekomen_op.isoformat(),
        )


def herinner_vragen() -> int:
    """Remind once who has not answered, on the working day before the last one; how many were found (R12).

    May run as often as one likes and at two places at once: the outbox holds one row per question and organisation.
    """
    namen = (
        "vraag__eis",
        "inschrijving__organisatie",
        "inschrijving__uitvoerder",
        "regioinschrijving__toewijzing__regio",
    )
    rijen = list(vraagqueries.te_herinneren(klok.nu()).select_related(*namen))
    for rij in rijen:
        mail_herinnering(rij)
    return len(rijen)
