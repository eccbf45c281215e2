"""Make the start state of the demo, once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portaal.demo.reis import maak_begin


class Command(BaseCommand):
    help = "Maakt de beginstand van de demo in een lege database."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Dit kan alleen in de demo (OCO_DEMO=1).")
        gemaakt = maak_begin()
        self.stdout.write("Beginstand gemaakt." if gemaakt else "De demo heeft al een stand.")
