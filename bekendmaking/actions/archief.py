"""The archive of all letters of a ronde: asked for once, made by the worker, taken by who may."""

from collections.abc import Collection

from django.db import transaction

from bekendmaking import queries
from bekendmaking.actions.opdracht import meld, op_slot, voer_uit
from bekendmaking.archief import Inhoud, maak_zip
from bekendmaking.models import Archief, Brief
from bekendmaking.states import Opdrachtstatus
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

STAP = 20  # letters between two signs of life


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
    """Make every archive that is due; how many."""
    return voer_uit(soort=Archief, werk=_maak)


def _maak(archief: Archief) -> None:
    with een_beeld():
        brieven = list(queries.brieven_van(archief.ronde))
    aantal = len(brieven)

    def na_een_brief(gedaan: int) -> None:
        if gedaan % STAP == 0 or gedaan == aantal:
            meld(opdracht=archief, gedaan=gedaan, totaal=aantal)

    _rond_af(archief, maak_zip(archief.ronde, brieven, klok.nu(), na_een_brief), [brief.pk for brief in brieven])


@transaction.atomic
def _rond_af(archief: Archief, inhoud: Inhoud, brieven: Collection[int]) -> None:
    """Keep the file, and destroy the one before it: one archive of a ronde is enough, and the letters stay.

    Raises RegelFout when one of its letters was destroyed since it was read (R22).
    """
    _houd_ronde_vast(archief.ronde_id)
    if Brief.objects.filter(pk__in=brieven, stuk__sleutel__vernietigd_op__isnull=False).exists():
        raise RegelFout("Terwijl dit archief werd gemaakt, is een dossier vernietigd. Laat het opnieuw maken.")
    rij = op_slot(opdracht=archief)
    keuring = Keuring(f"brieven-{rij.ronde.code}.zip", inhoud.zip, "application/zip")
    rij.stuk = bewaar(dossier=rij.dossier_sleutel, keuring=keuring)
    rij.manifest_hash, rij.klaar_op = inhoud.manifest_hash, klok.nu()
    rij.save(update_fields=["stuk", "manifest_hash", "klaar_op"])
    zet_over(rij, "rond_af", brieven=len(brieven), manifest=rij.manifest_hash, sha256=rij.stuk.sha256)
    for oud in Archief.objects.filter(ronde=rij.ronde, status=Opdrachtstatus.KLAAR).exclude(pk=rij.pk):
        zet_over(oud, "vervang", door_archief=rij.pk)
        vernietig(dossier=oud.dossier_sleutel, door=None)


@transaction.atomic
def haal_archief_op(*, ronde_id: int, door: Gebruiker) -> Stuk:
    """The file, with a line in the log of who took it. Raises RegelFout when there is none."""
    klaar = Archief.objects.select_for_update(of=("self",)).filter(ronde=ronde_id, status=Opdrachtstatus.KLAAR).first()
    if klaar is None or klaar.stuk is None:
        raise RegelFout("Er is nog geen archief van deze ronde. Laat het eerst maken.")
    leg_vast(klaar, "haal_op", door=door, sha256=klaar.stuk.sha256)
    return klaar.stuk


def _houd_ronde_vast(ronde_id: int) -> None:
    """Whoever finishes an archive and whoever destroys a letter of the ronde go one after the other."""
    Inkoopronde.objects.select_for_update(of=("self",), no_key=True).get(pk=ronde_id)


@transaction.atomic
def vernietig_archieven(*, ronde_id: int) -> None:
    """Destroy the archive of a ronde, because a letter in it is being destroyed in this transaction (R22).

    One that is being made meanwhile waits for it and then keeps nothing (`_rond_af`).
    """
    _houd_ronde_vast(ronde_id)
    for rij in Archief.objects.filter(ronde=ronde_id, status=Opdrachtstatus.KLAAR):
        zet_over(rij, "vervang", dossier_vernietigd=True)
        vernietig(dossier=rij.dossier_sleutel, door=None)
