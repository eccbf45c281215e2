"""termijnen: every term that follows from a dagtekening in a ronde, as JSON (contract 3)."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser

from bekendmaking.queries import termijnen_voor
from kern.fouten import RegelFout


class Fout(CommandError):
    """Bad input; Django prints the class name and the text on one line."""


class Command(BaseCommand):
    help = "Toont alle termijnen bij de dagtekening van een beslissing."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--ronde", required=True, help="code van de ronde, bijvoorbeeld 2018-2020")
        parser.add_argument("--dagtekening", required=True, help="datum op de beslissing, als 2017-09-15")

    def handle(self, *args: Any, ronde: str, dagtekening: str, **options: Any) -> None:
        dag = _datum(dagtekening)
        gevonden = apps.get_model("publicatie", "Inkoopronde").objects.filter(code=ronde).first()
        if gevonden is None:
            raise Fout(f"De ronde {ronde!a} bestaat niet. Controleer de code.", returncode=2)
        try:
            termijnen = termijnen_voor(gevonden, dag)
        except RegelFout as fout:
            raise Fout(fout.tekst, returncode=2) from None
        self.stdout.write(json.dumps({naam: t.isoformat() for naam, t in asdict(termijnen).items()}, indent=2))


def _datum(tekst: str) -> date:
    """Only the form 2017-09-15; fromisoformat alone would also take 20170915 and week dates."""
    try:
        dag = date.fromisoformat(tekst)
    except ValueError:
        dag = None
    if dag is None or dag.isoformat() != tekst:
        raise Fout(f"{tekst!a} is geen datum. Schrijf jaar-maand-dag, bijvoorbeeld 2017-09-15.", returncode=2)
    return dag
