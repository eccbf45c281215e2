"""Judge a file before it is kept: name, content in the sandbox, and the virus scanner. No database, no lock."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

import magic
from django.conf import settings

from kluis import clamav, rules, zandbak
from kluis.fouten import BestandBesmet
from kluis.states import Scan


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


def zonder_oordeel(*, naam: str, inhoud: bytes | BinaryIO) -> Keuring:
    """For what the portal itself makes: the type by content, nothing else."""
    inhoud = lees_in(inhoud)
    return Keuring(rules.nette_naam(naam), inhoud, magic.from_buffer(inhoud[:4096], mime=True))
