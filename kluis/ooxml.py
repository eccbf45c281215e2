"""Looks inside a docx or xlsx without unpacking it: only the list of parts is read (B7, B8, B16)."""

import re
import stat
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from kern.fouten import RegelFout
from kluis.rules import TYPEN, WELKE

MAX_DELEN = 5000
MAX_UITGEPAKT = 300 * 1024 * 1024  # bytes, all parts together
MAX_VERHOUDING = 200  # unpacked against packed; ordinary XML stays below 60
KLEIN = 1024 * 1024  # the ratio says nothing about a small part
INHOUDSLIJST = "[Content_Types].xml"
HOOFDDEEL = {"word/document.xml": TYPEN["docx"], "xl/workbook.xml": TYPEN["xlsx"]}
ACTIEF = re.compile(r"vbaproject|vbadata|activex|oleobject|/macrosheets/|\.(bin|exe|js|vbs)$", re.IGNORECASE)
ONSCHULDIG_BIN = re.compile(r"^(word|xl)/printersettings/printersettings\d+\.bin$", re.IGNORECASE)

BESCHADIGD = (
    "Dit bestand is beschadigd of niet compleet. Open het op uw computer, sla het opnieuw op en upload het dan."
)
MACROS = "In dit bestand zitten macro’s of ingebedde programma’s. Sla het op zonder macro’s, of maak er een PDF van."
BOM = "Dit bestand wordt bij het uitpakken veel te groot. Sla het op als PDF en upload die."


def ooxml_type(inhoud: bytes) -> str:
    """The MIME type of a docx or xlsx. Raises RegelFout for any other, broken, active or bloated archive."""
    if inhoud.count(b"PK\x01\x02") > MAX_DELEN:
        raise RegelFout(BOM)
    try:
        with ZipFile(BytesIO(inhoud)) as archief:
            delen = archief.infolist()
            _controleer_delen(delen, len(inhoud))
            soort = _soort({deel.filename for deel in delen})
            lijst = archief.read(INHOUDSLIJST)
    except (BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as fout:
        raise RegelFout(BESCHADIGD) from fout
    if b"macroenabled" in lijst.lower():
        raise RegelFout(MACROS)
    return soort


def _controleer_delen(delen: list[ZipInfo], grootte: int) -> None:
    if sum(deel.file_size for deel in delen) > MAX_UITGEPAKT or _overlapt(delen, grootte):
        raise RegelFout(BOM)
    for deel in delen:
        if deel.file_size > max(KLEIN, MAX_VERHOUDING * deel.compress_size):
            raise RegelFout(BOM)
        if deel.flag_bits & 0x1 or _wijst_naar_buiten(deel):
            raise RegelFout(BESCHADIGD)
        if ACTIEF.search(deel.filename) and not ONSCHULDIG_BIN.match(deel.filename):
            raise RegelFout(MACROS)


def _wijst_naar_buiten(deel: ZipInfo) -> bool:
    stappen = deel.filename.split("/")
    return ".." in stappen or stappen[0] == "" or ":" in stappen[0] or stat.S_ISLNK(deel.external_attr >> 16)


def _overlapt(delen: list[ZipInfo], grootte: int) -> bool:
    """Parts that share bytes: the trick behind bombs that stay small on paper."""
    einde = 0
    for deel in sorted(delen, key=lambda deel: deel.header_offset):
        if deel.header_offset < einde:
            return True
        einde = deel.header_offset + 30 + len(deel.filename) + deel.compress_size
    return einde > grootte


def _soort(namen: set[str]) -> str:
    gevonden = [soort for deel, soort in HOOFDDEEL.items() if deel in namen]
    if INHOUDSLIJST not in namen or len(gevonden) != 1:
        raise RegelFout(f"Dit is geen Word- of Excel-bestand. {WELKE}")
    return gevonden[0]
