"""What changes an inkoopronde."""

from publicatie.actions.budgetten import sluit_ronde, verdeel_over_regios, wijzig_budgetten
from publicatie.actions.gemeenten import neem_verplaatsing_terug, verplaats_gemeente, voeg_gemeente_toe
from publicatie.actions.inlichtingen import (
    beantwoord,
    maak_correctie,
    publiceer_nota,
    stel_vraag,
    verwijder_correctie,
)
from publicatie.actions.leemten import (
    leg_leemtelijst_voor,
    stel_leemte_op,
    stel_leemte_vast,
    stel_leemtelijst_vast,
    trek_leemte_in,
)
from publicatie.actions.melden import meld_notas
from publicatie.actions.publiceren import plaats_document, publiceer
from publicatie.actions.rondes import heropen_regios, maak_ronde
from publicatie.actions.uitstel import bevestig_uitstel, stel_uitstel_voor, trek_uitstel_in
from publicatie.actions.verrekenen import verreken
from publicatie.actions.wijzigen import bewaar_rij, verwijder_rij, wijzig_ronde
from publicatie.actions.zegelpost import mail_zegel, wijzig_zegeladressen

__all__ = [
    "beantwoord",
    "bevestig_uitstel",
    "bewaar_rij",
    "heropen_regios",
    "leg_leemtelijst_voor",
    "maak_correctie",
    "maak_ronde",
    "mail_zegel",
    "meld_notas",
    "neem_verplaatsing_terug",
    "plaats_document",
    "publiceer",
    "publiceer_nota",
    "sluit_ronde",
    "stel_leemte_op",
    "stel_leemte_vast",
    "stel_leemtelijst_vast",
    "stel_uitstel_voor",
    "stel_vraag",
    "trek_leemte_in",
    "trek_uitstel_in",
    "verdeel_over_regios",
    "verplaats_gemeente",
    "verreken",
    "verwijder_correctie",
    "verwijder_rij",
    "voeg_gemeente_toe",
    "wijzig_budgetten",
    "wijzig_ronde",
    "wijzig_zegeladressen",
]
