"""The log of the server: one line of JSON per event, and nobody's data in it (B46, B55)."""

import json
import logging
import re

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from berichten.accounts import schuilnaam
from kern.logregels import Json, verzoek_id
from partijen.models import Gebruiker
from tests.factories import WACHTWOORD, RolFactory
from tests.partijen.inloggen import code_nu, log_in, met_adres, met_totp

GIF = "spion\r\n2026-11-23 INFO verzonnen regel\x1b[31m\u2028{"


@pytest.fixture
def logregels():
    """What the portal writes, as lines of text."""
    regels = []

    class Vanger(logging.Handler):
        def emit(self, record):
            regels.append(self.format(record))

    vanger = Vanger()
    vanger.setFormatter(Json())
    logging.getLogger().addHandler(vanger)
    yield regels
    logging.getLogger().removeHandler(vanger)


@pytest.mark.geval("B46")
@pytest.mark.django_db
def test_een_verzoek_is_een_regel_wat_een_bezoeker_ook_stuurt(client, logregels):
    antwoord = client.get(
        reverse("vind"), {"gemeente": GIF}, headers={"User-Agent": GIF + "x" * 1_000_000, "X-Request-ID": GIF}
    )
    [regel] = logregels
    assert "\n" not in regel
    assert len(regel) < 400
    feiten = json.loads(regel)
    assert (feiten["route"], feiten["methode"], feiten["status"], feiten["gebruiker"]) == ("vind", "GET", 200, None)
    assert re.fullmatch("[0-9a-f]{32}", feiten["verzoek"])
    assert antwoord["X-Request-ID"] == feiten["verzoek"]


@pytest.mark.geval("B46")
@pytest.mark.parametrize("tekst", [GIF, "\x00\x07", '"}\n{"wat": "vals"}', "x" * 10_000])
def test_ook_een_eigen_tekst_blijft_een_regel(logregels, tekst):
    logging.getLogger("kluis.proef").warning("antwoord: %s", tekst)
    [regel] = logregels
    assert json.loads(regel)["wat"] == f"antwoord: {tekst}"[:500]
    assert re.fullmatch(r"[\x20-\x7e]+", regel)


@pytest.mark.geval("B55")
@pytest.mark.django_db
def test_wie_het_portaal_gebruikt_staat_er_niet_in(logregels):
    client, beheerder = Client(raise_request_exception=False), met_adres(RolFactory(landelijk=True).gebruiker)
    log_in(client, beheerder.email, "fout-wachtwoord")
    log_in(client, beheerder.email)
    client.get(reverse("organisaties"), {"q": "Jansen", "bsn": "111222333"})
    client.get("/uitnodiging/een-geheime-link/111222333/")
    client.get(reverse("mijn"), headers={"Host": "jansen@oco.example"})
    [eigen] = [json.loads(regel) for regel in logregels if '"organisaties"' in regel]
    assert eigen["gebruiker"] == beheerder.pk
    alles = "\n".join(logregels)
    verboden = [beheerder.email, beheerder.naam, WACHTWOORD, "Jansen", "111222333", "geheime-link", "127.0.0.1"]
    assert [woord for woord in verboden if woord in alles] == []


@pytest.mark.geval("B55", "B33")
@pytest.mark.django_db
def test_elke_poging_om_in_te_loggen_en_elke_weigering_staat_er_zonder_naam_in(logregels, settings):
    cache = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pogingen"}
    settings.CACHES = {"default": cache}
    gebruiker, client = met_totp(met_adres(RolFactory(bij_uitvoerder=True).gebruiker)), Client()
    log_in(client, gebruiker.email, "fout-wachtwoord")
    log_in(client, gebruiker.email.upper())
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": code_nu()})
    client.get(reverse("logboek"))
    for _ in range(12):
        log_in(Client(), "vreemde@oco.example", "fout-wachtwoord")
    regels = [json.loads(regel) for regel in logregels]
    mislukt = [regel for regel in regels if regel["wat"] == "inloggen mislukt"]
    assert len({regel["account"] for regel in mislukt}) == 2
    assert mislukt[0]["account"] == schuilnaam(gebruiker.email)
    [binnen] = [regel for regel in regels if regel["wat"] == "ingelogd"]
    assert (binnen["gebruiker"], binnen["manier"]) == (gebruiker.pk, ["password", "mfa"])
    tweede = [regel["status"] for regel in regels if regel.get("route") == "mfa_authenticate"]
    assert tweede == [200, 302]  # a wrong code, then the right one
    assert [(r["status"], r["gebruiker"]) for r in regels if r.get("route") == "logboek"] == [(403, gebruiker.pk)]
    assert "inloggen geremd" in [regel["wat"] for regel in regels]
    assert [tekst for tekst in ("oco.example", gebruiker.naam, "fout-wachtwoord") if tekst in "".join(logregels)] == []


@pytest.mark.geval("B55")
@pytest.mark.django_db
def test_een_fout_noemt_haar_plek_en_niet_de_waarden_van_een_rij(logregels, settings):
    settings.ROOT_URLCONF = "tests.kern.fout_urls"
    antwoord = Client(raise_request_exception=False).get("/valt/om/111222333/")
    assert antwoord.status_code == 500
    assert antwoord["X-Request-ID"] in antwoord.text
    van_django, van_ons = map(json.loads, logregels)
    assert (van_django["fout"], van_ons["status"]) == ("IntegrityError", 500)
    assert van_django["verzoek"] == van_ons["verzoek"] == antwoord["X-Request-ID"]
    assert van_django["plek"][-1].endswith("valt_om")
    assert "111222333" not in "".join(logregels)
    assert verzoek_id.get() == ""


@pytest.mark.django_db
def test_het_nummer_van_de_eigen_proxy_geldt_en_dat_van_een_ander_niet(client, settings, logregels):
    nummer = "a" * 32
    settings.ACHTER_PROXY = True
    assert client.get(reverse("hulp"), headers={"X-Request-ID": nummer})["X-Request-ID"] == nummer
    assert client.get(reverse("hulp"), headers={"X-Request-ID": nummer + "b"})["X-Request-ID"] != nummer
    settings.ACHTER_PROXY = False
    assert client.get(reverse("hulp"), headers={"X-Request-ID": nummer})["X-Request-ID"] != nummer


def valt_om(request, bsn):
    """A view whose error holds the values of a row, as PostgreSQL tells them."""
    raise IntegrityError(f"Key (bsn)=({bsn}) of {Gebruiker.__name__}")
