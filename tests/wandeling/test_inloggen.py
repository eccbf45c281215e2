"""Logging in, in Chromium under our policy: staff with an app for codes and a passkey, an organisation with eHerkenning
at a real provider."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect

from partijen.states import Rolsoort
from tests import axe
from tests.factories import RolFactory, WlzUitvoerderFactory
from tests.partijen.inloggen import code_nu, met_adres
from tests.partijen.oidc import EH3, KVK, aanbieder, instellingen
from tests.wandeling.conftest import persoon
from tests.wandeling.wandelaar import Wandelaar

pytestmark = pytest.mark.browser


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


@pytest.mark.usefixtures("inkoper")
def test_met_een_app_en_daarna_met_een_passkey(wandelaar, live_server):
    w = wandelaar
    w.ga(live_server.url + reverse("account_login"))
    w.vul({"E-mailadres": "inkoper-een@oco.example", "Wachtwoord": w.wachtwoord})
    w.klik("Inloggen")
    w.ziet("u kunt verder als u hieronder één van de twee hebt ingesteld")
    net(w)
    w.klik("App aanzetten")
    geheim = w.page.locator("#authenticator_secret").inner_text()
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


@pytest.fixture
def broker(transactional_db, settings):
    cache.clear()
    with aanbieder() as rij:
        settings.SOCIALACCOUNT_PROVIDERS = instellingen(rij.adres)
        yield rij


def test_met_eherkenning(wandelaar, live_server, broker):
    rol = RolFactory()
    SocialAccount.objects.create(user=met_adres(rol.gebruiker), provider="eherkenning", uid="persoon")
    broker.claims("persoon", **{KVK: rol.organisatie.kvk_nummer, "acr": EH3})
    w = wandelaar
    w.page.route(lambda adres: not adres.startswith(("http://127.", "http://localhost")), lambda weg: weg.fulfill())
    w.ga(live_server.url + reverse("account_login"))
    net(w)
    w.klik("Inloggen met eHerkenning")
    w.page.locator("input[name=sub]").fill("persoon")
    w.page.get_by_role("button", name="Authorize").click()
    w.ziet("Mijn inschrijvingen")
    w.ga(live_server.url + rol.organisatie.get_absolute_url())
    w.ziet(rol.organisatie.kvk_nummer)
    w.ga(live_server.url + reverse("socialaccount_connections"))
    w.ziet("KvK-nummer " + rol.organisatie.kvk_nummer + ", niveau EH3")
    net(w)
