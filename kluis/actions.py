"""The three verbs of the vault: bewaar, lees, vernietig (R4, R6, R22)."""

import logging
from typing import BinaryIO
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.rules import sha256
from kluis import controle, opslag, queries, rules, versleuteling
from kluis.fouten import StukBeschadigd, StukVernietigd
from kluis.models import Dossiersleutel, Stuk
from partijen.models import Gebruiker

logger = logging.getLogger(__name__)


def bewaar(
    *,
    dossier: str,
    naam: str,
    inhoud: bytes | BinaryIO,
    controleer: bool = True,
    quotum: bool = False,
    door: Gebruiker | None = None,
) -> Stuk:
    """Store a file byte for byte, encrypted; the row exists only when the bytes are safe on disk (R4).

    `controleer` checks name and content of what people send in (off for what the portal makes itself);
    `quotum` also holds the limits per dossier. Raises RegelFout that says what to do.
    """
    inhoud = inhoud if isinstance(inhoud, bytes) else inhoud.read(settings.MAX_BESTAND + 1)
    rules.past_binnen(len(inhoud), settings.MAX_BESTAND)
    naam = rules.nette_naam(naam)
    if controleer:
        soort = controle.inhoudstype(inhoud)
        rules.zelfde_type(naam, soort)
    else:
        soort = controle.geraden_type(inhoud)
    return _leg_weg(dossier=dossier, naam=naam, inhoud=inhoud, soort=soort, quotum=quotum, door=door)


@transaction.atomic
def _leg_weg(*, dossier: str, naam: str, inhoud: bytes, soort: str, quotum: bool, door: Gebruiker | None) -> Stuk:
    sleutel, verpakt = _sleutel_op_slot(dossier)
    if quotum:
        nu_al = queries.omvang(dossier)
        rules.binnen_quotum(
            aantal=nu_al.aantal,
            omvang=nu_al.bytes,
            erbij=len(inhoud),
            max_aantal=settings.MAX_BESTANDEN_PER_DOSSIER,
            max_omvang=settings.MAX_DOSSIER,
        )
    plek, hash_ = uuid4(), sha256(inhoud)
    doos = versleuteling.versleutel(verpakt=verpakt, dossier=dossier, plek=plek.hex, inhoud=inhoud)
    try:
        opslag.schrijf(plek, doos)
    except OSError as fout:  # disk full or broken (F4, F5)
        logger.exception("de kluis kan niet schrijven")
        raise RegelFout("Wij kunnen dit bestand nu niet bewaren. Probeer het over een paar minuten opnieuw.") from fout
    stuk = Stuk.objects.create(
        sleutel=sleutel, plek=plek, sha256=hash_, grootte=len(inhoud), type=soort, naam=naam, bewaard_op=klok.nu()
    )
    leg_vast(stuk, "bewaar", door=door, sha256=hash_, grootte=len(inhoud))
    return stuk


def _sleutel_op_slot(dossier: str) -> tuple[Dossiersleutel, bytes | memoryview]:
    """The row of the dossier and its wrapped data key, made at its first file, locked until the transaction ends."""
    Dossiersleutel.objects.get_or_create(dossier=dossier, defaults={"verpakt": versleuteling.nieuwe_sleutel(dossier)})
    sleutel = Dossiersleutel.objects.select_for_update(of=("self",)).get(dossier=dossier)
    if sleutel.verpakt is None:
        raise RegelFout("Dit dossier is vernietigd. Er kan niets meer bij.")
    return sleutel, sleutel.verpakt


def lees(stuk: Stuk) -> bytes:
    """The original bytes, checked against their hash. Raises StukBeschadigd or StukVernietigd."""
    sleutel = stuk.sleutel
    if sleutel.verpakt is None:
        raise StukVernietigd
    try:
        inhoud = versleuteling.ontsleutel(
            verpakt=sleutel.verpakt, dossier=sleutel.dossier, plek=stuk.plek.hex, doos=opslag.lees(stuk.plek)
        )
    except (OSError, versleuteling.NietTeOpenen) as fout:
        logger.exception("stuk %s is niet te lezen", stuk.pk)
        raise StukBeschadigd from fout
    if sha256(inhoud) != stuk.sha256:
        logger.error("stuk %s heeft een andere hash", stuk.pk)
        raise StukBeschadigd
    return inhoud


@transaction.atomic
def vernietig(*, dossier: str, door: Gebruiker | None) -> None:
    """Destroy the data key, so that no copy of the files can be read again (R22). Rows stay.

    A database backup from before still holds the wrapped key, until that backup expires.
    """
    sleutel = Dossiersleutel.objects.select_for_update(of=("self",)).get(dossier=dossier)
    if sleutel.vernietigd_op:
        raise StukVernietigd
    sleutel.verpakt, sleutel.vernietigd_op = None, klok.nu()
    sleutel.save(update_fields=["verpakt", "vernietigd_op"])
    leg_vast(sleutel, "vernietig", door=door)
