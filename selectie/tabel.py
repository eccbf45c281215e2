"""How a selection is shown: the sum, the ranking rows, the reasons. Facts in, rows out; no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kern.fouten import RegelFout
from kern.opmaak import getal
from selectie import feiten, rules

BESLIST = {
    rules.Criterium.LEEMTE: "leemte",
    rules.Criterium.ERVARING_A: "ervaring a",
    rules.Criterium.ERVARING_B: "ervaring b",
    rules.Criterium.ERVARING_C: "ervaring c",
    rules.Criterium.AANDEEL: "aandeel",
}


@dataclass(frozen=True)
class Som:
    """The sum that reads like a sentence (IK-167)."""

    maximum: int
    bestaande: tuple[str, ...]
    nieuwe: tuple[str, ...]

    @property
    def plaatsen(self) -> int:
        return max(0, self.maximum - len(self.bestaande))

    @property
    def selectie_nodig(self) -> bool:
        return len(self.bestaande) + len(self.nieuwe) > self.maximum

    @property
    def te_veel_bestaande(self) -> bool:
        return len(self.bestaande) > self.maximum

    @property
    def pitten(self) -> list[str]:
        gevuld = min(len(self.nieuwe), self.plaatsen)
        return ["bestaand"] * len(self.bestaande) + ["nieuw"] * gevuld + ["leeg"] * (self.plaatsen - gevuld)


@dataclass(frozen=True)
class Rangrij:
    """One row of the ranking; `verschil` is what decided against the row above."""

    rang: int
    naam: str
    kandidaat: rules.Kandidaat
    beslissend: str
    verschil: str
    aandeel: str
    procent: str
    uitkomst: str
    gelijk: bool
    grens: bool


def som(toewijzing: Any, partijen: Sequence[Any]) -> Som:
    """Places of a region from the parties that meet the eisen, each with its confirmed indeling."""
    bestaande = tuple(p.inschrijving.partijnaam for p in partijen if p.classificatie.indeling == "bestaand")
    nieuwe = tuple(p.inschrijving.partijnaam for p in partijen if p.classificatie.indeling != "bestaand")
    return Som(toewijzing.ronde.maximum_per_regio, bestaande, nieuwe)


def rangrijen(regio: rules.Regio, uitslag: rules.Selectie, namen: dict[str, str]) -> list[Rangrij]:
    """The ranking in order; the line `grens` falls before the first row without a place."""
    feiten_van = {kandidaat.kenmerk: kandidaat for kandidaat in regio.nieuwe}
    groep = set(uitslag.loting.kandidaten) if uitslag.loting else set()
    return [
        _rij(nummer, plek, uitslag, feiten_van[plek.kenmerk], namen.get(plek.kenmerk, plek.kenmerk), plek.kenmerk in groep)
        for nummer, plek in enumerate(uitslag.rangschikking)
    ]


def _rij(
    nummer: int, plek: rules.Rangplaats, uitslag: rules.Selectie, kandidaat: rules.Kandidaat, naam: str, gelijk: bool
) -> Rangrij:
    beslist = BESLIST[plek.beslissend] if plek.beslissend else ""
    verschil = "" if nummer == 0 else f"beslist: {beslist}" if beslist else "gelijk op alles"
    return Rangrij(
        rang=plek.rang,
        naam=naam,
        kandidaat=kandidaat,
        beslissend=str(plek.beslissend or ""),
        verschil=verschil,
        aandeel=f"{kandidaat.geregistreerd} van {kandidaat.clientondersteuners}",
        procent=f"{getal(Decimal(100 * kandidaat.geregistreerd) / kandidaat.clientondersteuners, 1)}%",
        uitkomst=str(uitslag.uitkomsten[plek.kenmerk]),
        gelijk=gelijk,
        grens=nummer == uitslag.plaatsen_voor_nieuw,
    )


def uitkomsten(uitslag: rules.Selectie, namen: dict[str, str]) -> list[tuple[str, str]]:
    """Name and outcome of every party, in order of name."""
    return sorted((namen.get(kenmerk, kenmerk), str(soort)) for kenmerk, soort in uitslag.uitkomsten.items())


def redenen(regio: rules.Regio, uitslag: rules.Selectie, namen: dict[str, str]) -> list[tuple[str, str]]:
    """Two sentences for everyone without a place; they stand in the letter as they are."""
    return [
        (namen.get(kenmerk, kenmerk), rules.waarom_niet(regio, uitslag, kenmerk))
        for kenmerk, soort in uitslag.uitkomsten.items()
        if soort is rules.Uitkomst.NIET_GESELECTEERD
    ]


def proef(gegevens: dict[str, Any], namen: dict[str, str]) -> list[Rangrij]:
    """The ranking as the facts stand now, only to look at; empty when there is nothing to rank."""
    try:
        regio = feiten.als_regio(gegevens)
    except RegelFout:
        return []
    return rangrijen(regio, rules.selecteer(regio), namen)
