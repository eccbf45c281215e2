"""Reads the plain text of an overeenkomst into its parts. Pure.

Every line that is not blank ends up in exactly one part, in the order of the file; what the reader cannot place is
there as `ONBEGREPEN`, with its line number, and is never dropped. The text itself is loaded, not committed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Any

from kern.fouten import RegelFout
from overeenkomst.inlezen.velden import Invulveld, vind_velden

MAX_BYTES = 1024 * 1024
MAX_REGELS = 5000
MAX_VELDEN = 500
MAX_KOP = 100  # characters; what is longer is no heading
HOOG = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

ARTIKEL = re.compile(r"(?:Artikel|ARTIKEL|Art\.) (\d{1,3})(?: ?[.:–—-] ?(.*)|( [A-Z].*)?)")
LID = re.compile(r"(?:Lid|LID) (\d{1,2})\b[.:]? ?(.*)")
BIJLAGE = re.compile(r"(?:Bijlage|BIJLAGE) (\d{1,2})(?: ?: ?(.*))?")
GENUMMERD = re.compile(r"(\d{1,3})[.)] (.+)")
DUBBEL_GENUMMERD = re.compile(r"(\d{1,3})\.(\d{1,2})[.)]? (.+)")
PUNT = re.compile(r"(?:[-–•*]|[a-z][.)]) (.+)")
LETTER = re.compile(r"([A-Z]) (\S.*)")
STREEPKOP = re.compile(r"\d{1,2} ?[–—-] ?\S.*")
DEFINITIE = re.compile(r"(?:(?:[-–•*]|[a-z0-9]{1,2}[.)]) )?([^:]{2,120}): ?\S")
VOETNOOT = re.compile(r"([⁰¹²³⁴-⁹]{1,3}) ?(\S.*)")
VOETNOOT_CIJFER = re.compile(r"(\d{1,3}) ([A-Z].*)")
VERWIJZING = re.compile(r"(?<=\S)[⁰¹²³⁴-⁹]{1,3}")
SLOT = re.compile(r"(?:Opgemaakt|Aldus|Ondertekening)\b")
BEGRIPPEN = re.compile(r"definitie|begrip", re.IGNORECASE)


class Deelsoort(StrEnum):
    VOORBLAD = "voorblad"
    ONDERDEEL = "onderdeel"  # the lettered parts before the articles: parties, region, considerations
    HOOFDSTUK = "hoofdstuk"
    ARTIKEL = "artikel"
    ONDERTEKENING = "ondertekening"
    BIJLAGE = "bijlage"
    REST = "rest"


class Soort(StrEnum):
    KOP = "kop"
    LID = "lid"
    DEFINITIE = "definitie"
    PUNT = "punt"
    TABELRIJ = "tabelrij"
    VOETNOOT = "voetnoot"
    ALINEA = "alinea"
    ONBEGREPEN = "onbegrepen"


@dataclass(frozen=True)
class Regel:
    """One line. `nr` is the number of a lid, point or footnote, or the term that is defined."""

    nummer: int
    tekst: str
    soort: Soort
    nr: str = ""


@dataclass
class Deel:
    """A part: an article, a bijlage, a lettered part before the articles, …"""

    sleutel: str
    soort: Deelsoort
    nummer: int = 0
    titel: str = ""
    regels: list[Regel] = field(default_factory=list)

    @property
    def plek(self) -> str:
        """Where it is, in short: 'Artikel 7', 'Bijlage 2', 'Onderdeel C'."""
        if self.soort is Deelsoort.ONDERDEEL:
            return f"Onderdeel {self.sleutel[-1].upper()}"
        if self.soort is Deelsoort.REST:
            return "Na de bijlagen"
        return f"{self.soort.capitalize()} {self.nummer}" if self.nummer else self.soort.capitalize()

    @property
    def naam(self) -> str:
        """As people call it: 'Bijlage 2: …'; of a chapter its heading."""
        if self.soort is Deelsoort.HOOFDSTUK:
            return self.titel
        return f"{self.plek}: {self.titel}" if self.titel else self.plek

    @property
    def leden(self) -> list[Regel]:
        return [regel for regel in self.regels if regel.soort is Soort.LID]


@dataclass(frozen=True)
class Tekst:
    """The whole text: its parts in order and its fields. `fouten`: why it cannot be kept, in Dutch."""

    titel: str
    delen: tuple[Deel, ...]
    velden: tuple[Invulveld, ...]
    fouten: tuple[str, ...] = ()

    def van_soort(self, soort: Deelsoort) -> list[Deel]:
        return [deel for deel in self.delen if deel.soort is soort]

    @property
    def regels(self) -> list[Regel]:
        return [regel for deel in self.delen for regel in deel.regels]

    @property
    def onbegrepen(self) -> list[Regel]:
        return [regel for regel in self.regels if regel.soort is Soort.ONBEGREPEN]

    @property
    def tellingen(self) -> dict[str, int]:
        """How many of each; articles and leden of the overeenkomst itself, not those inside a bijlage."""
        artikelen = self.van_soort(Deelsoort.ARTIKEL)
        return {
            "artikelen": len(artikelen),
            "leden": sum(len(deel.leden) for deel in artikelen),
            "definities": sum(regel.soort is Soort.DEFINITIE for regel in self.regels),
            "bijlagen": len(self.van_soort(Deelsoort.BIJLAGE)),
            "velden": len(self.velden),
        }


def ontcijfer(inhoud: bytes) -> str:
    """The text of a file. Raises RegelFout for what is no plain UTF-8 text of a sensible size."""
    if not inhoud.strip():
        raise RegelFout("Dit bestand is leeg. Kies het bestand met de tekst van de overeenkomst.")
    if len(inhoud) > MAX_BYTES:
        raise RegelFout("Dit bestand is groter dan 1 MB. Kies het bestand met alleen de tekst van de overeenkomst.")
    try:
        tekst = inhoud.decode("utf-8-sig")
    except UnicodeDecodeError:
        tekst = "\0"
    if any(teken < " " and teken not in "\t\n\r\f" for teken in tekst):
        raise RegelFout("Dit bestand is geen gewone tekst. Sla de tekst op als .txt met codering UTF-8.")
    return tekst


def splits(tekst: str) -> list[tuple[int, str]]:
    """The lines that are not blank, with their numbers from 1. A form feed ends a line too."""
    ruw = re.split(r"\r\n|[\n\r\f]", tekst)
    return [(nummer, regel) for nummer, regel in enumerate(ruw, 1) if regel.strip()]


def kaal(regel: str) -> str:
    """A line without space around it and with single spaces; tabs between cells stay."""
    return re.sub(r"[^\S\t]+", " ", regel).strip()


def lees(tekst: str) -> Tekst:
    """Read a text. Raises RegelFout only when it is too much to read; what is missing or double is in `fouten`."""
    regels = splits(tekst)
    if len(regels) > MAX_REGELS:
        raise RegelFout(f"Deze tekst heeft meer dan {MAX_REGELS} regels. Kies alleen de tekst van de overeenkomst.")
    delen = _Lezer(regels).lees()
    velden = tuple(vind_velden(delen))
    if len(velden) > MAX_VELDEN:
        raise RegelFout(f"Deze tekst heeft meer dan {MAX_VELDEN} lege plekken. Kies de tekst van een overeenkomst.")
    titels = [kaal(r.tekst) for r in delen[0].regels if "vereenkomst" in r.tekst] if delen else []
    return Tekst((titels or ["Overeenkomst"])[0][:200], tuple(delen), velden, tuple(_fouten(delen)))


def lees_bestand(inhoud: bytes) -> Tekst:
    """Read a file that must be kept. Raises RegelFout with the first thing that is missing or double."""
    tekst = lees(ontcijfer(inhoud))
    if tekst.fouten:
        raise RegelFout(tekst.fouten[0])
    return tekst


def als_json(tekst: Tekst) -> dict[str, Any]:
    """The text as plain data, to keep; `uit_json` gives the same text back."""
    gegevens = asdict(tekst)
    return {naam: gegevens[naam] for naam in ("titel", "delen", "velden")}


def uit_json(gegevens: dict[str, Any]) -> Tekst:
    delen = tuple(_deel(deel) for deel in gegevens["delen"])
    return Tekst(gegevens["titel"], delen, tuple(Invulveld(**veld) for veld in gegevens["velden"]))


def _deel(gegevens: dict[str, Any]) -> Deel:
    regels = [Regel(**regel | {"soort": Soort(regel["soort"])}) for regel in gegevens["regels"]]
    return Deel(**gegevens | {"soort": Deelsoort(gegevens["soort"]), "regels": regels})


def _fouten(delen: Sequence[Deel]) -> list[str]:
    artikelen = [deel for deel in delen if deel.soort is Deelsoort.ARTIKEL]
    if not artikelen:
        return ["In dit bestand staat geen enkel artikel. Kies de tekst van een overeenkomst."]
    fouten = _in_volgorde("Artikel", [deel.nummer for deel in artikelen])
    fouten += _in_volgorde("Bijlage", [deel.nummer for deel in delen if deel.soort is Deelsoort.BIJLAGE])
    for deel in artikelen:
        fouten += _in_volgorde(f"Artikel {deel.nummer} lid", [int(regel.nr) for regel in deel.leden])
    return fouten


def _in_volgorde(wat: str, nummers: Iterable[int]) -> list[str]:
    """What is double, missing or out of order in numbers that run from 1."""
    nummers = list(nummers)
    dubbel = [f"{wat} {n} staat er {keer} keer in." for n, keer in Counter(nummers).items() if keer > 1]
    mist = sorted(set(range(1, max(nummers, default=0) + 1)) - set(nummers))
    fouten = [*dubbel, *(f"{wat} {n} ontbreekt." for n in mist)]
    verkeerd = [later for eerder, later in pairwise(nummers) if later < eerder]
    if verkeerd and not fouten:
        fouten = [f"{wat} {verkeerd[0]} staat niet op zijn plek."]
    return [f"{fout} Vergelijk het bestand met de officiële tekst." for fout in fouten]


class _Lezer:
    """Goes through the lines once; `deel` is where the next line belongs."""

    def __init__(self, regels: Sequence[tuple[int, str]]):
        self.regels = [(nummer, ruw, kaal(ruw)) for nummer, ruw in regels]
        self.delen: list[Deel] = []
        self.hoofdstukken = 0
        self.begrippen = False  # in an article with definitions
        self.leden: int | None = 0  # numbered leden of this article so far; None when they are written 'Lid n' or '7.1'
        self.verwezen: set[str] = set()  # footnotes that the text refers to and that did not come yet
        self.noot = ""  # the footnote whose list goes on

    def lees(self) -> list[Deel]:
        for plek, (nummer, ruw, regel) in enumerate(self.regels):
            soort, nr = self._opent(regel, self._na(plek)) or self._binnen(regel)
            self.delen[-1].regels.append(Regel(nummer, ruw, soort, nr))
            self.noot = nr if soort is Soort.VOETNOOT and (regel.endswith(":") or self.noot) else ""
            self.verwezen |= {teken.translate(HOOG) for teken in VERWIJZING.findall(regel)}
        return self.delen

    def _na(self, plek: int) -> str:
        """The next line, with the one below it when that goes on in the middle of a sentence."""
        nummer, _, regel = (*self.regels, (0, "", ""))[min(plek + 1, len(self.regels))]
        verder = self.regels[plek + 2] if plek + 2 < len(self.regels) else (0, "", "")
        return f"{regel} {verder[2]}" if verder[0] == nummer + 1 and verder[2][0].islower() else regel

    @property
    def bij(self) -> Deelsoort | None:
        return self.delen[-1].soort if self.delen else None

    @property
    def lopend(self) -> bool:
        """Whether the articles have begun."""
        return any(deel.soort is Deelsoort.ARTIKEL for deel in self.delen)

    def _begin(self, soort: Deelsoort, sleutel: str, nummer: int = 0, titel: str = "") -> tuple[Soort, str]:
        self.delen.append(Deel(sleutel, soort, nummer, titel))
        self.leden = 0
        return Soort.KOP, str(nummer or "")

    def _opent(self, regel: str, volgende: str) -> tuple[Soort, str] | None:
        """Begin a part when this line is its heading; otherwise None."""
        if self.bij is None and not _artikel(regel) and regel[:2] != "A ":
            self._begin(Deelsoort.VOORBLAD, "voorblad")
        if self.lopend and (bijlage := BIJLAGE.fullmatch(regel)):
            return self._bijlage(int(bijlage[1]), bijlage[2] or "", volgende)
        if self.lopend and regel == "Bijlage":
            self._begin(Deelsoort.REST, "rest")
            return Soort.ONBEGREPEN, ""
        if self.bij in (Deelsoort.BIJLAGE, Deelsoort.REST):
            return None
        if artikel := _artikel(regel):
            nummer, titel = artikel
            self.begrippen = bool(BEGRIPPEN.search(titel)) or (self.begrippen and self.bij is Deelsoort.HOOFDSTUK)
            return self._begin(Deelsoort.ARTIKEL, f"artikel-{nummer}", nummer, titel)
        if self._is_hoofdstuk(regel, volgende):
            self.hoofdstukken += 1
            self.begrippen = bool(BEGRIPPEN.search(regel))
            return self._begin(Deelsoort.HOOFDSTUK, f"hoofdstuk-{self.hoofdstukken}", titel=regel)
        if self.lopend and self.bij is Deelsoort.ARTIKEL and SLOT.match(regel):
            self._begin(Deelsoort.ONDERTEKENING, "ondertekening")
            return Soort.ALINEA, ""
        return None if self.lopend else self._onderdeel(regel)

    def _bijlage(self, nummer: int, titel: str, volgende: str) -> tuple[Soort, str]:
        if not titel and _is_kop(volgende):
            titel = volgende
        titel = VERWIJZING.sub("", titel) if _is_kop(titel) else ""
        return self._begin(Deelsoort.BIJLAGE, f"bijlage-{nummer}", nummer, titel)

    def _onderdeel(self, regel: str) -> tuple[Soort, str] | None:
        """A lettered part: only the letter whose turn it is."""
        aantal = sum(deel.soort is Deelsoort.ONDERDEEL for deel in self.delen)
        letter = LETTER.fullmatch(regel)
        if not letter or ord(letter[1]) - ord("A") != aantal:
            return None
        self._begin(Deelsoort.ONDERDEEL, f"onderdeel-{letter[1].lower()}")
        return Soort.ALINEA, letter[1]

    def _is_hoofdstuk(self, regel: str, volgende: str) -> bool:
        if STREEPKOP.fullmatch(regel) and _is_kop(regel):
            return True
        voluit = self.bij is not Deelsoort.VOORBLAD or regel[0].isdigit()
        return voluit and _is_kop(regel) and bool(_artikel(volgende))

    def _binnen(self, regel: str) -> tuple[Soort, str]:
        """What a line is inside its part."""
        if self.bij is Deelsoort.REST or self.bij is Deelsoort.HOOFDSTUK:
            return Soort.ONBEGREPEN, ""
        if "\t" in regel:
            return Soort.TABELRIJ, ""
        if noot := VOETNOOT.fullmatch(regel) or self._cijfernoot(regel):
            self.verwezen.discard(noot[1].translate(HOOG))
            return Soort.VOETNOOT, noot[1].translate(HOOG)
        if self.noot and PUNT.fullmatch(regel):
            return Soort.VOETNOOT, self.noot
        if self.bij is Deelsoort.ARTIKEL:
            return self._in_artikel(regel)
        if genummerd := GENUMMERD.fullmatch(regel):
            return Soort.PUNT, genummerd[1]
        if PUNT.fullmatch(regel):
            return Soort.PUNT, ""
        tussenkop = self.bij is Deelsoort.BIJLAGE and (_artikel(regel) or _is_kop(regel))
        return (Soort.KOP if tussenkop or self.bij is Deelsoort.VOORBLAD else Soort.ALINEA), ""

    def _cijfernoot(self, regel: str) -> re.Match[str] | None:
        """A footnote whose number lost its height: only when the text refers to it."""
        noot = VOETNOOT_CIJFER.fullmatch(regel)
        return noot if noot and noot[1] in self.verwezen else None

    def _in_artikel(self, regel: str) -> tuple[Soort, str]:
        deel = self.delen[-1]
        if lid := LID.fullmatch(regel):
            self.leden = None
            return Soort.LID, str(int(lid[1]))
        if BEGRIPPEN.match(regel) and regel.endswith(":"):
            self.begrippen = True
            return Soort.ALINEA, ""
        if self.begrippen:
            if begrip := DEFINITIE.match(regel):
                return Soort.DEFINITIE, begrip[1].replace("*", "").strip()
            return (Soort.ONBEGREPEN, "") if PUNT.fullmatch(regel) else (Soort.ALINEA, "")
        if (dubbel := DUBBEL_GENUMMERD.fullmatch(regel)) and int(dubbel[1]) == deel.nummer:
            self.leden = None
            return Soort.LID, str(int(dubbel[2]))
        if genummerd := GENUMMERD.fullmatch(regel):
            volgt = self.leden is not None and int(genummerd[1]) == self.leden + 1
            self.leden = self.leden + 1 if volgt and self.leden is not None else self.leden
            return (Soort.LID if volgt else Soort.PUNT), str(int(genummerd[1]))
        return (Soort.PUNT if PUNT.fullmatch(regel) else Soort.ALINEA), ""


def _artikel(regel: str) -> tuple[int, str] | None:
    """Number and title when this line is the heading of an article."""
    kop = ARTIKEL.fullmatch(regel)
    titel = ((kop[2] or kop[3] or "") if kop else "").strip()
    return (int(kop[1]), titel) if kop and (not titel or _is_kop(titel[:1].upper() + titel[1:])) else None


def _is_kop(regel: str) -> bool:
    """Whether a line reads as a heading: short, begins with a capital or number, and no sentence."""
    begint = regel[:1].isupper() or regel[:1].isdigit()
    return begint and len(regel) <= MAX_KOP and "\t" not in regel and regel[-1:] not in ".;,:?!" and "__" not in regel
