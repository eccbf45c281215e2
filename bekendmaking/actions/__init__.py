"""What changes something in chapter 3: letters, their release, and bezwaar."""

from bekendmaking.actions.archief import haal_archief_op, maak_archieven, vernietig_archieven, vraag_archief_aan
from bekendmaking.actions.behandeling import (
    beantwoord,
    herinner,
    neem_in_behandeling,
    neem_niet_in_behandeling,
    wijs_toe,
)
from bekendmaking.actions.bezwaar import maak_bezwaar, registreer_bezwaar, trek_bezwaar_in
from bekendmaking.actions.brieven import Gemaakt, keur_goed, stel_alle_op, stel_op, val_terug
from bekendmaking.actions.definitief import maak_definitief, maak_definitief_wat_kan
from bekendmaking.actions.gelezen import leg_geopend_vast
from bekendmaking.actions.geschil import (
    ga_door_met_anderen,
    leg_contractgeschil_vast,
    leg_geschil_vast,
    leg_geschil_voor,
    leg_geschiloverleg_vast,
    leg_kort_geding_vast,
    leg_uitspraak_vast,
    sluit_geschil,
    trek_kort_geding_in,
)
from bekendmaking.actions.herloting import (
    laat_herloting_staan,
    trek_herloting_in,
    vraag_intrekken,
    zet_herloting_klaar,
)
from bekendmaking.actions.herziening import (
    geef_herziening_vrij,
    laat_besluit_blijven,
    stel_herziening_op,
    verwijder_herziening,
)
from bekendmaking.actions.huisstijl import wijzig_huisstijl
from bekendmaking.actions.reeks import maak_brieven, vraag_brieven_aan
from bekendmaking.actions.teksten import wijzig_brieftekst
from bekendmaking.actions.termijnen import herinner_termijnen
from bekendmaking.actions.vrijgave import geef_vrij, geef_vrij_wat_kan, zet_vrijgave_klaar

__all__ = [
    "Gemaakt",
    "beantwoord",
    "ga_door_met_anderen",
    "geef_herziening_vrij",
    "geef_vrij",
    "geef_vrij_wat_kan",
    "haal_archief_op",
    "herinner",
    "herinner_termijnen",
    "keur_goed",
    "laat_besluit_blijven",
    "laat_herloting_staan",
    "leg_contractgeschil_vast",
    "leg_geopend_vast",
    "leg_geschil_vast",
    "leg_geschil_voor",
    "leg_geschiloverleg_vast",
    "leg_kort_geding_vast",
    "leg_uitspraak_vast",
    "maak_archieven",
    "maak_bezwaar",
    "maak_brieven",
    "maak_definitief",
    "maak_definitief_wat_kan",
    "neem_in_behandeling",
    "neem_niet_in_behandeling",
    "registreer_bezwaar",
    "sluit_geschil",
    "stel_alle_op",
    "stel_herziening_op",
    "stel_op",
    "trek_bezwaar_in",
    "trek_herloting_in",
    "trek_kort_geding_in",
    "val_terug",
    "vernietig_archieven",
    "verwijder_herziening",
    "vraag_archief_aan",
    "vraag_brieven_aan",
    "vraag_intrekken",
    "wijs_toe",
    "wijzig_brieftekst",
    "wijzig_huisstijl",
    "zet_herloting_klaar",
    "zet_vrijgave_klaar",
]
