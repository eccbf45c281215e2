"""The outbox: put a message ready, hand it over at most once, record what became of it (R9, R10)."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from berichten import postboek, queries, rules
from berichten.models import Bericht, Hartslag
from berichten.opmaak import als_html
from berichten.post import Uitkomst, overhandig
from berichten.retour import berichten_in, message_id
from berichten.states import Berichtsoort, Status
from kern import klok
from kern.db import bij_botsing_opnieuw, overslaan_indien_bezet
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.transitions import zet_over
from kluis.actions import lees
from kluis.models import Stuk
from partijen.models import Gebruiker

logger = logging.getLogger(__name__)
WACHT_OP_BIJLAGE = timedelta(minutes=10)


@transaction.atomic
def leg_klaar(
    *,
    soort: Berichtsoort,
    ontvanger: str,
    onderwerp: str,
    tekst: str,
    over: str,
    vrij_op: datetime | None = None,
    bijlagen: Iterable[Stuk] = (),
    bijlage_volgt: bool = False,
    dossier_sleutel: str = "",
) -> Bericht:
    """Put a message in the outbox, in the transaction of the act it tells of; it leaves after that.

    `over` names the subject (`bekendmaking.brief:12`); with the same `over`, `ontvanger` and `soort`
    the existing row comes back and nothing is added. Not before `vrij_op` (default: now). `bijlagen`
    are Stukken; with `bijlage_volgt` the message stays until `maak_bijlage` gave it one. Raises RegelFout for an
    address or subject that is unsafe in a header (B41).
    """
    nu = klok.nu()
    bericht, nieuw = Bericht.objects.get_or_create(
        over=over,
        ontvanger=rules.veilig_adres(ontvanger),
        soort=soort,
        volgnummer=1,
        defaults={
            "onderwerp": rules.veilig_onderwerp(onderwerp),
            "tekst": rules.veilige_tekst(tekst),
            "dossier_sleutel": dossier_sleutel,
            "wacht_op_bijlage": bijlage_volgt,
            "vrij_op": vrij_op or nu,
            "gemaakt_op": nu,
        },
    )
    if nieuw:
        bericht.bijlagen.add(*bijlagen)
        leg_vast(bericht, "leg_klaar", soort=str(soort), over=over)
    return bericht


def maak_bijlage(*, bericht_id: int, maak: Callable[[Bericht], Stuk]) -> bool:
    """Let `maak` make the attachment of a message that waits for it, and let the message go; whether that was done.

    Once per message, whoever else is at it. When the making fails the message waits for the next try; after
    WACHT_OP_BIJLAGE it goes without, for a person must not wait for mail because of a PDF.
    """
    try:
        with transaction.atomic():
            if (bericht := _wachtend_op_slot(bericht_id)) is None:
                return False
            bericht.bijlagen.add(maak(bericht))
            return _laat_gaan(bericht)
    except Exception:  # whatever it is, it is about this one message
        logger.exception("de bijlage van bericht %s is niet gemaakt", bericht_id)
    with transaction.atomic():
        bericht = _wachtend_op_slot(bericht_id)
        if bericht is not None and bericht.gemaakt_op <= klok.nu() - WACHT_OP_BIJLAGE:
            _laat_gaan(bericht)
    return False


def _wachtend_op_slot(bericht_id: int) -> Bericht | None:
    wachtend = Bericht.objects.select_for_update(of=("self",), **overslaan_indien_bezet()).wacht_op_bijlage()
    return wachtend.filter(pk=bericht_id).first()


def _laat_gaan(bericht: Bericht) -> bool:
    bericht.wacht_op_bijlage = False
    bericht.save(update_fields=["wacht_op_bijlage"])
    return True


def verstuur(*, bericht_id: int) -> Bericht | None:
    """Claim and commit, hand over, record (R10). None when another worker has it or it may not go now.

    A crash in between leaves `geclaimd`, which becomes `onbeslist` for a person, never a second mail.
    """
    if (bericht := _claim(bericht_id)) is None:
        return None
    try:
        mail = _als_mail(bericht)
        postboek.schrijf(bericht, "claim")
    except (RegelFout, OSError) as fout:  # an attachment cannot be read, or the postboek is full: nothing has left
        return _noteer(bericht, Uitkomst("laat_los", str(fout)))
    uitkomst = overhandig(mail)
    try:
        postboek.schrijf(bericht, uitkomst.overgang)
    except OSError:
        logger.exception("het postboek kent de afloop van bericht %s niet", bericht.pk)
    return bij_botsing_opnieuw(partial(_noteer, bericht, uitkomst))  # it left: nobody may have to find that out


@transaction.atomic(durable=True)
def _claim(bericht_id: int) -> Bericht | None:
    nu = klok.nu()
    vrij = Bericht.objects.select_for_update(of=("self",), **overslaan_indien_bezet()).openstaand(nu)
    if (bericht := vrij.filter(pk=bericht_id).first()) is None:
        return None
    bericht.geclaimd_op, bericht.pogingen = nu, bericht.pogingen + 1
    bericht.save(update_fields=["geclaimd_op", "pogingen"])
    return zet_over(bericht, "claim")


def _als_mail(bericht: Bericht) -> EmailMultiAlternatives:
    """Text and HTML with the same words, and the attachments."""
    mail = EmailMultiAlternatives(
        subject=bericht.onderwerp,
        body=bericht.tekst,
        to=[bericht.ontvanger],
        headers={"Message-ID": message_id(bericht.pk), "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(als_html(bericht.onderwerp, bericht.tekst), "text/html")
    for stuk in bericht.bijlagen.select_related("sleutel").order_by("pk"):
        mail.attach(stuk.naam, lees(stuk), stuk.type)
    return mail


@transaction.atomic(durable=True)
def _noteer(bericht: Bericht, uitkomst: Uitkomst) -> Bericht:
    """Record the answer. One that comes after the row became `onbeslist` is kept for the person who decides."""
    rij = Bericht.objects.select_for_update(of=("self",)).get(pk=bericht.pk)
    rij.serverantwoord = uitkomst.antwoord[:300]
    if rij.status != Status.GECLAIMD:
        rij.serverantwoord = f"Laat antwoord ({uitkomst.overgang}): {uitkomst.antwoord}"[:300]
        rij.save(update_fields=["serverantwoord"])
        return rij
    if uitkomst.overgang == "laat_los":
        rij.niet_voor = klok.nu() + rules.wachttijd(rij.pogingen)
    else:
        _rond_af(rij)
    rij.save(update_fields=["serverantwoord", "niet_voor", "afgehandeld_op", "tekst"])
    return zet_over(rij, uitkomst.overgang)


def _rond_af(rij: Bericht) -> None:
    """Stamp the end; outside the demo a link to set a password does not stay readable."""
    rij.afgehandeld_op = klok.nu()
    if rij.soort == Berichtsoort.ACCOUNT and not settings.DEMO:
        rij.tekst = ""


def markeer_onbeslist() -> int:
    """Rows that were claimed and never recorded become `onbeslist` (F10). Returns how many."""
    grens = klok.nu() - settings.BERICHT_ONBESLIST_NA
    return sum(_markeer(pk, grens) for pk in queries.blijven_hangen(grens))


@transaction.atomic
def _markeer(bericht_id: int, grens: datetime) -> bool:
    rijen = Bericht.objects.select_for_update(of=("self",), **overslaan_indien_bezet())
    if (rij := rijen.blijven_hangen(grens).filter(pk=bericht_id).first()) is None:
        return False
    _rond_af(rij)
    rij.save(update_fields=["afgehandeld_op", "tekst"])
    zet_over(rij, "onbeslis")
    return True


@transaction.atomic
def los_op(*, bericht_id: int, uitkomst: Status, reden: str, door: Gebruiker) -> Bericht:
    """A person who asked around decides whether an `onbeslist` message arrived (R10).

    `uitkomst` is OVERGEDRAGEN or GEWEIGERD. Raises RegelFout when the row is not `onbeslist`.
    """
    bericht = Bericht.objects.select_for_update(of=("self",)).get(pk=bericht_id)
    if not reden.strip():
        raise RegelFout("Schrijf op hoe u weet of het bericht is aangekomen.")
    return zet_over(bericht, f"beslis_{uitkomst}", door=door, toelichting=reden)


@transaction.atomic
def meld_terug(*, tekst: str, reden: str, door: Gebruiker) -> Bericht:
    """Someone found a mail that came back: the message becomes `gebounced` (R10).

    `tekst` is the returned mail, or its line with the Message-ID; only a true one of a message counts (B56).
    """
    gevonden = berichten_in(tekst)
    if len(gevonden) != 1:
        raise RegelFout(
            "Hierin staat niet precies één Message-ID van het portaal. Plak het teruggekomen bericht met al zijn "
            "kopregels. Hoort het bij meer berichten? Doe ze dan een voor een."
        )
    bericht = Bericht.objects.select_for_update(of=("self",)).filter(pk=gevonden.pop()).first()
    if bericht is None:
        raise RegelFout("Dit bericht bestaat niet meer.")
    if bericht.status == Status.ONBESLIST:
        raise RegelFout("Dit bericht is onbeslist. Kies bij het bericht zelf dat het niet is aangekomen.")
    return zet_over(bericht, "bounce", door=door, toelichting=_eis_reden(reden))


@transaction.atomic
def doe_af(*, bericht_id: int, reden: str, door: Gebruiker) -> Bericht:
    """Take a refused or returned message from the list: nothing more has to be done. Its status stays."""
    bericht = Bericht.objects.select_for_update(of=("self",)).get(pk=bericht_id)
    if bericht.status not in (Status.GEWEIGERD, Status.GEBOUNCED) or bericht.afgedaan_op:
        raise RegelFout("Dit bericht staat niet open. Ververs de bladzijde.")
    if queries.verzoek(bericht):
        raise RegelFout("Er is gevraagd dit bericht opnieuw te versturen. Daar beslist eerst een collega over.")
    bericht.afgedaan_op = klok.nu()
    bericht.save(update_fields=["afgedaan_op"])
    leg_vast(bericht, "doe_af", door=door, toelichting=_eis_reden(reden))
    return bericht


def _eis_reden(reden: str) -> str:
    if not reden.strip():
        raise RegelFout("Schrijf op waarom.")
    return reden.strip()


def klop() -> None:
    """Say that the taker runs, for whoever watches (F8)."""
    Hartslag.objects.update_or_create(pk=1, defaults={"op": klok.nu()})
