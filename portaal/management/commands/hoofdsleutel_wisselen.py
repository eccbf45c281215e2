"""Replace the master key of the vault; docs/beheer.md says how, step by step."""

from django.core.management.base import BaseCommand, CommandError

from kern.fouten import RegelFout
from kern.log import herkomst
from portaal.hoofdsleutel import wissel


class Command(BaseCommand):
    help = "Verzegelt elke sleutel en elk geheim opnieuw, met de nieuwe hoofdsleutel van de kluis. Mag opnieuw."

    def add_arguments(self, parser):
        parser.add_argument("--toepassen", action="store_true", help="doe het; zonder dit telt de opdracht alleen")

    def handle(self, *args, **options):
        try:
            with herkomst("opdracht"):
                aantal = wissel(toepassen=options["toepassen"])
        except RegelFout as fout:
            raise CommandError(fout.tekst) from fout
        self.stdout.write(f"{aantal} {'opnieuw verzegeld' if options['toepassen'] else 'nog onder de oude sleutel'}.")
