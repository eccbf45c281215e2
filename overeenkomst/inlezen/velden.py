"""The blanks of a text as named fields: lines of underscores or dots, brackets, and open ends. Pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

LEEG = re.compile(r"_{2,}|\.{4,}|…{2,}|\[(?!\d+\])[^\[\]\t]{0,60}\]")
TEKENPLEK = re.compile(r"\s*\(([A-Z][^()]{1,40})\)\s*")
OPEN_EINDE = re.compile(r"(?:\bte|\bd\.d\.|\bad|€)\s*$")
LIDWOORD = re.compile(r"^.*\b(?:een|de|het)\s+", re.IGNORECASE)
STIL = {"de", "het", "een", "voor", "van", "ad", "volgende", "bedraagt", "bedragen", "is", "en"}
AANLOOP = re.compile(r"^\s*(?:[A-Z]\s|[-–•*]\s|\d{1,3}[.)]\s|Lid \d+\s)?\s*")
MAX_NAAM = 70


@dataclass(frozen=True)
class Invulveld:
    """A blank: where it stands (line number, first and last column + 1) and how it is called.

    `label` is the text it was named after. With `van` equal to `tot` nothing marks the blank: the text just stops.
    """

    naam: str
    label: str
    deel: str
    regel: int
    van: int
    tot: int


class RegelVorm(Protocol):
    @property
    def nummer(self) -> int: ...
    @property
    def tekst(self) -> str: ...


class DeelVorm(Protocol):
    @property
    def sleutel(self) -> str: ...
    @property
    def regels(self) -> Sequence[RegelVorm]: ...


def vind_velden(delen: Iterable[DeelVorm]) -> list[Invulveld]:
    """Every blank of these parts in order, each with a name of its own."""
    delen = list(delen)
    gevonden = {deel.sleutel: list(_in_deel(deel)) for deel in delen}
    partijen = [sleutel for sleutel, velden in gevonden.items() if _is_partij(sleutel, velden)]
    namen: Counter[str] = Counter()
    uit = []
    for sleutel, velden in gevonden.items():
        for veld in _onderscheid(velden, sleutel, partijen):
            namen[veld.naam] += 1
            keer = namen[veld.naam]
            uit.append(replace(veld, naam=f"{veld.naam}_{keer}") if keer > 1 else veld)
    return uit


def slug(tekst: str) -> str:
    """Lower-case words joined by underscores, without accents and without words that say nothing."""
    plat = unicodedata.normalize("NFKD", tekst.replace("'", "").replace("’", "")).encode("ascii", "ignore").decode()
    woorden = re.findall(r"[a-z0-9]+", plat.lower())
    return "_".join(woord for woord in woorden if woord not in STIL)[:MAX_NAAM].strip("_")


def _in_deel(deel: DeelVorm) -> Iterator[Invulveld]:
    for plek, regel in enumerate(deel.regels):
        volgende = deel.regels[plek + 1] if plek + 1 < len(deel.regels) else None
        yield from _in_regel(deel.sleutel, regel)
        if _houdt_op(deel.sleutel, regel, volgende):
            einde = len(regel.tekst.rstrip())
            label = _label(regel.tekst[:einde])
            yield Invulveld(slug(label), label, deel.sleutel, regel.nummer, einde, einde)


def _in_regel(sleutel: str, regel: RegelVorm) -> Iterator[Invulveld]:
    if sleutel == "ondertekening" and (tekenplek := TEKENPLEK.fullmatch(regel.tekst)):
        label, (van, tot) = tekenplek[1], tekenplek.span(1)
        yield Invulveld(slug(label), label, sleutel, regel.nummer, van - 1, tot + 1)
        return
    vanaf, vorige = 0, ""
    for leeg in LEEG.finditer(regel.tekst):
        label = leeg[0].strip("[]. …") if leeg[0].startswith("[") else ""
        tussen = regel.tekst[vanaf : leeg.start()]
        if not label:
            label = f"{vorige} cent" if vorige and tussen.strip() == "," else _label(tussen)
        label = label or vorige or "leeg"
        yield Invulveld(slug(label) or "leeg", label, sleutel, regel.nummer, *leeg.span())
        vanaf, vorige = leeg.end(), label


def _houdt_op(sleutel: str, regel: RegelVorm, volgende: RegelVorm | None) -> bool:
    """Whether the text stops where something must be filled in, without a mark."""
    tekst = regel.tekst.rstrip()
    if sleutel.startswith("onderdeel-") and volgende is None and tekst.endswith(":"):
        return True
    return bool(OPEN_EINDE.search(tekst)) and (volgende is None or volgende.nummer > regel.nummer + 1)


def _label(voor: str) -> str:
    """The words a blank is called after, out of the text before it."""
    tekst = re.sub(r"\([^()]*\)", "", AANLOOP.sub("", voor, count=1))
    tekst = re.sub(r"\s+", " ", tekst).strip(" :,€;")
    if re.search(r"\bd\.d\.$|\bdatum$", tekst):
        return "datum"
    if tekst.endswith("bedraagt"):
        return re.split(r"[.;]\s", tekst)[-1].removesuffix("bedraagt").strip()
    plaats = tekst == "te" or tekst.endswith(" te")
    tekst = re.sub(r"(?:^| )(?:te|ad|op)$", "", tekst)
    if len(tekst.split()) > 6:
        tekst = LIDWOORD.sub("", tekst)
    tekst = " ".join(tekst.split()[-6:])
    return f"{tekst} plaats".strip() if plaats else tekst


def _is_partij(sleutel: str, velden: Sequence[Invulveld]) -> bool:
    return sleutel.startswith("onderdeel-") and any(veld.van < veld.tot for veld in velden)


def _onderscheid(velden: Sequence[Invulveld], sleutel: str, partijen: Sequence[str]) -> Iterator[Invulveld]:
    """The names with their part in front; a label that comes back is told apart by its party or its neighbour."""
    kop = sleutel.replace("-", "_").replace("onderdeel", "partij" if sleutel in partijen else "onderdeel")
    aantal, gezien = Counter(veld.naam for veld in velden), Counter[str]()
    vorige = ""
    for veld in velden:
        naam = veld.naam
        gezien[naam] += 1
        if aantal[naam] > 1 and sleutel == "ondertekening" and aantal[naam] == len(partijen):
            naam = f"{naam}_{partijen[gezien[naam] - 1].replace('onderdeel-', 'partij_')}"
        elif aantal[naam] > 1 and vorige and aantal[vorige] == 1:
            naam = f"{vorige}_{naam}"
        yield replace(veld, naam=f"{kop}_{naam}")
        vorige = veld.naam
