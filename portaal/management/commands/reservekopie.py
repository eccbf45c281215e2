"""Make an encrypted backup of database, vault and postboek (R25)."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from kern.fouten import RegelFout
from portaal.kopie.maken import maak


class Command(BaseCommand):
    help = "Maakt een versleutelde reservekopie van databank, kluis en postboek in een nieuwe map onder MAP."

    def add_arguments(self, parser):
        parser.add_argument("map", type=Path, metavar="MAP")

    def handle(self, *args, **options):
        try:
            self.stdout.write(str(maak(options["map"])))
        except RegelFout as fout:
            raise CommandError(fout.tekst) from fout
        except OSError as fout:
            raise CommandError(f"De kopie is niet gemaakt: {fout.strerror}. Is er ruimte op de schijf?") from fout
