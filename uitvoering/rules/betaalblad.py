"""A run of payments as an Excel sheet: a line per declaratie, with the day on which it was paid. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from kern.fouten import RegelFout
from kern.kalender import lees_dag
from kern.opmaak import getal

BLAD = "Betalingen"
KOPPEN = ("Declaratie", "Overeenkomst", "Organisatie", "Regio", "Maand", "Te betalen", "Betaald op")
CODE, OVEREENKOMST, BEDRAG, DAG = "A", "B", "F", "G"
VERPLICHT = (CODE, OVEREENKOMST, BEDRAG)
LETTERS = "ABCDEFG"
MAX_RIJEN = 500
CODEVORM = re.compile(r"D-([0-9]{1,9})", re.IGNORECASE)
BEDRAGVORM = re.compile(r"(-?)(?:€ ?)?([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,10})(?:[,.]([0-9]{1,2}))?")


@dataclass(frozen=True)
class Betaling:
    """That a declaratie was paid on a day. `bedrag` and `overeenkomst`: as the file says, to compare."""

    declaratie: int  # id
    dag: date
    plek: str = ""
    bedrag: Decimal | None = None
    overeenkomst: str = ""


@dataclass
class Gelezen:
    """The payments of a file, how many lines have no day yet, and what is wrong by place."""

    betalingen: list[Betaling] = field(default_factory=list)
    zonder_dag: int = 0
    fouten: list[str] = field(default_factory=list)


def code(declaratie_id: int) -> str:
    """What a declaratie is called on paper and in a file: 'D-12'."""
    return f"D-{declaratie_id}"


def lees_bedrag(tekst: str) -> Decimal:
    """'1.380,00', '1380.5' or '-345'; below zero is settled. Raises RegelFout."""
    if (treffer := BEDRAGVORM.fullmatch(tekst)) is None:
        raise RegelFout(f"‘{tekst[:20]}’ is geen bedrag. Schrijf het zo: 1.380,00.")
    return Decimal(f"{treffer[1]}{treffer[2].replace('.', '')}.{treffer[3] or '0'}")


def vertaal(blad: Mapping[str, Any]) -> Gelezen:
    """A sheet (kluis.werkblad, `lees_lijst`) to payments; a line without a day is left for a next time."""
    uit = Gelezen(fouten=list(blad["fouten"]))
    cellen = {int(nummer): dict(rij) for nummer, rij in blad["rijen"].items()}
    koppen = cellen.pop(1, {})
    for letter, kop in zip(LETTERS, KOPPEN, strict=True):
        if koppen.get(letter, "").casefold() != kop.casefold():
            uit.fouten.append(f"{_plek(blad, 1)}, kolom {letter}: hier hoort ‘{kop}’ te staan.")
    if len(cellen) > MAX_RIJEN:
        uit.fouten.append(f"In dit bestand staan meer dan {MAX_RIJEN} regels. Verdeel het over meer bestanden.")
        return uit
    gezien: dict[int, int] = {}
    for nummer, rij in sorted(cellen.items()):
        betaling = _regel(uit, _plek(blad, nummer), rij)
        if betaling and (eerder := gezien.setdefault(betaling.declaratie, nummer)) != nummer:
            uit.fouten.append(f"{betaling.plek}: deze declaratie staat ook in rij {eerder}. Haal een van de twee weg.")
        elif betaling:
            uit.betalingen.append(betaling)
    if not uit.betalingen and not uit.fouten:
        uit.fouten.append("Bij geen enkele regel staat een dag van betaling. Vul kolom G in.")
    return uit


def _plek(blad: Mapping[str, Any], nummer: int) -> str:
    return f"Blad ‘{blad['blad']}’, rij {nummer}"


def _regel(uit: Gelezen, plek: str, rij: Mapping[str, str]) -> Betaling | None:
    """The payment of a line; None when it has no day, or when something in it is wrong, which is told."""
    voor = len(uit.fouten)
    gemeld = {letter for letter in LETTERS if any(f.startswith(f"{plek}, kolom {letter}:") for f in uit.fouten)}

    def fout(letter: str, tekst: str) -> None:
        if letter not in gemeld:
            uit.fouten.append(f"{plek}, kolom {letter}: {tekst}")

    for letter in sorted(set(rij) - set(LETTERS)):
        fout(letter, "hier hoort niets te staan. Maak deze cel leeg.")
    if not rij.get(DAG) and DAG not in gemeld:
        uit.zonder_dag += 1
        return None
    for letter in VERPLICHT:
        if not rij.get(letter):
            fout(letter, "deze cel is leeg. Vul haar in.")
    treffer = CODEVORM.fullmatch(rij.get(CODE, ""))
    if rij.get(CODE) and treffer is None:
        fout(CODE, f"‘{rij[CODE][:20]}’ is geen code van een declaratie. Die ziet er zo uit: {code(12)}.")
    bedrag, dag = (_lees(lees, letter, rij, fout) for lees, letter in ((lees_bedrag, BEDRAG), (lees_dag, DAG)))
    if len(uit.fouten) > voor or gemeld or treffer is None:
        return None
    return Betaling(int(treffer[1]), dag, plek, bedrag, rij[OVEREENKOMST])


def _lees(lees: Callable[[str], Any], letter: str, rij: Mapping[str, str], fout: Callable[[str, str], None]) -> Any:
    try:
        return lees(rij[letter]) if rij.get(letter) else None
    except RegelFout as weigering:
        fout(letter, weigering.tekst)
        return None


def eis_zoals_betaald(betaling: Betaling, *, overeenkomst: str, te_betalen: Decimal) -> None:
    """Refuse a line of a file that says another overeenkomst or amount than the declaratie."""
    if betaling.overeenkomst and betaling.overeenkomst != overeenkomst:
        raise RegelFout(f"Deze declaratie hoort bij overeenkomst {overeenkomst}. Controleer de code.")
    if betaling.bedrag is not None and betaling.bedrag != te_betalen:
        raise RegelFout(f"Te betalen is {getal(te_betalen, 2)} euro. In het bestand staat {getal(betaling.bedrag, 2)}.")
