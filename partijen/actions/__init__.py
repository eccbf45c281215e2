"""What changes people and organisations. Other rooms import from here."""

from partijen.actions.collegas import beeindig_rol, neem_uitnodiging_aan, nodig_uit, trek_uitnodiging_in
from partijen.actions.inloggen import beeindig_sessies
from partijen.actions.legen import leeg_account
from partijen.actions.organisatie import (
    bewaar_gegevens,
    geef_rol,
    noem_voorganger,
    registreer_organisatie,
    toon_namen,
    verwijder_voorganger,
    wijzig_rechtspersoon,
)

__all__ = [
    "beeindig_rol",
    "beeindig_sessies",
    "bewaar_gegevens",
    "geef_rol",
    "leeg_account",
    "neem_uitnodiging_aan",
    "nodig_uit",
    "noem_voorganger",
    "registreer_organisatie",
    "toon_namen",
    "trek_uitnodiging_in",
    "verwijder_voorganger",
    "wijzig_rechtspersoon",
]
