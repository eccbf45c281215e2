"""What the second of two people looked at: their act holds for exactly that, any change cancels it (R17, B29).

A model whose rows wait on a second person names in GEZIEN the fields that this person reads. The page carries their
hash (`{% gezien rij %}`), the act compares it under its lock.
"""

from datetime import UTC, datetime
from typing import Any

from kern.fouten import RegelFout
from kern.rules import canoniek, sha256

ANDERS = "Dit is veranderd sinds u keek. Bekijk het opnieuw en beslis dan."


def gezien_hash(rij: Any) -> str:
    """SHA-256 of which row it is and what its GEZIEN fields say."""
    return sha256(canoniek([type(rij).__name__, rij.pk, *(_tekst(getattr(rij, veld)) for veld in rij.GEZIEN)]))


def _tekst(waarde: Any) -> str:
    return str(waarde.astimezone(UTC) if isinstance(waarde, datetime) else waarde)


def eis_gezien(rij: Any, gezien: str) -> None:
    """Raises RegelFout unless `gezien`, from the page, is of the row as it is now, read under its lock."""
    if gezien != gezien_hash(rij):
        raise RegelFout(ANDERS)
