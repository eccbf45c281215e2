"""Machine contract 4: check the invariants and print them as JSON."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kern.ankers import HASH, Anker, lees_pad
from kern.fouten import RegelFout
from portaal.integriteit import controleer


class Fout(CommandError):
    """Bad input; Django prints the class name and the text on one line."""


class Command(BaseCommand):
    help = "Controleert ontvangstbewijzen, bestanden, openingen, berichten en het logboek; code 1 als iets niet klopt."

    def add_arguments(self, parser: CommandParser) -> None:
        zegel = "bestand of map met zegels die buiten het portaal zijn bewaard: gemaild of opgehaald"
        parser.add_argument("--zegel", action="append", default=[], metavar="BESTAND", help=zegel)
        kop = "kop van het logboek zoals die op een ontvangstbewijs staat"
        parser.add_argument("--kop", action="append", default=[], metavar="HASH", help=kop)

    def handle(self, *args: Any, zegel: list[str], kop: list[str], **options: Any) -> None:
        uitslagen = controleer(_ankers(zegel), _koppen(kop))
        self.stdout.write(
            json.dumps({naam: u.als_json() for naam, u in uitslagen.items()}, ensure_ascii=False, indent=2)
        )
        if any(uitslag.ok is False for uitslag in uitslagen.values()):
            sys.exit(1)


def _ankers(paden: list[str]) -> list[Anker]:
    try:
        return [anker for pad in paden for anker in lees_pad(pad)]
    except RegelFout as fout:
        raise Fout(fout.tekst, returncode=2) from None


def _koppen(teksten: list[str]) -> list[str]:
    for tekst in teksten:
        if not HASH.fullmatch(tekst):
            raise Fout(f"{tekst!a} is geen kop van het logboek: dat zijn 64 cijfers en letters a-f.", returncode=2)
    return teksten
