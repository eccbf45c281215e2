"""The outcome of a review of the budgets, in the months of the ronde (IK-183, OV-165)."""

from datetime import date

from django.db import transaction

from bekendmaking.rules import eis_tekst
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from partijen.models import Gebruiker, WlzUitvoerder
from partijen.permissions import Recht, eis_recht
from publicatie.models import Inkoopronde
from uitvoering.models import Budgetherziening


@transaction.atomic
def leg_herziening_vast(
    *, ronde_id: int, uitvoerder_id: int, maand: date, verplaatsen: bool, uitkomst: str, door: Gebruiker
) -> Budgetherziening:
    """Store whether money must move, and why; once per zorgkantoor and month. `maand`: its first day.

    Raises RegelFout for a month that is none of the ronde or has not come, and when a colleague was first.
    """
    WlzUitvoerder.objects.select_for_update(of=("self",)).get(pk=uitvoerder_id)
    eis_recht(door, Recht.PRIJSVOLUME_VERDELEN, uitvoerder_id=uitvoerder_id)
    ronde = Inkoopronde.objects.get(pk=ronde_id)
    if maand.month not in ronde.herzieningsmaanden or maand > klok.vandaag():
        raise RegelFout("In deze maand is er nog geen herziening.")
    rijen = Budgetherziening.objects.filter(ronde=ronde, uitvoerder=uitvoerder_id, maand=maand)
    if rijen.exists():
        raise RegelFout("Een collega heeft de uitkomst al vastgelegd.")
    rij = Budgetherziening.objects.create(
        ronde=ronde,
        uitvoerder_id=uitvoerder_id,
        maand=maand,
        verplaatsen=verplaatsen,
        uitkomst=eis_tekst(uitkomst, "de uitkomst"),
        door=door,
        op=klok.nu(),
    )
    leg_vast(rij, "leg_herziening_vast", door=door, maand=str(maand), verplaatsen=verplaatsen)
    return rij
