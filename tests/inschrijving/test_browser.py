"""Step 2 in Chromium: uploading with and without a script, and a clock that is not the visitor's (T12)."""

import re

import pytest
from django.test import Client

from tests.inschrijving.hulp import BESTAAND, NIEUW, log_in, pdf, stap, volledige_inschrijving
from tests.kluis import pdfs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
OPEN = "2017-07-28 14:12"


@pytest.fixture
def inschrijving(klok):
    klok(OPEN)
    return volledige_inschrijving(regios={"Utrecht": NIEUW, "Zwolle": BESTAAND})


@pytest.fixture
def ga(live_server, browser, inschrijving):
    """Open a page of the dossier as its tekenbevoegde; options of the browser come along."""
    contexten = []

    def ga(adres, **opties):
        client = Client()
        log_in(client, inschrijving.bestuursverklaring.getekend_door)
        context = browser.new_context(base_url=live_server.url, **opties)
        koek = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        context.add_cookies([koek])
        contexten.append(context)
        pagina = context.new_page()
        pagina.goto(adres)
        return pagina

    yield ga
    for context in contexten:
        context.close()


def bestand(naam, inhoud):
    return {"name": naam, "mimeType": "application/octet-stream", "buffer": inhoud}


def namen(inschrijving):
    return set(inschrijving.bewijsstukken.filter(soort="vog").values_list("stuk__naam", flat=True))


def open_vog(page):
    blok = page.locator("#stuk-vog-0")
    blok.locator("summary").click()
    blok.get_by_label("Datum op het document").fill("01-06-2017")
    return blok


@pytest.mark.parametrize("script", [True, False])
def test_meer_bestanden_in_een_keer(ga, inschrijving, script):
    page = ga(stap(inschrijving, "documenten"), java_script_enabled=script)
    blok = open_vog(page)
    blok.locator("input[type=file]").set_input_files([bestand("een.pdf", pdf("1")), bestand("twee.pdf", pdf("2"))])
    blok.get_by_role("button", name="Uploaden").click()
    page.locator("#stuk-vog-0").get_by_role("link", name="twee.pdf", exact=True).wait_for()
    assert namen(inschrijving) == {"vog.pdf", "een.pdf", "twee.pdf"}


def test_wat_niet_lukt_zegt_waarom_en_de_rest_blijft(ga, inschrijving):
    page = ga(stap(inschrijving, "documenten"))
    blok = open_vog(page)
    drie = [bestand("goed.pdf", pdf("1")), bestand("fout.pdf", b"%PDF-1.7 kapot"), bestand("x.exe", b"MZ")]
    blok.locator("input[type=file]").set_input_files(drie)
    blok.get_by_role("button", name="Uploaden").click()
    blok.get_by_text("2 bestanden zijn niet bewaard").wait_for()
    regels = [" ".join(tekst.split()) for tekst in blok.locator(".portaal-uploads li").all_inner_texts()]
    assert [regel.split(" ")[0] for regel in regels] == ["goed.pdf", "fout.pdf", "x.exe"]
    assert "bewaard" in regels[0]
    assert "niet compleet of beschadigd" in regels[1]
    assert "nemen wij niet aan" in regels[2]
    assert namen(inschrijving) == {"vog.pdf", "goed.pdf"}
    blok.locator("input[type=file]").set_input_files([bestand("fout.pdf", pdf("nu goed"))])
    blok.get_by_role("button", name="Uploaden").click()
    page.locator("#stuk-vog-0").get_by_role("link", name="fout.pdf", exact=True).wait_for()
    assert namen(inschrijving) == {"vog.pdf", "goed.pdf", "fout.pdf"}


def test_slepen(ga, inschrijving):
    page = ga(stap(inschrijving, "documenten"))
    blok = open_vog(page)
    inhoud = list(pdf("gesleept"))
    overdracht = page.evaluate_handle(
        """bytes => {
            const doos = new DataTransfer();
            doos.items.add(new File([new Uint8Array(bytes)], 'gesleept.pdf'));
            return doos;
        }""",
        inhoud,
    )
    blok.locator(".portaal-neerzetten").dispatch_event("drop", {"dataTransfer": overdracht})
    page.locator("#stuk-vog-0").get_by_role("link", name="gesleept.pdf", exact=True).wait_for()
    assert namen(inschrijving) == {"vog.pdf", "gesleept.pdf"}


def test_zonder_datum_vraagt_ook_het_script_erom(ga, inschrijving):
    page = ga(stap(inschrijving, "documenten"))
    blok = page.locator("#stuk-vog-0")
    blok.locator("summary").click()
    blok.locator("input[type=file]").set_input_files([bestand("een.pdf", pdf("1"))])
    blok.get_by_role("button", name="Uploaden").click()
    blok.get_by_text("Datum op het document: ").wait_for()
    assert namen(inschrijving) == {"vog.pdf"}


@pytest.mark.geval("B11")
def test_een_bestand_dat_iets_doet_is_niet_te_bekijken(ga, inschrijving):
    page = ga(stap(inschrijving, "documenten"))
    blok = open_vog(page)
    blok.locator("input[type=file]").set_input_files([bestand("actief.pdf", pdfs.met_javascript())])
    blok.get_by_role("button", name="Uploaden").click()
    blok = page.locator("#stuk-vog-0")
    blok.get_by_text("In dit bestand zit programmacode (JavaScript).").wait_for()
    assert blok.get_by_role("link", name="Bekijken vog.pdf").count() == 1
    assert blok.get_by_role("link", name="Bekijken actief.pdf").count() == 0


@pytest.mark.geval("T12")
@pytest.mark.parametrize("tijd", ["2017-07-28T14:02:00+02:00", "2031-01-01T00:00:00Z"])
def test_de_klok_van_de_bezoeker_telt_niet(ga, inschrijving, tijd, klok):
    klok("2017-08-01 16:50")
    page = ga("/")
    page.clock.install(time=tijd)
    page.goto(stap(inschrijving, "prognose"))
    teller = page.locator("[data-sluiting]")
    assert teller.count() == 1
    assert re.fullmatch(r"10 minuten( en 0 seconden)?|9 minuten en 5\d seconden", teller.inner_text())
    page.clock.run_for(9 * 60 * 1000 + 1000)
    assert re.fullmatch(r"5\d seconden", teller.inner_text())
    klok("2017-08-01 17:00:01")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    page.get_by_text("De inschrijving is gesloten sinds dinsdag 1 augustus 2017, 17:00 uur").first.wait_for()
