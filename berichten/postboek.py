"""What left, written down outside the database (R25): so that a restored database mails nothing a second time.

One line per step, flushed to disk: a hash that names the message and no person, and what became of it. A line `claim`
stands there before the mail server gets the message; without a next line nobody knows whether it left.
"""

import errno
import json
import os
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from berichten.models import Bericht
from kern import klok
from kern.rules import canoniek, sha256


def kenmerk(bericht: Bericht) -> str:
    """What names a message before and after a restore, and tells nothing."""
    return sha256(canoniek([bericht.over, bericht.ontvanger, bericht.soort, bericht.volgnummer, bericht.onderwerp]))


def schrijf(bericht: Bericht, stap: str) -> None:
    """Add a line and flush it. OSError when that fails: then the message may not leave. Nothing without a postboek."""
    if not settings.POSTBOEK:
        return
    feiten = {"kenmerk": kenmerk(bericht), "stap": stap, "op": klok.nu().isoformat()}
    regel = f"\n{json.dumps(feiten)}\n".encode()  # after a line that was cut off, a new one begins
    bestand = os.open(settings.POSTBOEK, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        if os.write(bestand, regel) < len(regel):  # one write: two workers never mix their lines
            raise OSError(errno.ENOSPC, "het postboek is vol")
        os.fsync(bestand)
    finally:
        os.close(bestand)


def laatste_stappen(regels: Iterable[str]) -> dict[str, str]:
    """Per message its last step. A line that was cut off by a power failure is left out; the one before it stays."""
    stappen: dict[str, str] = {}
    for ruw in regels:
        try:
            regel = json.loads(ruw)
            stappen[regel["kenmerk"]] = regel["stap"]
        except (ValueError, KeyError, TypeError):
            continue
    return stappen


def lees() -> dict[str, str]:
    """The last step of each message in the postboek of this installation. OSError when it is not there."""
    with Path(settings.POSTBOEK).open(encoding="utf-8", errors="replace") as regels:
        return laatste_stappen(regels)
