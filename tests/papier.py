"""What can be seen of PDF/UA-1 and PDF/A-3a with pikepdf alone. Less than veraPDF, which needs Java, would prove."""

import io
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pikepdf

TEKENT = {"Tj", "TJ", "'", '"', "Do", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh"}
KOPPEN = ("/H1", "/H2", "/H3")


def gebreken(inhoud: bytes) -> list[str]:
    """Every departure found in a PDF, in words; none is right."""
    with pikepdf.open(io.BytesIO(inhoud)) as pdf:
        knopen = list(_knopen(pdf.Root.StructTreeRoot.K))
        return [
            *_document(pdf),
            *(f"bladzijde {nr}: {gebrek}" for nr, blad in enumerate(pdf.pages, 1) for gebrek in _bladzijde(blad)),
            *_koppen([str(knoop.S) for knoop in knopen if str(knoop.S) in KOPPEN]),
            *_tabellen(knopen),
            *(gebrek for knoop in knopen for gebrek in _knoop(knoop)),
        ]


def _document(pdf: pikepdf.Pdf) -> Iterator[str]:
    merken = pdf.open_metadata()
    if (merken.get("pdfuaid:part"), merken.get("pdfaid:part"), merken.get("pdfaid:conformance")) != ("1", "3", "A"):
        yield "de merken PDF/UA-1 en PDF/A-3a staan er niet allebei"
    if str(pdf.Root.Lang) != "nl" or not pdf.Root.MarkInfo.Marked or pdf.is_encrypted:
        yield "taal of merk ontbreekt, of er is een wachtwoord"
    if not str(pdf.docinfo.Title) or merken.get("dc:title") != str(pdf.docinfo.Title):
        yield "de titel ontbreekt of staat er twee keer anders"
    if not pdf.Root.ViewerPreferences.DisplayDocTitle:
        yield "een lezer toont de naam van het bestand in plaats van de titel"
    (kleur,) = pdf.Root.OutputIntents
    if str(kleur.S) != "/GTS_PDFA1" or int(kleur.DestOutputProfile.N) != 3:
        yield "de kleuren zijn niet vastgelegd als sRGB"
    verboden = [naam for naam in ("/JavaScript", "/EmbeddedFiles") if naam in pdf.Root.get("/Names", {})]
    yield from (f"{naam} zit erin" for naam in verboden)


def _bladzijde(blad: pikepdf.Page) -> Iterator[str]:
    if "/StructParents" not in blad.obj or str(blad.obj.get("/Tabs", "")) != "/S":
        yield "geen verband met de boom, of geen volgorde van tabs"
    for naam, letter in blad.Resources.get("/Font", {}).items():
        beschrijving = letter.DescendantFonts[0].FontDescriptor
        if "/ToUnicode" not in letter or not {"/FontFile2", "/FontFile3"} & {*beschrijving.keys()}:
            yield f"lettertype {naam} is niet ingesloten of heeft geen Unicode"
    diepte = 0
    for deel in pikepdf.parse_content_stream(blad):
        operator = str(deel.operator)
        diepte += (operator in {"BDC", "BMC"}) - (operator == "EMC")
        if operator in TEKENT and not diepte:
            yield f"{operator} tekent buiten de boom en is niet als versiering gemerkt"


def _koppen(gevonden: list[str]) -> Iterator[str]:
    niveaus = [KOPPEN.index(kop) for kop in gevonden]
    if niveaus.count(0) != 1 or niveaus[0] != 0 or any(b > a + 1 for a, b in pairwise(niveaus)):
        yield f"de koppen slaan een niveau over: {gevonden}"


def _tabellen(knopen: list[Any]) -> Iterator[str]:
    """Every cell names the heads it belongs to, and those exist."""
    koppen = {bytes(knoop.ID) for knoop in knopen if str(knoop.S) == "/TH" and "/ID" in knoop}
    for cel in (knoop for knoop in knopen if str(knoop.S) == "/TD"):
        genoemd = {bytes(kop) for kop in cel.get("/A", {}).get("/Headers", [])}
        if not genoemd or genoemd - koppen:
            yield "een cel van een tabel noemt haar koppen niet"


def _knoop(knoop: Any) -> Iterator[str]:
    soort = str(knoop.S)
    if soort == "/Figure" and not str(knoop.get("/Alt", "")):
        yield "een beeld zonder tekst"
    if soort == "/Link" and not str(knoop.get("/Alt", "")):
        yield "een verwijzing zonder tekst"


def _knopen(wortel: Any) -> Iterator[Any]:
    """All elements of the structure tree, in the order of reading."""
    for kind in wortel if isinstance(wortel, pikepdf.Array) else [wortel]:
        if isinstance(kind, pikepdf.Dictionary) and "/S" in kind:
            yield kind
            yield from _knopen(kind.get("/K", pikepdf.Array([])))
