"""What changes steps 3 and 4: the opening, verdicts, totals, and the indeling. Other rooms import from here."""

from beoordeling.actions.contracten import (
    Contractinvoer,
    Gevolg,
    Inleesverslag,
    lees_contracten_in,
    verwijder_contract,
    voeg_contract_toe,
    wijzig_contract,
)
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
from beoordeling.actions.verdelen import verdeel_werk, zet_beoordelaars

__all__ = [
    "Contractinvoer",
    "Gevolg",
    "Inleesverslag",
    "Oordeelinvoer",
    "bevestig_indeling",
    "bevestig_overleg",
    "geef_oordeel",
    "geef_oordelen",
    "heropen",
    "lees_contracten_in",
    "leg_overleg_vast",
    "open_samen",
    "rond_af",
    "verdeel_werk",
    "verklaar_belang",
    "verwijder_contract",
    "voeg_contract_toe",
    "vraag_opening_aan",
    "wijzig_contract",
    "zet_beoordelaars",
]
