"""For whoever rolls out a new version: an error around a deadline or release, also when nothing is to migrate (F22)."""

from django.core.management.base import BaseCommand, CommandError

from kern.fouten import RegelFout
from portaal.stand.bevriezing import eis_niet_bevroren


class Command(BaseCommand):
    help = "Zegt of het portaal nu bijgewerkt mag worden; code 1 als dat niet zo is."

    def handle(self, *args, **options):
        try:
            eis_niet_bevroren()
        except RegelFout as fout:
            raise CommandError(fout.tekst) from fout
        self.stdout.write("Bijwerken mag nu.")
