"""Files in the working copy. The bytes go to the vault; removal takes the row, never a submitted file."""

from collections.abc import Collection
from datetime import date
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Sum

from inschrijving import rules
from inschrijving.actions.slot import bewaard, bijgevoegd, eis_vooraf, vergrendel
from inschrijving.models import Bewijsstuk, Inschrijving
from kern import klok
from kern.fouten import RegelFout
from kluis import actions as kluis
from kluis.keuring import Keuring
from kluis.queries import omvang
from partijen.models import Gebruiker

BEWAARD_MAAL = 4  # what the vault holds for a dossier, removed files included, against the limit of the dossier


def voeg_document_toe(
    *,
    inschrijving_id: int,
    soort: str,
    naam: str,
    inhoud: bytes | BinaryIO,
    door: Gebruiker,
    datum: date | None = None,
    deelnemer_id: int | None = None,
    eisen: Collection[int] = (),
) -> Bewijsstuk:
    """Put a file in the dossier: kind, date on it, the deelnemer and the eisen (numbers) it is about.

    The file is judged, encrypted and on disk before the lock: a heavy one keeps nobody from submitting. Raises
    RegelFout for a late or foreign dossier, a date in the future (B50), a full dossier, or a file that the vault does
    not take (a virus also gets a line in the log). The late request is refused before a byte is stored (T7), and
    nothing stays on disk of what is refused after that.
    """
    inschrijving = eis_vooraf(inschrijving_id, door)
    keuring = kluis.keur_voor(rij=inschrijving, naam=naam, inhoud=inhoud, door=door)
    ingepakt = kluis.pak_in(dossier=inschrijving.dossier_sleutel, keuring=keuring)
    try:
        return voeg_gekeurd_toe(
            inschrijving_id=inschrijving_id,
            soort=soort,
            keuring=keuring,
            ingepakt=ingepakt,
            door=door,
            datum=datum,
            deelnemer_id=deelnemer_id,
            eisen=eisen,
        )
    except (RegelFout, PermissionDenied):  # no row was committed; after any other failure that is not certain
        kluis.gooi_weg(ingepakt=ingepakt)
        raise


def keur_voor(*, inschrijving_id: int, naam: str, inhoud: bytes | BinaryIO, door: Gebruiker) -> Keuring:
    """Judge a file for this dossier, outside any transaction; refused like `voeg_document_toe`."""
    return kluis.keur_voor(rij=eis_vooraf(inschrijving_id, door), naam=naam, inhoud=inhoud, door=door)


@transaction.atomic
def voeg_gekeurd_toe(
    *,
    inschrijving_id: int,
    soort: str,
    keuring: Keuring,
    door: Gebruiker,
    ingepakt: kluis.Ingepakt | None = None,
    datum: date | None = None,
    deelnemer_id: int | None = None,
    eisen: Collection[int] = (),
) -> Bewijsstuk:
    """As `voeg_document_toe`, with a file that was judged before, and perhaps is `ingepakt`."""
    inschrijving = vergrendel(inschrijving_id, door)
    if datum and datum > klok.vandaag():
        raise RegelFout("De datum op het document ligt in de toekomst. Vul de datum in die op het document staat.")
    if deelnemer_id and not inschrijving.deelnemers.filter(pk=deelnemer_id).exists():
        raise RegelFout("Deze deelnemer hoort niet bij uw inschrijving. Ververs de bladzijde.")
    _eis_ruimte(inschrijving, len(keuring.inhoud))
    stuk = kluis.bewaar(dossier=inschrijving.dossier_sleutel, keuring=keuring, ingepakt=ingepakt, door=door)
    bewijsstuk = Bewijsstuk.objects.create(
        inschrijving=inschrijving,
        soort=soort,
        stuk=stuk,
        datum=datum,
        deelnemer_id=deelnemer_id,
        toegevoegd_op=klok.nu(),
    )
    if eisen:
        bewijsstuk.eisen.set(inschrijving.ronde.eisen.filter(nummer__in=eisen))
    bijgevoegd(inschrijving, "voeg_document_toe", door, bewijsstuk=bewijsstuk.pk, sha256=stuk.sha256)
    return bewijsstuk


def _eis_ruimte(inschrijving: Inschrijving, erbij: int) -> None:
    nu = inschrijving.bewijsstukken.aggregate(aantal=Count("pk"), omvang=Sum("stuk__grootte"))
    rules.binnen_grenzen(
        aantal=nu["aantal"],
        omvang=nu["omvang"] or 0,
        erbij=erbij,
        max_aantal=settings.MAX_BESTANDEN_PER_DOSSIER,
        max_omvang=settings.MAX_DOSSIER,
    )
    if omvang(inschrijving.dossier_sleutel).bytes + erbij > BEWAARD_MAAL * settings.MAX_DOSSIER:
        raise RegelFout("U hebt in dit dossier heel vaak bestanden vervangen. Vraag de beheerder om ruimte.")


@transaction.atomic
def verwijder_document(*, inschrijving_id: int, pk: int, door: Gebruiker) -> None:
    """Take a file out of the working copy. A version that was submitted keeps it (B21)."""
    inschrijving = vergrendel(inschrijving_id, door)
    bewijsstuk = inschrijving.bewijsstukken.filter(pk=pk).first()
    if bewijsstuk is None:
        raise RegelFout("Dit bestand staat niet meer in uw dossier. Ververs de bladzijde.")
    bewijsstuk.delete()
    bewaard(inschrijving, "verwijder_document", door, bewijsstuk=pk)
