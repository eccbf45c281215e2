"""Who had a hand in judging a dossier, for the later rooms that need someone who had not."""

from django.db.models import Q

from inschrijving.models import Inschrijving
from partijen.models import Gebruiker


def oordelaars(inschrijving: Inschrijving) -> dict[int, str]:
    """Id and name of everyone who gave a verdict, was in a meeting on one, or confirmed an indeling."""
    wie = (
        Q(pk__in=inschrijving.eisoordelen.values("beoordelaar"))
        | Q(pk__in=inschrijving.overleggen.values("opgesteld_door"))
        | Q(pk__in=inschrijving.overleggen.values("bevestigd_door"))
        | Q(pk__in=inschrijving.regios.values("classificatie__bevestigd_door"))
    )
    return {gebruiker.pk: str(gebruiker) for gebruiker in Gebruiker.objects.filter(wie).order_by("naam", "pk")}
