"""Machine contract 4: check the invariants and print them as JSON."""

import json
import sys

from django.core.management.base import BaseCommand

from portaal.integriteit import controleer


class Command(BaseCommand):
    help = "Controleert ontvangstbewijzen, bestanden, openingen, berichten en het logboek; code 1 als iets niet klopt."

    def handle(self, *args, **options):
        uitslagen = controleer()
        self.stdout.write(
            json.dumps({naam: u.als_json() for naam, u in uitslagen.items()}, ensure_ascii=False, indent=2)
        )
        if any(uitslag.ok is False for uitslag in uitslagen.values()):
            sys.exit(1)
