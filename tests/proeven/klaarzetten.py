"""Dossiers that can be submitted, in another database than that of the test run: for `manage.py shell`."""

import json
from datetime import datetime

from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from kern.klok import AMSTERDAM
from kern.models import Klokstand
from publicatie.actions import publiceer
from tests.factories import RolFactory
from tests.inschrijving.hulp import gezien, log_in, volledige_inschrijving
from tests.publicatie.hulp import volledige_ronde

MOMENT = datetime(2017, 7, 28, 14, 12, tzinfo=AMSTERDAM)


def main(aantal: int) -> None:
    """Migrate, set the clock still within the round, make the dossiers by the real actions.

    Prints per dossier its kenmerk, the hash of its content and the cookies of its tekenbevoegde, as JSON.
    """
    call_command("migrate", verbosity=0)
    Klokstand.objects.create(pk=1, vast=MOMENT)
    ronde = volledige_ronde()
    ronde = publiceer(ronde_id=ronde.pk, door=RolFactory(landelijk=True).gebruiker)
    print(json.dumps([_dossier(ronde) for _ in range(aantal)]))


def _dossier(ronde) -> dict:
    inschrijving = volledige_inschrijving(ronde=ronde)
    client = Client()
    log_in(client, inschrijving.bestuursverklaring.getekend_door)
    client.get(reverse("inschrijving_stap", args=[inschrijving.kenmerk, "indienen"]))
    koekjes = {naam: deel.value for naam, deel in client.cookies.items()}
    return {"kenmerk": inschrijving.kenmerk, "gezien": gezien(inschrijving), "koekjes": koekjes}
