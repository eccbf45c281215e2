"""From rows to facts: the input of the selection in the shape of proefselectie (contract 1), and back."""

from typing import Any

from kern.fouten import RegelFout
from kern.rules import canoniek, sha256
from selectie import invoer, rules
from selectie.models import Kandidaat, Regioselectie

ERVARINGVELDEN = ("wlz_contract", "wmo_contract", "anderszins")


def ontbrekende_feiten(kandidaat: Kandidaat) -> list[str]:
    """Names of the facts that are still open for a candidate, with a motivation where one is due."""
    open_velden = []
    if kandidaat.voorziet_in_leemte is None or not kandidaat.leemte_motivering:
        open_velden.append("leemte met motivering")
    for veld, naam in zip(ERVARINGVELDEN, ("ervaring a", "ervaring b", "ervaring c"), strict=True):
        if getattr(kandidaat, veld) is None:
            open_velden.append(naam)
        elif getattr(kandidaat, veld) and not getattr(kandidaat, f"{veld}_bewijs"):
            open_velden.append(f"bewijs bij {naam}")
    if kandidaat.clientondersteuners is None or kandidaat.geregistreerd is None:
        open_velden.append("aantallen cliëntondersteuners")
    return open_velden


def als_invoer(selectie: Regioselectie, bestaande: list[str], kandidaten: list[Kandidaat]) -> dict[str, Any]:
    """The input of the region, candidates in order of kenmerk."""
    ronde = selectie.toewijzing.ronde
    rijen: list[dict[str, Any]] = [{"kenmerk": kenmerk, "soort": "bestaand"} for kenmerk in bestaande]
    rijen += [_kandidaatinvoer(kandidaat) for kandidaat in kandidaten]
    return {
        "ronde": ronde.code,
        "regio": selectie.toewijzing.regio.naam,
        "maximum": ronde.maximum_per_regio,
        "kandidaten": sorted(rijen, key=lambda rij: rij["kenmerk"]),
    }


def _kandidaatinvoer(kandidaat: Kandidaat) -> dict[str, Any]:
    """Facts that no selection needs may be open; they are written as 'no' and decide nothing."""
    regio = kandidaat.regioinschrijving
    deels = regio.classificatie.indeling == "deels"
    return {
        "kenmerk": regio.inschrijving.kenmerk,
        "soort": "deels" if deels else "nieuw",
        "voorziet_in_leemte": bool(kandidaat.voorziet_in_leemte),
        "ervaring": [veld for veld in ERVARINGVELDEN if getattr(kandidaat, veld)],
        "clientondersteuners": kandidaat.clientondersteuners or 1,
        "geregistreerd": kandidaat.geregistreerd or 0,
    }


def hash_van(gegevens: Any) -> str:
    """sha256 over the canonical JSON."""
    return sha256(canoniek(gegevens))


def als_regio(gegevens: dict[str, Any]) -> rules.Regio:
    """Frozen input as the facts of the rules, through the same strict reader as proefselectie."""
    regio = invoer.lees(canoniek(gegevens))
    assert isinstance(regio, rules.Regio)
    return regio


def lees_bronnen(regels: list[str]) -> list[list[int]]:
    """One source per line, whole numbers with spaces between; raises RegelFout for anything else (B58)."""
    bronnen = []
    for regel in regels:
        delen = regel.split()
        if not delen or not all(deel.isascii() and deel.isdigit() and (deel == "0" or deel[0] != "0") for deel in delen):
            raise RegelFout("Schrijf per bron hele getallen met een spatie ertussen, bijvoorbeeld: 2 5 12 8 10.")
        bronnen.append([int(deel) for deel in delen])
    return bronnen
