"""What changes in how somebody logs in: mailed, logged without secrets, the end of other sessions; and what may not."""

from importlib import import_module
from pathlib import Path

import allauth
import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db.models import ProtectedError
from django.urls import reverse

from berichten.accounts import TWEEDE_FACTOR, WIJZIGINGEN
from berichten.models import Bericht
from kern.models import Gebeurtenis
from kluis.versleuteling import NietTeOpenen, onthul, verberg
from tests.factories import WACHTWOORD, RolFactory
from tests.partijen.inloggen import GEHEIM, code_nu, log_in, met_adres, met_passkey, met_totp, net_bevestigd
from tests.race import tegelijk
from tests.routes import alle_routes

pytestmark = pytest.mark.django_db
NIEUW = "een-heel-ander-wachtwoord"


def inkoper():
    return met_adres(RolFactory(bij_uitvoerder=True).gebruiker)


def app_uit(client):
    return client.post(reverse("mfa_deactivate_totp"))


def passkey_weg(client):
    return client.post(reverse("mfa_remove_webauthn", args=[Authenticator.objects.get(type="webauthn").pk]))


def wachtwoord_anders(client):
    velden = {"oldpassword": WACHTWOORD, "password1": NIEUW, "password2": NIEUW}
    return client.post(reverse("account_change_password"), velden)


def nieuwe_herstelcodes(client):
    return client.post(reverse("mfa_generate_recovery_codes"))


@pytest.mark.parametrize(
    ("doe", "handeling", "onderwerp"),
    [
        (app_uit, "zet_app_uit", "App met inlogcodes uitgezet"),
        (passkey_weg, "verwijder_passkey", "Passkey verwijderd"),
        pytest.param(
            *(nieuwe_herstelcodes, "maak_herstelcodes", "Nieuwe herstelcodes gemaakt"),
            marks=pytest.mark.django_db(transaction=True),  # told at the commit
        ),
        (wachtwoord_anders, "wijzig_wachtwoord", "Wachtwoord gewijzigd"),
    ],
)
def test_een_wijziging_wordt_gemaild_staat_in_het_logboek_en_beeindigt_andere_sessies(doe, handeling, onderwerp):
    gebruiker = met_passkey(met_totp(inkoper()))
    hier, elders = net_bevestigd(gebruiker), net_bevestigd(gebruiker)
    assert doe(hier).status_code == 302
    assert [bericht.onderwerp for bericht in Bericht.objects.filter(ontvanger=gebruiker.email)] == [onderwerp]
    (regel,) = Gebeurtenis.objects.filter(object_soort="partijen.gebruiker")
    assert (regel.handeling, regel.object_id, regel.actor_id) == (handeling, str(gebruiker.pk), gebruiker.pk)
    assert regel.gegevens == {}
    assert hier.get(reverse("mijn_werk")).status_code == 200
    assert elders.get(reverse("mijn_werk")).url.startswith(reverse("account_login"))


def test_elke_mail_van_allauth_over_een_wijziging_heeft_een_naam_in_het_logboek():
    sjablonen = Path(allauth.__file__).parent / "templates"
    mails = {
        str(pad.relative_to(sjablonen)).removesuffix("_message.txt")
        for kamer in ("account", "mfa", "socialaccount")
        for pad in (sjablonen / kamer / "email").glob("*_message.txt")
        if "base_notification" in pad.read_text()
    }
    assert mails == set(WIJZIGINGEN)


@pytest.mark.parametrize(("geef", "weg"), [(met_totp, app_uit), (met_passkey, passkey_weg)])
def test_de_laatste_tweede_stap_van_een_medewerker_blijft(geef, weg):
    gebruiker = geef(inkoper())
    antwoord = weg(net_bevestigd(gebruiker))
    assert antwoord.status_code == 409
    assert "Dit is uw laatste tweede stap" in antwoord.text
    assert gebruiker.authenticator_set.count() == 1


def test_wie_voor_een_organisatie_werkt_mag_zijn_laatste_weghalen():
    gebruiker = met_totp(met_adres(RolFactory().gebruiker))
    assert app_uit(net_bevestigd(gebruiker)).url == reverse("mfa_index")
    assert not gebruiker.authenticator_set.exists()


@pytest.mark.django_db(transaction=True)
def test_twee_vensters_tegelijk_laten_een_tweede_stap_over():
    gebruiker = met_passkey(met_totp(inkoper()))
    vensters = [(app_uit, net_bevestigd(gebruiker)), (passkey_weg, net_bevestigd(gebruiker))]
    antwoorden = tegelijk(lambda paar: paar[0](paar[1]).status_code, vensters)
    assert sorted(antwoorden) == [302, 409]
    assert gebruiker.authenticator_set.count() == 1


def test_een_geheim_staat_verzegeld_in_de_databank(client):
    gebruiker = met_totp(inkoper())
    rij = gebruiker.authenticator_set.get()
    assert GEHEIM not in str(rij.data)
    with pytest.raises(NietTeOpenen):
        onthul(rij.data["secret"], hoort_bij="iets anders")
    log_in(client, gebruiker.email)
    assert client.post(reverse("mfa_authenticate"), {"code": code_nu()}).url == reverse("mijn")


def test_een_geheim_van_voor_het_verzegelen_blijft_werken():
    migratie = import_module("berichten.migrations.0012_tweede_factor_verzegeld")
    rij = Authenticator.objects.create(user=inkoper(), type="totp", data={"secret": GEHEIM})
    migratie.verzegel(apps, None)
    rij.refresh_from_db()
    assert onthul(rij.data["secret"], hoort_bij=TWEEDE_FACTOR) == GEHEIM
    migratie.open_(apps, None)
    rij.refresh_from_db()
    assert rij.data == {"secret": GEHEIM}
    assert verberg(GEHEIM, hoort_bij=TWEEDE_FACTOR) != verberg(GEHEIM, hoort_bij=TWEEDE_FACTOR)


ANTWOORDEN = [
    "null",
    '{"response": []}',
    '{"response": {"userHandle": "MQ"}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "e30"}}',
    "[" * 5000,
]


@pytest.mark.parametrize("antwoord", ANTWOORDEN, ids=range(len(ANTWOORDEN)))
def test_een_kapot_antwoord_van_een_apparaat_is_geen_passkey(client, antwoord):
    client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    assert client.post(reverse("mfa_login_webauthn"), {"credential": antwoord}).url == reverse("account_login")
    bekend = net_bevestigd(inkoper())
    bekend.get(reverse("mfa_add_webauthn"))
    pagina = bekend.post(reverse("mfa_add_webauthn"), {"credential": antwoord, "name": "Mijn laptop"})
    assert list(pagina.context["form"].errors) == ["credential"]
    assert "Mijn laptop" in pagina.text
    assert not Authenticator.objects.exists()


def test_geen_adres_verwijdert_een_account_en_de_databank_houdt_wie_iets_deed():
    assert [route.pad for route in alle_routes() if "admin" in route.pad or "account" in route.pad] == []
    gebruiker = inkoper()
    with pytest.raises(ProtectedError):
        gebruiker.delete()


def test_een_ander_hoofdadres_wordt_aan_het_oude_gemaild():
    gebruiker = met_adres(RolFactory().gebruiker)
    oud = gebruiker.email
    gebruiker.emailaddress_set.create(email="nieuw@oco.example", verified=True)
    hier, elders = net_bevestigd(gebruiker), net_bevestigd(gebruiker)
    hier.post(reverse("account_email"), {"email": "nieuw@oco.example", "action_primary": ""})
    gebruiker.refresh_from_db()
    assert gebruiker.email == "nieuw@oco.example"
    bericht = Bericht.objects.get()
    assert (bericht.ontvanger, bericht.onderwerp) == (oud, "E-mailadres gewijzigd")
    assert [regel.handeling for regel in Gebeurtenis.objects.filter(object_soort="partijen.gebruiker")] == [
        "wijzig_emailadres"
    ]
    assert elders.get(reverse("account_email")).status_code == 302
