"""Heads of the log that were kept outside the portal: a seal that was mailed or downloaded (R8, I6). No database."""

import json
import re
from collections.abc import Iterable
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any, NamedTuple, Self

from kern.fouten import RegelFout
from kern.models import Dagzegel
from kern.rules import canoniek

HASH = re.compile(r"[0-9a-f]{64}")
IN_TEKST = re.compile(r'\{"dag":"[^"]*","hash":"[^"]*","vorige":"[^"]*"\}')


class Anker(NamedTuple):
    """A daily seal as it left the portal. It tells nothing of what was sealed, not even how many dossiers (B28)."""

    dag: str
    hash: str
    vorige: str

    @classmethod
    def van(cls, zegel: Dagzegel) -> Self:
        return cls(zegel.dag.isoformat(), zegel.hash, zegel.vorige_hash)


def als_bestand(ankers: Anker | Iterable[Anker]) -> bytes:
    """One seal, or a list of them, as canonical JSON; one seal is the line that also stands in the mail."""
    if isinstance(ankers, Anker):
        return canoniek(ankers._asdict())
    return canoniek([anker._asdict() for anker in ankers])


def lees_pad(naam: str) -> list[Anker]:
    """The seals in a file, or in every file of a folder, by day. RegelFout that names what cannot be read."""
    pad = Path(naam)
    bestanden = sorted(deel for deel in pad.iterdir() if deel.is_file()) if pad.is_dir() else [pad]
    ankers = {anker for bestand in bestanden for anker in _lees_bestand(bestand)}
    if not ankers:
        raise RegelFout(f"In {naam!a} staat geen zegel. Geef een bestand of een map met bestanden.")
    return sorted(ankers)


def _lees_bestand(pad: Path) -> list[Anker]:
    try:
        return lees(pad.read_bytes())
    except (OSError, ValueError):
        raise RegelFout(f"Het bestand {str(pad)!a} is niet te lezen als zegel van het logboek.") from None


def lees(inhoud: bytes) -> list[Anker]:
    """The seals in a downloaded file, in a saved mail or in its text. ValueError for none, or for a broken one."""
    tekst = _tekst(inhoud).strip()
    rijen = json.loads(tekst) if tekst.startswith("[") else [json.loads(regel) for regel in IN_TEKST.findall(tekst)]
    if not rijen:
        raise ValueError("geen zegel")
    return [_als_anker(rij) for rij in rijen]


def _tekst(inhoud: bytes) -> str:
    if not re.search(rb"^content-type:", inhoud, re.IGNORECASE | re.MULTILINE):
        return inhoud.decode()
    delen = message_from_bytes(inhoud, policy=policy.default).walk()
    return "\n".join(deel.get_content() for deel in delen if deel.get_content_type() == "text/plain")


def _als_anker(rij: Any) -> Anker:
    if not isinstance(rij, dict) or set(rij) != set(Anker._fields) or not all(isinstance(w, str) for w in rij.values()):
        raise ValueError("geen zegel")
    if not HASH.fullmatch(rij["hash"]) or not (rij["vorige"] == "" or HASH.fullmatch(rij["vorige"])):
        raise ValueError("geen hash")
    return Anker(date.fromisoformat(rij["dag"]).isoformat(), rij["hash"], rij["vorige"])
