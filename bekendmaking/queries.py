"""Reading for bekendmaking, also for later rooms."""

from datetime import date
from typing import Any

from bekendmaking.rules import Termijnen, Termijnregels, bereken_termijnen
from kern.fouten import RegelFout


def termijnen_voor(ronde: Any, dagtekening: date) -> Termijnen:
    """All terms of a decision of this date in this Inkoopronde (contract 3).

    Raises RegelFout for a ronde without dates and for a date at the end of the calendar.
    """
    regels = Termijnregels(**{veld: getattr(ronde, veld) for veld in Termijnregels.__dataclass_fields__})
    if not regels.heeft_vaste_data:
        raise RegelFout(f"Ronde {ronde.code} heeft nog geen data. Vul eerst het tijdschema in.")
    return bereken_termijnen(regels, dagtekening)
