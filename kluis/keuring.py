"""Judge a file before it is kept: name, content in the sandbox, and the virus scanner. No database, no lock."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

import magic
from django.conf import settings

from kern.fouten import RegelFout
from kluis import clamav, png, rules, zandbak
from kluis.fouten import BestandBesmet
from kluis.states import Scan

MAX_LOGO = 300 * 1024  # bytes
MAX_BREEDTE, MAX_HOOGTE = 2000, 1000  # pixels: 42 mm wide on paper is then 1200 dpi


@dataclass(frozen=True)
class Keuring:
    """A file that may be kept, and what is known about it."""

    naam: str
    inhoud: bytes
    soort: str
    signalen: Sequence[str] = ()
    scan: Scan = Scan.NIET_GESCAND


def lees_in(inhoud: bytes | BinaryIO) -> bytes:
    """The bytes. Raises RegelFout for none, or more than a file may have (B4, B5)."""
    inhoud = inhoud if isinstance(inhoud, bytes) else inhoud.read(settings.MAX_BESTAND + 1)
    rules.past_binnen(len(inhoud), settings.MAX_BESTAND)
    return inhoud


def keur(*, naam: str, inhoud: bytes | BinaryIO) -> Keuring:
    """Judge what somebody sends. Takes a second at most, and up to 20 for a file that is made to hurt.

    Do this before any lock. Raises RegelFout with what to do; BestandBesmet for a virus.
    """
    inhoud = lees_in(inhoud)
    naam = rules.nette_naam(naam)
    bevonden = zandbak.draai("kluis.controle:beoordeel", inhoud)
    rules.zelfde_type(naam, bevonden["soort"])
    uitslag = clamav.scan(inhoud)
    if uitslag == Scan.BESMET:
        raise BestandBesmet(naam, inhoud)
    return Keuring(naam, inhoud, bevonden["soort"], bevonden["signalen"], uitslag)


def keur_logo(*, inhoud: bytes | BinaryIO) -> Keuring:
    """Judge a logo for at the head of letters, and keep only its picture. Raises as `keur`."""
    inhoud = inhoud if isinstance(inhoud, bytes) else inhoud.read(MAX_LOGO + 1)
    if len(inhoud) > MAX_LOGO:
        raise RegelFout(f"Dit logo is groter dan {MAX_LOGO // 1024} kB. Sla het kleiner op.")
    uitslag = clamav.scan(inhoud)
    if uitslag == Scan.BESMET:
        raise BestandBesmet("logo.png", inhoud)
    beeld = png.alleen_beeld(inhoud, max_breedte=MAX_BREEDTE, max_hoogte=MAX_HOOGTE)
    return Keuring("logo.png", beeld, "image/png", scan=uitslag)


def zonder_oordeel(*, naam: str, inhoud: bytes | BinaryIO) -> Keuring:
    """For what the portal itself makes: the type by content, nothing else."""
    inhoud = lees_in(inhoud)
    return Keuring(rules.nette_naam(naam), inhoud, magic.from_buffer(inhoud[:4096], mime=True))
