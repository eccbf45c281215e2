"""Files on disk: written once, flushed to the medium, never overwritten (R4)."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import UUID

from django.conf import settings


def pad(plek: UUID) -> Path:
    """Where a file lies; the name says nothing about it."""
    return Path(settings.KLUIS_MAP) / plek.hex[:2] / plek.hex


def schrijf(plek: UUID, inhoud: bytes) -> None:
    """Write and fsync the file and the folders that changed. OSError when the disk is full or broken (F4, F5)."""
    doel = pad(plek)
    doel.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    bestand = os.open(doel, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(bestand, "wb") as uit:
            uit.write(inhoud)
            uit.flush()
            os.fsync(uit.fileno())
    except OSError:
        doel.unlink(missing_ok=True)
        raise
    for map_ in (doel.parent, doel.parent.parent):
        _fsync_map(map_)


def proef() -> None:
    """Write and take away one byte. OSError when the vault cannot be written to (F4)."""
    Path(settings.KLUIS_MAP).mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=settings.KLUIS_MAP, prefix=".proef-") as uit:
        uit.write(b"1")


def _fsync_map(map_: Path) -> None:
    bestand = os.open(map_, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(bestand)
    finally:
        os.close(bestand)


def verwijder(plek: UUID) -> None:
    """Take a file away that no row names, or that was destroyed. No error when there is none."""
    pad(plek).unlink(missing_ok=True)


def ligt_er(plek: UUID) -> bool:
    return pad(plek).exists()


def lees(plek: UUID) -> bytes:
    """The bytes as they lie there. FileNotFoundError when there is no file."""
    return pad(plek).read_bytes()


def plekken() -> set[str]:
    """The random names (hex) of all files on disk."""
    return {bestand.name for bestand in Path(settings.KLUIS_MAP).glob("??/*")}
