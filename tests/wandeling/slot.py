"""The end of the walk: release by Celery, the decision on screen, bezwaar and its answer."""

import zipfile
from pathlib import Path

from playwright.sync_api import expect

from bekendmaking.tasks import maak_archieven
from tests.inschrijving.hulp import pdf
from tests.wandeling.wandelaar import Wandelaar


def ziet_niets(w: Wandelaar, kenmerk: str) -> None:
    """Before the release there is no decision to see, also by guessing the address."""
    assert w.ga(f"/beslissing/{kenmerk}/") == 404
    assert w.ga(f"/beslissing/{kenmerk}/brief/") == 404
    w.ga("/inschrijvingen/")
    expect(w.page.get_by_role("main")).not_to_contain_text("Overeenkomst")


def ziet_beslissing(w: Wandelaar, kenmerk: str) -> None:
    w.ga(f"/beslissing/{kenmerk}/")
    w.ziet("Overeenkomst", "Niet geselecteerd", "29 september", "5 oktober", "12 oktober")
    expect(w.page.get_by_role("row", name="Arnhem")).to_contain_text("Overeenkomst")
    expect(w.page.get_by_role("row", name="Twente")).to_contain_text("Niet geselecteerd")


def maak_bezwaar(w: Wandelaar, kenmerk: str, bestand: Path) -> None:
    """Against Twente, with reasons and a file."""
    bestand.write_bytes(pdf("Bewijs bij bezwaar"))
    w.ga(f"/beslissing/{kenmerk}/bezwaar/")
    w.page.get_by_role("main").get_by_role("checkbox").first.check()
    w.page.get_by_label("Waarom bent u het er niet mee eens?").fill("De loting is niet goed aangekondigd.")
    w.page.locator("main input[type=file]").set_input_files(bestand)
    w.klik("Bezwaar indienen")
    w.ziet("bezwaar")


def beantwoord(w: Wandelaar) -> None:
    """By the Manager, who did not judge the dossier."""
    w.ga("/werk/bezwaren/")
    w.druk(w.page.locator("main a[href^='/werk/bezwaren/']"))
    w.page.get_by_label("Wie behandelt dit bezwaar?").select_option(label="Manager")
    w.klik("In behandeling nemen")
    w.kies("Ongegrond")
    w.page.get_by_label("Antwoord", exact=True).fill(
        "De uitnodiging ging op tijd naar uw adres. De beslissing blijft staan."
    )
    w.klik("Antwoord versturen")
    w.ziet("Beantwoord")


def brieven_in_zip(w: Wandelaar) -> dict[str, bytes]:
    """All letters of the round as the beheerder gets them from the archive: name to bytes."""
    w.ga("/werk/bekendmaking/")
    w.klik("Archief van alle brieven van ronde 2018-2020 (ZIP)")
    w.klik("Maak het archief")
    w.ziet("Het archief wordt gemaakt")
    maak_archieven()
    w.ga("/werk/bekendmaking/2018-2020/archief/")
    with w.page.expect_download() as download:
        w.page.get_by_role("button", name="Download het archief").click()
    with zipfile.ZipFile(download.value.path()) as archief:
        return {naam: archief.read(naam) for naam in archief.namelist()}
