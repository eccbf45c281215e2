"""Screenshots of the main screens for docs/beeld, taken from a running demo (make demo) that has just begun.

    .venv/bin/python tools/beeld.py http://localhost:8000

Walks the year forward by the bar of the demo and takes each screen at 1280 and 360 px, in few colours: small files.
"""

import io
import re
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

MAP = Path(__file__).resolve().parent.parent / "docs" / "beeld"
BREEDTES = (1280, 360)
KLEUREN = 128
# milestone of the demo (None: as it stands), who, address or text of a link on the way, name of the picture
BEELDEN = (
    (None, "", ["/ronde/2018-2020/"], "01-ronde"),
    ("Een week voor de sluiting", "Stichting Fuut", ["/inschrijvingen/nieuw/"], "02-inschrijving-beginnen"),
    ("", "Stichting Merel", ["/inschrijvingen/"], "03-mijn-inschrijvingen"),
    ("", "Stichting Merel", ["/inschrijvingen/", "Bekijk ontvangstbewijs"], "04-ontvangstbewijs"),
    ("Tien minuten", "Winterkoning OCO B.V.", ["/inschrijvingen/", "Zorgkantoor VGZ"], "05-niet-ingediend"),
    ("De dossiers kunnen open", "Inkoper Een Menzis", ["/werk/openingen/"], "06-openingen"),
    ("Beoordeling", "Inkoper Een Menzis", ["/werk/dossiers/", "Appelvink Zorgadvies B.V."], "07-dossier"),
    ("Loting", "Inkoper Een Menzis", ["/werk/regios/", "Twente"], "08-regio"),
    ("", "Auditor", ["/landkaart/"], "09-landkaart"),
    ("Eén minuut", "Inkoopmanager Menzis", ["/werk/bekendmaking/", "Zorgkantoor Menzis"], "10-bekendmaking"),
    ("Bekendgemaakt", "Stichting Kiekendief Ondersteuning", ["/beslissing/", "Zorgkantoor Menzis"], "11-beslissing"),
    ("Na de sluitingstijd", "Inkoper Een Menzis", ["/werk/bezwaren/"], "12-bezwaren"),
)


def reis(page: Page, halte: str) -> None:
    """Jump to the milestone with this name and wait until the cast is done."""
    page.goto("/demo/")
    keuze = page.locator("#demo-halte option", has_text=re.compile(f"^{halte}")).first
    page.locator("#demo-halte").select_option(keuze.get_attribute("value"))
    page.get_by_role("button", name="Ga", exact=True).click()
    page.wait_for_url("**/demo/", timeout=600_000)
    expect(page.get_by_role("main")).to_contain_text("U bent aangekomen")


def ga(page: Page, weg: list[str]) -> None:
    """Follow addresses and links; a declaration of interests on the way is answered with no."""
    for stap in weg:
        if stap.startswith("/"):
            page.goto(stap)
        else:
            page.get_by_role("main").get_by_role("link", name=stap).first.click()
            page.wait_for_load_state()
        if page.get_by_label("Nee, ik heb geen belang").count():
            page.get_by_label("Nee, ik heb geen belang").check()
            page.get_by_role("button", name="Verklaren").click()
            page.wait_for_load_state()


def bewaar(page: Page, naam: str) -> None:
    """The whole page at each width; rare colours are signals and stay."""
    for breedte in BREEDTES:
        page.set_viewport_size({"width": breedte, "height": 800})
        beeld = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
        weinig = beeld.quantize(KLEUREN, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        weinig.save(MAP / f"{naam}-{breedte}.png", optimize=True)
    page.set_viewport_size({"width": 1280, "height": 800})


def main(basis: str) -> None:
    MAP.mkdir(exist_ok=True)
    with sync_playwright() as spel:
        opties = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
        browser = spel.chromium.launch(executable_path=shutil.which("chromium"), args=opties)
        page = browser.new_context(base_url=basis, viewport={"width": 1280, "height": 800}).new_page()
        for halte, wie, weg, naam in BEELDEN:
            if halte:
                reis(page, halte)
            if wie:
                page.goto("/demo/")
                page.get_by_role("button", name=wie, exact=True).click()
                page.wait_for_load_state()
            ga(page, weg)
            bewaar(page, naam)
            print(naam, page.url, flush=True)


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
