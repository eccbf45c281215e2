"""Put a backup back on an empty database and an empty vault. Nothing is mailed after it until two people say so."""

import json
import shutil
import subprocess
import tarfile
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from berichten import verzendstop
from kern.fouten import RegelFout
from kern.versleuteld import Lezer, Onleesbaar
from portaal.kopie.maken import DATABANK, HAP, KLUIS, LIJST, eis_sleutel, hash_van, programma
from portaal.muur import trek_op

SPRONG = 1_000_000  # numbers that are skipped, so that none that was given out after the backup is used again


def zet_terug(bron: Path, *, zonder_postboek: bool) -> Counter[str]:
    """Everything of the folder `bron`. Returns how many messages the postboek had seen leave, per kind.

    Raises RegelFout when something is there already, the backup is not whole, or the postboek is missing.
    """
    sleutel = eis_sleutel()
    _eis_leeg()
    _eis_postboek(zonder_postboek)
    _eis_heel(bron)
    try:
        _databank(bron, sleutel)
        trek_op()  # a backup holds the policies, and no role nor its rights
        _kluis(bron, sleutel)
    except Onleesbaar as fout:
        raise RegelFout("De kopie is niet te openen. Klopt OCO_KOPIE_SLEUTEL?") from fout
    return rond_af(reden=f"Teruggezet uit {bron.name}", zonder_postboek=zonder_postboek)


def rond_af(*, reden: str, zonder_postboek: bool) -> Counter[str]:
    """What every restore ends with, also one of PostgreSQL itself (F27): no number is used twice and nothing is mailed.

    Returns how many messages the postboek had seen leave, per kind. Raises RegelFout when that is missing.
    """
    _eis_postboek(zonder_postboek)
    _sla_nummers_over()
    verzendstop.begin(reden=reden)
    return Counter() if zonder_postboek else verzendstop.verwerk_postboek()


def _eis_postboek(zonder: bool) -> None:
    if not zonder and not (settings.POSTBOEK and Path(settings.POSTBOEK).exists()):
        raise RegelFout(
            "Het postboek staat niet op zijn plaats (OCO_POSTBOEK). Zet het terug: zonder weet niemand wat al weg is. "
            "Is het echt weg, geef dan --zonder-postboek en leg het logboek van de mailserver ernaast."
        )


def _eis_leeg() -> None:
    if connection.introspection.table_names():
        raise RegelFout("De databank is niet leeg. Terugzetten kan alleen in een nieuwe, lege databank.")
    if Path(settings.KLUIS_MAP).exists() and any(Path(settings.KLUIS_MAP).iterdir()):
        raise RegelFout("De kluis is niet leeg. Terugzetten kan alleen in een lege map (OCO_KLUIS_MAP).")


def _eis_heel(bron: Path) -> None:
    try:
        lijst: dict[str, Any] = json.loads((bron / LIJST).read_text())["sha256"]
        anders = [naam for naam, som in lijst.items() if hash_van(bron / naam) != som]
    except (OSError, ValueError, KeyError) as fout:
        raise RegelFout(f"De kopie is niet heel: {bron.name} mist een bestand of de lijst.") from fout
    if anders or not {DATABANK, KLUIS} <= set(lijst):
        raise RegelFout(f"De kopie is niet heel: {', '.join(anders) or 'de lijst mist een bestand'}.")


def _databank(bron: Path, sleutel: bytes) -> None:
    opties = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
    plek = ("--dbname", connection.settings_dict["NAME"])
    with (bron / DATABANK).open("rb") as doos:
        lezer = Lezer(doos, sleutel, DATABANK)
        with programma("pg_restore", *opties, *plek, stdin=subprocess.PIPE) as proces:
            assert proces.stdin is not None
            try:
                shutil.copyfileobj(lezer, proces.stdin, HAP)
            except BaseException:
                proces.kill()  # half a database is none: it was one transaction
                raise


def _kluis(bron: Path, sleutel: bytes) -> None:
    Path(settings.KLUIS_MAP).mkdir(mode=0o700, parents=True, exist_ok=True)
    with (bron / KLUIS).open("rb") as doos, tarfile.open(fileobj=Lezer(doos, sleutel, KLUIS), mode="r|") as pak:
        pak.extractall(settings.KLUIS_MAP, filter="data")


def _sla_nummers_over() -> None:
    """Every counter goes on far beyond what may have been given out: a Message-ID names one message for ever."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(schemaname) || '.' || quote_ident(sequencename) FROM pg_sequences")
        for (teller,) in cursor.fetchall():
            cursor.execute("SELECT setval(%s::regclass, nextval(%s::regclass) + %s)", [teller, teller, SPRONG])
