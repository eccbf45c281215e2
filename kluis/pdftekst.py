"""The text of a PDF as far as that is easy to read, for a warning and never for a refusal (B55).

Runs in the sandbox. What is a picture of text, or is written with a font that does not say what its letters are,
stays unread; so does what comes after the time or the size that a warning may cost.
"""

import re
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pikepdf

SECONDEN = 1.0  # of processor time, for the whole file
MAX_STROOM = 2 * 1024 * 1024  # bytes of one stream after unpacking
MAX_ONBEKEND = 100 * 1024  # bytes of a stream that is packed in another way
OPERATOREN = "Tf Tj TJ ' \" Td TD Tm T* BT"
WOORDRUIMTE = -200  # thousandths of the size of the font: a space that is not written
CIJFERBREEDTE, GAT = 0.55, 0.3  # of the size of the font: the width of a digit, and what is more than its neighbour
CIJFERNAMEN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
GLYPHEN = {**{naam: str(cijfer) for cijfer, naam in enumerate(CIJFERNAMEN)}, "space": " ", "period": "."}
TEKENS = frozenset(GLYPHEN.values())
GEWOON = {ord(teken): teken for teken in TEKENS}
ANDERS = "?"  # a letter that is no digit, space or dot: which one does not matter
CODE = rb"<\s*([0-9A-Fa-f]+)\s*>"
LOS = re.compile(CODE + rb"\s*" + CODE)
REEKS = re.compile(CODE + rb"\s*" + CODE + rb"\s*(?:" + CODE + rb"|\[([^\]]*)\])")
BLOK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
Lezer = Callable[[bytearray], str]
ONLEESBAAR = (pikepdf.PdfError, ValueError, TypeError, IndexError, AttributeError, RuntimeError, zlib.error)


def teksten(pdf: pikepdf.Pdf) -> Iterator[str]:
    """The text per page, per form and per filled field: digits and their neighbours, '?' for every other letter."""
    einde = time.process_time() + SECONDEN
    for ding in (*pdf.pages, *_losse(pdf)):
        if time.process_time() > einde:
            return
        try:
            yield _tekst(pdf, ding)
        except ONLEESBAAR:
            continue


def _losse(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """What pages are put together from, and what was typed in a field."""
    for ding in pdf.objects:
        if isinstance(ding, pikepdf.Stream):
            if ding.get("/Subtype") == "/Form":
                yield ding
        elif isinstance(ding, pikepdf.Dictionary) and isinstance(waarde := ding.get("/V"), pikepdf.String):
            yield waarde


def _tekst(pdf: pikepdf.Pdf, ding: Any) -> str:
    if isinstance(ding, pikepdf.String):
        return str(ding)
    if isinstance(ding, pikepdf.Page):
        inhoud, middelen = ding.obj.get("/Contents", ()), ding.resources
        delen = [inhoud] if isinstance(inhoud, pikepdf.Stream) else inhoud
    else:
        delen, middelen = [ding], ding.get("/Resources")
    stroom = pdf.make_stream(b"\n".join(_uitgepakt(deel) for deel in delen))
    return "".join(_Pen(_lezers(middelen)).lees(pikepdf.parse_content_stream(stroom, OPERATOREN)))


def _uitgepakt(stroom: Any) -> bytes:
    """At most MAX_STROOM bytes, so that a bomb costs no more than a page."""
    soort = stroom.get("/Filter")
    if soort is None:
        return stroom.read_raw_bytes()[:MAX_STROOM]
    if soort == "/FlateDecode" and "/DecodeParms" not in stroom:
        return zlib.decompressobj().decompress(stroom.read_raw_bytes(), MAX_STROOM)
    return stroom.read_bytes() if int(stroom.get("/Length", 0)) <= MAX_ONBEKEND else b""


class _Pen:
    """Follows where the text goes: what stands apart in a line gets a space, what stands on another line a new one."""

    def __init__(self, lezers: dict[str, Lezer]):
        self.lezers, self.lezer = lezers, KAAL
        self.maat, self.schaal = 0.0, 1.0  # size of the font, and what the page makes of it
        self.x, self.y = 0.0, 0.0
        self.getoond = 0  # letters since the last move

    def lees(self, opdrachten: Iterable[Any]) -> Iterator[str]:
        for waarden, operator in opdrachten:
            naam = str(operator)
            if naam == "Tf":
                self.lezer, self.maat = self.lezers.get(str(waarden[0]), KAAL), float(waarden[1])
            elif naam in {"Td", "TD"}:
                yield self._verzet(self.x + float(waarden[0]) * self.schaal, self.y + float(waarden[1]))
            elif naam == "Tm":
                self.schaal = float(waarden[0])
                yield self._verzet(float(waarden[4]), float(waarden[5]))
            elif naam in {"T*", "BT"}:
                yield "\n"
            else:
                yield from self._toon(naam, waarden[-1])

    def _verzet(self, x: float, y: float) -> str:
        em = abs(self.maat * self.schaal)
        gat = x - self.x - self.getoond * CIJFERBREEDTE * em
        tussen = "\n" if y != self.y else " " if not -em < gat < GAT * em else ""
        self.x, self.y, self.getoond = x, y, 0
        return tussen

    def _toon(self, naam: str, waarde: Any) -> Iterator[str]:
        if naam in {"'", '"'}:
            yield "\n"
        codes = bytearray()
        for stuk in waarde if naam == "TJ" else [waarde]:
            if isinstance(stuk, pikepdf.String):
                codes += bytes(stuk)
            elif stuk < WOORDRUIMTE:
                yield self._letters(codes) + " "
                codes.clear()
        yield self._letters(codes)

    def _letters(self, codes: bytearray) -> str:
        tekst = self.lezer(codes)
        self.getoond += len(tekst)
        return tekst


def _lezers(middelen: Any) -> dict[str, Lezer]:
    """Per name of a font how its codes become digits."""
    letters = middelen.get("/Font", {}) if middelen is not None else {}
    return {str(naam): _lezer(letter) for naam, letter in letters.items()}


def _lezer(letter: Any) -> Lezer:
    codering = "utf-16-be" if letter.get("/Subtype") == "/Type0" else "latin-1"  # two bytes a letter, or one
    if isinstance(tabel := letter.get("/ToUnicode"), pikepdf.Stream):
        return _met_tabel(_uit_cmap(_uitgepakt(tabel)), codering)
    if codering == "utf-16-be":
        return _met_tabel({}, codering)
    return _met_tabel(GEWOON | _verschillen(letter.get("/Encoding")), codering)


class _Tabel(dict[int, str]):
    def __missing__(self, code: int) -> str:
        return ANDERS


def _met_tabel(tabel: dict[int, str], codering: str) -> Lezer:
    letters = _Tabel(tabel)
    return lambda codes: codes.decode(codering, "replace").translate(letters)


KAAL = _met_tabel(GEWOON, "latin-1")  # a font that the page does not name


def _verschillen(codering: Any) -> dict[int, str]:
    """The codes that a font gives another letter than usual."""
    if not isinstance(codering, pikepdf.Dictionary):
        return {}
    uit, code = {}, 0
    for ding in codering.get("/Differences", ()):
        if isinstance(ding, pikepdf.Name):
            uit[code] = GLYPHEN.get(str(ding)[1:], ANDERS)
            code += 1
        else:
            code = int(ding)
    return uit


def _uit_cmap(cmap: bytes) -> dict[int, str]:
    """The codes of the digits, the space and the dot in a table from codes to Unicode."""
    uit: dict[int, str] = {}
    for soort, inhoud in BLOK.findall(cmap):
        if soort == b"bfchar":
            uit.update(_paar(code, teken) for code, teken in LOS.findall(inhoud))
            continue
        for van, tot, eerste, lijst in REEKS.findall(inhoud):
            begin, aantal = int(van, 16), min(int(tot, 16) - int(van, 16) + 1, 256)
            tekens = re.findall(CODE, lijst) if lijst else [b"%04x" % (int(eerste, 16) + n) for n in range(aantal)]
            uit.update(_paar(b"%x" % (begin + n), teken) for n, teken in enumerate(tekens[:aantal]))
    return {code: teken for code, teken in uit.items() if teken != ANDERS}


def _paar(code: bytes, teken: bytes) -> tuple[int, str]:
    letter = chr(int(teken, 16)) if len(teken) <= 4 else ANDERS
    return int(code, 16), letter if letter in TEKENS else ANDERS
