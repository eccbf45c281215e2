"""What changes an overeenkomst, how it is offered and signed, the official texts, and prijs and volume."""

from overeenkomst.actions.aanbieden import bied_aan, trek_aanbod_in
from overeenkomst.actions.addendum import teken_wijziging
from overeenkomst.actions.bereikbaarheid import (
    bewaar_bereikbaarheid,
    bewaar_eigen_ondersteuning,
    herinner_bereikbaarheid,
)
from overeenkomst.actions.contract import lees_modeltekst_in, pas_regiolijst_toe
from overeenkomst.actions.eindigen import beeindig_per, beeindig_wat_voorbij_is
from overeenkomst.actions.exemplaren import maak_exemplaren
from overeenkomst.actions.gegevens import bewaar_contractgegevens, verwijder_contactpersoon, voeg_contactpersoon_toe
from overeenkomst.actions.geld import bewaar_verdeling, ga_akkoord, stel_verdeling_vast, vraag_overleg
from overeenkomst.actions.geschil import leg_geschil_vast
from overeenkomst.actions.heropenen import heropen
from overeenkomst.actions.ingaan import laat_ingaan_wat_kan
from overeenkomst.actions.onderaannemers import (
    beantwoord_onderaannemer,
    beantwoord_onderaannemervraag,
    beeindig_onderaannemer,
    begin_onderaannemer,
    meld_onderaannemer,
    toets_onderaannemer,
    trek_melding_in,
    vraag_naar_onderaannemer,
)
from overeenkomst.actions.regioafspraken import bewaar_regioafspraken
from overeenkomst.actions.tekenen import lever_getekend_aan, teken, teken_mede
from overeenkomst.actions.verlengen import aanvaard_verlenging, besluit_verlenging, stel_verlenging_voor
from overeenkomst.actions.verschuiven import verschuif
from overeenkomst.actions.wijzigen import (
    laat_wijziging_mislukken,
    leg_overleg_vast,
    pas_voorstel_aan,
    stel_wijziging_voor,
    trek_wijziging_in,
)

__all__ = [
    "aanvaard_verlenging",
    "beantwoord_onderaannemer",
    "beantwoord_onderaannemervraag",
    "beeindig_onderaannemer",
    "beeindig_per",
    "beeindig_wat_voorbij_is",
    "begin_onderaannemer",
    "besluit_verlenging",
    "bewaar_bereikbaarheid",
    "bewaar_contractgegevens",
    "bewaar_eigen_ondersteuning",
    "bewaar_regioafspraken",
    "bewaar_verdeling",
    "bied_aan",
    "ga_akkoord",
    "herinner_bereikbaarheid",
    "heropen",
    "laat_ingaan_wat_kan",
    "laat_wijziging_mislukken",
    "lees_modeltekst_in",
    "leg_geschil_vast",
    "leg_overleg_vast",
    "lever_getekend_aan",
    "maak_exemplaren",
    "meld_onderaannemer",
    "pas_regiolijst_toe",
    "pas_voorstel_aan",
    "stel_verdeling_vast",
    "stel_verlenging_voor",
    "stel_wijziging_voor",
    "teken",
    "teken_mede",
    "teken_wijziging",
    "toets_onderaannemer",
    "trek_aanbod_in",
    "trek_melding_in",
    "trek_wijziging_in",
    "verschuif",
    "verwijder_contactpersoon",
    "voeg_contactpersoon_toe",
    "vraag_naar_onderaannemer",
    "vraag_overleg",
]
