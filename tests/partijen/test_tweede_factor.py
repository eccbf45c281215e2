"""The second factor of staff, and the password again before a grave act."""

import re
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.test import override_settings
from django.urls import reverse

from berichten.models import Bericht
from inschrijving.models import Indiening
from partijen.states import Rolsoort
from tests.factories import WACHTWOORD, RolFactory
from tests.inschrijving.hulp import gezien, volledige_inschrijving
from tests.partijen.inloggen import code_nu, geef_wachtwoord_opnieuw, log_in, met_adres, met_totp

pytestmark = pytest.mark.django_db
ACTIVEER = "mfa_activate_totp"
KEUZE = "mfa_index"


@pytest.fixture(autouse=True)
def eigen_cache(settings):
    """Attempts and used codes are kept in the cache: each test has its own."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": uuid4().hex}}


@pytest.fixture
def verplicht(settings):
    settings.TWEEDE_FACTOR_VERPLICHT = True


def inkoper():
    return met_adres(RolFactory(bij_uitvoerder=True).gebruiker)


@pytest.mark.usefixtures("verplicht")
@pytest.mark.parametrize(
    ("trek", "soort", "doel"),
    [
        ({}, Rolsoort.INVULLER, None),
        ({}, Rolsoort.TEKENBEVOEGDE, None),
        ({"bij_uitvoerder": True}, Rolsoort.INKOPER, KEUZE),
        ({"bij_uitvoerder": True}, Rolsoort.INKOOPMANAGER, KEUZE),
        ({"bij_uitvoerder": True}, Rolsoort.NOTARIS, KEUZE),
        ({"landelijk": True}, Rolsoort.BEHEERDER, KEUZE),
        ({"landelijk": True}, Rolsoort.AUDITOR, KEUZE),
    ],
)
@pytest.mark.parametrize("pagina", ["start", "account_change_password"])
def test_wie_niet_van_een_organisatie_is_moet_eerst_een_tweede_factor(client, trek, soort, doel, pagina):
    client.force_login(RolFactory(soort=soort, **trek).gebruiker)
    antwoord = client.get(reverse(pagina))
    assert antwoord.get("Location") == (doel and reverse(doel))


def test_een_code_geldt_niet_meer_na_haar_halve_minuut(client, settings):
    """As it is in production; the other tests let the half minutes before and after count."""
    del settings.MFA_TOTP_TOLERANCE
    gebruiker = met_totp(inkoper())
    log_in(client, gebruiker.email)
    antwoord = client.post(reverse("mfa_authenticate"), {"code": code_nu(later=-1)})
    assert antwoord.status_code == 200
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("verplicht")
def test_een_bezoeker_hoeft_niets(client):
    assert client.get(reverse("start")).status_code == 200


@pytest.mark.usefixtures("verplicht")
@pytest.mark.parametrize(
    ("soort", "code"),
    [("totp", 200), ("webauthn", 200), ("recovery_codes", 302)],
    ids=["app", "passkey", "herstelcodes"],
)
def test_een_app_of_een_passkey_is_genoeg_herstelcodes_alleen_niet(client, soort, code):
    gebruiker = inkoper()
    Authenticator.objects.create(user=gebruiker, type=soort, data={})
    client.force_login(gebruiker)
    assert client.get(reverse("mijn_werk")).status_code == code


@pytest.mark.usefixtures("verplicht")
def test_de_tweede_factor_instellen_opent_het_portaal(client):
    gebruiker = inkoper()
    log_in(client, gebruiker.email)
    assert client.get(reverse("mijn_werk")).url == reverse(KEUZE)
    assert client.get(reverse(ACTIVEER)).url.startswith(reverse("account_reauthenticate"))
    geef_wachtwoord_opnieuw(client)
    pagina = client.get(reverse(ACTIVEER))
    client.post(reverse(ACTIVEER), {"code": code_nu(pagina.context["form"].secret)})
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"totp", "recovery_codes"}
    assert client.get(reverse("mijn_werk")).status_code == 200


@pytest.mark.usefixtures("verplicht")
def test_na_een_nieuw_wachtwoord_blijft_de_tweede_stap_nodig(client):
    gebruiker = met_totp(inkoper())
    client.post(reverse("account_reset_password"), {"email": gebruiker.email})
    link = re.search(r"https?://\S+", Bericht.objects.get(ontvanger=gebruiker.email).tekst)[0]
    formulier = client.get(link, follow=True).redirect_chain[-1][0]
    nieuw = "paard batterij nietje"
    client.post(formulier, {"password1": nieuw, "password2": nieuw})
    assert "_auth_user_id" not in client.session
    assert log_in(client, gebruiker.email, nieuw).url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_inloggen_met_een_code(client):
    gebruiker = met_totp(inkoper())
    assert log_in(client, gebruiker.email).url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    code = code_nu()
    assert client.post(reverse("mfa_authenticate"), {"code": code}).url == reverse("mijn")
    assert client.get(reverse("mijn_werk")).status_code == 200
    client.logout()
    log_in(client, gebruiker.email)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert "_auth_user_id" not in client.session, "een code geldt maar één keer"


def test_een_foute_code_komt_er_niet_in(client):
    log_in(client, met_totp(inkoper()).email)
    goed = code_nu()
    fout = f"{(int(goed) + 500_000) % 10**6:06}"
    antwoord = client.post(reverse("mfa_authenticate"), {"code": fout})
    assert antwoord.context["form"].errors == {
        "code": ["Deze code klopt niet. Kijk of u de nieuwste code hebt overgenomen."]
    }
    assert "_auth_user_id" not in client.session


@pytest.fixture
def dossier(klok):
    klok("2017-07-28 14:12")
    return volledige_inschrijving()


@pytest.fixture
def tekenaar(client, dossier):
    """Logged in a while ago, with the page 'tekenen en indienen' before them."""
    gebruiker = met_adres(dossier.bestuursverklaring.getekend_door)
    log_in(client, gebruiker.email)
    return gebruiker


def dien_in(client, dossier, sleutel=None):
    velden = {"sleutel": sleutel or uuid4(), "gezien": gezien(dossier)}
    return client.post(reverse("inschrijving_dien_in", args=[dossier.kenmerk]), velden)


@pytest.mark.usefixtures("tekenaar")
def test_indienen_vraagt_het_wachtwoord_en_gaat_daarna_door(client, dossier):
    adres = reverse("inschrijving_dien_in", args=[dossier.kenmerk])
    antwoord = dien_in(client, dossier)
    assert antwoord.url == f"{reverse('account_reauthenticate')}?next={adres.replace('/', '%2F')}"
    assert not Indiening.objects.exists()
    verder = geef_wachtwoord_opnieuw(client, volgende=adres)
    assert verder.url == reverse("ontvangstbewijs", args=[dossier.kenmerk])
    assert [indiening.inschrijving for indiening in Indiening.objects.all()] == [dossier]


@pytest.mark.usefixtures("tekenaar")
def test_een_fout_wachtwoord_dient_niet_in_en_verliest_niets(client, dossier):
    adres = reverse("inschrijving_dien_in", args=[dossier.kenmerk])
    dien_in(client, dossier)
    fout = geef_wachtwoord_opnieuw(client, "een-fout-wachtwoord", volgende=adres)
    assert fout.context["form"].errors == {"password": ["Dit wachtwoord klopt niet."]}
    assert not Indiening.objects.exists()
    geef_wachtwoord_opnieuw(client, WACHTWOORD, volgende=adres)
    assert Indiening.objects.count() == 1


@pytest.mark.usefixtures("tekenaar")
def test_het_wachtwoord_geldt_maar_kort(client, dossier):
    geef_wachtwoord_opnieuw(client)
    with override_settings(ACCOUNT_REAUTHENTICATION_TIMEOUT=0):
        assert dien_in(client, dossier).url.startswith(reverse("account_reauthenticate"))
    assert not Indiening.objects.exists()
    assert dien_in(client, dossier).url == reverse("ontvangstbewijs", args=[dossier.kenmerk])


@pytest.mark.usefixtures("tekenaar")
def test_wie_intussen_zijn_rol_verliest_dient_niet_meer_in(client, dossier):
    adres = reverse("inschrijving_dien_in", args=[dossier.kenmerk])
    dien_in(client, dossier)
    dossier.organisatie.rollen.update(tot="2017-07-27")
    assert geef_wachtwoord_opnieuw(client, volgende=adres).status_code == 403
    assert not Indiening.objects.exists()
