"""Thousands of wrong passwords for one account: the attacker slows down, the person whose it is gets in (B33)."""

import pytest
from django.conf import settings as instellingen
from django.test import Client
from django.urls import reverse

from tests.factories import WACHTWOORD
from tests.partijen.inloggen import code_nu, geef_wachtwoord_opnieuw, log_in, met_adres, met_totp
from tests.partijen.test_login import KLOPT_NIET, TE_VAAK, is_ingelogd

pytestmark = [pytest.mark.django_db, pytest.mark.geval("B33")]
GENOEG = 5


@pytest.fixture(autouse=True)
def klein(settings):
    """The limit over all addresses, small: the trial has the real one."""
    settings.ACCOUNT_RATE_LIMITS = instellingen.ACCOUNT_RATE_LIMITS | {"login_failed_account": f"{GENOEG}/5m/key"}


def melding(antwoord):
    return antwoord.context["form"].non_field_errors()


def storm(email: str) -> list[list[str]]:
    """Wrong passwords from everywhere, each from an address of its own."""
    return [
        melding(log_in(Client(), email, "een-fout-wachtwoord", REMOTE_ADDR=f"203.0.113.{nummer}"))
        for nummer in range(GENOEG + 1)
    ]


def test_een_storm_van_overal_wordt_gestopt_en_verraadt_niet_of_het_account_bestaat():
    antwoorden = [storm(email) for email in (met_totp(met_adres()).email, met_adres().email, "niemand@oco.example")]
    assert antwoorden == [[[KLOPT_NIET]] * GENOEG + [[TE_VAAK]]] * 3


def test_met_een_tweede_stap_komt_de_eigenaar_binnen_ook_op_een_nieuw_apparaat(client):
    gebruiker = met_totp(met_adres())
    storm(gebruiker.email)
    assert log_in(client, gebruiker.email).url == reverse("mfa_authenticate")
    client.post(reverse("mfa_authenticate"), {"code": code_nu()})
    assert is_ingelogd(client)


def test_op_een_bekend_apparaat_komt_de_eigenaar_binnen_op_een_nieuw_niet(client):
    gebruiker = met_adres()
    log_in(client, gebruiker.email)
    client.post(reverse("account_logout"))
    storm(gebruiker.email)
    assert melding(log_in(Client(), gebruiker.email)) == [TE_VAAK]
    log_in(client, gebruiker.email)
    assert is_ingelogd(client)


def test_wie_al_binnen_is_kan_midden_in_een_storm_nog_iets_belangrijks_doen(client):
    gebruiker = met_adres()
    log_in(client, gebruiker.email)
    client.cookies = {naam: koekje for naam, koekje in client.cookies.items() if not naam.startswith("apparaat")}
    storm(gebruiker.email)
    assert geef_wachtwoord_opnieuw(client).status_code == 302


def test_een_bekend_apparaat_mag_zelf_ook_niet_eindeloos_raden(client):
    gebruiker = met_adres()
    log_in(client, gebruiker.email)
    client.post(reverse("account_logout"))
    fouten = [melding(log_in(client, gebruiker.email, "een-fout-wachtwoord")) for _ in range(11)]
    assert fouten == [[KLOPT_NIET]] * 10 + [[TE_VAAK]]


@pytest.mark.parametrize("koekje", ["", "verzonnen", "a:b:c"])
def test_een_verzonnen_apparaat_is_niet_bekend(client, koekje):
    slachtoffer, dader = met_adres(), met_adres()
    log_in(client, dader.email)
    (eigen,) = [waarde for naam, waarde in client.cookies.items() if naam.startswith("apparaat")]
    client.post(reverse("account_logout"))
    log_in(bekend := Client(), slachtoffer.email)
    (naam,) = [naam for naam in bekend.cookies if naam.startswith("apparaat")]
    storm(slachtoffer.email)
    client.cookies[naam] = koekje or eigen.value
    assert melding(log_in(client, slachtoffer.email, WACHTWOORD)) == [TE_VAAK]
