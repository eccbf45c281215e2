"""regios_inlezen: compare a list of regions and gemeenten with what the portal knows (contract 5)."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kern.fouten import RegelFout
from kern.log import herkomst
from overeenkomst import actions
from overeenkomst.inlezen import regiolijst, tekst
from overeenkomst.management.commands.overeenkomst_inlezen import Fout, lees_op, zoek_ronde
from overeenkomst.queries import teksten


class Command(BaseCommand):
    help = "Leest de lijst van regio's uit een tekst en toont wat er anders is. Schrijft niets zonder --toepassen."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bestand", help="de tekst, UTF-8")
        parser.add_argument("--ronde", default="", help="vergelijk met de indeling bij het begin van deze ronde")
        parser.add_argument("--toepassen", action="store_true", help="neem de verschillen over vanaf de ingangsdatum")

    def handle(self, *args: Any, bestand: str, ronde: str, toepassen: bool, **options: Any) -> None:
        if toepassen and not ronde:
            raise Fout("Noem met --ronde vanaf welke ronde de lijst geldt.", returncode=2)
        inhoud, bij = lees_op(bestand), zoek_ronde(ronde)
        try:
            bekend = teksten.bekend(bij)
            lijst = regiolijst.lees_lijst(tekst.ontcijfer(inhoud), bekend)
            if toepassen:
                with herkomst("opdracht"):
                    wijzigingen = actions.pas_regiolijst_toe(ronde_id=bij.pk, inhoud=inhoud)
            else:
                wijzigingen = regiolijst.vergelijk(lijst, bekend)
        except RegelFout as fout:
            raise Fout(fout.tekst, returncode=2) from None
        uitkomst = {
            "regios": len(lijst.rijen),
            "gemeenten": lijst.gemeenten,
            "wijzigingen": [
                {"soort": w.soort, "naam": w.naam, "was": w.was, "wordt": w.wordt, "lijkt_op": w.hint}
                for w in wijzigingen
            ],
            "niet_begrepen": [{"regel": nummer, "tekst": regel} for nummer, regel in lijst.onbegrepen],
        }
        self.stdout.write(json.dumps(uitkomst, ensure_ascii=False, indent=2))
