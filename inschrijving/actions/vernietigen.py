"""The end of a dossier (R22); who decides on it is the room bewaren."""

from django.db import transaction

from inschrijving.models import Inschrijving
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.opmaak import datum

VERNIETIGD = "vernietig_dossier"  # the line in the log that I1 looks for


@transaction.atomic
def vernietig_dossier(*, inschrijving_id: int, soort: str, opdracht: int) -> Inschrijving:
    """Mark it, and take what was typed out of its submitted versions; their hashes and receipt numbers stay.

    Raises RegelFout when it was destroyed before.
    """
    rij = Inschrijving.objects.select_for_update(of=("self",)).get(pk=inschrijving_id)
    eis_niet_vernietigd(dossier=rij)
    rij.vernietigd_op = klok.nu()
    rij.save(update_fields=["vernietigd_op"])
    for indiening in rij.indieningen.all():
        indiening.momentopname = {}
        indiening.stukken = [{**stuk, "naam": "vernietigd"} for stuk in indiening.stukken]
        indiening.save(update_fields=["momentopname", "stukken"])
    leg_vast(rij, VERNIETIGD, soort=soort, opdracht=opdracht)
    return rij


def eis_niet_vernietigd(*, dossier: Inschrijving) -> None:
    """Raises RegelFout for a dossier whose content is gone."""
    if dossier.vernietigd_op:
        raise RegelFout(f"Dossier {dossier.kenmerk} is vernietigd op {datum(dossier.vernietigd_op)}.")
