"""Pure: identifiers of organisations (B51)."""

import re
import unicodedata

from kern.fouten import RegelFout

BEKEND = "Deze organisatie staat al in het portaal. Vraag een collega die al een account heeft om u toegang te geven."


def kvk_nummer(tekst: str) -> str:
    """Eight digits; spaces and dots fall away. Raises RegelFout for anything else (B51)."""
    cijfers = re.sub(r"[\s.]", "", tekst)
    if not re.fullmatch(r"[0-9]{8}", cijfers):
        raise RegelFout("Een KvK-nummer heeft 8 cijfers. U vindt het op het uittreksel van de Kamer van Koophandel.")
    return cijfers


def rsin(tekst: str) -> str:
    """Nine digits that pass the elfproef with weights 9..2 and -1. Raises RegelFout otherwise."""
    cijfers = re.sub(r"[\s.]", "", tekst)
    if not re.fullmatch(r"[0-9]{9}", cijfers) or not _elfproef(cijfers):
        raise RegelFout("Dit is geen geldig RSIN: het heeft 9 cijfers die samen kloppen. Controleer het nummer.")
    return cijfers


def _elfproef(cijfers: str) -> bool:
    gewichten = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    som = sum(int(c) * g for c, g in zip(cijfers, gewichten, strict=True))
    return som % 11 == 0 and som != 0


def nette_tekst(tekst: str) -> str:
    """Text as it is stored: NFC, no control characters but newlines, outer white space gone (B48)."""
    if "\x00" in tekst or any(0xD800 <= ord(c) <= 0xDFFF for c in tekst):
        raise RegelFout("In deze tekst staat een teken dat wij niet kunnen bewaren. Typ de tekst opnieuw.")
    zichtbaar = (c for c in tekst.replace("\r\n", "\n") if c in "\n\t" or unicodedata.category(c) != "Cc")
    return unicodedata.normalize("NFC", "".join(zichtbaar)).strip()
