"""For who lost every second factor; docs/beheer.md says how to make sure who it is."""

from django.core.management.base import BaseCommand, CommandError

from kern.fouten import RegelFout
from kern.log import herkomst
from portaal.kwijt import haal_tweede_factor_weg


class Command(BaseCommand):
    help = "Haalt app, passkeys en herstelcodes van iemand weg die ze kwijt is. Twee beheerders moeten akkoord zijn."

    def add_arguments(self, parser):
        parser.add_argument("email", help="e-mailadres van wie het kwijt is")
        parser.add_argument("--reden", required=True, help="hoe is vastgesteld dat deze persoon het vraagt")
        parser.add_argument("--akkoord", action="append", default=[], help="e-mailadres van een beheerder; twee keer")

    def handle(self, *args, **options):
        try:
            with herkomst("opdracht"):
                haal_tweede_factor_weg(email=options["email"], reden=options["reden"], akkoord=options["akkoord"])
        except RegelFout as fout:
            raise CommandError(fout.tekst) from fout
        self.stdout.write("Weggehaald. Deze persoon kreeg er een mail over.")
