"""What the tests of the official text share."""

import subprocess
from pathlib import Path

from overeenkomst.actions import lees_modeltekst_in
from overeenkomst.models import Modeltekst
from publicatie.models import Inkoopronde, Regio
from tests.factories_publicatie import (
    GemeenteFactory,
    GemeentelidmaatschapFactory,
    InkooprondeFactory,
    RegioFactory,
)
from tests.overeenkomst.voorbeeldtekst import VOORBEELD

KOP = "Regio (Kantoor)\tGemeenten\n"


def ingelezen(ronde: Inkoopronde, tekst: str = VOORBEELD, **velden) -> Modeltekst:
    """The sample as the next official text of a round."""
    return lees_modeltekst_in(ronde_id=ronde.pk, inhoud=tekst.encode(), **velden)[0]


def kleine_indeling() -> tuple[Inkoopronde, str]:
    """A round from 2030 with two regions, and the list that says the same."""
    noord, zuid = (RegioFactory(sleutel=naam.lower(), naam=naam) for naam in ("Noordrand", "Zuidrand"))
    for code, naam, regio in (
        ("GM9001", "Achterbos", noord),
        ("GM9002", "Duin en Dal", noord),
        ("GM9003", "Sloot, Plas en Diep", zuid),
    ):
        lid(code, naam, regio)
    ronde = InkooprondeFactory(code="2030-2031", ingang_op="2030-01-01")
    return ronde, f"{KOP}Noordrand\tAchterbos en Duin en Dal\nZuidrand\tSloot, Plas en Diep.\n"


def lid(code: str, naam: str, regio: Regio) -> None:
    GemeentelidmaatschapFactory(
        gemeente=GemeenteFactory(cbs_code=code, naam=naam), regio=regio, van="2015-01-01", tot=None
    )


def schrijf(map_: Path, inhoud: str | bytes) -> str:
    """A file with this content; its path."""
    pad = map_ / "tekst.txt"
    pad.write_bytes(inhoud if isinstance(inhoud, bytes) else inhoud.encode())
    return str(pad)


def lees_pdf(pdf: bytes) -> str:
    """The words of a PDF, with one space between them."""
    uitvoer = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(uitvoer.stdout.decode().split())
