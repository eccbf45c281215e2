"""What a file is, by its content; refuses what nobody could read or trust later (B1-B4, B7, B12)."""

import zipfile
from io import BytesIO

import magic
import pikepdf

from kern.fouten import RegelFout
from kluis.ooxml import ooxml_type
from kluis.rules import TYPEN, WELKE

PDF_KOP, ZIP_KOP, OUD_OFFICE = b"%PDF-", b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
RAND = 1024  # bytes at either end where readers look for the header and the end mark
HTML_TEKENS = (b"<html", b"<!doctype", b"<script", b"<body", b"<svg", b"<iframe")

ONVOLLEDIG = "Deze PDF is niet compleet of beschadigd. Open hem op uw computer, sla hem opnieuw op en upload hem dan."
TWEE_TYPEN = (
    "In dit bestand zit ook een bestand van een ander soort. Druk het document af naar een nieuwe PDF en upload die."
)
WACHTWOORD = "Dit bestand heeft een wachtwoord. Sla het op zonder wachtwoord en upload het opnieuw."


def inhoudstype(inhoud: bytes) -> str:
    """The MIME type of pdf, docx or xlsx, decided by content. Raises RegelFout with what to do for all else."""
    if inhoud.startswith(PDF_KOP):
        _controleer_pdf(inhoud)
        return TYPEN["pdf"]
    if inhoud.startswith(ZIP_KOP):
        if PDF_KOP in inhoud[:RAND] or _bevat_html(inhoud[:RAND]):
            raise RegelFout(TWEE_TYPEN)
        return ooxml_type(inhoud)
    if inhoud.startswith(OUD_OFFICE):
        raise RegelFout(
            f"Dit is een oud Office-bestand of het heeft een wachtwoord. Sla het zonder wachtwoord op. {WELKE}"
        )
    raise RegelFout(f"Dit soort bestand nemen wij niet aan. {WELKE}")


def geraden_type(inhoud: bytes) -> str:
    """The MIME type by content, without a judgement: for what the portal itself makes."""
    return magic.from_buffer(inhoud[:4096], mime=True)


def _bevat_html(stuk: bytes) -> bool:
    klein = stuk.lower()
    return any(teken in klein for teken in HTML_TEKENS)


def _controleer_pdf(inhoud: bytes) -> None:
    slot = inhoud.rfind(b"%%EOF")
    if slot < max(0, len(inhoud) - RAND):
        raise RegelFout(ONVOLLEDIG if not zipfile.is_zipfile(BytesIO(inhoud)) else TWEE_TYPEN)
    if zipfile.is_zipfile(BytesIO(inhoud)) or _bevat_html(inhoud[:RAND]) or _bevat_html(inhoud[slot:]):
        raise RegelFout(TWEE_TYPEN)
    try:
        with pikepdf.open(BytesIO(inhoud)) as pdf:
            if len(pdf.pages) == 0:
                raise RegelFout("Deze PDF heeft geen pagina’s. Controleer het document en upload het opnieuw.")
    except pikepdf.PasswordError as fout:
        raise RegelFout(WACHTWOORD) from fout
    except (pikepdf.PdfError, ValueError, RuntimeError) as fout:
        raise RegelFout(ONVOLLEDIG) from fout
