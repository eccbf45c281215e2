"""overeenkomst_inlezen: read the official text of an overeenkomst and keep it with a round (contract 5)."""

import json
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kern.fouten import RegelFout
from kern.log import herkomst
from overeenkomst import actions
from overeenkomst.inlezen import tekst


class Fout(CommandError):
    """Bad input; Django prints the class name and the text on one line."""


class Command(BaseCommand):
    help = "Leest de officiële tekst van een overeenkomst en bewaart die bij een ronde. Zonder --ronde: alleen lezen."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bestand", help="de tekst, UTF-8")
        parser.add_argument("--ronde", default="", help="code van de ronde, bijvoorbeeld 2027-2028")

    def handle(self, *args: Any, bestand: str, ronde: str, **options: Any) -> None:
        inhoud, bij = lees_op(bestand), zoek_ronde(ronde)
        try:
            gelezen = tekst.lees_bestand(inhoud)
            if bij:
                with herkomst("opdracht"):
                    actions.lees_modeltekst_in(ronde_id=bij.pk, inhoud=inhoud)
        except RegelFout as fout:
            raise Fout(fout.tekst, returncode=2) from None
        onbegrepen = [{"regel": regel.nummer, "tekst": regel.tekst} for regel in gelezen.onbegrepen]
        uitkomst = {**gelezen.tellingen, "niet_begrepen": onbegrepen}
        self.stdout.write(json.dumps(uitkomst, ensure_ascii=False, indent=2))


def lees_op(bestand: str) -> bytes:
    """The content of a file; never more than one byte over what is taken."""
    try:
        with Path(bestand).open("rb") as open_bestand:
            return open_bestand.read(tekst.MAX_BYTES + 1)
    except (OSError, ValueError):
        raise Fout(f"Het bestand {bestand!a} is niet te lezen. Controleer de naam.", returncode=2) from None


def zoek_ronde(code: str) -> Any:
    """The round with this code; None when no code was given."""
    if not code:
        return None
    ronde = apps.get_model("publicatie", "Inkoopronde").objects.filter(code=code.replace("\0", "")).first()
    if ronde is None:
        raise Fout(f"De ronde {code!a} bestaat niet. Controleer de code.", returncode=2)
    return ronde
