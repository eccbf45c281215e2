"""The receipt that goes with the mail: made by the worker, after the submit and outside its lock (R2, R5)."""

from berichten.actions import maak_bijlage
from berichten.models import Bericht
from berichten.queries import wacht_op_bijlage
from berichten.states import Berichtsoort
from inschrijving import bewijs, queries
from kluis.actions import bewaar
from kluis.models import Stuk

PER_BEURT = 20  # about five seconds, so that mail that waits for nothing is not held up


def maak_bewijzen() -> int:
    """Make the receipts that a mail waits for, once each, whoever else is at it; how many."""
    wachtend = wacht_op_bijlage(Berichtsoort.ONTVANGST, PER_BEURT)
    return sum(maak_bijlage(bericht_id=pk, maak=_bewijs) for pk in wachtend)


def _bewijs(bericht: Bericht) -> Stuk:
    indiening = queries.indiening_over(bericht.over)
    return bewaar(
        dossier=indiening.inschrijving.dossier_sleutel,
        naam=bewijs.naam(indiening),
        inhoud=bewijs.als_pdf(indiening),
        controleer=False,
    )
