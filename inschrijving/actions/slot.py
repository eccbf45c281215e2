"""What every change of a dossier begins and ends with."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from inschrijving import momentopname, queries, rules
from inschrijving.models import Bestuursverklaring, Inschrijving
from inschrijving.states import Status
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht
from publicatie.states import Documentsoort

GEWIJZIGD = "Er is iets gewijzigd nadat u deze bladzijde opende. Controleer de inschrijving en probeer het opnieuw."


def op_slot(inschrijving_id: int, door: Gebruiker, recht: Recht) -> Inschrijving:
    """Lock the dossier for someone of its own organisation; PermissionDenied for anyone else."""
    inschrijving = (
        Inschrijving.objects.select_for_update(of=("self",))
        .select_related("ronde", "uitvoerder", "organisatie")
        .get(pk=inschrijving_id)
    )
    eis_recht(door, recht, organisatie_id=inschrijving.organisatie_id)
    return inschrijving


def vergrendel(inschrijving_id: int, door: Gebruiker, recht: Recht = Recht.INSCHRIJVEN) -> Inschrijving:
    """Lock the dossier for a change within the window.

    The instant is taken before the lock: who waits for a lock is not late for that.
    """
    nu = klok.nu()
    inschrijving = op_slot(inschrijving_id, door, recht)
    eis_open(inschrijving, nu)
    return inschrijving


def eis_vooraf(inschrijving_id: int, door: Gebruiker, recht: Recht = Recht.INSCHRIJVEN) -> Inschrijving:
    """What `vergrendel` refuses, without a lock: before work that takes long. `vergrendel` looks again after it."""
    nu = klok.nu()
    inschrijving = Inschrijving.objects.select_related("ronde").get(pk=inschrijving_id)
    eis_recht(door, recht, organisatie_id=inschrijving.organisatie_id)
    eis_open(inschrijving, nu)
    return inschrijving


def eis_open(inschrijving: Inschrijving, nu: datetime) -> None:
    """Refuse outside the window, and say which version stands (IK-084, IK-207, T7)."""
    reden = rules.reden_dicht(nu, inschrijving.ronde.publicatie_op, inschrijving.ronde.sluiting_op)
    if not reden and inschrijving.status == Status.GEOPEND:
        reden = "Dit dossier is geopend door het zorgkantoor. U kunt het niet meer wijzigen."
    if not reden:
        return
    if staat := queries.laatste_indiening(inschrijving):
        reden += f" Uw inschrijving met ontvangstnummer {staat.ontvangstnummer} staat en telt mee."
    raise RegelFout(reden)


def bewaard(inschrijving: Inschrijving, handeling: str, door: Gebruiker, **gegevens: Any) -> None:
    """Stamp and log a change, void a signature that no longer fits, and mark a change after submitting."""
    inschrijving.bewaard_op = klok.nu()
    ingediend = inschrijving.status == Status.INGEDIEND
    begonnen = Q(getekend_op__isnull=False) | Q(handtekeningen__isnull=False)
    if ingediend or Bestuursverklaring.objects.filter(begonnen, inschrijving=inschrijving).exists():
        dossier = _zonder_vervallen_handtekening(queries.vers(inschrijving.pk), door)
        if ingediend:
            staat = queries.staande_indiening(dossier)
            inschrijving.wijziging_begonnen = momentopname.hash_nu(dossier) != staat.hash
    inschrijving.save(update_fields=["bewaard_op", "wijziging_begonnen"])
    leg_vast(inschrijving, handeling, door=door, **gegevens)


def bijgevoegd(inschrijving: Inschrijving, handeling: str, door: Gebruiker, **gegevens: Any) -> None:
    """As `bewaard`, for a document that is added: the rest of the dossier need not be read for that.

    No signature stands for a document (rules.verklaring_hash), and with one more row the content never is what was
    submitted.
    """
    inschrijving.bewaard_op = klok.nu()
    inschrijving.wijziging_begonnen = inschrijving.status == Status.INGEDIEND
    inschrijving.save(update_fields=["bewaard_op", "wijziging_begonnen"])
    leg_vast(inschrijving, handeling, door=door, **gegevens)


def _zonder_vervallen_handtekening(dossier: Inschrijving, door: Gebruiker) -> Inschrijving:
    """The dossier; when its content is no longer what was signed: without any signature and its PDF."""
    verklaring = dossier.bestuursverklaring
    getekend = verklaring.getekend_op is not None or bool(verklaring.handtekeningen.all())
    if not getekend or queries.handtekening_geldt(dossier, queries.verklaring_hash(dossier)):
        return dossier
    wis_handtekeningen(dossier, klok.nu())
    leg_vast(dossier, "handtekening_vervalt", door=door)
    return queries.vers(dossier.pk)


def wis_handtekeningen(inschrijving: Inschrijving, vervallen_op: datetime | None) -> None:
    """Take away every signature and the PDF that was signed. `vervallen_op`: when a change did that, else None."""
    verklaring = inschrijving.bestuursverklaring
    verklaring.handtekeningen.all().delete()
    inschrijving.bewijsstukken.filter(soort=Documentsoort.BESTUURSVERKLARING).delete()
    verklaring.getekend_op, verklaring.getekend_door, verklaring.getekende_hash = None, None, ""
    verklaring.vervallen_op = vervallen_op
    verklaring.save(update_fields=["getekend_op", "getekend_door", "getekende_hash", "vervallen_op"])
