"""What changes an overeenkomst, how it is offered and signed, and the official texts."""

from overeenkomst.actions.aanbieden import bied_aan, trek_aanbod_in
from overeenkomst.actions.contract import lees_modeltekst_in, pas_regiolijst_toe
from overeenkomst.actions.gegevens import bewaar_contractgegevens, verwijder_contactpersoon, voeg_contactpersoon_toe
from overeenkomst.actions.ingaan import laat_ingaan_wat_kan
from overeenkomst.actions.tekenen import lever_getekend_aan, teken, teken_mede

__all__ = [
    "bewaar_contractgegevens",
    "bied_aan",
    "laat_ingaan_wat_kan",
    "lees_modeltekst_in",
    "lever_getekend_aan",
    "pas_regiolijst_toe",
    "teken",
    "teken_mede",
    "trek_aanbod_in",
    "verwijder_contactpersoon",
    "voeg_contactpersoon_toe",
]
