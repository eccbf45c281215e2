"""What changes something in chapter 3: letters, their release, and bezwaar."""

from bekendmaking.actions.bezwaar import (
    beantwoord,
    herinner,
    maak_bezwaar,
    neem_in_behandeling,
    neem_niet_in_behandeling,
)
from bekendmaking.actions.brieven import Gemaakt, keur_goed, stel_alle_op, stel_op, val_terug, voer_brieven_uit
from bekendmaking.actions.vrijgave import geef_vrij, geef_vrij_wat_kan, zet_vrijgave_klaar

__all__ = [
    "Gemaakt",
    "beantwoord",
    "geef_vrij",
    "geef_vrij_wat_kan",
    "herinner",
    "keur_goed",
    "maak_bezwaar",
    "neem_in_behandeling",
    "neem_niet_in_behandeling",
    "stel_alle_op",
    "stel_op",
    "val_terug",
    "voer_brieven_uit",
    "zet_vrijgave_klaar",
]
