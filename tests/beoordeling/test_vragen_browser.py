"""One verduidelijkingsvraag in Chromium, from the dossier to the verdict: three people, each in an own browser."""

import pytest
from django.test import Client
from django.urls import reverse

from beoordeling.models import Eisoordeel
from inschrijving.models import Inschrijving
from tests import axe
from tests.beoordeling.hulp import BEOORDEEL_OP, oordeel, team, zonder_belang
from tests.beoordeling.kijken import adres
from tests.beoordeling.vierdossiers import vier_dossiers
from tests.beoordeling.vraaghulp import ANTWOORD, VRAAG, tekenaar
from tests.inschrijving.hulp import log_in

pytestmark = [pytest.mark.proef, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def wulp(klok) -> Inschrijving:
    """One of four dossiers; Anna judged eis 4 of it already."""
    klok("2017-07-28 14:12")
    ronde = vier_dossiers()
    klok(BEOORDEEL_OP)
    rijen = Inschrijving.objects.select_related("ronde", "uitvoerder", "organisatie").filter(ronde=ronde)
    wie = team(rijen[0].uitvoerder)
    for rij in rijen:
        zonder_belang(rij, wie.een, wie.twee)
    wulp = rijen.get(organisatie__statutaire_naam="Wulp")
    oordeel(wulp, 4, wie.een, nee=True, motivering="Dit is onduidelijk.")
    return wulp


@pytest.fixture
def open_(live_server, browser):
    """A page of a browser in which this person is logged in."""
    contexten = []

    def open__(wie):
        client = Client()
        log_in(client, wie)
        context = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
        contexten.append(context)
        koek = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        context.add_cookies([koek])
        return context.new_page()

    yield open__
    for context in contexten:
        context.close()


def schoon(page):
    """axe finds nothing and nothing sticks out, wide and narrow."""
    gevonden = []
    for breedte in (360, 1280):
        page.set_viewport_size({"width": breedte, "height": 900})
        gevonden += axe.gebreken(page)
        if page.evaluate("document.documentElement.scrollWidth") > breedte:
            gevonden.append(f"steekt uit bij {breedte}")
    assert gevonden == [], page.url


@pytest.mark.clausule("IK-207")
def test_van_vraag_tot_oordeel(open_, wulp):
    wie = team(wulp.uitvoerder)
    anna, bram, organisatie = open_(wie.een), open_(wie.twee), open_(tekenaar(wulp))

    anna.goto(f"{adres(wulp)}?eis=4")
    anna.get_by_role("link", name="Vraag om verduidelijking stellen bij eis 4").click()
    anna.get_by_label("De onderbouwing bij eis 4").check()
    schoon(anna)
    anna.get_by_role("button", name="Verder: wie krijgt de vraag").click()
    anna.get_by_label("De vraag", exact=True).fill(VRAAG)
    anna.get_by_label("Kluut", exact=True).uncheck()
    anna.get_by_role("button", name="Klaarzetten voor mijn collega").click()
    anna.get_by_text("Schrijf op waarom deze organisatie de vraag niet krijgt").wait_for()
    schoon(anna)
    anna.get_by_label("Waarom krijgt Kluut de vraag niet?").fill("Hun tekst is duidelijk.")
    anna.get_by_role("button", name="Klaarzetten voor mijn collega").click()
    anna.wait_for_url("**#eis-4")

    bram.goto(reverse("mijn_werk"))
    bram.get_by_role("link", name="Verduidelijkingsvraag bekijken en versturen, eis 4").click()
    bram.get_by_text("Hun tekst is duidelijk.").wait_for()
    schoon(bram)
    bram.get_by_role("button", name="Deze vraag versturen").click()
    bram.get_by_text("De vraag is verstuurd.").wait_for()
    schoon(bram)

    anna.reload()
    anna.get_by_text("Hierover is een vraag gesteld.").first.wait_for()
    schoon(anna)

    organisatie.goto(reverse("mijn_inschrijvingen"))
    schoon(organisatie)
    organisatie.get_by_role("link", name="Vraag lezen en antwoorden").click()
    organisatie.get_by_label("Uw antwoord").fill(ANTWOORD)
    schoon(organisatie)
    organisatie.get_by_role("button", name="Antwoord versturen").click()
    organisatie.get_by_text("Uw antwoord is ontvangen").first.wait_for()
    schoon(organisatie)

    anna.goto(f"{adres(wulp)}?eis=4")
    anna.get_by_text(ANTWOORD).wait_for()
    anna.get_by_text("voldoet niet, met als motivering: Dit is onduidelijk.").wait_for()
    schoon(anna)
    anna.locator("#eis4").get_by_text("voldoet", exact=True).click()
    anna.get_by_role("button", name="Opslaan en naar eis 5").click()
    anna.wait_for_url("**#eis-5")
    rij = Eisoordeel.objects.get(inschrijving=wulp)
    assert (rij.oordeel, rij.beoordelaar) == ("voldoet", wie.een)
