"""The archive of all letters of a ronde: asked for once, made by the worker, taken by who may (docs/architectuur.md).

Whoever wakes finds the work by query, like everywhere; a worker that dies leaves a row without signs of life, and
the next one begins again. What an earlier worker still writes is refused by its `poging`.
"""

import logging

from django.db import transaction

from bekendmaking import queries
from bekendmaking.archief import Inhoud, maak_zip
from bekendmaking.models import Archief, Brief
from bekendmaking.states import Archiefstatus
from kern import klok
from kern.db import een_beeld
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.transitions import zet_over
from kluis.actions import bewaar, vernietig
from kluis.keuring import Keuring
from kluis.models import Stuk
from partijen.models import Gebruiker
from publicatie.models import Inkoopronde

logger = logging.getLogger(__name__)
POGINGEN = 3
STAP = 20  # letters between two signs of life
OPGEGEVEN = "Het lukte drie keer niet om het archief te maken. Meld het aan wie de server beheert."


class Ingehaald(Exception):
    """Another worker took this archive over."""


@transaction.atomic
def vraag_archief_aan(*, ronde_id: int, door: Gebruiker) -> Archief:
    """Ask for the archive of a ronde; while one is on its way, that one. Raises RegelFout when there is no letter."""
    ronde = Inkoopronde.objects.select_for_update(of=("self",)).get(pk=ronde_id)
    if lopend := Archief.objects.onaf().filter(ronde=ronde).first():
        return lopend
    aantal = queries.brieven_van(ronde).count()
    if not aantal:
        raise RegelFout("In deze ronde is nog geen brief gemaakt.")
    archief = Archief.objects.create(ronde=ronde, aangevraagd_door=door, aangevraagd_op=klok.nu(), totaal=aantal)
    leg_vast(archief, "vraag_aan", door=door, ronde=ronde.code, brieven=aantal)
    return archief


def maak_archieven() -> int:
    """Make every archive that is due, also one that a worker left. For the taker that Celery wakes; how many."""
    te_maken = list(Archief.objects.te_maken(klok.nu()).order_by("pk").values_list("pk", flat=True))
    return sum(_maak(pk) for pk in te_maken)


def _maak(archief_id: int) -> bool:
    archief = _begin(archief_id)
    if archief is None:
        return False
    try:
        with een_beeld():
            brieven = list(queries.brieven_van(archief.ronde))
        inhoud = maak_zip(archief.ronde, brieven, klok.nu(), lambda gedaan: _meld(archief, gedaan, brieven))
        _rond_af(archief, inhoud, len(brieven))
    except Ingehaald:
        return False
    except RegelFout as fout:
        _geef_op(archief, fout.tekst)
        return False
    return True


@transaction.atomic
def _begin(archief_id: int) -> Archief | None:
    """Claim it, or give it up after too many workers that died on it. None when there is nothing left to do."""
    archief = Archief.objects.select_for_update(of=("self",)).te_maken(klok.nu()).filter(pk=archief_id).first()
    if archief is None:
        return None
    archief = zet_over(archief, "begin", poging=archief.poging + 1)
    archief.poging, archief.gezien_op, archief.gedaan = archief.poging + 1, klok.nu(), 0
    archief.save(update_fields=["poging", "gezien_op", "gedaan"])
    if archief.poging > POGINGEN:
        _geef_op(archief, OPGEGEVEN)
        return None
    return archief


def _meld(archief: Archief, gedaan: int, brieven: list[Brief]) -> None:
    """A sign of life, with the progress. Raises Ingehaald when this worker was thought gone."""
    if gedaan % STAP and gedaan != len(brieven):
        return
    eigen = Archief.objects.filter(pk=archief.pk, poging=archief.poging, status=Archiefstatus.BEZIG)
    if not eigen.update(gedaan=gedaan, totaal=len(brieven), gezien_op=klok.nu()):
        raise Ingehaald


def _op_slot(archief: Archief) -> Archief:
    eigen = Archief.objects.select_for_update(of=("self",)).filter(poging=archief.poging, status=Archiefstatus.BEZIG)
    rij = eigen.select_related("ronde").filter(pk=archief.pk).first()
    if rij is None:
        raise Ingehaald
    return rij


@transaction.atomic
def _rond_af(archief: Archief, inhoud: Inhoud, aantal: int) -> None:
    """Keep the file, and destroy the one before it: one archive of a ronde is enough, and the letters stay."""
    rij = _op_slot(archief)
    keuring = Keuring(f"brieven-{rij.ronde.code}.zip", inhoud.zip, "application/zip")
    rij.stuk = bewaar(dossier=rij.dossier_sleutel, keuring=keuring)
    rij.manifest_hash, rij.klaar_op = inhoud.manifest_hash, klok.nu()
    rij.save(update_fields=["stuk", "manifest_hash", "klaar_op"])
    zet_over(rij, "rond_af", brieven=aantal, manifest=rij.manifest_hash, sha256=rij.stuk.sha256)
    for oud in Archief.objects.filter(ronde=rij.ronde, status=Archiefstatus.KLAAR).exclude(pk=rij.pk):
        zet_over(oud, "vervang", door_archief=rij.pk)
        vernietig(dossier=oud.dossier_sleutel, door=None)


@transaction.atomic
def _geef_op(archief: Archief, melding: str) -> None:
    rij = zet_over(archief, "geef_op")
    rij.melding = melding
    rij.save(update_fields=["melding"])
    logger.error("archief %s is niet gemaakt: %s", rij.pk, melding)


@transaction.atomic
def haal_archief_op(*, ronde_id: int, door: Gebruiker) -> Stuk:
    """The file, with a line in the log of who took it. Raises RegelFout when there is none."""
    klaar = Archief.objects.select_for_update(of=("self",)).filter(ronde=ronde_id, status=Archiefstatus.KLAAR).first()
    if klaar is None or klaar.stuk is None:
        raise RegelFout("Er is nog geen archief van deze ronde. Laat het eerst maken.")
    leg_vast(klaar, "haal_op", door=door, sha256=klaar.stuk.sha256)
    return klaar.stuk
