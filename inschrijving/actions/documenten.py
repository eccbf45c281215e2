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
from kern.log import leg_vast
from kern.models import Uitkomst
from kluis.actions import Ingepakt, bewaar, gooi_weg, pak_in
from kluis.fouten import BestandBesmet
from kluis.keuring import Keuring, keur
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
    keuring = keur_voor(inschrijving_id=inschrijving_id, naam=naam, inhoud=inhoud, door=door)
    ingepakt = pak_in(dossier=inschrijving.dossier_sleutel, keuring=keuring)
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
        gooi_weg(ingepakt=ingepakt)
        raise


def keur_voor(*, inschrijving_id: int, naam: str, inhoud: bytes | BinaryIO, door: Gebruiker) -> Keuring:
    """Judge a file for this dossier, outside any transaction: the line in the log about a virus must stay."""
    try:
        return keur(naam=naam, inhoud=inhoud)
    except BestandBesmet as fout:
        _noteer_besmet(inschrijving_id, fout.sha256, door)
        raise


@transaction.atomic
def voeg_gekeurd_toe(
    *,
    inschrijving_id: int,
    soort: str,
    keuring: Keuring,
    door: Gebruiker,
    ingepakt: Ingepakt | None = None,
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
    stuk = bewaar(dossier=inschrijving.dossier_sleutel, keuring=keuring, ingepakt=ingepakt, door=door)
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


@transaction.atomic
def _noteer_besmet(inschrijving_id: int, sha256: str, door: Gebruiker) -> None:
    """The one trace of a file with a virus: its hash and who sent it (B15)."""
    inschrijving = Inschrijving.objects.van_organisatie_van(door).get(pk=inschrijving_id)
    leg_vast(inschrijving, "virus_geweigerd", door=door, resultaat=Uitkomst.GEWEIGERD, sha256=sha256)


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
