"""What changes an inkoopronde."""

from publicatie.actions.gemeenten import neem_verplaatsing_terug, verplaats_gemeente, voeg_gemeente_toe
from publicatie.actions.inlichtingen import (
    beantwoord,
    maak_correctie,
    publiceer_nota,
    stel_vraag,
    verwijder_correctie,
)
from publicatie.actions.leemten import stel_leemte_op, stel_leemte_vast
from publicatie.actions.melden import meld_notas
from publicatie.actions.publiceren import plaats_document, publiceer

__all__ = [
    "beantwoord",
    "maak_correctie",
    "meld_notas",
    "neem_verplaatsing_terug",
    "plaats_document",
    "publiceer",
    "publiceer_nota",
    "stel_leemte_op",
    "stel_leemte_vast",
    "stel_vraag",
    "verplaats_gemeente",
    "verwijder_correctie",
    "voeg_gemeente_toe",
]
