"""The three verbs of the vault: bewaar, lees, vernietig (R4, R6, R22)."""

import logging
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models, transaction

from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.models import Uitkomst
from kern.rules import sha256
from kluis import clamav, opslag, queries, rules, versleuteling
from kluis.fouten import BestandBesmet, StukBeschadigd, StukVernietigd
from kluis.keuring import Keuring, keur, keur_logo, zonder_oordeel
from kluis.models import Dossiersleutel, Stuk
from kluis.states import Scan
from partijen.models import Gebruiker

logger = logging.getLogger(__name__)
NAAM_WEG = "vernietigd"  # a name of a file can tell whose it was


@dataclass(frozen=True)
class Ingepakt:
    """A file that lies encrypted on disk and has no row yet."""

    keuring: Keuring
    plek: UUID
    sha256: str


def keur_voor(*, rij: models.Model, naam: str, inhoud: bytes | BinaryIO, door: Gebruiker) -> Keuring:
    """Judge a file that somebody sends for this row, outside any transaction: a virus leaves a line in its log, the
    hash and who sent it, and that line must stay when the rest is refused (B15). Raises as `kluis.keuring.keur`."""
    return _of_meld_virus(rij, door, lambda: keur(naam=naam, inhoud=inhoud))


def keur_logo_voor(*, rij: models.Model, inhoud: bytes | BinaryIO, door: Gebruiker) -> Keuring:
    """The same for a logo. Raises as `kluis.keuring.keur_logo`."""
    return _of_meld_virus(rij, door, lambda: keur_logo(inhoud=inhoud))


def _of_meld_virus(rij: models.Model, door: Gebruiker, oordeel: Callable[[], Keuring]) -> Keuring:
    try:
        return oordeel()
    except BestandBesmet as fout:
        with transaction.atomic():
            leg_vast(rij, "virus_geweigerd", door=door, resultaat=Uitkomst.GEWEIGERD, sha256=fout.sha256)
        raise


def pak_in(*, dossier: str, keuring: Keuring) -> Ingepakt:
    """Hash, encrypt and flush to disk what was judged, before any lock; `bewaar` gives it its row, in any case soon.

    Who does not get that far, because a rule refuses it, says so with `gooi_weg`. Raises RegelFout when the disk is
    full or broken (F4, F5), or the dossier destroyed.
    """
    verpakt, plek = _open(_sleutel(dossier)), uuid4()
    doos = versleuteling.versleutel(verpakt=verpakt, dossier=dossier, plek=plek.hex, inhoud=keuring.inhoud)
    try:
        opslag.schrijf(plek, doos)
    except OSError as fout:
        logger.exception("de kluis kan niet schrijven")
        raise RegelFout("Wij kunnen dit bestand nu niet bewaren. Probeer het over een paar minuten opnieuw.") from fout
    return Ingepakt(keuring, plek, sha256(keuring.inhoud))


def gooi_weg(*, ingepakt: Ingepakt) -> None:
    """Take a file without a row off the disk again. Only when it is certain that no row was committed."""
    opslag.verwijder(ingepakt.plek)


def bewaar(
    *,
    dossier: str,
    naam: str = "",
    inhoud: bytes | BinaryIO = b"",
    keuring: Keuring | None = None,
    ingepakt: Ingepakt | None = None,
    controleer: bool = True,
    quotum: bool = False,
    door: Gebruiker | None = None,
) -> Stuk:
    """Store a file byte for byte, encrypted; the row exists only when the bytes are safe on disk (R4).

    `controleer` checks name and content of what people send in (off for what the portal makes itself). Who holds
    a lock gives what was made before it: a `keuring` (kluis.keuring.keur), or better what is already `ingepakt` for
    this dossier. `quotum` also holds the limits per dossier. Raises RegelFout that says what to do.
    """
    keuring = ingepakt.keuring if ingepakt else keuring
    if keuring is None:
        keuring = (keur if controleer else zonder_oordeel)(naam=naam, inhoud=inhoud)
    return _leg_weg(dossier, keuring, ingepakt, quotum, door)


@transaction.atomic
def _leg_weg(dossier: str, keuring: Keuring, ingepakt: Ingepakt | None, quotum: bool, door: Gebruiker | None) -> Stuk:
    sleutel = _sleutel_op_slot(dossier)
    if quotum:
        nu_al = queries.omvang(dossier)
        rules.binnen_quotum(
            aantal=nu_al.aantal,
            omvang=nu_al.bytes,
            erbij=len(keuring.inhoud),
            max_aantal=settings.MAX_BESTANDEN_PER_DOSSIER,
            max_omvang=settings.MAX_DOSSIER,
        )
    ingepakt = ingepakt or pak_in(dossier=dossier, keuring=keuring)
    nu = klok.nu()
    stuk = Stuk.objects.create(
        sleutel=sleutel,
        plek=ingepakt.plek,
        sha256=ingepakt.sha256,
        grootte=len(keuring.inhoud),
        type=keuring.soort,
        naam=keuring.naam,
        bewaard_op=nu,
        signalen=list(keuring.signalen),
        scan=keuring.scan,
        gescand_op=None if keuring.scan == Scan.NIET_GESCAND else nu,
    )
    leg_vast(stuk, "bewaar", door=door, sha256=stuk.sha256, grootte=stuk.grootte)
    return stuk


def _sleutel(dossier: str) -> Dossiersleutel:
    """The row of the dossier with its wrapped data key, made at its first file."""
    if sleutel := Dossiersleutel.objects.filter(dossier=dossier).first():
        return sleutel
    standaard = {"verpakt": versleuteling.nieuwe_sleutel(dossier)}
    return Dossiersleutel.objects.get_or_create(dossier=dossier, defaults=standaard)[0]


def _sleutel_op_slot(dossier: str) -> Dossiersleutel:
    """The same, locked until the transaction ends. Raises RegelFout when it was destroyed."""
    sleutel = Dossiersleutel.objects.select_for_update(of=("self",)).get(pk=_sleutel(dossier).pk)
    _open(sleutel)
    return sleutel


def _open(sleutel: Dossiersleutel) -> bytes | memoryview:
    if sleutel.verpakt is None:
        raise RegelFout("Dit dossier is vernietigd. Er kan niets meer bij.")
    return sleutel.verpakt


def lees(stuk: Stuk) -> bytes:
    """The original bytes, checked against their hash. Raises StukBeschadigd or StukVernietigd."""
    sleutel = stuk.sleutel
    if stuk.weg_sinds:
        raise StukVernietigd(stuk.weg_sinds)
    assert sleutel.verpakt is not None, "constraint dossiersleutel_of_vernietigd"
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
    """Destroy the data key, so that no copy of the files can be read again (R22). The files go too; their rows stay,
    without the names of the files.

    A database backup from before still holds the wrapped key, until that backup expires.
    """
    sleutel = Dossiersleutel.objects.select_for_update(of=("self",)).get(dossier=dossier)
    if sleutel.vernietigd_op:
        raise StukVernietigd(sleutel.vernietigd_op)
    sleutel.verpakt, sleutel.vernietigd_op = None, klok.nu()
    sleutel.save(update_fields=["verpakt", "vernietigd_op"])
    leg_vast(sleutel, "vernietig", door=door)
    sleutel.stukken.update(naam=NAAM_WEG)
    plekken = list(sleutel.stukken.values_list("plek", flat=True))
    transaction.on_commit(partial(_haal_weg, plekken))


@transaction.atomic
def vernietig_stuk(*, stuk_id: int, **gegevens: Any) -> None:
    """Destroy one file of a dossier that lives on, such as a VOG: nothing reads it from the commit on (R22).

    Its key stays, since other files need it, so the file on disk is what must go; `queries.resten` tells whether it
    did, and a backup of the vault keeps it until that expires. `gegevens` go into the log.
    """
    stuk = Stuk.objects.select_for_update(of=("self",)).select_related("sleutel").get(pk=stuk_id)
    if stuk.weg_sinds:
        raise StukVernietigd(stuk.weg_sinds)
    stuk.vernietigd_op, stuk.naam = klok.nu(), NAAM_WEG
    stuk.save(update_fields=["vernietigd_op", "naam"])
    leg_vast(stuk, "vernietig", sha256=stuk.sha256, **gegevens)
    transaction.on_commit(partial(_haal_weg, [stuk.plek]))


def haal_resten_weg(*, dossiers: Collection[str]) -> None:
    """Take off the disk what was destroyed in these dossiers and still lies there: a worker died in between."""
    _haal_weg(queries.resten(dossiers))


def _haal_weg(plekken: Iterable[UUID]) -> None:
    for plek in plekken:
        opslag.verwijder(plek)


def scan_openstaande(*, hoogstens: int) -> int:
    """Offer files that no scanner saw yet to the scanner; how many got an answer (B15, F30).

    Stops at the first file without an answer: the scanner is away, and the next round asks again.
    """
    if not settings.CLAMAV:
        return 0
    gescand = 0
    for stuk in queries.niet_gescand()[:hoogstens]:
        try:
            uitslag = clamav.scan(lees(stuk))
        except (StukBeschadigd, StukVernietigd):  # the integrity check tells of the first
            continue
        if uitslag == Scan.NIET_GESCAND:
            break
        _noteer_scan(stuk.pk, uitslag)
        gescand += 1
    return gescand


@transaction.atomic
def _noteer_scan(stuk_id: int, uitslag: Scan) -> None:
    stuk = Stuk.objects.select_for_update(of=("self",)).select_related("sleutel").get(pk=stuk_id)
    stuk.scan, stuk.gescand_op = uitslag, klok.nu()
    stuk.save(update_fields=["scan", "gescand_op"])
    if uitslag == Scan.BESMET:
        logger.error("stuk %s is besmet", stuk.pk)
        leg_vast(stuk, "besmet", sha256=stuk.sha256)
