"""`manage.py laad_referentiedata`: fill the database with the plain files of `fixtures/`."""

from django.conf import settings
from django.core.management.base import BaseCommand

from publicatie.laden import laad_referentiedata


class Command(BaseCommand):
    help = "Laadt uitvoerders, regio's, gemeenten en rondes. Een tweede keer verandert niets."

    def handle(self, *args, **options):
        for telling in laad_referentiedata(settings.BASE_DIR / "fixtures"):
            self.stdout.write(str(telling))
