"""Links to get in that are not the first or not the own ones, forged requests, and bodies that are too much."""

import re
from time import perf_counter

import pytest
from django.conf import settings as instellingen
from django.test import Client
from django.urls import reverse
from django.utils.http import int_to_base36

from berichten.models import Bericht
from tests.aanval import FORMULIER, TEKSTEN
from tests.factories import WACHTWOORD, RolFactory
from tests.partijen.inloggen import log_in, met_adres, met_passkey, net_bevestigd
from tests.partijen.test_accountpaginas import adressen

pytestmark = pytest.mark.django_db
NIEUW = "een-heel-ander-wachtwoord"
HERSTELLEN, INLOGGEN = "account_reset_password", "account_login"


def herstellink(gebruiker, **koppen) -> str:
    """The path of the link to choose another password, from the mail."""
    Client().post(reverse(HERSTELLEN), {"email": gebruiker.email}, headers=koppen)
    tekst = Bericht.objects.filter(ontvanger=gebruiker.email).latest("pk").tekst
    assert "kwaad.example" not in tekst
    return re.search(rf"{re.escape(instellingen.BASIS_URL)}(/\S+)", tekst)[1]


def kies(link: str) -> str:
    """The page behind a link, after another password is sent to it where it asks for one; without its random key."""
    client = Client()
    blad = client.get(link, follow=True)
    if blad.redirect_chain and b"password1" in blad.content:
        velden = {"password1": NIEUW, "password2": NIEUW}
        blad = client.post(blad.redirect_chain[-1][0], velden, follow=True)
    return re.sub(r'value="\w{64}"', "", blad.text)


def mag_in(gebruiker, wachtwoord: str) -> bool:
    client = Client()
    log_in(client, gebruiker.email, wachtwoord)
    return "_auth_user_id" in client.session


@pytest.mark.geval("B32")
def test_een_herstellink_werkt_een_keer_en_alleen_voor_wie_hem_vroeg(settings):
    gebruiker, ander = met_adres(), met_adres()
    link = herstellink(gebruiker, host="kwaad.example")
    eigen, vreemd = int_to_base36(gebruiker.pk), int_to_base36(ander.pk)
    assert f"/{eigen}-" in link
    niets = kies(link.replace(f"/{eigen}-", f"/{int_to_base36(10**6)}-"))
    assert kies(link.replace(f"/{eigen}-", f"/{vreemd}-")) == niets
    kies(link)
    assert (mag_in(gebruiker, NIEUW), mag_in(gebruiker, WACHTWOORD), mag_in(ander, WACHTWOORD)) == (True, False, True)
    assert kies(link) == niets
    verlopen = herstellink(gebruiker)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert kies(verlopen) == niets


@pytest.mark.geval("B31")
@pytest.mark.parametrize("teken", ["", "a" * 64, "{vreemd}"])
def test_een_teken_tegen_vervalsing_van_een_ander_geldt_niet(klok, teken):
    """Absent, made up, or taken from somebody else's page."""
    klok("2017-07-28 10:00")
    kwaad, goed = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    vreemd = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', kwaad.get(reverse(INLOGGEN)).text)[1]
    goed.force_login(met_adres())
    goed.get(reverse("organisatie_registreren"))
    velden = {"kvk_nummer": "12345678", "csrfmiddlewaretoken": teken.format(vreemd=vreemd)}
    assert goed.post(reverse("organisatie_registreren"), velden).status_code == 403


@pytest.mark.geval("B54")
def test_een_verzoek_doet_zich_niet_anders_voor_dan_het_is(client, settings):
    settings.ALLOWED_HOSTS = ["portaal.example"]
    goed, adres = {"host": "portaal.example"}, reverse("organisatie_registreren")
    client.force_login(RolFactory().gebruiker)
    assert client.get(adres, headers={"host": "kwaad.example"}).status_code == 400
    gewoon = client.get(adres, headers=goed)
    for methode in ("TRACE", "OPTIONS", "PUT", "PATCH", "DELETE", "PROPFIND"):
        assert client.generic(methode, adres, headers=goed).status_code == 405
    for vals in (
        {"x-forwarded-host": "kwaad.example", "x-forwarded-proto": "http", "x-forwarded-for": "127.0.0.1"},
        {"x-http-method-override": "POST", "x-method-override": "DELETE", "x-original-url": "/beheer/"},
    ):
        antwoord = client.get(adres, {"_method": "POST", "pk": ["1", "2"]}, headers=goed | vals)
        assert (antwoord.status_code, "kwaad.example" in antwoord.text) == (gewoon.status_code, False)


@pytest.mark.geval("B53")
@pytest.mark.parametrize(
    ("soort", "lichaam", "code"),
    [
        (FORMULIER, "v=&" * 500_000, 400),
        (FORMULIER, "login=" + "x" * 10 * 1024**2, 413),
        (FORMULIER, "login=" + "a@" * 20_000 + "!", 200),
        ("application/json", "[" * 100_000 + "]" * 100_000, 400),
    ],
    ids=["sleutels", "10 MB", "terugzoeken", "genest"],
)
def test_een_te_groot_lichaam_krijgt_snel_een_antwoord(client, soort, lichaam, code):
    begin = perf_counter()
    antwoord = client.generic("POST", reverse(INLOGGEN), lichaam, content_type=soort)
    assert antwoord.status_code == code
    assert soort != FORMULIER or '<html lang="nl">' in antwoord.text
    assert perf_counter() - begin < 10  # seconds; a second on a machine with nothing else to do


@pytest.mark.geval("B53")
def test_geen_bladzijde_van_een_account_valt_om():
    """What tests/test_rechten.py does with our own pages; these are of a library."""
    wie = met_passkey(met_adres())
    velden = "login email password password1 password2 oldpassword code name naam action credential next key".split()
    vreemd = [*TEKSTEN[::6], b"[" * 100_000, b'{"id": {}, "response": []}', b"//kwaad.example/"]
    zonder = met_adres()  # to add a passkey the library reads those there are, and no device knows this one
    for naam, adres in adressen(wie.authenticator_set.get().pk).items():
        for waarde in vreemd:
            eigen = net_bevestigd(zonder if naam == "mfa_add_webauthn" else wie)
            for client in (Client(), eigen):
                client.raise_request_exception = False
                antwoord = client.post(adres, dict.fromkeys(velden, waarde.decode("latin-1")))
                assert antwoord.status_code < 500, (naam, waarde[:20])
                assert "kwaad.example" not in antwoord.get("Location", "").partition("?")[0]
