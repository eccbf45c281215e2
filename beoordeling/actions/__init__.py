"""What changes steps 3 and 4: the opening, verdicts, totals, and the indeling. Other rooms import from here."""

from beoordeling.actions.indelen import bevestig_indeling
from beoordeling.actions.oordelen import (
    Oordeelinvoer,
    bevestig_overleg,
    geef_oordeel,
    geef_oordelen,
    heropen,
    leg_overleg_vast,
    rond_af,
    verklaar_belang,
)
from beoordeling.actions.openen import open_samen, vraag_opening_aan

__all__ = [
    "Oordeelinvoer",
    "bevestig_indeling",
    "bevestig_overleg",
    "geef_oordeel",
    "geef_oordelen",
    "heropen",
    "leg_overleg_vast",
    "open_samen",
    "rond_af",
    "verklaar_belang",
    "vraag_opening_aan",
]
