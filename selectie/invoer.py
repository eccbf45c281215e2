"""The JSON of proefselectie: strict reading into facts, and the result back into JSON (contract 1).

Pure. Every mistake is a RegelFout with one Dutch line that names region, candidate and field.
"""

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kern.fouten import RegelFout
from selectie.rules import Kandidaat, Regio, Selectie, Soort, telt_als_nieuw

REGIOVELDEN = ("ronde", "regio", "maximum", "kandidaten")
KANDIDAATVELDEN = ("kenmerk", "soort", "voorziet_in_leemte", "ervaring", "clientondersteuners", "geregistreerd")
ERVARINGEN = ("wlz_contract", "wmo_contract", "anderszins")


class _Velden(dict[str, Any]):
    """A JSON object that remembers a key that stood in it twice."""

    def __init__(self, paren: Iterable[tuple[str, Any]]):
        super().__init__()
        self.dubbel: str | None = None
        for naam, waarde in paren:
            if naam in self and self.dubbel is None:
                self.dubbel = naam
            self[naam] = waarde


@dataclass(frozen=True)
class _Plek:
    """Where in the file we are, for the error line."""

    regio: str
    kandidaat: str = ""

    def fout(self, veld: str, melding: str) -> RegelFout:
        kandidaat = f", kandidaat {self.kandidaat}" if self.kandidaat else ""
        return RegelFout(f"Regio {self.regio}{kandidaat}, veld {_toon(veld)}: {melding}")


def lees(inhoud: bytes) -> Regio | list[Regio]:
    """Read one region or a list of regions; raises RegelFout on anything that is not exactly contract 1."""
    gegevens = _lees_json(inhoud)
    if isinstance(gegevens, list):
        return [_regio(deel, nummer) for nummer, deel in enumerate(gegevens, start=1)]
    return _regio(gegevens, 1)


def als_json(selectie: Selectie) -> dict[str, Any]:
    """The result with the names of contract 1."""
    loting = selectie.loting
    return {
        "regio": selectie.regio,
        "maximum": selectie.maximum,
        "plaatsen_voor_nieuw": selectie.plaatsen_voor_nieuw,
        "selectie_nodig": selectie.selectie_nodig,
        "uitkomsten": dict(selectie.uitkomsten),
        "rangschikking": [
            {"kenmerk": r.kenmerk, "rang": r.rang, "beslissend": r.beslissend} for r in selectie.rangschikking
        ],
        "loting": loting and {"kandidaten": list(loting.kandidaten), "plaatsen": loting.plaatsen},
    }


def als_tekst(gegevens: Any) -> str:
    """JSON as proefselectie prints it: sorted keys, two spaces, UTF-8, one newline at the end."""
    return json.dumps(gegevens, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _lees_json(inhoud: bytes) -> Any:
    try:
        return json.loads(inhoud.decode("utf-8"), object_pairs_hook=_Velden)
    except UnicodeDecodeError:
        raise RegelFout("De invoer is geen UTF-8. Sla het bestand op als UTF-8.") from None
    except RecursionError:
        raise RegelFout("De invoer is te diep genest. Lever een regio of een lijst van regio's aan.") from None
    except json.JSONDecodeError as fout:
        raise RegelFout(f"De invoer is geen JSON: kijk bij regel {fout.lineno}, teken {fout.colno}.") from None
    except ValueError:  # a number of thousands of digits
        raise RegelFout("De invoer is geen JSON: er staat een veel te groot getal in.") from None


def _regio(gegevens: Any, nummer: int) -> Regio:
    plek = _Plek(_label(gegevens, "regio", nummer))
    velden = _object(gegevens, "regio", REGIOVELDEN, plek)
    _tekst(velden, "ronde", plek)
    naam = _tekst(velden, "regio", plek)
    maximum = _geheel_getal(velden, "maximum", plek, minstens=1)
    lijst = _aanwezig(velden, "kandidaten", plek)
    if not isinstance(lijst, list):
        raise plek.fout("kandidaten", "dit moet een lijst zijn.")
    bestaande: list[str] = []
    nieuwe: list[Kandidaat] = []
    gezien: set[str] = set()
    for volgnummer, deel in enumerate(lijst, start=1):
        plek_kandidaat = _Plek(plek.regio, _label(deel, "kenmerk", volgnummer))
        kenmerk, kandidaat = _kandidaat(deel, plek_kandidaat)
        if kenmerk in gezien:
            raise plek_kandidaat.fout("kenmerk", "dit kenmerk staat twee keer in de regio.")
        gezien.add(kenmerk)
        if kandidaat is None:
            bestaande.append(kenmerk)
        else:
            nieuwe.append(kandidaat)
    return Regio(naam, maximum, tuple(bestaande), tuple(nieuwe))


def _kandidaat(gegevens: Any, plek: _Plek) -> tuple[str, Kandidaat | None]:
    """The kenmerk, with the facts of a new candidate; None for a bestaand, of which the rest is not read."""
    velden = _object(gegevens, "kandidaat", KANDIDAATVELDEN, plek)
    kenmerk = _tekst(velden, "kenmerk", plek)
    soort = _aanwezig(velden, "soort", plek)
    if soort not in list(Soort):
        raise plek.fout("soort", f"dit moet {_keuze(Soort)} zijn.")
    if not telt_als_nieuw(Soort(soort)):
        return kenmerk, None
    leemte = _aanwezig(velden, "voorziet_in_leemte", plek)
    if not isinstance(leemte, bool):
        raise plek.fout("voorziet_in_leemte", "dit moet true of false zijn.")
    ervaring = _ervaring(velden, plek)
    totaal = _geheel_getal(velden, "clientondersteuners", plek, minstens=1)
    return kenmerk, Kandidaat(
        kenmerk=kenmerk,
        voorziet_in_leemte=leemte,
        heeft_wlz_contract="wlz_contract" in ervaring,
        heeft_wmo_contract="wmo_contract" in ervaring,
        heeft_andere_ervaring="anderszins" in ervaring,
        clientondersteuners=totaal,
        geregistreerd=_geheel_getal(velden, "geregistreerd", plek, minstens=0, hoogstens=totaal),
    )


def _ervaring(velden: _Velden, plek: _Plek) -> list[str]:
    ervaring = _aanwezig(velden, "ervaring", plek)
    if not isinstance(ervaring, list):
        raise plek.fout("ervaring", "dit moet een lijst zijn.")
    if any(soort not in ERVARINGEN for soort in ervaring):
        raise plek.fout("ervaring", f"in deze lijst mag alleen {_keuze(ERVARINGEN)} staan.")
    return ervaring


def _object(gegevens: Any, veld: str, bekend: tuple[str, ...], plek: _Plek) -> _Velden:
    if not isinstance(gegevens, _Velden):
        raise plek.fout(veld, "dit moet een object zijn, met accolades.")
    if gegevens.dubbel is not None:
        raise plek.fout(gegevens.dubbel, "dit veld staat er twee keer.")
    for naam in gegevens:
        if naam not in bekend:
            raise plek.fout(naam, "dit veld bestaat niet.")
    return gegevens


def _aanwezig(velden: _Velden, naam: str, plek: _Plek) -> Any:
    if naam not in velden:
        raise plek.fout(naam, "dit veld ontbreekt.")
    return velden[naam]


def _tekst(velden: _Velden, naam: str, plek: _Plek) -> str:
    waarde = _aanwezig(velden, naam, plek)
    if not _is_tekst(waarde):
        raise plek.fout(naam, "dit moet een tekst zijn, niet leeg en zonder stuurtekens.")
    return str(waarde)


def _geheel_getal(velden: _Velden, naam: str, plek: _Plek, *, minstens: int, hoogstens: int | None = None) -> int:
    """A JSON whole number within bounds; true, 1.0, NaN and "1" are none."""
    waarde = _aanwezig(velden, naam, plek)
    if type(waarde) is int and waarde >= minstens and (hoogstens is None or waarde <= hoogstens):
        return waarde
    grens = f"van minstens {minstens}" if hoogstens is None else f"van {minstens} tot en met {hoogstens}"
    raise plek.fout(naam, f"dit moet een geheel getal {grens} zijn.")


def _is_tekst(waarde: Any) -> bool:
    """Text that can be printed: not blank, no control characters, no half surrogate pairs."""
    if not isinstance(waarde, str) or not waarde.strip():
        return False
    return not any(unicodedata.category(teken) in ("Cc", "Cs") for teken in waarde)


def _label(gegevens: Any, veld: str, nummer: int) -> str:
    """How an error line names this region or candidate: by its own name where it has one."""
    naam = gegevens.get(veld) if isinstance(gegevens, _Velden) else None
    return _toon(naam) if isinstance(naam, str) and _is_tekst(naam) else f"nummer {nummer}"


def _toon(tekst: str) -> str:
    """Text from the file, safe to stand in one line."""
    kort = tekst if len(tekst) <= 60 else tekst[:59] + "…"
    return '"' + "".join(t if t.isprintable() else t.encode("unicode_escape").decode() for t in kort) + '"'


def _keuze(waarden: Iterable[str]) -> str:
    *eerste, laatste = waarden
    return f"{', '.join(eerste)} of {laatste}"
