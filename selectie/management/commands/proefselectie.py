"""proefselectie: what would the selection be for this region? Reads JSON, prints JSON, keeps nothing (contract 1)."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kern.fouten import RegelFout
from selectie import invoer
from selectie.rules import selecteer


class Fout(CommandError):
    """Bad input; Django prints the class name and the text on one line."""


class Command(BaseCommand):
    help = "Berekent de selectie van een regio (of een lijst van regio's) uit een JSON-bestand."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bestand", help="JSON-bestand, of - voor de standaardinvoer")

    def handle(self, *args: Any, bestand: str, **options: Any) -> None:
        try:
            regios = invoer.lees(_inhoud(bestand))
        except RegelFout as fout:
            raise Fout(fout.tekst, returncode=2) from None
        if isinstance(regios, list):
            uitkomst: Any = [invoer.als_json(selecteer(regio)) for regio in regios]
        else:
            uitkomst = invoer.als_json(selecteer(regios))
        self.stdout.write(invoer.als_tekst(uitkomst))


def _inhoud(bestand: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if bestand == "-" else Path(bestand).read_bytes()
    except (OSError, ValueError) as fout:
        raise Fout(f"Het bestand {bestand!a} is niet te lezen. Controleer de naam.", returncode=2) from fout
