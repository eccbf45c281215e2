"""What every answer carries: cookies of this host alone, and headers, with the settings of production (ASVS 3)."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings as instellingen
from django.test import Client
from django.urls import reverse

from tests.partijen.inloggen import log_in, met_adres
from tests.test_compose import DIENSTEN, ingevuld

NAMEN = (
    *("SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_SAMESITE", "SESSION_COOKIE_HTTPONLY", "KOEK"),
    *("CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE", "CSRF_COOKIE_SAMESITE", "CSRF_COOKIE_HTTPONLY"),
    *("MESSAGE_STORAGE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS"),
)


@pytest.fixture
def productie(settings):
    """The settings that docker-compose gives, read by a process of its own."""
    waarden = DIENSTEN["web"]["environment"].items()
    omgeving = {naam: ingevuld(waarde) for naam, waarde in waarden if waarde is not None}
    lees = f"json.dumps({{naam: getattr(s, naam, True) for naam in {NAMEN}}})"
    uit = subprocess.run(
        [sys.executable, "-c", f"import json; from oco_portal import settings as s; print({lees})"],
        cwd=instellingen.BASE_DIR,
        env={"PATH": os.environ["PATH"], **omgeving},
        capture_output=True,
        text=True,
        check=True,
    )
    for naam, waarde in json.loads(uit.stdout).items():
        setattr(settings, naam, waarde)


@pytest.mark.django_db
def test_in_productie_is_elk_koekje_van_deze_host_alleen(productie):
    client = Client()
    client.get(reverse("account_login"), secure=True)
    antwoord = log_in(client, met_adres().email, secure=True)
    koekjes = client.cookies.values()
    assert len(koekjes) == 3  # the session, the token against forgery, and the device
    for koek in koekjes:
        assert koek.key.startswith("__Host-")
        assert (koek["secure"], koek["httponly"], koek["samesite"]) == (True, True, "Lax"), koek.key
        assert (koek["path"], koek["domain"]) == ("/", ""), koek.key
    assert antwoord["Strict-Transport-Security"].startswith("max-age=31536000; includeSubDomains")
    assert client.get(reverse("start")).status_code == 301


def test_ook_een_eigen_bestand_draagt_de_koppen(settings, tmp_path):
    (tmp_path / "los.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    settings.STATIC_ROOT = str(tmp_path)
    antwoord = Client().get("/static/los.svg")
    assert antwoord.status_code == 200
    assert "frame-ancestors 'self'" in antwoord["Content-Security-Policy"]
    assert antwoord["X-Content-Type-Options"] == "nosniff"
    assert antwoord["Cross-Origin-Resource-Policy"] == "same-origin"
    assert antwoord["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in antwoord["Permissions-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize("naar", ["https://kwaad.example/", "//kwaad.example", "javascript:alert(1)"])
def test_na_het_inloggen_gaat_niemand_naar_een_ander(client, naar):
    antwoord = client.post(
        reverse("account_login"), {"login": met_adres().email, "password": "een-lang-wachtwoord", "next": naar}
    )
    assert antwoord.url == reverse("mijn")


def test_trace_wordt_geweigerd(client):
    assert client.trace(reverse("hulp"), headers={"Cookie": "geheim=1"}).status_code == 405
