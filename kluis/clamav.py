"""ClamAV over its socket: one file, one question. Whatever goes wrong there, a file waits; nobody is stopped (F30)."""

import logging
import re
import socket
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings

from kluis.states import Scan

logger = logging.getLogger(__name__)
SECONDEN = 10
HAP = 64 * 1024
VERSIE = re.compile(r"(ClamAV [^/]+)(?:/([0-9]+)/(.+))?")


@dataclass(frozen=True)
class Stand:
    """What the scanner says of itself: version, number and date of its database. Empty when it does not answer."""

    versie: str = ""
    databank: str = ""
    databank_van: datetime | None = None

    @property
    def bereikbaar(self) -> bool:
        return bool(self.versie)


def scan(inhoud: bytes) -> Scan:
    """Ask the scanner about these bytes (INSTREAM). NIET_GESCAND when there is none or it gives no clear answer."""
    if not settings.CLAMAV:
        return Scan.NIET_GESCAND
    happen = (inhoud[plek : plek + HAP] for plek in range(0, len(inhoud), HAP))
    stroom = b"".join(len(hap).to_bytes(4, "big") + hap for hap in happen)
    antwoord = _vraag(b"zINSTREAM\0" + stroom + bytes(4))
    if antwoord == "stream: OK":
        return Scan.SCHOON
    if antwoord.endswith(" FOUND"):
        return Scan.BESMET
    logger.warning("de virusscanner gaf geen uitslag: %s", antwoord or "geen antwoord")
    return Scan.NIET_GESCAND


def stand(seconden: int = SECONDEN) -> Stand:
    """Who answers there within this time, and how old its database is."""
    treffer = VERSIE.fullmatch(_vraag(b"zVERSION\0", seconden)) if settings.CLAMAV else None
    if treffer is None:
        return Stand()
    try:
        datum = datetime.strptime((treffer[3] or "").strip(), "%a %b %d %H:%M:%S %Y").replace(tzinfo=UTC)
    except ValueError:
        datum = None
    return Stand(treffer[1], treffer[2] or "", datum)


def _vraag(opdracht: bytes, seconden: int = SECONDEN) -> str:
    """The answer of the scanner without its end mark; empty when it cannot be reached or stays silent."""
    try:
        with _verbinding(seconden) as lijn:
            lijn.sendall(opdracht)
            antwoord = b""
            while not antwoord.endswith(b"\0") and (hap := lijn.recv(4096)):
                antwoord += hap
    except OSError as fout:
        logger.warning("de virusscanner antwoordt niet: %s", type(fout).__name__)
        return ""
    return antwoord.decode(errors="replace").strip("\0\n ")


def _verbinding(seconden: int) -> socket.socket:
    if settings.CLAMAV.startswith("/"):
        lijn = socket.socket(socket.AF_UNIX)
        lijn.settimeout(seconden)
        lijn.connect(settings.CLAMAV)
        return lijn
    machine, _, poort = settings.CLAMAV.rpartition(":")
    return socket.create_connection((machine, int(poort)), timeout=seconden)
