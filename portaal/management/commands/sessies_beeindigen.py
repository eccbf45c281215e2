"""End the sessions of some people or of everybody: a laptop that was stolen, a suspicion (docs/beheer.md)."""

from django.core.management.base import BaseCommand, CommandError

from kern.log import herkomst
from partijen.actions import beeindig_sessies
from partijen.models import Gebruiker


class Command(BaseCommand):
    help = "Logt deze mensen overal uit, of iedereen. Zonder --toepassen telt de opdracht alleen."

    def add_arguments(self, parser):
        parser.add_argument("email", nargs="*", help="e-mailadres van wie wordt uitgelogd")
        parser.add_argument("--iedereen", action="store_true")
        parser.add_argument("--toepassen", action="store_true", help="doe het")

    def handle(self, *args, **options):
        adressen = {adres.lower() for adres in options["email"]}
        mensen = Gebruiker.objects.all() if options["iedereen"] else Gebruiker.objects.filter(email__in=adressen)
        if weg := adressen - set(mensen.values_list("email", flat=True)):
            raise CommandError(f"Niet gevonden: {', '.join(sorted(weg))}.")
        with herkomst("opdracht"):
            for mens in mensen.order_by("pk") if options["toepassen"] else ():
                beeindig_sessies(gebruiker_id=mens.pk, om="beeindig_sessies", door=None)
        self.stdout.write(f"{mensen.count()} {'uitgelogd' if options['toepassen'] else 'zouden worden uitgelogd'}.")
