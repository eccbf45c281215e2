"""Looks inside a docx or xlsx without unpacking it to disk (B7-B9, B16): first the list of parts, then the XML."""

import codecs
import re
import stat
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile, ZipInfo

from kern.fouten import RegelFout
from kluis.rules import TE_INGEWIKKELD, TYPEN, WELKE, heeft_dtd, lijkt_burgerservicenummer

MAX_DELEN = 5000
MAX_UITGEPAKT = 300 * 1024 * 1024  # bytes, all parts together
MAX_VERHOUDING = 200  # unpacked against packed; ordinary XML stays below 60
MAX_TEKST = 20 * 1024 * 1024  # bytes of one part that are read for words; the rest only for what is forbidden
MAX_PIXELS = 200_000_000
KLEIN = 1024 * 1024  # the ratio says nothing about a small part
HAP = 1024 * 1024
OVERLAP = 64  # bytes of the piece before, so that nothing hides on a border
INHOUDSLIJST = "[Content_Types].xml"
HOOFDDEEL = {"word/document.xml": TYPEN["docx"], "xl/workbook.xml": TYPEN["xlsx"]}
ACTIEF = re.compile(r"vbaproject|vbadata|activex|oleobject|/macrosheets/|\.(bin|exe|js|vbs)$", re.IGNORECASE)
ONSCHULDIG_BIN = re.compile(r"^(word|xl)/printersettings/printersettings\d+\.bin$", re.IGNORECASE)
XML = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
MET_TEKST = re.compile(
    r"^(word/(document|header\d*|footer\d*|footnotes|endnotes)|xl/(sharedstrings|worksheets/.*))\.xml$"
)
ALINEA = re.compile(r"</(?:\w+:)?(?:p|si|c|v)>|<(?:\w+:)?(?:tab|br)/>")
LABEL = re.compile(r"<[^>]*>")
VELDCODE = re.compile(r"<w:instrText[^>]*>([^<]*)<|w:instr=[\"']([^\"']*)[\"']")
DDE_VELD = re.compile(r"\bDDE(AUTO)?\b", re.IGNORECASE)
PNG = b"\x89PNG\r\n\x1a\n"
codecs.lookup("cp437")  # zipfile reads names with it; in the sandbox nothing can be loaded any more

BESCHADIGD = (
    "Dit bestand is beschadigd of niet compleet. Open het op uw computer, sla het opnieuw op en upload het dan."
)
MACROS = "In dit bestand zitten macro’s of ingebedde programma’s. Sla het op zonder macro’s, of maak er een PDF van."
BOM = "Dit bestand wordt bij het uitpakken veel te groot. Sla het op als PDF en upload die."
HAALT_OP = (
    "Dit bestand haalt bij het openen iets op van buiten (een sjabloon, een ander programma of een ander bestand). "
    "Maak er een PDF van en upload die."
)


def controleer_ooxml(inhoud: bytes) -> tuple[str, list[str]]:
    """The MIME type of a docx or xlsx and its codes. Raises RegelFout for any other, broken, active or bloated one."""
    if inhoud.count(b"PK\x01\x02") > MAX_DELEN:
        raise RegelFout(BOM)
    try:
        with ZipFile(BytesIO(inhoud)) as archief:
            delen = archief.infolist()
            _controleer_delen(delen, len(inhoud))
            soort = _soort({deel.filename for deel in delen})
            if b"macroenabled" in archief.read(INHOUDSLIJST).lower():
                raise RegelFout(MACROS)
            signalen = {code for deel in delen for code in _controleer_deel(archief, deel)}
    except (
        BadZipFile,
        OSError,
        EOFError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        ElementTree.ParseError,
    ) as fout:
        raise RegelFout(BESCHADIGD) from fout
    return soort, sorted(signalen)


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


def _controleer_deel(archief: ZipFile, deel: ZipInfo) -> Iterator[str]:
    """Codes of one part; refuses a part with a DTD, a DDE field, a template from elsewhere or a flood of pixels."""
    if deel.filename.lower().endswith(".png"):
        _controleer_png(archief, deel)
    if not XML.search(deel.filename):
        return
    begin = _lees_zonder_dtd(archief, deel)
    if deel.filename.endswith(".rels"):
        yield from _koppelingen(begin)
    elif deel.filename.lower().startswith("xl/externallinks/"):
        if b"ddeLink" in begin:
            raise RegelFout(HAALT_OP)
        yield "koppeling"
    elif MET_TEKST.match(deel.filename.lower()):
        yield from _woorden(begin.decode(errors="replace"))


def _lees_zonder_dtd(archief: ZipFile, deel: ZipInfo) -> bytes:
    """The first MAX_TEKST bytes of a part; all of it is looked through for a DTD."""
    begin, vorige = bytearray(), b""
    with archief.open(deel) as lezer:
        while hap := lezer.read(HAP):
            if heeft_dtd(vorige + hap):
                raise RegelFout(TE_INGEWIKKELD)
            vorige = hap[-OVERLAP:]
            if len(begin) < MAX_TEKST:
                begin += hap
    return bytes(begin)


def _koppelingen(rels: bytes) -> Iterator[str]:
    """Relations to outside: a hyperlink waits for a click, a linked file is told, the rest is refused."""
    for relatie in ElementTree.fromstring(rels):  # noqa: S314 - without a DTD, and in the sandbox
        if relatie.get("TargetMode") != "External":
            continue
        soort = (relatie.get("Type") or "").rsplit("/", 1)[-1].lower()
        if soort in {"attachedtemplate", "oleobject", "frame", "subdocument"}:
            raise RegelFout(HAALT_OP)
        if soort != "hyperlink":
            yield "koppeling"


def _woorden(xml: str) -> Iterator[str]:
    if DDE_VELD.search("".join(code or eigenschap for code, eigenschap in VELDCODE.findall(xml))):
        raise RegelFout(HAALT_OP)
    if lijkt_burgerservicenummer(LABEL.sub("", ALINEA.sub("\n", xml))):
        yield "burgerservicenummer"


def _controleer_png(archief: ZipFile, deel: ZipInfo) -> None:
    with archief.open(deel) as lezer:
        kop = lezer.read(24)
    if kop.startswith(PNG) and int.from_bytes(kop[16:20], "big") * int.from_bytes(kop[20:24], "big") > MAX_PIXELS:
        raise RegelFout(BOM)
