"""Logging in as staff do it, in Chromium under our policy: with an app for codes, and with a passkey."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect

from partijen.states import Rolsoort
from tests import axe
from tests.factories import WlzUitvoerderFactory
from tests.partijen.inloggen import code_nu
from tests.wandeling.conftest import persoon
from tests.wandeling.wandelaar import Wandelaar

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inkoper")]


@pytest.fixture
def inkoper(transactional_db, settings):
    cache.clear()
    settings.TWEEDE_FACTOR_VERPLICHT = True
    return persoon("Inkoper Een", soort=Rolsoort.INKOPER, organisatie=None, uitvoerder=WlzUitvoerderFactory())


@pytest.fixture
def wandelaar(page, live_server):
    """Someone in a browser with a device that can keep passkeys, and who has it at hand."""
    chroom = page.context.new_cdp_session(page)
    chroom.send("WebAuthn.enable")
    apparaat = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    chroom.send("WebAuthn.addVirtualAuthenticator", {"options": apparaat})
    klachten = []
    page.on("console", lambda melding: klachten.append(melding.text) if melding.type == "error" else None)
    page.goto(live_server.url)
    yield Wandelaar(page)
    assert klachten == []


def net(w: Wandelaar) -> None:
    """The page as it stands is accessible and fits, wide and narrow."""
    for breedte in (1280, 360):
        w.page.set_viewport_size({"width": breedte, "height": 800})
        assert axe.gebreken(w.page) == []
        assert w.page.evaluate("document.documentElement.scrollWidth") <= breedte


def log_uit(w: Wandelaar) -> None:
    w.druk(w.page.get_by_role("button", name="Uitloggen"))


def test_met_een_app_en_daarna_met_een_passkey(wandelaar, live_server):
    w = wandelaar
    w.ga(live_server.url + reverse("account_login"))
    w.vul({"E-mailadres": "inkoper-een@oco.example", "Wachtwoord": w.wachtwoord})
    w.klik("Inloggen")
    w.ziet("u kunt verder als u hieronder één van de twee hebt ingesteld")
    net(w)
    w.klik("App aanzetten")
    geheim = w.page.locator("#authenticator_secret").input_value()
    w.vul({"Code uit uw app": code_nu(geheim)})
    w.klik("Aanzetten")
    w.ziet("De app met inlogcodes staat aan.", "U kunt nog 10 van de 10 codes gebruiken")
    net(w)
    w.klik("Ik heb de codes bewaard: naar mijn tweede stappen")
    w.ziet("Staat aan", "Nog geen passkey")
    w.klik("Passkey toevoegen")
    net(w)
    w.vul({"Naam van de passkey (niet verplicht)": "Mijn laptop"})
    w.klik("Passkey maken")
    w.ziet("Uw passkey is toegevoegd", "Mijn laptop")
    net(w)
    w.klik("Verder naar het portaal")
    log_uit(w)
    w.ga(live_server.url + reverse("account_login"))
    w.klik("Inloggen met een passkey")
    expect(w.page.get_by_role("button", name="Uitloggen")).to_be_visible()
    w.ga(live_server.url + reverse("mijn_werk"))
    assert "/werk" in w.page.url
    log_uit(w)
    w.ga(live_server.url + reverse("account_login"))
    w.vul({"E-mailadres": "inkoper-een@oco.example", "Wachtwoord": w.wachtwoord})
    w.klik("Inloggen")
    net(w)
    w.klik("Passkey gebruiken")
    expect(w.page.get_by_role("button", name="Uitloggen")).to_be_visible()
