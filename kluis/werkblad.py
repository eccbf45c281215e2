"""Reads the one sheet of an Excel file as texts; a formula is told, never computed. Runs in the sandbox (B39, B60)."""

import posixpath
import re
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from kern.fouten import RegelFout
from kluis.controle import beoordeel
from kluis.ooxml import BESCHADIGD
from kluis.rules import TYPEN

MAX_RIJEN, MAX_KOLOMMEN = 200, 20
MAX_LIJST = 5000  # rows of a list
MAX_TEKSTEN = 20_000  # shared texts of the whole file
MAX_CEL = 10_000  # characters; Excel itself stops at 32,767
MAX_FOUTEN = 50
Fout = tuple[str, int | None, str, str]  # sheet, row and column (of none in particular: None and ''), and what is wrong
EERSTE_DAG, LAATSTE_DAG = 61, 2_900_000  # before day 61 Excel counts a 29 February 1900 that never was
HOOFD = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
VAK = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
DATUMVORM = re.compile(r"[ymdhs]", re.IGNORECASE)
GEEN_DATUM = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
VASTE_DATUMVORMEN = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}


def lees(inhoud: bytes) -> dict[str, Any]:
    """Name of the sheet, per row number per column letter its text, and what is wrong, by place, in plain Dutch.

    Numbers come in Dutch notation. Raises RegelFout when it is no Excel file, or one that cannot be read.
    """
    return _met_teksten(_lees(inhoud, MAX_RIJEN, met_datums=False))


def lees_lijst(inhoud: bytes) -> dict[str, Any]:
    """As `lees`, for a long list in which a cell may hold a date; that comes as 2017-12-31."""
    return _met_teksten(_lees(inhoud, MAX_LIJST, met_datums=True))


def lees_formulier(inhoud: bytes) -> dict[str, Any]:
    """As `lees`, with dates; each fout is a Fout, and `signalen` are those of the whole file (kluis.states.Signaal)."""
    return _lees(inhoud, MAX_RIJEN, met_datums=True)


def _met_teksten(blad: dict[str, Any]) -> dict[str, Any]:
    return {"blad": blad["blad"], "rijen": blad["rijen"], "fouten": [als_tekst(fout) for fout in blad["fouten"]]}


def als_tekst(fout: Fout) -> str:
    """A fout with its place, in one sentence."""
    blad, rij, kolom, melding = fout
    return f"Blad ‘{blad}’, rij {rij}, kolom {kolom}: {melding}" if rij else melding


def _lees(inhoud: bytes, max_rijen: int, *, met_datums: bool) -> dict[str, Any]:
    bevonden = beoordeel(inhoud)
    if bevonden["soort"] != TYPEN["xlsx"]:
        raise RegelFout("Dit is geen Excel-bestand. Vul het formulier in dat u hier kunt downloaden en upload dat.")
    try:
        with ZipFile(BytesIO(inhoud)) as archief:
            return _Lezer(archief, max_rijen, met_datums).lees() | {"signalen": bevonden["signalen"]}
    except (BadZipFile, ElementTree.ParseError, KeyError, IndexError, ValueError) as fout:
        raise RegelFout(BESCHADIGD) from fout


class _Lezer:
    def __init__(self, archief: ZipFile, max_rijen: int, met_datums: bool) -> None:
        self.archief, self.max_rijen, self.met_datums = archief, max_rijen, met_datums
        self.fouten: list[Fout] = []
        self.teksten = self._teksten()
        self.datumstijlen = self._datumstijlen()

    def lees(self) -> dict[str, Any]:
        blad, pad = self._blad()
        if any(naam.lower().startswith("xl/externallinks/") for naam in self.archief.namelist()):
            self._meld("Dit bestand verwijst naar een ander Excel-bestand. Haal die koppelingen weg.", blad)
        rijen = self._rijen(blad, pad)
        return {"blad": blad, "rijen": rijen, "fouten": self.fouten[:MAX_FOUTEN]}

    def _meld(self, melding: str, blad: str, plek: tuple[int | None, str] = (None, "")) -> None:
        self.fouten.append((blad, *plek, melding))

    def _xml(self, pad: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.archief.read(pad))  # noqa: S314 - without a DTD, and in the sandbox

    def _blad(self) -> tuple[str, str]:
        """Name and part of the first sheet that can be seen; a second or a hidden one is told."""
        boek = self._xml("xl/workbook.xml")
        eigenschappen = boek.find(f"{HOOFD}workbookPr")
        vanaf_1904 = eigenschappen is not None and eigenschappen.get("date1904") in ("1", "true")
        self.dag_nul = date(1904, 1, 1) if vanaf_1904 else date(1899, 12, 30)
        bladen = list(boek.iter(f"{HOOFD}sheet"))
        verborgen = [str(blad.get("name")) for blad in bladen if blad.get("state", "visible") != "visible"]
        zichtbaar = [blad for blad in bladen if blad.get("state", "visible") == "visible"]
        for naam in verborgen:
            self._meld(f"Blad ‘{naam}’ is verborgen. Verwijder dat blad.", naam)
        for naam in (str(blad.get("name")) for blad in zichtbaar[1:]):
            self._meld(f"Blad ‘{naam}’ hoort er niet bij. Verwijder dat blad.", naam)
        relaties = {
            relatie.get("Id"): relatie.get("Target") or "" for relatie in self._xml("xl/_rels/workbook.xml.rels")
        }
        doel = relaties[zichtbaar[0].get(RELATIE)]
        pad = doel.lstrip("/") if doel.startswith("/") else posixpath.normpath(f"xl/{doel}")
        return str(zichtbaar[0].get("name")), pad

    def _teksten(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self.archief.namelist():
            return []
        teksten = []
        with self.archief.open("xl/sharedStrings.xml") as lezer:
            for _, deel in ElementTree.iterparse(lezer):  # noqa: S314 - without a DTD, and in the sandbox
                if deel.tag == f"{HOOFD}si":
                    teksten.append("".join(t.text or "" for t in deel.iter(f"{HOOFD}t")))
                    deel.clear()
                if len(teksten) > MAX_TEKSTEN:
                    raise RegelFout(
                        "In dit Excel-bestand staat te veel. Gebruik het formulier dat u hier kunt downloaden."
                    )
        return teksten

    def _datumstijlen(self) -> set[str]:
        """Numbers of the cell styles that show a date: there a number means something else (1900 or 1904)."""
        if "xl/styles.xml" not in self.archief.namelist():
            return set()
        stijlen = self._xml("xl/styles.xml")
        eigen = {
            vorm.get("numFmtId")
            for vorm in stijlen.iter(f"{HOOFD}numFmt")
            if DATUMVORM.search(GEEN_DATUM.sub("", vorm.get("formatCode") or ""))
        }
        datums = {str(nummer) for nummer in VASTE_DATUMVORMEN} | eigen
        xfs = stijlen.find(f"{HOOFD}cellXfs")
        return {str(nummer) for nummer, xf in enumerate(xfs if xfs is not None else ()) if xf.get("numFmtId") in datums}

    def _rijen(self, blad: str, pad: str) -> dict[int, dict[str, str]]:
        """The cells with something in them, up to the last row that is taken; what comes after is told and not read."""
        rijen: dict[int, dict[str, str]] = {}
        with self.archief.open(pad) as lezer:
            for _, deel in ElementTree.iterparse(lezer):  # noqa: S314 - without a DTD, and in the sandbox
                if deel.tag == f"{HOOFD}mergeCell":
                    self._meld(f"Blad ‘{blad}’: de cellen {deel.get('ref')} zijn samengevoegd. Splits ze.", blad)
                if deel.tag == f"{HOOFD}c":
                    self._neem_op(rijen, blad, deel)
                if deel.tag == f"{HOOFD}row":
                    deel.clear()
                if len(self.fouten) > MAX_FOUTEN:
                    break
        return rijen

    def _neem_op(self, rijen: dict[int, dict[str, str]], blad: str, cel: ElementTree.Element) -> None:
        treffer = VAK.fullmatch(cel.get("r") or "")
        if treffer is None:
            raise ValueError
        kolom, rij = treffer[1], int(treffer[2])
        if cel.find(f"{HOOFD}f") is not None:
            self._meld("hier staat een formule. Typ de uitkomst zelf.", blad, (rij, kolom))
            return
        tekst = self._tekst(cel, blad, (rij, kolom))
        if not tekst:
            return
        if rij > self.max_rijen or len(kolom) > 1 or ord(kolom) - ord("A") >= MAX_KOLOMMEN:
            self._meld("hier hoort niets te staan. Maak deze cel leeg.", blad, (rij, kolom))
            return
        if len(tekst) > MAX_CEL:
            self._meld(f"hier staat meer dan {MAX_CEL} tekens. Maak de tekst korter.", blad, (rij, kolom))
            return
        rijen.setdefault(rij, {})[kolom] = tekst

    def _tekst(self, cel: ElementTree.Element, blad: str, plek: tuple[int, str]) -> str:
        soort, waarde = cel.get("t", "n"), cel.findtext(f"{HOOFD}v") or ""
        if soort == "s":
            return self.teksten[int(waarde)].strip()
        if soort == "inlineStr":
            return "".join(t.text or "" for t in cel.iter(f"{HOOFD}t")).strip()
        if soort == "e":
            self._meld(f"hier staat de foutmelding {waarde}. Typ wat er hoort te staan.", blad, plek)
            return ""
        if soort != "n" or not waarde:
            return waarde.strip()
        if cel.get("s") in self.datumstijlen:
            if self.met_datums and EERSTE_DAG <= float(waarde) <= LAATSTE_DAG:
                return (self.dag_nul + timedelta(days=int(float(waarde)))).isoformat()
            self._meld("hier staat een datum. Typ een getal of een tekst.", blad, plek)
            return ""
        return f"{float(waarde):.10f}".rstrip("0").rstrip(".").replace(".", ",")
