"""Pure: which files the vault takes, by name and by claimed type (B1, B2, B17, R18)."""

import re
import unicodedata

from kern.fouten import RegelFout

TYPEN = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
UITVOERBAAR = frozenset(
    "app bat cmd cpl dll docm dotm exe hta htm html iso jar js jse lnk mht mhtml msi pif potm ppam pptm ps1 reg "
    "scr sh svg url vbe vbs wsf xhtml xlam xlsm xltm".split()
)
GERESERVEERD = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)
NIET_IN_NAAM = re.compile(r'[<>:"|?*;%]')
ONZICHTBAAR = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
MAX_NAAM = 120  # characters, extension included
WELKE = "Lever een PDF-, Word- (docx) of Excel-bestand (xlsx) aan."

PDF_KOP = b"%PDF-"
RAND = 1024  # bytes at either end where readers look for the header and the end mark
HTML_TEKENS = (b"<html", b"<!doctype", b"<script", b"<body", b"<svg", b"<iframe")
TWEE_TYPEN = (
    "In dit bestand zit ook een bestand van een ander soort. Druk het document af naar een nieuwe PDF en upload die."
)
TE_INGEWIKKELD = (
    "Dit bestand is zo ingewikkeld gemaakt dat wij het niet veilig kunnen nakijken. Druk het document af naar een "
    "nieuwe PDF en upload die."
)
DTD = tuple(
    woord.encode(codering) for woord in ("<!DOCTYPE", "<!ENTITY") for codering in ("utf-8", "utf-16-le", "utf-16-be")
)
BSN = re.compile(r"(?<![0-9])(?:[0-9]{9}|[0-9]{3}([ .])[0-9]{3}\1[0-9]{3}|[0-9]{4}\.[0-9]{2}\.[0-9]{3})(?![0-9])")


def heeft_dtd(xml: bytes) -> bool:
    """Whether XML declares entities or a document type: Office and Adobe never do, attackers do (B9)."""
    return any(teken in xml for teken in DTD)


def lijkt_burgerservicenummer(tekst: str) -> bool:
    """Whether a text holds nine digits that pass the 11-check of a citizen number (B55). An RSIN passes it too."""
    return any(_elfproef(re.sub("[^0-9]", "", treffer[0])) for treffer in BSN.finditer(tekst))


def _elfproef(cijfers: str) -> bool:
    som = sum(int(cijfer) * gewicht for cijfer, gewicht in zip(cijfers, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
    return som % 11 == 0 and cijfers.strip("0") != ""


def nette_naam(naam: str) -> str:
    """The name under which a file is shown and downloaded.

    NFC, without folders, control characters, direction marks and signs that mean something to a shell
    or a header; a long name is shortened before its extension. Raises RegelFout for a type that is
    not taken, also when it hides before the last extension.
    """
    naam = naam.replace("\\", "/").rsplit("/", 1)[-1]
    naam = "".join(teken for teken in naam if unicodedata.category(teken) not in ONZICHTBAAR)
    naam = unicodedata.normalize("NFC", naam)
    naam = " ".join(NIET_IN_NAAM.sub("_", naam).split()).strip(" .")
    stam, punt, einde = naam.rpartition(".")
    einde = einde.lower()
    if not punt or einde not in TYPEN or UITVOERBAAR & set(stam.lower().split(".")[1:]):
        raise RegelFout(f"Dit soort bestand nemen wij niet aan. {WELKE}")
    stam = stam.strip(" .").lstrip("-~ ")[: MAX_NAAM - len(einde) - 1].rstrip(" .") or "bestand"
    if GERESERVEERD.fullmatch(stam.split(".")[0]):
        stam = f"bestand-{stam}"
    return f"{stam}.{einde}"


def zelfde_type(naam: str, inhoudstype: str) -> None:
    """Refuse a file whose name says something else than its content (B3)."""
    einde = naam.rpartition(".")[2]
    if TYPEN.get(einde) != inhoudstype:
        raise RegelFout(
            f"De naam eindigt op .{einde}, maar het bestand zelf is iets anders. Open het bestand, sla het op als "
            f"{einde} en upload het opnieuw."
        )


def past_binnen(grootte: int, maximum: int) -> None:
    """Refuse an empty file, and one of more than `maximum` bytes (B4, B5)."""
    if grootte == 0:
        raise RegelFout("Dit bestand is leeg. Controleer het op uw computer en upload het opnieuw.")
    if grootte > maximum:
        raise RegelFout(
            f"Dit bestand is groter dan {maximum // 1024**2} MB. Maak het kleiner, bijvoorbeeld met een lagere "
            "scankwaliteit, of splits het in delen."
        )


def binnen_quotum(*, aantal: int, omvang: int, erbij: int, max_aantal: int, max_omvang: int) -> None:
    """Refuse one more file of `erbij` bytes when the dossier is full (B6). Sizes in bytes."""
    if aantal + 1 > max_aantal:
        raise RegelFout(f"In dit dossier passen {max_aantal} bestanden en het is vol. Voeg bestanden samen.")
    if omvang + erbij > max_omvang:
        raise RegelFout(f"In dit dossier past {max_omvang // 1024**2} MB. Maak dit bestand kleiner.")
