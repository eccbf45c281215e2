"""A PDF on the screen, in the Chromium that people have: its viewer shows the file under our headers (B11, B23)."""

import shutil
from contextlib import contextmanager
from io import BytesIO

import pikepdf
import pytest
from django.test import Client
from PIL import Image

from kluis.actions import bewaar
from tests.beoordeling.kijken import adres
from tests.inschrijving.hulp import log_in, pagina
from tests.wachten import wacht_tot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROOD = (255, 0, 0)


def rode_pdf() -> bytes:
    uit = BytesIO()
    with pikepdf.new() as document:
        blad = document.add_blank_page(page_size=(600, 800))
        blad.Contents = document.make_stream(b"1 0 0 rg 0 0 600 800 re f")
        document.save(uit)
    return uit.getvalue()


@pytest.fixture
def chromium(playwright, browser_type_launch_args):
    """The whole browser without a window: the one that the other tests use has no viewer for PDFs."""
    opties = [*browser_type_launch_args["args"], "--headless=new"]
    browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=opties, headless=False)
    yield browser
    browser.close()


@contextmanager
def bladzijde(chromium, live_server, gebruiker, pad: str):
    client = Client()
    log_in(client, gebruiker)
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 800})
    koek = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    context.add_cookies([koek])
    page = context.new_page()
    page.goto(pad)
    yield page
    context.close()


def deel_rood(page) -> float:
    """How much of the screen is the red of the file."""
    with Image.open(BytesIO(page.screenshot())) as beeld:
        kleuren = beeld.convert("RGB").getcolors(1 << 24)
    return sum(aantal for aantal, kleur in kleuren if kleur == ROOD) / sum(aantal for aantal, _ in kleuren)


@pytest.mark.geval("B11", "B23")
def test_de_organisatie_en_de_inkoper_zien_het_document(chromium, live_server, dossier, wie):
    bewijs = dossier.bewijsstukken.filter(soort="vog").first()
    bewijs.stuk = bewaar(dossier=dossier.dossier_sleutel, naam="rood.pdf", inhoud=rode_pdf())
    bewijs.save(update_fields=["stuk"])
    tekenaar = dossier.bestuursverklaring.getekend_door
    los = pagina("inschrijving_bestand_bekijken", dossier, bewijs.pk)
    naast_de_eisen = f"{adres(dossier)}?blad=stuk-{bewijs.pk}"
    for gebruiker, pad in ((tekenaar, los), (wie.een, naast_de_eisen)):
        with bladzijde(chromium, live_server, gebruiker, pad) as page:
            wacht_tot(lambda page=page: deel_rood(page) > 0.1)
