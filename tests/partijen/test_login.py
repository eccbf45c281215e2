"""Accounts: making one, logging in, and what the portal says when that fails."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from berichten.models import Bericht
from berichten.states import Berichtsoort
from partijen.models import Gebruiker
from tests.factories import WACHTWOORD, RolFactory
from tests.partijen.inloggen import log_in, met_adres

pytestmark = pytest.mark.django_db
KLOPT_NIET = "Uw e-mailadres of uw wachtwoord klopt niet. Probeer het opnieuw."
TE_VAAK = (
    "Er is te vaak geprobeerd in te loggen. Wacht 5 minuten en probeer het opnieuw. "
    "Met een passkey kunt u nu al inloggen."
)


@pytest.fixture(autouse=True)
def eigen_cache(settings):
    """Attempts are counted in the cache: each test counts its own."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": uuid4().hex}}


def is_ingelogd(client) -> bool:
    return "_auth_user_id" in client.session


def bericht_aan(email: str) -> Bericht:
    return Bericht.objects.get(ontvanger=email)


def link_in(bericht: Bericht) -> str:
    return re.search(r"https?://\S+", bericht.tekst)[0]


def meld_aan(client, email: str = "nieuw@oco.example", wachtwoord: str = WACHTWOORD):
    velden = {"email": email, "naam": "Nel Nieuw", "password1": wachtwoord, "password2": wachtwoord}
    return client.post(reverse("account_signup"), velden)


def test_inloggen_met_e_mail_en_wachtwoord(client):
    gebruiker = met_adres()
    antwoord = log_in(client, gebruiker.email.upper())
    assert antwoord.url == reverse("mijn")
    assert client.session["_auth_user_id"] == str(gebruiker.pk)


@pytest.mark.parametrize(("bekend", "wachtwoord"), [(True, "een-fout-wachtwoord"), (False, WACHTWOORD)])
def test_een_fout_wachtwoord_en_een_onbekend_adres_krijgen_hetzelfde_antwoord(client, bekend, wachtwoord):
    adres = met_adres().email if bekend else "niemand@oco.example"
    antwoord = log_in(client, adres, wachtwoord)
    assert antwoord.context["form"].non_field_errors() == [KLOPT_NIET]
    assert KLOPT_NIET in antwoord.text
    assert not is_ingelogd(client)


def test_na_vijf_fouten_gaat_ook_het_goede_wachtwoord_even_niet(client):
    gebruiker = met_adres()
    fouten = [log_in(client, gebruiker.email, "een-fout-wachtwoord") for _ in range(6)]
    assert [antwoord.context["form"].non_field_errors() for antwoord in fouten] == [[KLOPT_NIET]] * 5 + [[TE_VAAK]]
    antwoord = log_in(client, gebruiker.email)
    assert antwoord.context["form"].non_field_errors() == [TE_VAAK]
    assert not is_ingelogd(client)


def test_wie_veel_adressen_probeert_wordt_ook_gestopt(client):
    fouten = [log_in(client, f"gok{nummer}@oco.example").context["form"].non_field_errors() for nummer in range(11)]
    assert fouten == [[KLOPT_NIET]] * 10 + [[TE_VAAK]]


def test_aanmelden_stuurt_een_link_en_daarna_werkt_inloggen(client):
    meld_aan(client)
    assert not is_ingelogd(client)
    bericht = bericht_aan("nieuw@oco.example")
    assert (bericht.soort, bericht.onderwerp) == (Berichtsoort.ACCOUNT, "Bevestig uw e-mailadres")
    assert bericht.tekst.startswith("Een bericht van Inkoopportaal cliëntondersteuning Wlz\n")
    link = link_in(bericht)
    assert client.get(link).status_code == 200
    client.post(link)
    log_in(client, "nieuw@oco.example")
    assert is_ingelogd(client)
    assert Gebruiker.objects.get(email="nieuw@oco.example").naam == "Nel Nieuw"


def test_zonder_bevestigd_adres_komt_niemand_binnen(client):
    meld_aan(client)
    antwoord = log_in(client, "nieuw@oco.example")
    assert antwoord.url == reverse("account_email_verification_sent")
    assert not is_ingelogd(client)


def test_aanmelden_met_een_bekend_adres_verraadt_niets(client):
    gebruiker = met_adres()
    nieuw, bekend = meld_aan(client), meld_aan(Client(), gebruiker.email)
    assert (bekend.status_code, bekend.url) == (nieuw.status_code, nieuw.url)
    assert Gebruiker.objects.filter(email=gebruiker.email).count() == 1
    assert gebruiker.email in bericht_aan(gebruiker.email).tekst


def test_een_zwak_wachtwoord_wordt_in_het_nederlands_geweigerd(client):
    antwoord = meld_aan(client, wachtwoord="kort")
    assert antwoord.context["form"].errors == {
        "password1": ["Dit wachtwoord is te kort. Neem er een van minstens 12 tekens."]
    }
    assert not Gebruiker.objects.exists()


def test_een_nieuw_wachtwoord_vragen_verraadt_niet_wie_een_account_heeft(client):
    gebruiker = met_adres()
    adressen = [gebruiker.email, "niemand@oco.example"]
    antwoorden = [client.post(reverse("account_reset_password"), {"email": adres}, follow=True) for adres in adressen]
    assert [antwoord.redirect_chain for antwoord in antwoorden] == [[(reverse("account_reset_password_done"), 302)]] * 2
    assert antwoorden[0].content == antwoorden[1].content
    assert "niemand@oco.example" in bericht_aan("niemand@oco.example").tekst


def test_een_nieuw_wachtwoord_instellen_met_de_link(client):
    gebruiker = met_adres()
    client.post(reverse("account_reset_password"), {"email": gebruiker.email})
    pagina = client.get(link_in(bericht_aan(gebruiker.email)), follow=True)
    nieuw = "een-heel-ander-wachtwoord"
    client.post(pagina.redirect_chain[-1][0], {"password1": nieuw, "password2": nieuw})
    client.logout()
    log_in(client, gebruiker.email)
    assert not is_ingelogd(client)
    log_in(client, gebruiker.email, nieuw)
    assert is_ingelogd(client)


@pytest.mark.geval("B31")
def test_een_sessie_van_voor_het_inloggen_wordt_niet_voortgezet(client):
    client.get(reverse("account_login"))
    log_in(client, "niemand@oco.example")
    sessie = client.session
    sessie["van"] = "een ander"
    sessie.save()
    client.cookies["sessionid"] = sessie.session_key
    log_in(client, met_adres().email)
    assert is_ingelogd(client)
    assert client.session.session_key != sessie.session_key


@pytest.mark.geval("B31")
def test_een_sessie_is_na_uitloggen_niets_meer_waard(client):
    log_in(client, met_adres().email)
    koekje = client.cookies["sessionid"].value
    client.post(reverse("account_logout"))
    client.cookies["sessionid"] = koekje
    assert client.get(reverse("mijn")).url == f"{reverse('account_login')}?next={reverse('mijn')}"


@pytest.mark.geval("B31")
def test_wie_zijn_rol_verliest_mag_bij_de_volgende_vraag_niets_meer(client, klok):
    klok("2017-09-01 10:00")
    rol = RolFactory(bij_uitvoerder=True)
    client.force_login(rol.gebruiker)
    assert client.get(reverse("mijn_werk")).status_code == 200
    rol.tot = "2017-08-31"
    rol.save()
    assert client.get(reverse("mijn_werk")).status_code == 403


@pytest.mark.geval("B31")
def test_zonder_csrf_teken_verandert_er_niets(klok):
    client = Client(enforce_csrf_checks=True)
    klok("2017-07-28 10:00")
    client.force_login(met_adres())
    antwoord = client.post(reverse("organisatie_registreren"), {"kvk_nummer": "12345678"})
    assert antwoord.status_code == 403
    assert "403_csrf.html" in [sjabloon.name for sjabloon in antwoord.templates]
