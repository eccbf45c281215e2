"""What if: a copy of the input with one fact changed, beside the input itself. Facts in, rows out; keeps nothing."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from kern.fouten import RegelFout
from selectie import feiten, invoer, rules, tabel

PROEF = "PROEF, geen uitslag"
VELDNAMEN = {
    "maximum": "maximum",
    "soort": "soort",
    "voorziet_in_leemte": "1 leemte",
    "wlz_contract": "2a Wlz-contract",
    "wmo_contract": "2b Wmo-contract",
    "anderszins": "2c andere ervaring",
    "clientondersteuners": "3 aantal cliëntondersteuners",
    "geregistreerd": "3 aangesloten of ingeschreven",
}
UITKOMSTEN = {
    "overeenkomst_bestaand": "overeenkomst (bestaand)",
    "overeenkomst_nieuw": "geselecteerd",
    "niet_geselecteerd": "niet geselecteerd",
    "loting": "loting nodig",
    "": "doet niet mee",
}


@dataclass(frozen=True)
class Rij:
    """One party: rang and outcome as it is, and as it would be."""

    naam: str
    rang_nu: int | None
    rang_dan: int | None
    nu: str
    dan: str

    @property
    def anders(self) -> bool:
        return (self.rang_nu, self.nu) != (self.rang_dan, self.dan)


@dataclass(frozen=True)
class Proef:
    """The trial: what was changed, and what would come of it."""

    wijzigingen: list[tuple[str, str, str, str]]  # who, what, as it is, as it would be
    rijen: list[Rij]
    nu: rules.Selectie
    dan: rules.Selectie
    regio: rules.Regio
    invoer: dict[str, Any]

    @property
    def gevolgen(self) -> int:
        return sum(rij.anders for rij in self.rijen)


def wijzig(gegevens: Mapping[str, Any], kenmerk: str, velden: Mapping[str, Any], maximum: int) -> dict[str, Any]:
    """A copy of the input with these facts of one candidate, or without it (soort ''), and with this maximum.

    `velden` holds soort, voorziet_in_leemte, ervaring, clientondersteuners and geregistreerd. Raises RegelFout for
    an unknown candidate.
    """
    kopie: dict[str, Any] = deepcopy(dict(gegevens))
    kopie["maximum"] = maximum
    if not kenmerk:
        return kopie
    plek = next((nr for nr, rij in enumerate(kopie["kandidaten"]) if rij["kenmerk"] == kenmerk), None)
    if plek is None:
        raise RegelFout("Deze organisatie doet niet mee in deze regio. Kies een andere.")
    if not velden["soort"]:
        del kopie["kandidaten"][plek]
    elif velden["soort"] == rules.Soort.BESTAAND:
        kopie["kandidaten"][plek] = {"kenmerk": kenmerk, "soort": str(rules.Soort.BESTAAND)}
    else:
        kopie["kandidaten"][plek] = {"kenmerk": kenmerk, **velden}
    return kopie


def vergelijk(gegevens: Mapping[str, Any], kopie: dict[str, Any], namen: tabel.Namen) -> Proef:
    """Both inputs ranked, side by side; raises RegelFout when the copy is no input (contract 1)."""
    nu, regio = rules.selecteer(feiten.als_regio(gegevens)), feiten.als_regio(kopie)
    dan = rules.selecteer(regio)
    rang_nu = {plek.kenmerk: plek.rang for plek in nu.rangschikking}
    rang_dan = {plek.kenmerk: plek.rang for plek in dan.rangschikking}
    rijen = [
        Rij(
            namen.get(rij["kenmerk"], rij["kenmerk"]),
            rang_nu.get(rij["kenmerk"]),
            rang_dan.get(rij["kenmerk"]),
            UITKOMSTEN[nu.uitkomsten.get(rij["kenmerk"], "")],
            UITKOMSTEN[dan.uitkomsten.get(rij["kenmerk"], "")],
        )
        for rij in gegevens["kandidaten"]
    ]
    rijen.sort(key=lambda rij: (rij.rang_dan or 0, rij.rang_nu or 0, rij.naam))
    return Proef(list(_wijzigingen(gegevens, kopie, namen)), rijen, nu, dan, regio, kopie)


def als_uitvoer(proef: Proef) -> str:
    """The trial as JSON that says in every part that it is one; `invoer` can be read by proefselectie."""
    merk = {**proef.invoer, "regio": f"{PROEF}: {proef.invoer['regio']}"}
    uitslag = {**invoer.als_json(proef.dan), "regio": merk["regio"]}
    return invoer.als_tekst({"proef": PROEF, "invoer": merk, "uitslag": uitslag})


def _wijzigingen(
    gegevens: Mapping[str, Any], kopie: Mapping[str, Any], namen: tabel.Namen
) -> Iterator[tuple[str, str, str, str]]:
    if gegevens["maximum"] != kopie["maximum"]:
        yield "Regio", VELDNAMEN["maximum"], str(gegevens["maximum"]), str(kopie["maximum"])
    dan = {rij["kenmerk"]: rij for rij in kopie["kandidaten"]}
    for rij in gegevens["kandidaten"]:
        voor, na = _plat(rij), _plat(dan.get(rij["kenmerk"]))
        velden = ["soort"] if voor["soort"] != na["soort"] else VELDNAMEN
        for veld in velden:
            if voor.get(veld) != na.get(veld):
                yield namen.get(rij["kenmerk"], rij["kenmerk"]), VELDNAMEN[veld], voor[veld], na[veld]


def _plat(rij: Mapping[str, Any] | None) -> dict[str, str]:
    """A candidate as words per field."""
    if rij is None:
        return {"soort": "doet niet mee"}
    if rij["soort"] == rules.Soort.BESTAAND:
        return {"soort": "bestaand"}
    return {
        "soort": rij["soort"],
        "voorziet_in_leemte": "ja" if rij["voorziet_in_leemte"] else "nee",
        **{veld: "ja" if veld in rij["ervaring"] else "nee" for veld in invoer.ERVARINGEN},
        "clientondersteuners": str(rij["clientondersteuners"]),
        "geregistreerd": str(rij["geregistreerd"]),
    }
