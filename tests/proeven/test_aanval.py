"""B33 at length: a thousand logins on two accounts in a minute, and its owner who has to get in."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.urls import reverse

from tests.factories import WACHTWOORD
from tests.inschrijving.indiener import web
from tests.partijen.inloggen import code_nu, met_adres, met_totp
from tests.wachten import wacht_tot
from tools.webserver import Klant

pytestmark = [pytest.mark.proef, pytest.mark.django_db(transaction=True)]
POGINGEN, ADRESSEN, TEGELIJK = 1_000, 50, 4


def probeer(klant: Klant, email: str, wachtwoord: str):
    klant.haal(reverse("account_login"))
    return klant.stuur(reverse("account_login"), {"login": email, "password": wachtwoord})


@pytest.mark.geval("B33")
def test_duizend_pogingen_houden_de_eigenaar_niet_buiten(tmp_path):
    met_stap, zonder = met_totp(met_adres()), met_adres()
    with web(tmp_path) as server:
        thuis = Klant(server.poort, ip="198.51.100.7")
        assert probeer(thuis, zonder.email, WACHTWOORD).naar == reverse("mijn")
        thuis.stuur(reverse("account_logout"), {})
        dichten = []

        def val_aan(nummer: int) -> None:
            klant = Klant(server.poort, ip=f"203.0.{nummer // 256}.{nummer % 256}")
            klant.haal(reverse("account_login"))
            for keer in range(POGINGEN // ADRESSEN):
                email = (met_stap, zonder)[keer % 2].email
                antwoord = klant.stuur(reverse("account_login"), {"login": email, "password": f"gok-{keer}"})
                assert antwoord.status == 200, antwoord
                dichten.append("te vaak geprobeerd" in antwoord.tekst)

        with ThreadPoolExecutor(TEGELIJK) as poel:
            storm = [poel.submit(val_aan, nummer) for nummer in range(ADRESSEN)]
            wacht_tot(lambda: len(dichten) > 500 or any(d.done() and d.result() for d in storm), 120)
            nieuw = Klant(server.poort, ip="198.51.100.8")
            assert probeer(nieuw, met_stap.email, WACHTWOORD).naar == reverse("mfa_authenticate")
            assert nieuw.stuur(reverse("mfa_authenticate"), {"code": code_nu()}).naar == reverse("mijn")
            assert probeer(thuis, zonder.email, WACHTWOORD).naar == reverse("mijn")
            for deel in storm:
                deel.result()
    assert len(dichten) == POGINGEN
    assert dichten.count(False) <= 2 * 50  # what was really tried: the limit of each account
