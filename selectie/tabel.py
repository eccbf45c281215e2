"""How a selection is shown: the sum, the ranking rows, the reasons. Facts in, rows out; no database."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kern.opmaak import getal
from selectie import feiten, overzicht, rules

BESLIST = {
    rules.Criterium.LEEMTE: "leemte",
    rules.Criterium.ERVARING_A: "ervaring a",
    rules.Criterium.ERVARING_B: "ervaring b",
    rules.Criterium.ERVARING_C: "ervaring c",
    rules.Criterium.AANDEEL: "aandeel",
}
Namen = Mapping[str, str]


@dataclass(frozen=True)
class Som:
    """The sum that reads like a sentence (IK-167); `gekozen` and `wacht` once the input is frozen."""

    maximum: int
    bestaande: tuple[str, ...]
    nieuwe: tuple[str, ...]
    gekozen: int | None = None
    wacht: int = 0

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
        gevuld = self.gekozen
        if gevuld is None:
            gevuld = 0 if self.selectie_nodig else len(self.nieuwe)
        return ["bestaand"] * len(self.bestaande) + ["nieuw"] * gevuld + ["leeg"] * (self.plaatsen - gevuld)


@dataclass(frozen=True)
class Rangrij:
    """One row of the ranking; `verschil` is what decided against the row above.

    Equals are drawn under one bracket: `haak` is the part of it on this row, `kop` what stands over the group.
    """

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
    haak: str
    kop: str


@dataclass(frozen=True)
class Regiorij:
    """One line of the list of regions."""

    toewijzing: Any
    nieuw: int
    plaatsen: int
    stand: str
    loting: str


def regiorij(toewijzing: Any) -> Regiorij:
    """A region with the counts of `queries.regios` and of `overzicht.met_stand`, and where its selection stands."""
    ver = overzicht.stand(toewijzing)
    return Regiorij(
        toewijzing=toewijzing,
        nieuw=toewijzing.aantal_voldoet - toewijzing.aantal_bestaand,
        plaatsen=max(0, toewijzing.maximum - toewijzing.aantal_bestaand),
        stand=ver.selectie,
        loting=ver.loting,
    )


def som_nu(maximum: int, partijen: Sequence[Any]) -> Som:
    """Places from the parties that meet the eisen now, each with its confirmed indeling."""
    bestaande = tuple(p.inschrijving.partijnaam for p in partijen if not feiten.is_nieuw(p))
    nieuwe = tuple(p.inschrijving.partijnaam for p in partijen if feiten.is_nieuw(p))
    return Som(maximum, bestaande, nieuwe)


def som_bevroren(regio: rules.Regio, uitslag: rules.Selectie, namen: Namen) -> Som:
    """Places from the frozen input, with how many are given and how many wait for the loting."""
    soorten = list(uitslag.uitkomsten.values())
    loot_nog = uitslag.loting if rules.Uitkomst.LOTING in soorten else None
    return Som(
        maximum=regio.maximum,
        bestaande=tuple(namen.get(kenmerk, kenmerk) for kenmerk in regio.bestaande),
        nieuwe=tuple(namen.get(kandidaat.kenmerk, kandidaat.kenmerk) for kandidaat in regio.nieuwe),
        gekozen=soorten.count(rules.Uitkomst.OVEREENKOMST_NIEUW),
        wacht=loot_nog.plaatsen if loot_nog else 0,
    )


def rangrijen(regio: rules.Regio, uitslag: rules.Selectie, namen: Namen) -> list[Rangrij]:
    """The ranking in order; the line `grens` falls before the first row without a place.

    After a loting the equals with a place stand above those without; what decided stays between the same rows.
    """
    feiten_van = {kandidaat.kenmerk: kandidaat for kandidaat in regio.nieuwe}
    zonder_plaats = {k for k, soort in uitslag.uitkomsten.items() if soort is rules.Uitkomst.NIET_GESELECTEERD}
    getoond = sorted(uitslag.rangschikking, key=lambda plek: (plek.rang, plek.kenmerk in zonder_plaats))
    gelijk = Counter(plek.rang for plek in getoond)
    return [
        _rij(nummer, plek, uitslag, feiten_van[wie.kenmerk], namen.get(wie.kenmerk, wie.kenmerk), gelijk[plek.rang])
        for nummer, (plek, wie) in enumerate(zip(uitslag.rangschikking, getoond, strict=True))
    ]


def _rij(
    nummer: int, plek: rules.Rangplaats, uitslag: rules.Selectie, kandidaat: rules.Kandidaat, naam: str, gelijken: int
) -> Rangrij:
    loting = uitslag.loting if uitslag.loting and kandidaat.kenmerk in uitslag.loting.kandidaten else None
    uitkomst = uitslag.uitkomsten[kandidaat.kenmerk]
    begin = nummer + 1 == plek.rang
    beslist = f"beslist: {BESLIST[plek.beslissend]}" if plek.beslissend else "gelijk op alles"
    return Rangrij(
        rang=plek.rang,
        naam=naam,
        kandidaat=kandidaat,
        beslissend=str(plek.beslissend or ""),
        verschil=beslist if nummer else "",
        aandeel=f"{kandidaat.geregistreerd} van {kandidaat.clientondersteuners}",
        procent=f"{getal(Decimal(100 * kandidaat.geregistreerd) / kandidaat.clientondersteuners, 1)}%",
        uitkomst=str(uitkomst),
        gelijk=loting is not None,
        grens=nummer == uitslag.plaatsen_voor_nieuw and uitkomst is not rules.Uitkomst.LOTING,
        haak=_haak(nummer, plek.rang, gelijken),
        kop=_kop(gelijken, loting, wacht=uitkomst is rules.Uitkomst.LOTING) if begin and gelijken > 1 else "",
    )


def _haak(nummer: int, rang: int, gelijken: int) -> str:
    """How the bracket around equals goes over this row: on or to its end; empty for who stands alone."""
    if gelijken == 1:
        return ""
    return "eind" if nummer + 1 == rang + gelijken - 1 else "door"


def _kop(gelijken: int, loting: rules.Lotinggroep | None, *, wacht: bool) -> str:
    """What stands over a group of equals."""
    if loting is None:
        return f"{gelijken} gelijk op alles"
    plaatsen = f"{loting.plaatsen} plaats" if loting.plaatsen == 1 else f"{loting.plaatsen} plaatsen"
    return f"{gelijken} gelijk op alles: de notaris {'loot' if wacht else 'lootte'} om {plaatsen}"


def uitkomsten(uitslag: rules.Selectie, namen: Namen) -> list[tuple[str, str]]:
    """Name and outcome of every party, in order of name."""
    return sorted((namen.get(kenmerk, kenmerk), str(soort)) for kenmerk, soort in uitslag.uitkomsten.items())


def redenen(regio: rules.Regio, uitslag: rules.Selectie, namen: Namen) -> list[tuple[str, str]]:
    """Two sentences for everyone without a place; they stand in the letter as they are."""
    return [(namen.get(kenmerk, kenmerk), zinnen) for kenmerk, zinnen in rules.redenen(regio, uitslag).items()]


def gelijken(uitslag: rules.Selectie, namen: Namen) -> list[str]:
    """Names of those whose outcome still waits for the loting."""
    wachtend = [k for k, soort in uitslag.uitkomsten.items() if soort is rules.Uitkomst.LOTING]
    return [namen.get(kenmerk, kenmerk) for kenmerk in wachtend]


def voorlopig(gegevens: Mapping[str, Any], namen: Namen) -> list[Rangrij]:
    """The ranking as complete facts stand now, only to look at (proefselectie)."""
    regio = feiten.als_regio(gegevens)
    return rangrijen(regio, rules.selecteer(regio), namen)
