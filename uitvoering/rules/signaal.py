"""A signal about a zorgaanbieder: what it must say, and nothing about a person (art. 24, bijlage 5 art. 9). Pure."""

from collections.abc import Iterable
from datetime import date

from kern.fouten import RegelFout
from uitvoering.rules.verslag import GEEN_PERSONEN, noemt_persoon

ANDEREN, ZELF, GEEN = "anderen", "zelf", "geen"


def eis_signaal(*, gezien_op: date, vandaag: date, keuze: str, actie: str) -> None:
    """Raises RegelFout for a day to come, and for a signal without what must happen (OV-241, OV-243)."""
    if gezien_op > vandaag:
        raise RegelFout("Kies de dag waarop dit is gezien. Die ligt niet in de toekomst.")
    if keuze != GEEN and not actie.strip():
        raise RegelFout("Schrijf welke actie nodig is.")


def eis_acuut(keuze: str) -> None:
    """Raises RegelFout for an acute signal on which nothing has to be done (OV-247)."""
    if keuze == GEEN:
        raise RegelFout("Bij een acuut signaal moet er iets gebeuren. Kies wie iets moet doen, en schrijf wat.")


def eis_zonder_personen(teksten: Iterable[str]) -> None:
    """Raises RegelFout for a text that points to a person (A54, OV-229)."""
    if any(noemt_persoon(tekst) for tekst in teksten):
        raise RegelFout(GEEN_PERSONEN)
