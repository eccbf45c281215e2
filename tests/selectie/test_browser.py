"""The screens of steps 5 and 6 in Chromium, wide and narrow: accessible, within the policy, nothing off the page."""

import os

import pytest
from django.test import Client
from django.urls import reverse

from partijen.states import Rolsoort
from tests import axe
from tests.factories_selectie import GELIJK, NIEUW, begonnen, bevroren, geopende_regio, medewerker, partij
from tests.inschrijving.hulp import log_in
from tests.selectie.hulp import BRONNEN, ingevoerd, klaargezet

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright keeps an event loop in the test's thread
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def bekijk(live_server, browser):
    """Looks at an address as someone, wide and narrow; gives what is wrong with the page."""

    def kijk(adres, wie):
        client = Client()
        log_in(client, wie)
        koek = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        context = browser.new_context(base_url=live_server.url)
        context.add_cookies([koek])
        page, klachten = context.new_page(), []
        page.on("console", lambda m: klachten.append(m.text) if m.type in ("error", "warning") else None)
        if page.goto(adres).status != 200:
            klachten.append(f"{adres}: geen bladzijde")
        for breedte in (1280, 360):
            page.set_viewport_size({"width": breedte, "height": 900})
            klachten += axe.gebreken(page)
            if page.evaluate("document.documentElement.scrollWidth") > breedte:
                klachten.append(f"{adres}: breder dan {breedte}")
        context.close()
        return klachten

    return kijk


def test_de_regio_van_feiten_tot_loting(bekijk, klok):
    klok("2017-09-05 10:00")
    toewijzing = geopende_regio(*[NIEUW] * 5)
    inkoper = medewerker(toewijzing)
    regio = reverse("regioselectie", args=[toewijzing.pk])
    klachten = bekijk(regio, inkoper)
    kandidaat = begonnen(toewijzing, door=inkoper).kandidaten.first()
    klachten += bekijk(regio, inkoper) + bekijk(reverse("kandidaat", args=[kandidaat.pk]), inkoper)
    bevroren(toewijzing, *GELIJK)
    klachten += bekijk(regio, inkoper) + bekijk(reverse("loting_klaarzetten", args=[toewijzing.pk]), inkoper)
    assert klachten == []


@pytest.mark.parametrize("methode, bronnen, uitslag", [("hand", (), {}), ("rfc3797", BRONNEN, {"bronnen": [[1], [2]]})])
def test_de_loting_van_klaarzetten_tot_bevestigen(bekijk, klok, methode, bronnen, uitslag):
    klok("2017-09-05 10:00")
    toewijzing = geopende_regio(*[NIEUW] * 5)
    loting = klaargezet(bevroren(toewijzing, *GELIJK), methode, bronnen)
    inkoper, notaris = medewerker(toewijzing), medewerker(toewijzing, Rolsoort.NOTARIS)
    pagina = reverse("loting", args=[loting.pk])
    klachten = bekijk(pagina, notaris) + bekijk(reverse("loting_invoeren", args=[loting.pk]), notaris)
    ingevoerd(loting, **uitslag)
    klachten += bekijk(pagina, inkoper) + bekijk(reverse("lotingen"), inkoper)
    assert klachten == []


def test_de_lijst_van_regios(bekijk, klok):
    klok("2017-09-05 10:00")
    toewijzing = geopende_regio(NIEUW, regios=("Twente", "Zeeland", "Noord- en Midden-Limburg"))
    partij(toewijzing)
    bevroren(toewijzing)
    assert bekijk(reverse("regioselecties"), medewerker(toewijzing)) == []
