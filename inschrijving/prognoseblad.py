"""Pure: the prognose as an Excel sheet, a row per region, and back (IK-171, B60). No Django, no database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from inschrijving.feiten import Regio
from kern.opmaak import getal

BLAD = "Prognose"
KOLOMMEN = (
    ("Regio", ""),
    ("Unieke cliënten per jaar", "clienten"),
    ("Uren per jaar", "uren"),
    ("Waar baseert u dit op?", "prognose_onderbouwing"),
    ("Lager tarief per uur (alleen als u minder wilt rekenen)", "lager_tarief"),
    ("Reden van het lagere tarief", "lager_tarief_reden"),
)
VERPLICHT = frozenset({"clienten", "uren", "prognose_onderbouwing"})
LETTERS = "ABCDEF"


@dataclass
class Gelezen:
    """The fields of the page of the prognose, the place of each in the sheet, and what is wrong."""

    velden: dict[str, str] = field(default_factory=dict)
    plekken: dict[str, str] = field(default_factory=dict)
    fouten: list[str] = field(default_factory=list)


def kolommen(met_tarief: bool) -> tuple[tuple[str, str], ...]:
    """Heads and fields; without a tarief in the round there is none to go below."""
    return KOLOMMEN if met_tarief else KOLOMMEN[:4]


def rijen(regios: Iterable[Regio], met_tarief: bool) -> list[list[str]]:
    """What is filled in now, as the sheet shows it."""
    uit = []
    for regio in regios:
        cijfers = [regio.clienten, regio.uren]
        rij = [regio.naam, *("" if cijfer is None else getal(cijfer) for cijfer in cijfers), regio.onderbouwing]
        tarief = "" if regio.lager_tarief is None else getal(regio.lager_tarief)
        uit.append([*rij, tarief, regio.lager_tarief_reden] if met_tarief else rij)
    return uit


def vertaal(blad: Mapping[str, Any], regios: Mapping[str, int], met_tarief: bool) -> Gelezen:
    """A sheet as kluis.werkblad gives it, to the fields of the page. `regios`: pk by name.

    Each region once, nothing left out; whether the numbers are right is for the page to say.
    """
    gelezen = Gelezen(fouten=list(blad["fouten"]))
    cellen = {int(nummer): dict(rij) for nummer, rij in blad["rijen"].items()}
    _controleer_koppen(gelezen, blad["blad"], cellen.pop(1, {}), met_tarief)
    gezien: dict[str, int] = {}
    for nummer, rij in sorted(cellen.items()):
        plek = f"Blad ‘{blad['blad']}’, rij {nummer}"
        naam = rij.get("A", "")
        if naam not in regios:
            gelezen.fouten.append(f"{plek}, kolom A: ‘{naam[:80]}’ is geen regio van uw inschrijving.")
        elif naam in gezien:
            gelezen.fouten.append(f"{plek}, kolom A: {naam} staat ook in rij {gezien[naam]}. Haal een van de twee weg.")
        else:
            gezien[naam] = nummer
            _neem_over(gelezen, plek, rij, regios[naam], met_tarief)
    gelezen.fouten += [
        f"De regio {naam} ontbreekt. Zet haar terug in het blad." for naam in regios if naam not in gezien
    ]
    return gelezen


def _controleer_koppen(gelezen: Gelezen, blad: str, koppen: Mapping[str, str], met_tarief: bool) -> None:
    for letter, (kop, _) in zip(LETTERS, kolommen(met_tarief), strict=False):
        if koppen.get(letter, "") != kop:
            gelezen.fouten.append(f"Blad ‘{blad}’, rij 1, kolom {letter}: hier hoort ‘{kop}’ te staan.")


def _neem_over(gelezen: Gelezen, plek: str, rij: Mapping[str, str], pk: int, met_tarief: bool) -> None:
    bekend = dict(zip(LETTERS, kolommen(met_tarief), strict=False))
    for letter, (kop, veld) in bekend.items():
        if not veld:
            continue
        naam = f"regio-{pk}-{veld}"
        gelezen.velden[naam] = rij.get(letter, "")
        gelezen.plekken[naam] = f"{plek}, kolom {letter} ({kop})"
        gemeld = any(fout.startswith(f"{plek}, kolom {letter}:") for fout in gelezen.fouten)
        if veld in VERPLICHT and not gelezen.velden[naam] and not gemeld:
            gelezen.fouten.append(f"{gelezen.plekken[naam]}: deze cel is leeg. Vul haar in.")
    for letter in sorted(set(rij) - set(bekend)):
        gelezen.fouten.append(f"{plek}, kolom {letter}: hier hoort niets te staan. Maak deze cel leeg.")
    if met_tarief and rij.get("E") and not rij.get("F"):
        gelezen.fouten.append(f"{plek}, kolom F: bij een lager tarief hoort een reden.")
