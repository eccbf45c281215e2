"""Bestaand or nieuw: the zorgkantoor decides (IK-150)."""

from django.db import transaction

from beoordeling.actions.slot import deel, eis_los
from beoordeling.models import Classificatie
from beoordeling.register import register_van
from beoordeling.states import Indeling, Status
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from partijen.models import Gebruiker


@transaction.atomic
def bevestig_indeling(*, regioinschrijving_id: int, indeling: str, reden: str, door: Gebruiker) -> Classificatie:
    """Decide what a party is in a region; another choice than the proposal needs a reason (IK-150).

    The proposal is that of the register as it is now, and stays with the decision.

    Refused where the party does not meet the eisen, since there the later steps are closed (IK-079), for a new party in
    an extension round (docs/adr/0004), and once the letter is approved or the input of the selection is frozen.
    """
    regio = deel(regioinschrijving_id, door)
    if regio.beoordeling.status == Status.VOLDOET_NIET:
        raise RegelFout(f"De organisatie voldoet in {regio} niet aan de eisen. Een indeling is niet meer nodig.")
    eis_los(regio.inschrijving, regio)
    if indeling not in Indeling:
        raise RegelFout("Kies een indeling uit de lijst.")
    if regio.inschrijving.ronde.is_verlenging and indeling != Indeling.BESTAAND:
        raise RegelFout(
            "In een verlengingsronde is geen plaats voor een nieuwe organisatie. Heeft deze partij geen overeenkomst "
            "die loopt, oordeel dan ‘voldoet niet’ bij de eis over de lopende overeenkomst."
        )
    classificatie = regio.classificatie
    nu = register_van(regio.inschrijving).voorstel(regio.toewijzing.regio_id, regio.inschrijving.ronde)
    classificatie.voorstel, classificatie.voorstel_reden = nu
    if indeling != classificatie.voorstel and not reden:
        raise RegelFout("Schrijf op waarom u van het voorstel afwijkt.")
    classificatie.indeling, classificatie.reden = indeling, reden
    classificatie.bevestigd_door, classificatie.bevestigd_op = door, klok.nu()
    classificatie.save()
    leg_vast(regio.inschrijving, "bevestig_indeling", door=door, regio=regio.pk, indeling=str(indeling))
    return classificatie
