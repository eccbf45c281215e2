"""Pure: the contractregister as a sheet, a line per contract, from Excel or CSV. No Django, no database."""

import codecs
import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from typing import Any, NamedTuple

from kern.fouten import RegelFout
from kern.kalender import lees_dag
from partijen.rules import kvk_nummer, nette_tekst

BLAD = "Contractregister"
KOPPEN = ("KvK-nummer", "Organisatie", "Regio", "Van", "Tot en met", "Bron")
LETTERS = "ABCDEF"
VERPLICHT = "ABCDE"
LENGTE = {"B": 200, "F": 120}
MAX_RIJEN, MAX_CEL, MAX_FOUTEN = 5000, 1000, 50
EERSTE_JAAR, LAATSTE_JAAR = 2000, 2100
UTF8, CP1252 = (codecs.lookup(naam) for naam in ("utf-8-sig", "cp1252"))  # the sandbox can load nothing any more
GEEN_CSV = "Dit is geen CSV-bestand. Sla de lijst in Excel op als CSV of als Excel-bestand (xlsx) en upload dat."


class Rij(NamedTuple):
    """One good line, with its place in the file. `regio`: what the mapping of `vertaal` gives for its name."""

    plek: str
    kvk_nummer: str
    naam: str
    regio: Any
    van: date
    tot: date
    bron: str


@dataclass
class Gelezen:
    """The lines of a file and what is wrong, by place; only without anything wrong the lines count."""

    rijen: list[Rij] = field(default_factory=list)
    fouten: list[str] = field(default_factory=list)


def lees_csv(inhoud: bytes) -> dict[str, Any]:
    """A CSV file in the shape of kluis.werkblad; what looks like a formula is told. Runs in the sandbox (B39).

    Separated by semicolon, comma or tab, in UTF-8 or the Windows code of western Europe.
    """
    tekst = _tekst(inhoud)
    kop = tekst.partition("\n")[0]
    teken = max(";,\t", key=kop.count)
    try:
        regels = list(csv.reader(StringIO(tekst, newline=""), delimiter=teken, strict=True))
    except csv.Error as fout:
        raise RegelFout(GEEN_CSV) from fout
    if len(regels) > MAX_RIJEN:
        raise RegelFout(f"In dit bestand staan meer dan {MAX_RIJEN} rijen. Verdeel het over meer bestanden.")
    rijen: dict[int, dict[str, str]] = {}
    fouten: list[str] = []
    for nummer, cellen in enumerate(regels, start=1):
        for plaats, cel in enumerate(cellen):
            waarde = cel.strip()
            letter = chr(ord("A") + plaats) if plaats < 26 else "Z"
            if waarde.startswith(("=", "+", "@")):
                fouten.append(f"{_plek('', nummer)}, kolom {letter}: hier staat een formule. Typ de uitkomst zelf.")
            elif waarde:
                rijen.setdefault(nummer, {})[letter] = waarde
    return {"blad": "", "rijen": rijen, "fouten": fouten}


def _tekst(inhoud: bytes) -> str:
    if b"\x00" in inhoud or inhoud.startswith((b"PK", b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise RegelFout(GEEN_CSV)
    try:
        return UTF8.decode(inhoud)[0]
    except UnicodeDecodeError:
        return CP1252.decode(inhoud, "replace")[0]


def _plek(blad: str, nummer: int) -> str:
    return f"Blad ‘{blad}’, rij {nummer}" if blad else f"Rij {nummer}"


def vertaal(blad: Mapping[str, Any], regios: Mapping[str, Any]) -> Gelezen:
    """A sheet (kluis.werkblad, `lees_csv`) to lines. `regios`: by name in small letters, aliases too."""
    gelezen = Gelezen(fouten=list(blad["fouten"]))
    cellen = {int(nummer): dict(rij) for nummer, rij in blad["rijen"].items()}
    koppen = cellen.pop(1, {})
    for letter, kop in zip(LETTERS, KOPPEN, strict=True):
        if koppen.get(letter, "").casefold() != kop.casefold():
            gelezen.fouten.append(f"{_plek(blad['blad'], 1)}, kolom {letter}: hier hoort ‘{kop}’ te staan.")
    gezien: dict[tuple[str, Any, date], int] = {}
    for nummer, rij in sorted(cellen.items()):
        plek = _plek(blad["blad"], nummer)
        if (regel := _regel(gelezen.fouten, plek, rij, regios)) is None:
            continue
        sleutel = (regel.kvk_nummer, regel.regio, regel.van)
        if sleutel in gezien:
            elders = f"deze overeenkomst staat ook in rij {gezien[sleutel]}. Haal een van de twee weg."
            gelezen.fouten.append(f"{plek}: {elders}")
        gezien.setdefault(sleutel, nummer)
        gelezen.rijen.append(regel)
    if not cellen and not gelezen.fouten:
        gelezen.fouten.append("In dit bestand staat geen enkele overeenkomst.")
    return gelezen


def _regel(fouten: list[str], plek: str, rij: Mapping[str, str], regios: Mapping[str, Any]) -> Rij | None:
    """The line, or None when something in it is wrong: each wrong cell is told with what to do."""
    voor = len(fouten)
    gemeld = {letter for letter in LETTERS if any(f.startswith(f"{plek}, kolom {letter}:") for f in fouten)}

    def fout(letter: str, tekst: str) -> None:
        if letter not in gemeld:
            fouten.append(f"{plek}, kolom {letter} ({KOPPEN[LETTERS.index(letter)]}): {tekst}")

    for letter in VERPLICHT:
        if not rij.get(letter):
            fout(letter, "deze cel is leeg. Vul haar in.")
    kvk = _kvk(rij.get("A", ""), fout)
    naam, bron = (_kort(letter, rij.get(letter, ""), fout) for letter in ("B", "F"))
    regio = regios.get(rij.get("C", "").casefold())
    if rij.get("C") and regio is None:
        fout("C", f"‘{rij['C'][:80]}’ is geen regio van uw zorgkantoor. Schrijf de naam zoals het portaal doet.")
    van, tot = (_dag(letter, rij.get(letter, ""), fout) for letter in ("D", "E"))
    if van and tot and tot < van:
        fout("E", "deze dag ligt voor de eerste dag. Controleer de twee data.")
    for letter in sorted(set(rij) - set(LETTERS)):
        fouten.append(f"{plek}, kolom {letter}: hier hoort niets te staan. Maak deze cel leeg.")
    if len(fouten) > voor or gemeld or van is None or tot is None:
        return None
    return Rij(plek, kvk, naam, regio, van, tot, bron)


def _kvk(tekst: str, fout) -> str:
    try:
        return kvk_nummer(tekst) if tekst else ""
    except RegelFout:
        nul = " Excel laat een nul vooraan weg: zet het nummer als tekst in de cel."
        extra = nul if re.fullmatch(r"[0-9]{7}", tekst) else ""
        fout("A", f"‘{tekst[:20]}’ is geen KvK-nummer van 8 cijfers.{extra}")
        return ""


def _kort(letter: str, tekst: str, fout) -> str:
    try:
        net = nette_tekst(tekst)
    except RegelFout as weigering:
        fout(letter, weigering.tekst)
        return ""
    if len(net) > LENGTE[letter]:
        fout(letter, f"deze tekst is te lang. Gebruik hooguit {LENGTE[letter]} tekens.")
    return net


def _dag(letter: str, tekst: str, fout) -> date | None:
    if not tekst:
        return None
    try:
        waarde = lees_dag(tekst)
    except RegelFout as weigering:
        fout(letter, weigering.tekst)
        return None
    if not EERSTE_JAAR <= waarde.year <= LAATSTE_JAAR:
        fout(letter, f"het jaar {waarde.year} kan niet kloppen. Controleer de datum.")
        return None
    return waarde


def ten_hoogste(fouten: list[str]) -> list[str]:
    """What a page shows of a long list of errors: the first ones, and how many are left."""
    rest = len(fouten) - MAX_FOUTEN
    return [*fouten[:MAX_FOUTEN], *([f"En nog {rest} andere fouten."] if rest > 0 else [])]
