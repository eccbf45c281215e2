"""Put a backup back on an empty machine; sending stays off until two people agree (R25, F27)."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from kern.fouten import RegelFout
from kern.log import herkomst
from portaal.kopie.terugzetten import rond_af, zet_terug


class Command(BaseCommand):
    help = "Zet de reservekopie in MAP terug in een lege databank en een lege kluis. Daarna staat het versturen uit."

    def add_arguments(self, parser):
        bron = parser.add_mutually_exclusive_group(required=True)
        bron.add_argument("map", type=Path, metavar="MAP", nargs="?")
        hulp = "PostgreSQL is zelf al teruggezet (PITR), met deze reden: zet alleen het versturen uit"
        bron.add_argument("--al-teruggezet", metavar="REDEN", help=hulp)
        parser.add_argument("--zonder-postboek", action="store_true", help="als het postboek echt weg is")

    def handle(self, *args, **options):
        try:
            with herkomst("opdracht"):
                geweest = self._doe(**options)
        except RegelFout as fout:
            raise CommandError(fout.tekst) from fout
        except OSError as fout:
            raise CommandError(f"Terugzetten lukte niet: {fout.strerror}.") from fout
        self.stdout.write(f"Teruggezet. Volgens het postboek waren er al weg of onzeker: {geweest.total()}.")
        self.stdout.write("Draai nu ‘manage.py integriteit’. Het versturen staat uit tot twee mensen het aanzetten.")

    def _doe(self, *, map, al_teruggezet, zonder_postboek, **_):
        if al_teruggezet:
            return rond_af(reden=al_teruggezet, zonder_postboek=zonder_postboek)
        return zet_terug(map, zonder_postboek=zonder_postboek)
