"""Looks inside a PDF without showing it: broken, locked, bloated, or with something that acts (B4, B9-B12).

What acts (a script, a program to start, a form that sends, a file inside) is no ground to refuse: it gets a code,
and the portal never shows such a file in a page. A number that may be a citizen number gets one too (B55).
"""

import re
import zipfile
from io import BytesIO

import pikepdf

from kern.fouten import RegelFout
from kluis.pdftekst import teksten
from kluis.rules import HTML_TEKENS, RAND, TE_INGEWIKKELD, TWEE_TYPEN, heeft_dtd, lijkt_burgerservicenummer

MAX_OBJECTEN = 200_000
MAX_PIXELS = 200_000_000  # one image; A4 at 1200 dpi is 139 million
MAX_KOLOMMEN = 100_000  # of a predictor: bytes per row that a reader sets apart
INPAKKERS = frozenset({"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"})
ACTIEF = (
    ("javascript", re.compile(rb"/(JavaScript|JS)\b")),
    ("start_programma", re.compile(rb"/Launch\b")),
    ("verzendt", re.compile(rb"/(SubmitForm|ImportData)\b")),
    ("ingebed", re.compile(rb"/(EmbeddedFiles?|EF|FileAttachment|RichMedia)\b")),
    ("xfa", re.compile(rb"/XFA\b")),
)

ONVOLLEDIG = "Deze PDF is niet compleet of beschadigd. Open hem op uw computer, sla hem opnieuw op en upload hem dan."
WACHTWOORD = "Dit bestand heeft een wachtwoord. Sla het op zonder wachtwoord en upload het opnieuw."


def controleer_pdf(inhoud: bytes) -> list[str]:
    """The codes of what people must know about it. Raises RegelFout for a PDF that is broken, locked or bloated."""
    _controleer_randen(inhoud)
    try:
        with pikepdf.open(BytesIO(inhoud)) as pdf:
            if len(pdf.objects) > MAX_OBJECTEN:
                raise RegelFout(TE_INGEWIKKELD)
            if len(pdf.pages) == 0:
                raise RegelFout("Deze PDF heeft geen pagina’s. Controleer het document en upload het opnieuw.")
            return _loop_na(pdf)
    except pikepdf.PasswordError as fout:
        raise RegelFout(WACHTWOORD) from fout
    except (pikepdf.PdfError, ValueError, RuntimeError) as fout:
        raise RegelFout(ONVOLLEDIG) from fout


def tel_bladzijden(inhoud: bytes) -> int:
    """The number of pages. Raises RegelFout for what is no PDF that can be read."""
    try:
        with pikepdf.open(BytesIO(inhoud)) as pdf:
            return len(pdf.pages)
    except pikepdf.PdfError as fout:
        raise RegelFout(ONVOLLEDIG) from fout


def _controleer_randen(inhoud: bytes) -> None:
    """A PDF ends where it says it ends, and is no ZIP or HTML besides."""
    slot = inhoud.rfind(b"%%EOF")
    if slot < max(0, len(inhoud) - RAND):
        raise RegelFout(ONVOLLEDIG if not zipfile.is_zipfile(BytesIO(inhoud)) else TWEE_TYPEN)
    randen = (inhoud[:RAND] + inhoud[slot:]).lower()
    if zipfile.is_zipfile(BytesIO(inhoud)) or any(teken in randen for teken in HTML_TEKENS):
        raise RegelFout(TWEE_TYPEN)


def _loop_na(pdf: pikepdf.Pdf) -> list[str]:
    """Every object once, in the notation of qpdf: names without tricks, nested dictionaries included."""
    gevonden = set()
    for ding in pdf.objects:
        if isinstance(ding, pikepdf.Stream):
            _controleer_stroom(ding)
            ding = ding.stream_dict
        tekst = ding.unparse(resolved=True)
        gevonden |= {code for code, patroon in ACTIEF if code not in gevonden and patroon.search(tekst)}
    if any(map(lijkt_burgerservicenummer, teksten(pdf))):
        gevonden.add("burgerservicenummer")
    return sorted(gevonden)


def _controleer_stroom(stroom: pikepdf.Stream) -> None:
    filters = stroom.get("/Filter", [])
    namen = [str(filters)] if isinstance(filters, pikepdf.Name) else [str(naam) for naam in filters]
    instellingen = stroom.get("/DecodeParms", {})
    losse = [instellingen] if isinstance(instellingen, pikepdf.Dictionary) else list(instellingen)
    breed = max((_getal(deel, "/Columns") for deel in losse if isinstance(deel, pikepdf.Dictionary)), default=0)
    beeld = stroom.get("/Subtype") == "/Image" and _getal(stroom, "/Width") * _getal(stroom, "/Height")
    if sum(naam in INPAKKERS for naam in namen) > 1 or breed > MAX_KOLOMMEN or beeld > MAX_PIXELS:
        raise RegelFout(TE_INGEWIKKELD)
    if stroom.get("/Type") == "/Metadata" and heeft_dtd(stroom.read_bytes()):
        raise RegelFout(TE_INGEWIKKELD)


def _getal(ding: pikepdf.Object, sleutel: str) -> int:
    waarde = ding.get(sleutel, 0)
    return int(waarde) if isinstance(waarde, int) else 0
