"""Submit, withdraw, and the opening of one dossier."""

import logging
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from berichten.actions import leg_klaar
from berichten.states import Berichtsoort
from inschrijving import momentopname, queries, rules
from inschrijving.actions.slot import GEWIJZIGD, eis_open, op_slot, vergrendel
from inschrijving.models import Indiening, Inschrijving
from inschrijving.states import Status
from kern import klok
from kern.db import bij_botsing_opnieuw
from kern.fouten import RegelFout
from kern.log import kop_van, leg_vast
from kern.models import Uitkomst
from kern.transitions import zet_over
from kluis.actions import lees
from kluis.models import Stuk
from kluis.states import Scan
from partijen.models import Gebruiker
from partijen.permissions import Recht

logger = logging.getLogger(__name__)


def dien_in(*, inschrijving_id: int, sleutel: UUID, gezien: str, door: Gebruiker) -> Indiening:
    """Submit the working copy as the version that counts (R1-R5).

    In: the idempotency key of the form, and the hash of what the page showed (momentopname.hash_nu).
    The arrival is stamped first, before any lock (A02). The same key with the same content gives the same
    version again, as long as that stands. Raises RegelFout, with a line in the log, when late, incomplete,
    changed since it was shown, with a key that was used for other content (B37, F21, T6), or when the clock of the
    database was set back (F18). A deadlock is tried again, with the first stamp (F20).
    """
    aangekomen_op, laatst_vastgelegd = klok.stempel()

    def in_een_keer() -> Indiening:
        with transaction.atomic(durable=True):
            return _dien_in(inschrijving_id, sleutel, gezien, door, aangekomen_op)

    try:
        rules.eis_klok_loopt_door(aangekomen_op, laatst_vastgelegd)
        return bij_botsing_opnieuw(in_een_keer)
    except RegelFout as fout:
        _noteer_weigering(inschrijving_id, aangekomen_op, door, fout)
        raise


@transaction.atomic
def ga_na(*, inschrijving_id: int, sleutel: UUID, door: Gebruiker) -> Indiening | None:
    """The version that was submitted with this key, or None when nothing came of it (F19).

    Waits for the lock: a submit that is still being committed while its line was cut is over then.
    """
    return op_slot(inschrijving_id, door, Recht.INDIENEN).indieningen.filter(sleutel=sleutel).first()


def _dien_in(inschrijving_id: int, sleutel: UUID, gezien: str, door: Gebruiker, aangekomen_op: datetime) -> Indiening:
    inschrijving = op_slot(inschrijving_id, door, Recht.INDIENEN)
    if eerder := inschrijving.indieningen.filter(sleutel=sleutel).first():
        return _zelfde(inschrijving, eerder, gezien)
    eis_open(inschrijving, aangekomen_op)
    dossier = queries.vers(inschrijving.pk)
    opname, bestanden = momentopname.maak(dossier), momentopname.stukken(dossier)
    inhoud = momentopname.inhoudshash(opname, bestanden)
    if inhoud != gezien:
        raise RegelFout(GEWIJZIGD)
    if mist := queries.ontbreekt(dossier):
        raise RegelFout(
            f"Uw inschrijving is nog niet compleet. Dit mist nog: {'; '.join(punt.tekst for punt in mist)}."
        )
    volgnummer = len(dossier.indieningen.all()) + 1
    nummer = f"{inschrijving.kenmerk}-{volgnummer}"
    ingediend = _zet_op_ingediend(dossier, nummer, inhoud, door, aangekomen_op)
    vastgelegd_op = klok.nu()
    rules.eis_op_tijd_vastgelegd(vastgelegd_op, dossier.ronde.sluiting_op)
    indiening = Indiening.objects.create(
        inschrijving=ingediend,
        volgnummer=volgnummer,
        sleutel=sleutel,
        ontvangstnummer=nummer,
        momentopname=opname,
        stukken=bestanden,
        hash=inhoud,
        aangekomen_op=aangekomen_op,
        vastgelegd_op=vastgelegd_op,
        logkop=kop_van(ingediend),
        door=door,
    )
    _bevestig(indiening)
    return indiening


def _zet_op_ingediend(
    dossier: Inschrijving, nummer: str, inhoud: str, door: Gebruiker, aangekomen_op: datetime
) -> Inschrijving:
    """The status and its log line; the row keeps what `dossier` read of round, uitvoerder and organisation."""
    ingediend = zet_over(
        dossier, "dien_in", door=door, ontvangstnummer=nummer, sha256=inhoud, aangekomen_op=aangekomen_op.isoformat()
    )
    ingediend.ronde, ingediend.uitvoerder, ingediend.organisatie = (
        dossier.ronde,
        dossier.uitvoerder,
        dossier.organisatie,
    )
    ingediend.wijziging_begonnen, ingediend.intrekreden = False, ""
    ingediend.save(update_fields=["wijziging_begonnen", "intrekreden"])
    return ingediend


def _zelfde(inschrijving: Inschrijving, eerder: Indiening, gezien: str) -> Indiening:
    """A repeat of a request that was accepted: the same receipt, and nothing else (F1, F21)."""
    if inschrijving.status == Status.INGETROKKEN:
        raise RegelFout(
            "Deze inschrijving is ingetrokken. Open de bladzijde ‘Tekenen en indienen’ om opnieuw in te dienen."
        )
    if eerder.hash != gezien:
        raise RegelFout(
            "Met dit formulier is al iets anders ingediend. Open de bladzijde opnieuw en controleer uw gegevens."
        )
    return eerder


def _bevestig(indiening: Indiening) -> None:
    """The receipt as mail, with the PDF that the worker makes; the page shows it at once, so this is a copy (R5)."""
    inschrijving = indiening.inschrijving
    leg_klaar(
        soort=Berichtsoort.ONTVANGST,
        over=queries.over_indiening(indiening.pk),
        bijlage_volgt=True,
        ontvanger=inschrijving.organisatie.email,
        onderwerp=f"Uw inschrijving is ontvangen: {indiening.ontvangstnummer}",
        tekst=render_to_string(
            "inschrijving/mail/ontvangst.txt", {"indiening": indiening, "inschrijving": inschrijving}
        ),
        dossier_sleutel=inschrijving.dossier_sleutel,
    )


def _noteer_weigering(inschrijving_id: int, aangekomen_op: datetime, door: Gebruiker, fout: RegelFout) -> None:
    """One line in the log for a refused submission; an incident when it was stamped in time (T6)."""
    incident = isinstance(fout, rules.TeLaatVastgelegd)
    if incident:
        logger.error("indiening van inschrijving %s op tijd aangekomen, te laat vastgelegd", inschrijving_id)
    with transaction.atomic():
        leg_vast(
            Inschrijving.objects.get(pk=inschrijving_id),
            "incident_indiening" if incident else "dien_in",
            door=door,
            resultaat=Uitkomst.GEWEIGERD,
            aangekomen_op=aangekomen_op.isoformat(),
        )


@transaction.atomic
def trek_in(*, inschrijving_id: int, reden: str, door: Gebruiker) -> Inschrijving:
    """Withdraw before the closing, with a reason; submitting again stays possible (A53)."""
    inschrijving = vergrendel(inschrijving_id, door, Recht.INDIENEN)
    if not reden.strip():
        raise RegelFout("Schrijf op waarom u de inschrijving intrekt.")
    inschrijving = zet_over(inschrijving, "trek_in", door=door)
    staat = inschrijving.indieningen.latest("volgnummer")
    inschrijving.intrekreden, inschrijving.bewaard_op = reden, klok.nu()
    inschrijving.save(update_fields=["intrekreden", "bewaard_op"])
    leg_klaar(
        soort=Berichtsoort.ONTVANGST,
        over=f"inschrijving.indiening:{staat.pk}:ingetrokken",
        ontvanger=inschrijving.organisatie.email,
        onderwerp=f"U hebt uw inschrijving ingetrokken: {staat.ontvangstnummer}",
        tekst=render_to_string("inschrijving/mail/ingetrokken.txt", {"indiening": staat, "inschrijving": inschrijving}),
        dossier_sleutel=inschrijving.dossier_sleutel,
    )
    return inschrijving


@transaction.atomic
def open_dossier(*, inschrijving_id: int, door: Gebruiker) -> Indiening:
    """Open a submitted dossier: check every file, put the submitted version back, and move it on (R7, L6).

    Who may open, when, and with whom is up to the opening. Raises RegelFout that names a file whose bytes
    are not those of the receipt, before the closing, and where a scanner is set up before it saw each file (F30).
    """
    nu = klok.nu()
    inschrijving = Inschrijving.objects.select_for_update(of=("self",)).select_related("ronde").get(pk=inschrijving_id)
    if inschrijving.ronde.sluiting_op is None or rules.op_tijd(nu, inschrijving.ronde.sluiting_op):
        raise RegelFout("De inschrijving is nog niet gesloten. Daarvoor gaat geen dossier open.")
    inschrijving = zet_over(inschrijving, "open", door=door)
    indiening = queries.staande_indiening(inschrijving)
    _controleer(indiening)
    momentopname.zet_terug(indiening)
    return indiening


def _controleer(indiening: Indiening) -> None:
    """Compare the version and every one of its files, read from the vault, with the receipt (ADR 0002)."""
    if momentopname.inhoudshash(indiening.momentopname, indiening.stukken) != indiening.hash:
        raise RegelFout(f"De inhoud van {indiening} klopt niet met het ontvangstbewijs. Meld het aan de beheerder.")
    rijen = Stuk.objects.select_related("sleutel").in_bulk([bestand["stuk"] for bestand in indiening.stukken])
    for bestand in indiening.stukken:
        stuk = rijen.get(bestand["stuk"])
        if stuk is None or stuk.sha256 != bestand["sha256"]:
            raise RegelFout(f"Het bestand {bestand['naam']} van {indiening} klopt niet met het ontvangstbewijs.")
        if settings.CLAMAV and stuk.scan == Scan.NIET_GESCAND:
            raise RegelFout(
                f"Een bestand van {indiening} is nog niet op virussen gescand. Dat gebeurt vanzelf. Probeer het over "
                "een paar minuten opnieuw. Lukt het dan niet, vraag dan de beheerder om de virusscanner na te kijken."
            )
        lees(stuk)
