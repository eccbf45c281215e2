"""A draw that anyone can check afterwards, by RFC 3797 (contract 2, readings A46 and A47).

Standard library only, and nothing else of the portal: whoever wants to check a draw needs this one file.

    python loting.py trek BESTAND         compute the order from names and sources of chance
    python loting.py controleer BESTAND   compute it again from the output of `trek` and compare

The computation counts only once the notaris has signed the values and the order.
"""

import hashlib
import json
import sys
from typing import Any

DIGESTS = ("md5", "sha256")  # md5 only to show conformance with the RFC
MEESTE_DEELNEMERS = 65535  # the number of a drawing is hashed as two bytes
INVOER = ("deelnemers", "bronnen", "digest")
UITVOER = (*INVOER, "sleutel", "stappen", "volgorde")


class LotingFout(ValueError):
    """The input is no draw; the text is one Dutch line."""


def trek(deelnemers: list[str], bronnen: list[list[int]], digest: str = "sha256") -> dict[str, Any]:
    """Draw all names; returns the record of contract 2, first drawn first.

    `deelnemers` are 2 to 65535 different names, numbered from 1 in this order; `bronnen` are the announced
    sources of chance in the announced order, each one or more whole numbers from 0. Raises LotingFout.
    """
    _controleer_deelnemers(deelnemers)
    _controleer_bronnen(bronnen)
    if digest not in DIGESTS:
        raise LotingFout('Veld "digest": kies md5 of sha256.')
    sleutel = maak_sleutel(bronnen)
    over = list(range(1, len(deelnemers) + 1))
    stappen = []
    for trekking in range(len(deelnemers)):
        deler = len(over)
        waarde = _hash(trekking, sleutel, digest)
        nummer = over.pop(int(waarde, 16) % deler)
        stappen.append({"trekking": trekking + 1, "hash": waarde, "deler": deler, "nummer": nummer})
    return {
        "deelnemers": deelnemers,
        "bronnen": bronnen,
        "digest": digest,
        "sleutel": sleutel,
        "stappen": stappen,
        "volgorde": [stap["nummer"] for stap in stappen],
    }


def maak_sleutel(bronnen: list[list[int]]) -> str:
    """The key string: numbers ascending, a dot after each, a slash after each source (RFC 3797, 4.1)."""
    return "".join("".join(f"{getal}." for getal in sorted(bron)) + "/" for bron in bronnen)


def _hash(trekking: int, sleutel: str, digest: str) -> str:
    """Hash of the drawing (from 0, two bytes, high byte first), the key, and the drawing again."""
    rand = trekking.to_bytes(2, "big")
    return hashlib.new(digest, rand + sleutel.encode("ascii") + rand, usedforsecurity=False).hexdigest().upper()


def eerste_verschil(verslag: dict[str, Any]) -> str | None:
    """Draw again from a record; one Dutch line on the first thing that differs, None when all is equal."""
    opnieuw = trek(*(verslag[veld] for veld in INVOER))
    if not _gelijk(verslag["sleutel"], opnieuw["sleutel"]):
        return _verschil("sleutel", verslag["sleutel"], opnieuw["sleutel"])
    for veld in ("stappen", "volgorde"):
        gegeven, juist = verslag[veld], opnieuw[veld]
        if not isinstance(gegeven, list) or len(gegeven) != len(juist):
            return f'"{veld}": dit moet een lijst van {len(juist)} zijn.'
        for plek, (een, ander) in enumerate(zip(gegeven, juist, strict=True), start=1):
            if not _gelijk(een, ander):
                return _verschil(f"{veld}, nummer {plek}", een, ander)
    return None


def _gelijk(een: Any, ander: Any) -> bool:
    """Equal as JSON, so that true and 1.0 are not 1."""
    return json.dumps(een, sort_keys=True) == json.dumps(ander, sort_keys=True)


def _verschil(waar: str, gegeven: Any, juist: Any) -> str:
    return f'"{waar}": er staat {_kort(gegeven)}, de berekening geeft {_kort(juist)}.'


def _kort(waarde: Any) -> str:
    tekst = json.dumps(waarde)
    return tekst if len(tekst) <= 200 else tekst[:199] + "…"


def _controleer_deelnemers(deelnemers: Any) -> None:
    if not isinstance(deelnemers, list) or not 2 <= len(deelnemers) <= MEESTE_DEELNEMERS:
        raise LotingFout(f'Veld "deelnemers": dit moet een lijst van 2 tot en met {MEESTE_DEELNEMERS} namen zijn.')
    gezien = set()
    for plek, naam in enumerate(deelnemers, start=1):
        if not isinstance(naam, str) or not naam.strip():
            raise LotingFout(f'Veld "deelnemers", nummer {plek}: dit moet een naam zijn.')
        if any("\ud800" <= teken <= "\udfff" for teken in naam):
            raise LotingFout(f'Veld "deelnemers", nummer {plek}: deze naam bevat een half teken.')
        if naam in gezien:
            raise LotingFout(f'Veld "deelnemers", nummer {plek}: de naam {_kort(naam)} staat twee keer in de lijst.')
        gezien.add(naam)


def _controleer_bronnen(bronnen: Any) -> None:
    if not isinstance(bronnen, list) or not bronnen:
        raise LotingFout('Veld "bronnen": dit moet een lijst met minstens één bron zijn.')
    for plek, bron in enumerate(bronnen, start=1):
        if not isinstance(bron, list) or not bron:
            raise LotingFout(f'Veld "bronnen", bron {plek}: dit moet een lijst met minstens één getal zijn.')
        if not all(type(getal) is int and getal >= 0 for getal in bron):
            raise LotingFout(f'Veld "bronnen", bron {plek}: dit mogen alleen gehele getallen vanaf 0 zijn.')


def _uniek(paren: list[tuple[str, Any]]) -> dict[str, Any]:
    velden = dict(paren)
    if len(velden) < len(paren):
        raise LotingFout("In het bestand staat een veld twee keer.")
    return velden


def _lees(bestand: str, verplicht: tuple[str, ...], bekend: tuple[str, ...]) -> dict[str, Any]:
    """The fields of the file; raises LotingFout when it is no JSON object of exactly these fields."""
    try:
        with open(bestand, encoding="utf-8") as stroom:
            gegevens = json.load(stroom, object_pairs_hook=_uniek)
    except LotingFout:
        raise
    except OSError:
        raise LotingFout(f"Het bestand {bestand!a} is niet te lezen. Controleer de naam.") from None
    except ValueError:
        raise LotingFout(f"Het bestand {bestand!a} is geen JSON in UTF-8.") from None
    if not isinstance(gegevens, dict):
        raise LotingFout("Het bestand moet één object zijn, met accolades.")
    for veld in verplicht:
        if veld not in gegevens:
            raise LotingFout(f'Het veld "{veld}" ontbreekt.')
    for veld in gegevens:
        if veld not in bekend:
            raise LotingFout(f"Het veld {_kort(veld)} bestaat niet.")
    return gegevens


def main(argumenten: list[str]) -> int:
    """The command line; returns the exit code: 0, 1 for a difference, 2 for bad input."""
    try:
        if len(argumenten) != 2 or argumenten[0] not in ("trek", "controleer"):
            raise LotingFout("Gebruik: loting.py trek BESTAND of loting.py controleer BESTAND")
        opdracht, bestand = argumenten
        if opdracht == "trek":
            verslag = trek(**_lees(bestand, INVOER[:2], INVOER))
            regel, code = json.dumps(verslag, ensure_ascii=False, indent=2), 0
        else:
            verschil = eerste_verschil(_lees(bestand, UITVOER, UITVOER))
            regel, code = (verschil, 1) if verschil else ("klopt", 0)
    except LotingFout as fout:
        print(fout, file=sys.stderr)
        return 2
    except RecursionError:
        print("Het bestand is te diep genest.", file=sys.stderr)
        return 2
    sys.stdout.buffer.write(f"{regel}\n".encode())
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
