"""The screen of a dossier in Chromium: keys, the document beside the eisen, and all of it without JavaScript."""

import pytest
from django.test import Client

from beoordeling.models import Eisoordeel
from tests import axe
from tests.beoordeling.hulp import oordeel
from tests.beoordeling.kijken import adres
from tests.inschrijving.hulp import log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ga(live_server, browser, dossier, wie):
    """Opens the dossier as the first inkoper; gives the page, and the complaints of the console."""
    client = Client()
    log_in(client, wie.een)
    koek = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    contexten = []

    def ga_(pad="", breedte=1280, javascript=True):
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": breedte, "height": 800}, java_script_enabled=javascript
        )
        contexten.append(context)
        context.add_cookies([koek])
        page = context.new_page()
        page.klachten = []
        page.on("console", lambda m: page.klachten.append(m.text) if m.type in ("error", "warning") else None)
        page.goto(adres(dossier) + pad)
        return page

    yield ga_
    for context in contexten:
        context.close()


def open_eis(page):
    return page.locator("details.portaal-eis[open]").get_attribute("data-eis")


def test_de_toetsen_doen_wat_er_staat(ga):
    page = ga()
    assert open_eis(page) == "1"
    page.keyboard.press("j")
    assert open_eis(page) == "2"
    page.keyboard.press("2")
    gekozen = page.locator("details[open] input:checked")
    assert gekozen.input_value() == "voldoet_niet"
    page.keyboard.press("1")
    assert gekozen.input_value() == "voldoet"
    page.keyboard.press("k")
    assert open_eis(page) == "1"
    page.keyboard.press("1")  # the first region; the second stays as it is
    assert page.locator("details[open] fieldset").nth(0).locator("input:checked").input_value() == "voldoet"
    assert page.locator("details[open] fieldset").nth(1).locator("input:checked").input_value() == ""
    page.keyboard.press("d")
    page.frame_locator("iframe[name=blad]").get_by_role("heading", level=1, name="Organisatie").wait_for()
    assert page.locator(".portaal-documenten [aria-current]").get_attribute("data-blad") == "organisatie"
    page.keyboard.press("?")
    assert page.locator("dialog[open]").get_by_text("Volgende bladzijde van het document").is_visible()
    assert page.klachten == []


def test_toetsen_kunnen_uit_en_blijven_uit(ga):
    page = ga()
    page.get_by_role("button", name="Toetsen uitzetten").click()
    page.reload()
    page.locator("h1").click()
    page.keyboard.press("j")
    assert open_eis(page) == "1"
    assert not page.get_by_text("volgende, vorige eis").is_visible()
    page.get_by_role("button", name="Toetsen aanzetten").click()
    page.keyboard.press("j")
    assert open_eis(page) == "2"


def test_wie_typt_drukt_geen_toetsen(ga):
    page = ga("?eis=2")
    page.locator("#eis2").get_by_label("Motivering").fill("")
    page.keyboard.type("jk12d?")
    assert page.locator("#eis2").get_by_label("Motivering").input_value() == "jk12d?"
    assert open_eis(page) == "2"


def test_een_ander_document_kost_geen_getypte_tekst_en_blijft_na_opslaan_staan(ga, dossier):
    page = ga("?eis=2")
    page.locator("#eis2").get_by_label("Motivering").fill("Alle diploma’s gezien.")
    page.get_by_role("link", name="Verklaring omtrent gedrag").click()
    kop = page.frame_locator("iframe[name=blad]").get_by_role("heading", level=1)
    kop.filter(has_text="Verklaring omtrent gedrag, bladzijde 1 van 1").wait_for()
    page.locator("#eis2").get_by_text("voldoet", exact=True).click()
    page.get_by_role("button", name="Opslaan en naar eis 3").click()
    page.wait_for_url("**#eis-3")
    assert Eisoordeel.objects.get().motivering == "Alle diploma’s gezien."
    page.frame_locator("iframe[name=blad]").get_by_text("Verklaring omtrent gedrag, bladzijde 1 van 1").wait_for()
    assert page.klachten == []


def test_zonder_javascript_werkt_alles_met_formulieren(ga, dossier):
    page = ga(javascript=False)
    page.locator(".portaal-vakjes a[href='#eis-2']").click()
    page.locator("#eis2").get_by_text("voldoet niet", exact=True).click()
    page.locator("#eis2 textarea").fill("Niemand met een diploma.")
    page.get_by_role("button", name="Opslaan en naar eis 3").click()
    page.wait_for_url("**#eis-3")
    assert Eisoordeel.objects.get().oordeel == "voldoet_niet"
    page.get_by_role("link", name="Onderbouwing").first.click()
    page.frame_locator("iframe[name=blad]").get_by_text("Zo voldoen wij aan eis 11.").wait_for()
    assert page.get_by_text("Sneltoetsen werken alleen met JavaScript.").is_visible()


def test_het_scherm_schuift_niet_en_alle_eisen_passen_in_beeld(ga):
    page = ga("?eis=4")
    assert page.evaluate("document.documentElement.scrollHeight") == 800
    for nummer in (1, 11):
        vak = page.locator(f"details[data-eis='{nummer}'] > summary").bounding_box()
        assert vak["y"] + vak["height"] < 800
    page.locator("#per-regio").scroll_into_view_if_needed()
    assert page.evaluate("window.scrollY") == 0


@pytest.mark.parametrize("breedte", [1280, pytest.param(360, marks=pytest.mark.proef)])
def test_elke_stand_van_een_eis_is_toegankelijk(ga, dossier, wie, breedte):
    oordeel(dossier, 5, wie.een, nee=True)
    oordeel(dossier, 5, wie.twee)
    gevonden = []
    for pad in ("?eis=1", "?eis=5", "?eis=8"):
        page = ga(pad, breedte)
        gevonden += axe.gebreken(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= breedte
        gevonden += page.klachten
    page.locator("#eis8 button").click()  # nothing is filled in: an error
    page.get_by_text("U hebt nog niets ingevuld om op te slaan.").wait_for()
    gevonden += axe.gebreken(page)
    assert gevonden == []
