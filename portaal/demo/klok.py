"""Moving the clock of the demo, forward only."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from kern import klok
from kern.db import databasetijd
from kern.fouten import RegelFout
from kern.models import Klokstand


@transaction.atomic
def zet_klok(moment: datetime) -> None:
    """Let the clock of the portal stand at `moment` and run on from there. Raises RegelFout when it would go back."""
    if not settings.DEMO:
        raise RegelFout("De klok kan alleen in de demo verzet worden.")
    if klok.nu() > moment and Klokstand.objects.exists():
        raise RegelFout("De klok van de demo gaat alleen vooruit. Kies ‘opnieuw beginnen’ om terug te gaan.")
    Klokstand.objects.update_or_create(pk=1, defaults={"verschuiving": moment - databasetijd(), "vast": None})


def op(moment: datetime) -> None:
    """Move the clock to `moment` unless it is later already; for the steps of the cast."""
    if not Klokstand.objects.exists() or klok.nu() < moment:
        zet_klok(moment)
