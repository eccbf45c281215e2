"""Keep that putting a backup back was rehearsed, and how long it took (R25)."""

from django.core.management.base import BaseCommand

from kern import klok
from kern.models import Kopiesoort, Reservekopie


class Command(BaseCommand):
    help = (
        "Legt vast dat het terugzetten van een reservekopie is geoefend; de bladzijde Stand van het portaal toont het."
    )

    def add_arguments(self, parser):
        parser.add_argument("kopie", metavar="KOPIE", help="naam van de kopie waarmee is geoefend")
        parser.add_argument("--minuten", type=int, required=True, help="hoe lang het duurde")

    def handle(self, *args, **options):
        Reservekopie.objects.create(
            soort=Kopiesoort.OEFENING, naam=options["kopie"][:120], op=klok.nu(), seconden=60 * options["minuten"]
        )
        self.stdout.write("Vastgelegd.")
