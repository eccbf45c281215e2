"""Pure: identifiers of organisations (B51), invitations (B32), and text as it is stored."""

import re
import unicodedata
from datetime import datetime, timedelta

from kern.fouten import RegelFout

BEKEND = (
    "Deze organisatie staat al in het portaal. Vraag een collega die al een account heeft om u uit te nodigen. "
    "Die ziet dat u het probeerde."
)
UITNODIGING_WERKT_NIET = (
    "Deze uitnodiging werkt niet. Ze is al gebruikt, verlopen, ingetrokken, of voor een ander e-mailadres dan waarmee "
    "u bent ingelogd. Vraag een nieuwe aan de collega die u uitnodigde."
)
EEN_DAG = timedelta(days=1)
UITNODIGING_GELDIG = timedelta(days=7)
MAX_UITNODIGINGEN = 20  # open at the same time, per organisation


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


def agb_code(tekst: str) -> str:
    """Eight digits; spaces and dots fall away. Raises RegelFout for anything else."""
    cijfers = re.sub(r"[\s.]", "", tekst)
    if not re.fullmatch(r"[0-9]{8}", cijfers):
        raise RegelFout("Een AGB-code heeft 8 cijfers, ook als er nullen voor staan. Controleer de code.")
    return cijfers


def postbus(email: str) -> str:
    """The mailbox behind an address: lower case, and without what follows a plus in the name (B29)."""
    naam, _, domein = email.lower().rpartition("@")
    return f"{naam.partition('+')[0]}@{domein}"


def uitnodiging_werkt(*, nu: datetime, geldig_tot: datetime, gebruikt: bool, email: str, adressen: set[str]) -> bool:
    """Whether an invitation may be accepted: unused, in time, by who holds that confirmed address (B32)."""
    return not gebruikt and nu < geldig_tot and email in adressen


def eis_nog_een_tekenbevoegde(anderen: int) -> None:
    """Refuse to end the role of the last one who may sign for the organisation."""
    if anderen == 0:
        raise RegelFout(
            "Dit is de enige tekenbevoegde van uw organisatie. Nodig eerst een andere tekenbevoegde uit, en wacht tot "
            "die de uitnodiging heeft aangenomen."
        )


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
