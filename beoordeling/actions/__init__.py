"""What changes steps 3 and 4: the opening, verdicts, totals, and the indeling. Other rooms import from here."""

from beoordeling.actions.antwoorden import beantwoord_vraag, herinner_vragen
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
from beoordeling.actions.vragen import Vraaginvoer, eis_mag_gesteld, stel_vraag_op, trek_vraag_in, verstuur_vraag

__all__ = [
    "Contractinvoer",
    "Gevolg",
    "Inleesverslag",
    "Oordeelinvoer",
    "Vraaginvoer",
    "beantwoord_vraag",
    "bevestig_indeling",
    "bevestig_overleg",
    "eis_mag_gesteld",
    "geef_oordeel",
    "geef_oordelen",
    "herinner_vragen",
    "heropen",
    "lees_contracten_in",
    "leg_overleg_vast",
    "open_samen",
    "rond_af",
    "stel_vraag_op",
    "trek_vraag_in",
    "verdeel_werk",
    "verklaar_belang",
    "verstuur_vraag",
    "verwijder_contract",
    "voeg_contract_toe",
    "vraag_opening_aan",
    "wijzig_contract",
    "zet_beoordelaars",
]
