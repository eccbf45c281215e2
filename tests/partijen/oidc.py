"""A real OpenID provider in a process of its own, and what it says about somebody."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import requests

from tests.wachten import wacht_tot

KVK = "urn:etoegang:1.9:EntityConcernedID:KvKnr"
EH3 = "urn:etoegang:core:assurance-class:loa3"
EH2 = "urn:etoegang:core:assurance-class:loa2plus"


class Aanbieder:
    """The provider at an address: `claims` sets what it says of a person, `geef_door` is the person who agrees."""

    def __init__(self, adres: str):
        self.adres = adres

    def claims(self, wie: str, **claims: Any) -> None:
        requests.put(f"{self.adres}/users/{wie}", json=claims, timeout=5).raise_for_status()

    def lieg(self, soort: str) -> None:
        """From now on the token of an answer is false in this way; empty: true again."""
        requests.put(f"{self.adres}/lieg", json=soort, timeout=5).raise_for_status()

    def geef_door(self, naar: str, wie: str) -> str:
        """Agree on the page of the provider; gives the address it sends the browser back to."""
        antwoord = requests.post(naar, data={"sub": wie}, allow_redirects=False, timeout=5)
        return antwoord.headers["Location"]


def _vrije_poort() -> int:
    with closing(socket.socket()) as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def leeft(adres: str) -> bool:
    try:
        return requests.get(f"{adres}/.well-known/openid-configuration", timeout=1).ok
    except requests.ConnectionError:
        return False


@contextmanager
def aanbieder() -> Iterator[Aanbieder]:
    """Start the provider, stop it afterwards."""
    poort = _vrije_poort()
    adres = f"http://127.0.0.1:{poort}"
    opdracht = [sys.executable, "-m", "tests.partijen.oidc_server", str(poort)]
    proces = subprocess.Popen(
        opdracht,
        env=os.environ | {"AUTHLIB_INSECURE_TRANSPORT": "1"},
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        wacht_tot(lambda: leeft(adres))
        yield Aanbieder(adres)
    finally:
        proces.terminate()
        proces.wait(10)


def instellingen(adres: str) -> dict[str, Any]:
    """SOCIALACCOUNT_PROVIDERS as oco_portal.settings makes it with a server, asking for an address too."""
    app = {
        "provider_id": "eherkenning",
        "name": "eHerkenning",
        "client_id": "portaal",
        "secret": "geheim",
        "settings": {"server_url": adres},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "SCOPE": ["openid", "email"], "APPS": [app]}}
