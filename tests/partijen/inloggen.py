"""Logging in as a person does it: through the pages, with a password and a code of an authenticator."""

import base64
import hmac
import struct
from time import time

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.test import Client
from django.urls import reverse

from partijen.models import Gebruiker
from tests.factories import WACHTWOORD, GebruikerFactory

GEHEIM = base64.b32encode(b"geheim van de proef!").decode()


def met_adres(gebruiker: Gebruiker | None = None) -> Gebruiker:
    """A user whose address is confirmed, so that logging in works."""
    gebruiker = gebruiker or GebruikerFactory()
    EmailAddress.objects.create(user=gebruiker, email=gebruiker.email, verified=True, primary=True)
    return gebruiker


def met_totp(gebruiker: Gebruiker) -> Gebruiker:
    """The same user with an authenticator that knows GEHEIM."""
    Authenticator.objects.create(user=gebruiker, type=Authenticator.Type.TOTP, data={"secret": encrypt(GEHEIM)})
    return gebruiker


def code_nu(geheim: str = GEHEIM, *, later: int = 0) -> str:
    """The six digits of RFC 6238 for this moment, or `later` half minutes after it."""
    som = hmac.digest(base64.b32decode(geheim), struct.pack(">Q", int(time()) // 30 + later), "sha1")
    plek = som[-1] & 15
    return f"{(struct.unpack('>I', som[plek : plek + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def log_in(client: Client, email: str, wachtwoord: str = WACHTWOORD, **kwargs):
    return client.post(reverse("account_login"), {"login": email, "password": wachtwoord}, **kwargs)


def geef_wachtwoord_opnieuw(client: Client, wachtwoord: str = WACHTWOORD, *, volgende: str = ""):
    """What a grave act asks for; allauth then performs what was posted before."""
    adres = reverse("account_reauthenticate") + (f"?next={volgende}" if volgende else "")
    return client.post(adres, {"password": wachtwoord, "next": volgende})


def met_passkey(gebruiker: Gebruiker, naam: str = "Mijn laptop") -> Gebruiker:
    """The same user with a passkey that stands on the list; no device knows it."""
    Authenticator.objects.create(
        user=gebruiker, type=Authenticator.Type.WEBAUTHN, data={"name": naam, "credential": {}}
    )
    return gebruiker


def net_bevestigd(gebruiker: Gebruiker) -> Client:
    """A browser in which this user just gave the password again."""
    client = Client()
    client.force_login(gebruiker)
    sessie = client.session
    sessie["account_authentication_methods"] = [{"method": "password", "at": time(), "reauthenticated": True}]
    sessie["account_authentication_methods_user"] = str(gebruiker.pk)
    sessie.save()
    return client
