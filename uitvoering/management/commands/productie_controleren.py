"""productie_controleren: check a filled in productieformulier without delivering it (contract 6)."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kern.fouten import RegelFout
from overeenkomst.management.commands.overeenkomst_inlezen import Fout
from uitvoering.productiebestand import controleer


class Command(BaseCommand):
    help = "Controleert een ingevuld productieformulier (xlsx). Bewaart niets. Eindigt met 1 als er iets niet klopt."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bestand", help="het ingevulde formulier, xlsx")

    def handle(self, *args: Any, bestand: str, **options: Any) -> None:
        try:
            with Path(bestand).open("rb") as open_bestand:
                gelezen = controleer(open_bestand).gelezen
        except (OSError, ValueError, RegelFout):
            raise Fout(f"Het bestand {bestand!a} is niet te lezen. Controleer de naam.", returncode=2) from None
        uitkomst = {"rijen": gelezen.rijen, "fouten": [asdict(fout) for fout in gelezen.fouten]}
        self.stdout.write(json.dumps(uitkomst, ensure_ascii=False, indent=2))
        if gelezen.fouten:
            sys.exit(1)
