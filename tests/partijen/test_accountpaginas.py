"""Every address of allauth: who may open it, whose passkeys it shows, and what staff see without a second factor."""

import pytest
from django.urls import reverse

from partijen.middleware import ZONDER_TWEEDE_FACTOR
from tests.factories import RolFactory
from tests.partijen.inloggen import met_adres, met_passkey, net_bevestigd
from tests.routes import accountroutes

pytestmark = pytest.mark.django_db
OPEN = {  # for who is not logged in; an empty answer sends on to logging in
    *("account_login", "account_logout", "account_signup", "account_inactive", "account_email_verification_sent"),
    *("account_reset_password", "account_reset_password_done", "account_confirm_email"),
    *("account_reset_password_from_key", "account_reset_password_from_key_done"),
    *("openid_connect_login", "openid_connect_callback", "socialaccount_login_cancelled"),
}


def adressen(pk: int) -> dict[str, str]:
    """By name, with a passkey of somebody and links that nobody got."""
    velden = {"pk": pk, "provider_id": "eherkenning", "key": "een-link-die-niemand-kreeg", "uidb36": "1"}
    gevuld = {
        "openid_connect_login": ("provider_id",),
        "openid_connect_callback": ("provider_id",),
        "mfa_remove_webauthn": ("pk",),
        "mfa_edit_webauthn": ("pk",),
        "account_confirm_email": ("key",),
        "account_reset_password_from_key": ("uidb36", "key"),
    }
    namen = {route.naam for route in accountroutes() if "/" not in route.naam}  # ours in front have no name
    return {naam: reverse(naam, kwargs={veld: velden[veld] for veld in gevuld.get(naam, ())}) for naam in namen}


@pytest.fixture
def ander():
    return met_passkey(met_adres())


def test_een_bezoeker_ziet_alleen_wat_bij_inloggen_hoort(client, ander):
    uit = {naam: client.get(adres) for naam, adres in adressen(ander.authenticator_set.get().pk).items()}
    naar_inloggen = {
        naam for naam, antwoord in uit.items() if antwoord.get("Location", "").startswith("/account/login/")
    }
    assert set(uit) - naar_inloggen == OPEN
    assert {naam: uit[naam].status_code for naam in OPEN if uit[naam].status_code not in {200, 302}} == {
        "openid_connect_login": 404,
        "openid_connect_callback": 404,
    }


@pytest.mark.geval("B24")
def test_de_passkey_van_een_ander_bestaat_niet(ander):
    client = net_bevestigd(met_adres())
    pk = ander.authenticator_set.get().pk
    for naam in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        vreemd, geen = (reverse(naam, args=[nummer]) for nummer in (pk, 10**6))
        for doe in (client.get, lambda adres: client.post(adres, {"name": "Van mij"})):
            assert doe(vreemd).status_code == doe(geen).status_code == 404
    assert [sleutel.wrap().name for sleutel in ander.authenticator_set.all()] == ["Mijn laptop"]


def test_een_medewerker_zonder_tweede_stap_ziet_alleen_de_weg_erheen(settings):
    settings.TWEEDE_FACTOR_VERPLICHT = True
    medewerker = met_adres(RolFactory(bij_uitvoerder=True).gebruiker)
    client = net_bevestigd(medewerker)
    wegen = adressen(1)
    terug = {naam for naam, adres in wegen.items() if client.get(adres).get("Location") == reverse("mfa_index")}
    assert set(wegen) - terug - {"account_logout"} == ZONDER_TWEEDE_FACTOR - {"account_logout"}
