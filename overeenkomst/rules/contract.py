"""What a contract document says: its fields filled, what is missing, what changed, and its lines for paper. Pure.

`Feiten` is plain data (JSON) made by `overeenkomst.document.feiten` and frozen at the offer: dates as ISO text, amounts
as text in euro.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from kern.fouten import RegelFout
from kern.opmaak import MAANDEN, euro, getal
from overeenkomst.inlezen.tekst import Deel, Deelsoort, Soort, Tekst
from overeenkomst.inlezen.velden import Invulveld

Feiten = Mapping[str, Any]
KVK = re.compile(r"[0-9]{8}")
OPMAAK = re.compile(r"</?(?:p|ul|ol|li|br)\b[^<>]*>")
SCHUIN = re.compile(r"\*(\S[^*]*)\*")
PARTIJGEGEVENS = {"naam": "de naam", "adres": "het adres", "plaats": "de postcode en plaats"}


NAMEN = {"kvk": "KvK-nummer", "verband": "Samenwerkingsverband"}


@dataclass(frozen=True)
class Verschil:
    """A thing that is different from the version offered before."""

    wat: str
    was: str
    wordt: str


@dataclass(frozen=True)
class Blok:
    """Lines of the text that belong together on paper. A piece is a text and whether it was filled in ('veld')."""

    soort: str  # kop, lid, alinea, lijst, tabel or noot
    regels: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True)
class Papierdeel:
    """A part on paper: its place in the contents, its heading and its blocks."""

    sleutel: str
    soort: str
    kop: str
    blokken: tuple[Blok, ...]
    eigen_blad: bool


def ontbreekt(feiten: Feiten, velden: Iterable[Invulveld]) -> list[str]:
    """What must be there before this contract can be offered, by name (OV-002, OV-004, OV-005, OV-009)."""
    zorgkantoor, organisatie = feiten["zorgkantoor"], feiten["organisatie"]
    mist = [f"{wat} van het zorgkantoor" for veld, wat in PARTIJGEGEVENS.items() if not zorgkantoor[veld]]
    if not KVK.fullmatch(zorgkantoor["kvk"]):
        mist.append("het KvK-nummer van het zorgkantoor (8 cijfers)")
    if not zorgkantoor["rechtbank"]:
        mist.append("de plaats van de bevoegde rechtbank")
    mist += [f"{wat} van de organisatie" for veld, wat in PARTIJGEGEVENS.items() if not organisatie[veld]]
    if not organisatie["bezoekadres"] or not organisatie["bezoekplaats"]:
        mist.append("het bezoekadres van de organisatie, met plaats")
    if not feiten["regios"]:
        mist.append("een regio waarvoor de beslissing gunstig is")
    mist += [
        f"de prijs- en volumeafspraak van {regio['naam']} voor {regio['jaren'][0]['jaar']}"
        for regio in feiten["regios"]
        if regio["jaren"][0]["budget"] is None
    ]
    mist += [f"het document ‘{bijlage['naam']}’" for bijlage in feiten["bijlagen"] if not bijlage["er"]]
    return mist + lege_velden(feiten, velden)


def lege_velden(feiten: Feiten, velden: Iterable[Invulveld]) -> list[str]:
    """The fields of a model text for which nothing is known; those of the signatures come later."""
    leeg = (veld for veld in velden if not veld.naam.startswith("ondertekening_") and waarde(veld.naam, feiten) is None)
    return [f"het veld ‘{veld.naam}’ van de modeltekst" for veld in leeg]


def eis_compleet(mist: Sequence[str]) -> None:
    if mist:
        raise RegelFout(f"De overeenkomst kan nog niet worden aangeboden. Dit mist nog: {'; '.join(mist)}.")


def looptijd(feiten: Feiten) -> tuple[date, date]:
    """First and last day over all regions (A55, A69)."""
    return (
        min(date.fromisoformat(regio["van"]) for regio in feiten["regios"]),
        max(date.fromisoformat(regio["tot"]) for regio in feiten["regios"]),
    )


# The fields of a model text. The first pattern that fits the name of a field says what goes there.

VULLING: tuple[tuple[str, Callable[[Feiten, re.Match[str]], str | None]], ...] = (
    (r"partij_a_.*postcode_plaats", lambda f, _: f["zorgkantoor"]["plaats"]),
    (r"partij_a_.*adres", lambda f, _: f["zorgkantoor"]["adres"]),
    (r"partij_a_.*kvk_nummer", lambda f, _: f["zorgkantoor"]["kvk"]),
    (r"partij_a_\w*kantoor", lambda f, _: re.sub(r"^Zorgkantoor ", "", f["zorgkantoor"]["naam"])),
    (r"partij_b_bezoekadres_postcode_plaats", lambda f, _: f["organisatie"]["bezoekplaats"]),
    (r"partij_b_bezoekadres", lambda f, _: f["organisatie"]["bezoekadres"]),
    (r"partij_b_.*postcode_plaats", lambda f, _: f["organisatie"]["plaats"]),
    (r"partij_b_.*adres", lambda f, _: f["organisatie"]["adres"]),
    (r"partij_b_.*kvk_nummer", lambda f, _: f["organisatie"]["kvk"]),
    (r"partij_b_naam\w*", lambda f, _: f["organisatie"]["naam"]),
    (r"onderdeel_c_\w+", lambda f, _: ", ".join(regio["naam"] for regio in f["regios"])),
    (r"artikel_\d+_\w*recht\w*", lambda f, _: f["zorgkantoor"]["rechtbank"]),
    (r"bijlage_\d+_\w*vergoeding\w*_cent", lambda f, _: _tarief(f, 1)),
    (r"bijlage_\d+_\w*vergoeding\w*", lambda f, _: _tarief(f, 0)),
    (r"bijlage_\d+_\w*(?:budget|bedrag)\w*_jaar_(\d{4})", lambda f, m: _budget(f, int(m[1]))),
)


def waarde(naam: str, feiten: Feiten) -> str | None:
    """What goes in the field of this name; None when nothing is known for it."""
    for patroon, vul in VULLING:
        if past := re.fullmatch(patroon, naam):
            return vul(feiten, past) or None
    return None


def _jaarrijen(feiten: Feiten) -> list[Mapping[str, Any]]:
    return [jaar for regio in feiten["regios"] for jaar in regio["jaren"] if jaar["budget"] is not None]


def _tarief(feiten: Feiten, deel: int) -> str | None:
    """Euros (0) or cents (1) of the one tarief; where regions differ the table says it."""
    tarieven = {jaar["tarief"] for jaar in _jaarrijen(feiten)}
    if len(tarieven) > 1:
        return "zie de tabel" if deel == 0 else "per regio"
    return f"{Decimal(tarieven.pop()):.2f}".split(".")[deel] if tarieven else None


def _budget(feiten: Feiten, jaar: int) -> str | None:
    """All regions together, in euro with a point per thousand."""
    bedragen = [Decimal(rij["budget"]) for rij in _jaarrijen(feiten) if rij["jaar"] == jaar]
    totaal = sum(bedragen, Decimal(0))
    return getal(totaal, 2 if totaal % 1 else 0) if bedragen else None


def ondertekeningen(rijen: Sequence[Mapping[str, str]]) -> Callable[[str, str], str | None]:
    """What goes in the fields of the ondertekening; `rijen`: kant, naam, functie, organisatie, plaats, op (ISO).

    The function it gives takes the name of a field and the text behind it: a date in another year than the one that is
    printed there names its own year (OV-146).
    """

    def vul(naam: str, erna: str = "") -> str | None:
        if not rijen:
            return None
        if past := re.fullmatch(r"ondertekening_(handtekening|naam|functie|organisatie)_partij_([ab])", naam):
            kant = "zorgkantoor" if past[2] == "a" else "organisatie"
            eigen = [rij for rij in rijen if rij["kant"] == kant]
            if past[1] == "handtekening":
                return "getekend, zie hieronder" if eigen else None
            return " en ".join(dict.fromkeys(rij[past[1]] for rij in eigen)) or None
        laatste = rijen[-1]
        if naam.endswith("plaats"):
            return laatste["plaats"]
        dag = datetime.fromisoformat(laatste["op"])
        if "datum" not in naam:
            return None
        gedrukt = re.match(r"\s*(\d{4})\b", erna)
        ander_jaar = gedrukt and int(gedrukt[1]) != dag.year
        return f"{dag.day} {MAANDEN[dag.month - 1]}" + (f" {dag.year} in plaats van" if ander_jaar else "")

    return vul


def papier(tekst: Tekst, feiten: Feiten, getekend: Sequence[Mapping[str, str]]) -> list[Papierdeel]:
    """The model text with its fields filled, part by part; a field that is not filled keeps its blank."""
    teken = ondertekeningen(getekend)
    per_regel: dict[int, list[Invulveld]] = {}
    for veld in tekst.velden:
        per_regel.setdefault(veld.regel, []).append(veld)

    def stukken(nummer: int, ruw: str) -> tuple[tuple[str, str], ...]:
        uit, vanaf = [], 0
        for veld in per_regel.get(nummer, ()):
            ingevuld = teken(veld.naam, ruw[veld.tot :]) or waarde(veld.naam, feiten)
            gat = ruw[veld.van : veld.tot] if ingevuld is None else ingevuld
            uit += [(ruw[vanaf : veld.van], ""), (gat if veld.van < veld.tot else f" {gat}", "veld")]
            vanaf = veld.tot
        return tuple(deel for stuk, soort in (*uit, (ruw[vanaf:], "")) for deel in _schuin(stuk, soort) if deel[0])

    return [_papierdeel(deel, stukken) for deel in tekst.delen]


def _schuin(tekst: str, soort: str) -> list[tuple[str, str]]:
    """A term between asterisks is a piece of its own ('schuin')."""
    if soort:
        return [(tekst, soort)]
    delen = SCHUIN.split(tekst)
    return [(deel, "schuin" if plek % 2 else "") for plek, deel in enumerate(delen)]


BLOK = {
    Soort.KOP: "kop",
    Soort.LID: "lid",
    Soort.PUNT: "lijst",
    Soort.TABELRIJ: "tabel",
    Soort.VOETNOOT: "noot",
}


def _papierdeel(deel: Deel, stukken: Callable[[int, str], tuple[tuple[str, str], ...]]) -> Papierdeel:
    regels = list(deel.regels)
    kop = regels[0].tekst.strip() if regels else ""
    if deel.soort in (Deelsoort.ARTIKEL, Deelsoort.HOOFDSTUK) or kop.rstrip(" :") in (deel.plek, deel.naam):
        regels = regels[1:]  # its heading says it
    if deel.soort is Deelsoort.BIJLAGE and regels and regels[0].tekst.strip() == deel.titel:
        regels = regels[1:]
    blokken = tuple(
        Blok(soort, tuple(vorm(stukken(regel.nummer, regel.tekst)) for regel in groep))
        for soort, groep in groupby(regels, key=lambda regel: BLOK.get(regel.soort, "alinea"))
        for vorm in [_cellen if soort == "tabel" else tuple]
    )
    return Papierdeel(deel.sleutel, deel.soort, deel.naam, blokken, deel.soort is Deelsoort.BIJLAGE and len(regels) > 3)


def _cellen(stukken: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The cells of a row of a table, which a tab keeps apart, without the marks of the page it was copied from."""
    regel = OPMAAK.sub(" ", "".join(stuk for stuk, _ in stukken))
    return tuple((" ".join(cel.split()), "") for cel in regel.split("\t"))


# What changed since the version offered before


def verschillen(oud: Feiten, nieuw: Feiten) -> list[Verschil]:
    """Per fact what it was and what it becomes; empty text for what is not there."""
    was, wordt = regels(oud), regels(nieuw)
    return [
        Verschil(wat, was.get(wat, ""), wordt.get(wat, ""))
        for wat in [*wordt, *(w for w in was if w not in wordt)]
        if was.get(wat, "") != wordt.get(wat, "")
    ]


def regels(feiten: Feiten) -> dict[str, str]:
    """Every fact under the name that people know it by."""
    uit: dict[str, str] = {}
    for kant in ("zorgkantoor", "organisatie"):
        uit |= {f"{NAMEN.get(veld, veld.capitalize())} van {kant}": tekst for veld, tekst in feiten[kant].items()}
    uit["Deelnemers"] = ", ".join(lid["naam"] for lid in feiten["deelnemers"])
    for regio in feiten["regios"]:
        uit[f"Looptijd {regio['naam']}"] = f"{_dag(regio['van'])} tot en met {_dag(regio['tot'])}"
        uit[f"Gemeenten {regio['naam']}"] = ", ".join(regio["gemeenten"])
        uit[f"Niet gedekt in {regio['naam']}"] = ", ".join(regio.get("ongedekt", []))
        uit[f"Afspraken voor {regio['naam']}"] = regio.get("afspraken", "")
        for jaar in regio["jaren"]:
            uit[f"Tarief en budget {regio['naam']} {jaar['jaar']}"] = _afspraak(jaar)
    for bijlage in feiten["bijlagen"]:
        uit[bijlage["naam"]] = f"versie {bijlage['versie']}, {bijlage['sha256'][:12] or bijlage['adres']}"
    uit["Modeltekst"] = f"versie {feiten['modeltekst']}" if feiten["modeltekst"] else ""
    return uit


def _dag(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d-%m-%Y}"


def _afspraak(jaar: Mapping[str, Any]) -> str:
    if jaar["budget"] is None:
        return "volgt"
    return f"{euro(Decimal(jaar['tarief']))} per uur, {euro(Decimal(jaar['budget']))}"
