"""What a file is and what is in it, by its content; refuses what nobody could read or trust later.

Runs in the sandbox (kluis.zandbak): these parsers meet whatever people send (B3, B4, B7-B12, B16).
"""

from typing import Any

from kern.fouten import RegelFout
from kluis.ooxml import controleer_ooxml
from kluis.pdf import controleer_pdf
from kluis.rules import HTML_TEKENS, PDF_KOP, RAND, TWEE_TYPEN, TYPEN, WELKE

ZIP_KOP, OUD_OFFICE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")


def beoordeel(inhoud: bytes) -> dict[str, Any]:
    """The MIME type of pdf, docx or xlsx, and the codes of what people must know about it (states.Signaal).

    Raises RegelFout with what to do for all else.
    """
    if inhoud.startswith(PDF_KOP):
        return {"soort": TYPEN["pdf"], "signalen": controleer_pdf(inhoud)}
    if inhoud.startswith(ZIP_KOP):
        begin = inhoud[:RAND].lower()
        if PDF_KOP in inhoud[:RAND] or any(teken in begin for teken in HTML_TEKENS):
            raise RegelFout(TWEE_TYPEN)
        soort, signalen = controleer_ooxml(inhoud)
        return {"soort": soort, "signalen": signalen}
    if inhoud.startswith(OUD_OFFICE):
        raise RegelFout(
            f"Dit is een oud Office-bestand of het heeft een wachtwoord. Sla het zonder wachtwoord op. {WELKE}"
        )
    raise RegelFout(f"Dit soort bestand nemen wij niet aan. {WELKE}")
