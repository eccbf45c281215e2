"""From rows to facts: the input of the selection in the shape of proefselectie (contract 1), and back."""

from collections.abc import Mapping, Sequence
from typing import Any

from beoordeling.states import Indeling
from kern.fouten import RegelFout
from kern.rules import canoniek, sha256
from selectie import invoer, rules
from selectie.models import Kandidaat, Regioselectie

ERVARINGVELDEN = {"wlz_contract": "ervaring a", "wmo_contract": "ervaring b", "anderszins": "ervaring c"}
LEEMTEVELDEN = ("voorziet_in_leemte", "leemte_motivering")  # they follow from two answers per gap
FEITVELDEN = (  # what people write down about a candidate, in the order of the form
    "wlz_contract",
    "wlz_contract_bewijs",
    "wmo_contract",
    "wmo_contract_bewijs",
    "anderszins",
    "anderszins_bewijs",
    "clientondersteuners",
    "geregistreerd",
    "aandeel_toelichting",
)
SOORTEN = {Indeling.BESTAAND: rules.Soort.BESTAAND, Indeling.DEELS: rules.Soort.DEELS}


def soort(indeling: str) -> rules.Soort:
    """What a confirmed indeling means for the selection: both kinds of new are `nieuw` (A16)."""
    return SOORTEN.get(Indeling(indeling), rules.Soort.NIEUW)


def is_nieuw(partij: Any) -> bool:
    """Whether a Regioinschrijving with a confirmed indeling competes for a place."""
    return rules.telt_als_nieuw(soort(partij.classificatie.indeling))


def ontbrekende_feiten(kandidaat: Kandidaat) -> list[str]:
    """Names of the facts that are still open for a candidate, with a motivation or proof where one is due."""
    open_velden = []
    if kandidaat.voorziet_in_leemte is None or not kandidaat.leemte_motivering:
        open_velden.append("leemte: twee gelijke antwoorden")
    for veld, naam in ERVARINGVELDEN.items():
        if getattr(kandidaat, veld) is None:
            open_velden.append(naam)
        elif getattr(kandidaat, veld) and not getattr(kandidaat, f"{veld}_bewijs"):
            open_velden.append(f"bewijs bij {naam}")
    if kandidaat.clientondersteuners is None or kandidaat.geregistreerd is None:
        open_velden.append("aantallen cliëntondersteuners")
    return open_velden


def controleer_aantallen(totaal: int | None, geregistreerd: int | None) -> None:
    """Raises RegelFout unless the two counts can be a share; either may still be open."""
    if totaal is not None and totaal < 1:
        raise RegelFout("Het aantal cliëntondersteuners is minstens 1.")
    if geregistreerd is not None and not 0 <= geregistreerd <= (totaal or 0):
        raise RegelFout("Er kunnen niet meer mensen aangesloten of ingeschreven zijn dan er cliëntondersteuners zijn.")


def controleer_lijst(kandidaat: Kandidaat, uit_lijst: Mapping[str, Any]) -> None:
    """Raises RegelFout when the counts are not those of the list of people in the dossier, without a reason (A41)."""
    lijst = [uit_lijst[veld] for veld in ("geregistreerd", "clientondersteuners")]
    gegeven = [kandidaat.geregistreerd, kandidaat.clientondersteuners]
    if None not in lijst and None not in gegeven and lijst != gegeven and not kandidaat.aandeel_toelichting:
        raise RegelFout(
            f"Op de lijst van de organisatie staan {lijst[1]} mensen, van wie {lijst[0]} aangesloten of ingeschreven. "
            "Schrijf op waarom u daarvan afwijkt."
        )


def als_invoer(selectie: Regioselectie, bestaande: Sequence[str], kandidaten: Sequence[Kandidaat]) -> dict[str, Any]:
    """The input of the region, everyone in order of kenmerk; `bestaande` are kenmerken.

    An extension round has as many places as organisations that keep theirs: none for a new one (docs/adr/0004).
    """
    ronde = selectie.toewijzing.ronde
    rijen: list[dict[str, Any]] = [{"kenmerk": k, "soort": str(rules.Soort.BESTAAND)} for k in bestaande]
    rijen += [_kandidaatinvoer(kandidaat) for kandidaat in kandidaten]
    return {
        "ronde": ronde.code,
        "regio": selectie.toewijzing.regio.naam,
        "maximum": max(1, len(bestaande)) if ronde.is_verlenging else selectie.toewijzing.maximum,
        "kandidaten": sorted(rijen, key=lambda rij: rij["kenmerk"]),
    }


def _kandidaatinvoer(kandidaat: Kandidaat) -> dict[str, Any]:
    """Facts that no selection needs may be open; they are written as 'no' and decide nothing."""
    partij = kandidaat.regioinschrijving
    return {
        "kenmerk": partij.inschrijving.kenmerk,
        "soort": str(soort(partij.classificatie.indeling)),
        "voorziet_in_leemte": bool(kandidaat.voorziet_in_leemte),
        "ervaring": [veld for veld in ERVARINGVELDEN if getattr(kandidaat, veld)],
        "clientondersteuners": kandidaat.clientondersteuners or 1,
        "geregistreerd": kandidaat.geregistreerd or 0,
    }


def hash_van(gegevens: Any) -> str:
    """sha256 over the canonical JSON."""
    return sha256(canoniek(gegevens))


def als_regio(gegevens: Mapping[str, Any]) -> rules.Regio:
    """Frozen input as the facts of the rules, through the same strict reader as proefselectie."""
    regio = invoer.lees(canoniek(gegevens))
    assert isinstance(regio, rules.Regio)
    return regio


def lees_bronnen(regels: Sequence[str]) -> list[list[int]]:
    """One source per line, whole numbers with spaces between; raises RegelFout for anything else (B58)."""
    bronnen = []
    for regel in regels:
        delen = regel.split()
        if not delen or not all(_is_geheel_getal(deel) for deel in delen):
            raise RegelFout("Schrijf per bron hele getallen met een spatie ertussen, bijvoorbeeld: 2 5 12 8 10.")
        bronnen.append([int(deel) for deel in delen])
    return bronnen


def _is_geheel_getal(deel: str) -> bool:
    return len(deel) <= 30 and deel.isascii() and deel.isdigit() and (deel == "0" or deel[0] != "0")
