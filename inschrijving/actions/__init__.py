"""What changes a dossier. Other rooms import from here."""

from inschrijving.actions.beginnen import begin
from inschrijving.actions.bewijzen import maak_bewijzen
from inschrijving.actions.documenten import verwijder_document, voeg_document_toe
from inschrijving.actions.hergebruik import neem_over
from inschrijving.actions.herinneren import herinner
from inschrijving.actions.indienen import dien_in, ga_na, open_dossier, trek_in
from inschrijving.actions.invullen import (
    Regiokeuze,
    bewaar_deelnemer,
    bewaar_ervaring,
    bewaar_leemten,
    bewaar_onderbouwing,
    bewaar_ondersteuner,
    bewaar_organisatie,
    bewaar_prognoses,
    bewaar_samenwerkingsverband,
    bewaar_verklaring,
    kies_regios,
    verwijder,
)
from inschrijving.actions.melden import meld_wijzigingen
from inschrijving.actions.ondertekenen import haal_handtekening_weg, lever_getekend_aan, teken
from inschrijving.actions.slot import op_slot
from inschrijving.actions.vernietigen import eis_niet_vernietigd, vernietig_dossier

__all__ = [
    "Regiokeuze",
    "begin",
    "bewaar_deelnemer",
    "bewaar_ervaring",
    "bewaar_leemten",
    "bewaar_onderbouwing",
    "bewaar_ondersteuner",
    "bewaar_organisatie",
    "bewaar_prognoses",
    "bewaar_samenwerkingsverband",
    "bewaar_verklaring",
    "dien_in",
    "eis_niet_vernietigd",
    "ga_na",
    "haal_handtekening_weg",
    "herinner",
    "kies_regios",
    "lever_getekend_aan",
    "maak_bewijzen",
    "meld_wijzigingen",
    "neem_over",
    "op_slot",
    "open_dossier",
    "teken",
    "trek_in",
    "vernietig_dossier",
    "verwijder",
    "verwijder_document",
    "voeg_document_toe",
]
