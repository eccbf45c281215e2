"""Hostile input for every form and address: what the pages offer is filled in with what nobody should send.

The forms are read from the pages themselves, so a new form, filter or column to sort on is attacked without a line
here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, quote_from_bytes, urlsplit

from hypothesis import strategies as st

FORMULIER = "application/x-www-form-urlencoded"
GRENS = "grens-tussen-de-delen"
# As bytes of a form: also what is no text (a lone surrogate, a broken sequence).
TEKSTEN: tuple[bytes, ...] = (
    *(b"a\x00b", b"", b" ", b"\x00", b"\xed\xa0\x80", b"\xff\xfe", b"\r\nBcc: x@y.example", b"\xe2\x80\xae"),
    *(b"0", b"-1", b"1e309", b"NaN", b"Infinity", b"9" * 30, b"9" * 5000, b"1.234,56", b"\xd9\xa3", b"0x10", b"1_0"),
    *(b"0000-00-00", b"0001-01-01", b"9999-12-31", b"29-02-2027", b"2017-02-30", b"99999-1-1", b"31-12-0000"),
    *(b"23:59:60", b"25:00", b"9999-12-31T23:59", b"0001-01-01T00:00", b"2017-03-26T02:30"),
    *(b"' OR 1=1 --", b'");--', b"%", b"%s%n%(x)s", b"\\", b"__class__", b"{{7*7}}{% load x %}", b"{0.__class__}"),
    *(b"<script>alert(1)</script>", b"../../../etc/passwd", b"[]", b"{}", b"null", b"None", b"true", b"a" * 20_000),
    *(b"[" * 5000, "e\u0301".encode() * 3000, "💥".encode() * 200, "＝1+1".encode()),
)
PADDEELTJES = ("a\x00", "a" * 2000, "' OR 1=1 --", "..", "💥", "-1", "٣", "0", "2017-99")
GETALLEN = (0, 2**31, 2**63, 10**30, 9999, 10_000)
BESTANDEN = (b"", b"%PDF-1.4 kapot", b"PK\x03\x04kapot", b"\x00" * 2000, b"<html>", b"GIF89a")
BESTANDSNAMEN = (b"a.pdf", b"..\\x.pdf", b"\xff.pdf", b"a" * 3000 + b".xlsx", b"x.xlsx", b"a.docx", b"x.csv")
VREEMDE_SLEUTELS = ("status", "organisatie", "pk", "door", "__class__", "x[]", "pk__gte", "password__startswith")


@dataclass
class Formulier:
    """One form on a page, or a link with a query: where it goes, how, and its fields with what they hold."""

    doel: str
    methode: str
    velden: list[tuple[str, str]] = field(default_factory=list)
    bestanden: list[str] = field(default_factory=list)


class _Lezer(HTMLParser):
    """Gathers the forms of a page; `keuze` is the name of the select that is being read."""

    def __init__(self, adres: str):
        super().__init__()
        self.adres, self.keuze = adres, ""
        self.gevonden: list[Formulier] = []
        self.nu: Formulier | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {naam: waarde or "" for naam, waarde in attrs}
        if tag == "form":
            self.nu = Formulier(a.get("action") or self.adres, a.get("method", "get").lower())
            self.gevonden.append(self.nu)
        elif tag == "a" and "?" in a.get("href", ""):
            doel, _, vraag = a["href"].partition("?")
            self.gevonden.append(Formulier(doel or self.adres, "get", parse_qsl(vraag, keep_blank_values=True)))
        elif self.nu is not None:
            self._veld(self.nu, tag, a)

    def _veld(self, formulier: Formulier, tag: str, a: dict[str, str]) -> None:
        naam = a.get("name", "")
        if tag == "select":
            self.keuze = naam
        elif tag == "option" and ("selected" in a or self.keuze not in dict(formulier.velden)):
            formulier.velden.append((self.keuze, a.get("value", "")))
        elif tag == "input" and a.get("type") == "file":
            formulier.bestanden.append(naam)
        elif tag in {"input", "textarea", "button"} and naam and naam != "csrfmiddlewaretoken":
            formulier.velden.append((naam, a.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.nu = None
        elif tag == "select":
            self.keuze = ""


def formulieren(adres: str, html: str) -> list[Formulier]:
    """What can be sent from the page at this address, to the portal itself."""
    lezer = _Lezer(urlsplit(adres).path)
    lezer.feed(html)
    return [formulier for formulier in lezer.gevonden if formulier.doel.startswith("/")]


@st.composite
def ingevuld(draw: st.DrawFn, formulier: Formulier) -> list[tuple[str, bytes]]:
    """The fields with hostile values between honest ones: left out, sent twice, as a list; and one not asked."""
    paren = []
    for naam, waarde in formulier.velden:
        hoe = draw(st.sampled_from(["vijandig", "vijandig", "eerlijk", "weg", "dubbel", "lijst"]))
        slecht = draw(st.sampled_from(TEKSTEN) | st.binary(max_size=30))
        if hoe in {"eerlijk", "dubbel"}:
            paren.append((naam, waarde.encode()))
        if hoe in {"vijandig", "dubbel"}:
            paren.append((naam, slecht))
        if hoe == "lijst":
            paren.append((f"{naam}[]", slecht))
    vreemd = draw(st.sampled_from(VREEMDE_SLEUTELS))
    return [*paren, (vreemd, draw(st.sampled_from(TEKSTEN)))]


def verzoek(formulier: Formulier, paren: list[tuple[str, bytes]], bestand: tuple[bytes, bytes]) -> dict[str, Any]:
    """The arguments of Client.generic for this form with these values; `bestand`: name and content of each upload."""
    lading = b"&".join(b"=".join(quote_from_bytes(deel).encode() for deel in (k.encode(), w)) for k, w in paren)
    pad, _, vraag = formulier.doel.partition("?")
    if formulier.methode == "get":
        return {"method": "GET", "path": pad, "QUERY_STRING": lading.decode()}
    heen = {"method": "POST", "path": pad, "QUERY_STRING": vraag}
    if not formulier.bestanden:
        return heen | {"data": lading, "content_type": FORMULIER}
    delen = [_deel(f'name="{naam}"'.encode(), waarde) for naam, waarde in paren]
    delen += [_deel(b'name="%s"; filename="%s"' % (n.encode(), bestand[0]), bestand[1]) for n in formulier.bestanden]
    slot = f"--{GRENS}--\r\n".encode()
    return heen | {"data": b"".join(delen) + slot, "content_type": f"multipart/form-data; boundary={GRENS}"}


def _deel(kop: bytes, inhoud: bytes) -> bytes:
    return b"--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (GRENS.encode(), kop, inhoud)


def resten(vragen: Sequence[str], is_schrijven) -> list[str]:
    """The writing queries that no rollback to a savepoint undid; a line of the log may always stay."""
    stapel: list[list[str]] = [[]]
    for sql in vragen:
        if sql.startswith("SAVEPOINT"):
            stapel.append([])
        elif sql.startswith("ROLLBACK TO"):
            stapel[-1].clear()
        elif sql.startswith("RELEASE") and len(stapel) > 1:
            stapel[-2].extend(stapel.pop())
        elif is_schrijven(sql) and "kern_gebeurtenis" not in sql and "kern_ketting" not in sql:
            stapel[-1].append(sql)
    return [sql for deel in stapel for sql in deel]
