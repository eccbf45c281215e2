"""A letter in the vault: sealed once, with one hash of what goes out and one of what it says (docs/adr/0008)."""

from collections.abc import Iterable

from bekendmaking.models import Brief
from kern import klok, zegel
from kern.fouten import RegelFout
from kern.rules import sha256
from kluis.actions import bewaar
from partijen.models import Gebruiker


def leg_in_kluis(*, brief: Brief, pdf: bytes, door: Gebruiker) -> None:
    """Seal this content and keep it as the letter; the row itself is not saved yet."""
    naam = f"{brief.kenmerk}.pdf".replace("/", "-")
    dossier = brief.inschrijving.dossier_sleutel
    brief.stuk = bewaar(dossier=dossier, naam=naam, inhoud=zegel.verzegel(pdf), controleer=False, door=door)
    brief.hash, brief.inhoud_hash = brief.stuk.sha256, sha256(pdf)
    brief.opgesteld_door, brief.opgesteld_op = door, klok.nu()


def blijft_zo(*, brief: Brief, pdf: bytes) -> bool:
    """Whether the letter says this already, and bears the seal that this installation asks for."""
    return brief.inhoud_hash == sha256(pdf) and (brief.verzegeld or not zegel.is_ingesteld())


def eis_verzegeld(*, brieven: Iterable[Brief]) -> None:
    """Raises RegelFout that names the letters made before the seal was configured."""
    if zegel.is_ingesteld() and (los := [brief.kenmerk for brief in brieven if not brief.verzegeld]):
        raise RegelFout(f"Deze brieven hebben nog geen zegel: {', '.join(los)}. Maak ze opnieuw.")
