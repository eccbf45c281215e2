"""Make a backup: the database first, then the vault, so that every row finds its file."""

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from kern import klok
from kern.fouten import RegelFout
from kern.models import Kopiesoort, Reservekopie
from kern.versleuteld import SLEUTEL, Schrijver

DATABANK, KLUIS, POSTBOEK, LIJST = "databank.kopie", "kluis.kopie", "postboek.kopie", "lijst.json"
HAP = 1024 * 1024  # bytes


def maak(doel: Path) -> Path:
    """A new folder below `doel` with everything, encrypted, and a list with the hash of each file. Returns the folder.

    RegelFout without a key or on SQLite; OSError when the disk is full. What fails leaves no folder.
    """
    sleutel, begin = eis_sleutel(), time.monotonic()
    nu = klok.nu()
    af = doel / f"oco-{klok.lokaal(nu):%Y%m%d-%H%M%S}"
    werk = af.with_name(f".{af.name}")
    werk.mkdir(parents=True, mode=0o700)
    try:
        vuller: dict[str, Callable[[Any], None]] = {DATABANK: _databank, KLUIS: _kluis, POSTBOEK: _postboek}
        for naam, vul in vuller.items():
            with (werk / naam).open("xb") as uit:
                with closing(Schrijver(uit, sleutel, naam)) as schrijver:
                    vul(schrijver)
                uit.flush()
                os.fsync(uit.fileno())
        hashes = {naam: hash_van(werk / naam) for naam in vuller}
        (werk / LIJST).write_text(json.dumps({"gemaakt_op": nu.isoformat(), "sha256": hashes}, indent=2))
        werk.rename(af)
    except BaseException:
        shutil.rmtree(werk, ignore_errors=True)
        raise
    Reservekopie.objects.create(soort=Kopiesoort.KOPIE, naam=af.name, op=nu, seconden=round(time.monotonic() - begin))
    return af


def eis_sleutel() -> bytes:
    if len(settings.KOPIE_SLEUTEL) != SLEUTEL:
        raise RegelFout("Zet OCO_KOPIE_SLEUTEL: 32 willekeurige bytes in base64, een andere dan die van de kluis.")
    if connection.vendor != "postgresql":
        raise RegelFout("Een reservekopie is er alleen van PostgreSQL: zet DATABASE_URL.")
    return settings.KOPIE_SLEUTEL


@contextmanager
def programma(naam: str, *opties: str, **pijpen: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A program of PostgreSQL on the database of this installation. RegelFout when it is not there or fails; its own
    words stand on standard error."""
    if (pad := shutil.which(naam)) is None:
        raise RegelFout(f"{naam} ontbreekt. Installeer het pakket postgresql-client.")
    plek = connection.settings_dict
    toegang = {"PGUSER": plek["USER"], "PGPASSWORD": plek["PASSWORD"], "PGDATABASE": plek["NAME"]}
    omgeving = os.environ | toegang | {"PGHOST": plek["HOST"], "PGPORT": str(plek["PORT"] or 5432)}
    with subprocess.Popen([pad, *opties], env=omgeving, **pijpen) as proces:  # noqa: S603 - a fixed program
        yield proces
    if proces.returncode:
        raise RegelFout(f"{naam} mislukte. De regels hierboven zeggen waarom.")


def _databank(schrijver: Schrijver) -> None:
    """Through a pipe: no plain byte touches a disk."""
    opties = ("--format=custom", "--no-owner", "--no-privileges")
    with programma("pg_dump", *opties, stdout=subprocess.PIPE) as proces:
        assert proces.stdout is not None
        shutil.copyfileobj(proces.stdout, schrijver, HAP)


def _kluis(schrijver: Schrijver) -> None:
    with tarfile.open(fileobj=schrijver, mode="w|") as pak:
        if Path(settings.KLUIS_MAP).exists():
            pak.add(settings.KLUIS_MAP, arcname=".", filter=lambda lid: None if ".proef-" in lid.name else lid)


def _postboek(schrijver: Schrijver) -> None:
    """As it is now; the postboek itself stays outside and goes on (berichten.postboek)."""
    if settings.POSTBOEK and Path(settings.POSTBOEK).exists():
        with Path(settings.POSTBOEK).open("rb") as bron:
            shutil.copyfileobj(bron, schrijver, HAP)


def hash_van(bestand: Path) -> str:
    with bestand.open("rb") as bron:
        return hashlib.file_digest(bron, "sha256").hexdigest()
