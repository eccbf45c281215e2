"""Pure: the canonical form and the hashes of the log (R8)."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

REGELVELDEN = (
    "dossier",
    "nummer",
    "handeling",
    "object_soort",
    "object_id",
    "resultaat",
    "herkomst",
    "actor_id",
    "tijd",
    "gegevens",
)


def canoniek(waarde: Any) -> bytes:
    """JSON with sorted keys, no spaces, UTF-8: the same facts always give the same bytes."""
    return json.dumps(waarde, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def sha256(inhoud: bytes) -> str:
    return hashlib.sha256(inhoud).hexdigest()


def regelhash(regel: Mapping[str, Any], vorige: str) -> str:
    """Hash of one log line over its fields and the hash before it. `tijd` is an ISO text in UTC."""
    return sha256(canoniek({veld: regel[veld] for veld in REGELVELDEN}) + vorige.encode())


def ketenfouten(regels: Iterable[Mapping[str, Any]]) -> list[str]:
    """What is wrong with the lines of one dossier, in order of number; empty when the chain holds (I6)."""
    fouten, vorige, nummer = [], "", 0
    for regel in regels:
        nummer += 1
        plek = f"{regel['dossier']} {regel['nummer']}"
        if regel["nummer"] != nummer:
            fouten.append(f"{plek}: nummer {nummer} verwacht")
            nummer = regel["nummer"]
        if regel["vorige_hash"] != vorige:
            fouten.append(f"{plek}: sluit niet aan op de regel ervoor")
        if regel["hash"] != regelhash(regel, regel["vorige_hash"]):
            fouten.append(f"{plek}: inhoud klopt niet met de hash")
        vorige = regel["hash"]
    return fouten


def zegelhash(dag: str, koppen: Mapping[str, Any], vorige: str) -> str:
    """Hash of a daily seal: the ISO date, per dossier [number, head], and the hash of the seal before it."""
    return sha256(canoniek({"dag": dag, "koppen": koppen, "vorige": vorige}))


def overgangsfouten(
    stappen: Iterable[tuple[str, str, str]],
    overgangen: Mapping[str, tuple[Collection[str], str]],
    *,
    begin: str,
    nu: str,
) -> list[str]:
    """What is wrong with the life of one row; empty when each step is an arrow and joins the next (I7).

    `stappen` are (arrow, from, to) in order; the row began in `begin` and now stands in `nu`.
    """
    fouten, stand = [], begin
    for naam, van, naar in stappen:
        bronnen, doel = overgangen.get(naam, ((), ""))
        if van not in bronnen or naar != doel:
            fouten.append(f"‘{naam}’ van {van} naar {naar} bestaat niet")
        if van != stand:
            fouten.append(f"‘{naam}’ begint in {van}, maar de rij stond in {stand}")
        stand = naar
    if nu != stand:
        fouten.append(f"de rij staat in {nu}, volgens het logboek in {stand}")
    return fouten
