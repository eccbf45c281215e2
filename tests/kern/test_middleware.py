"""Refusals as pages (B5, B54)."""

import pytest
from django.urls import reverse

from tests.factories import GebruikerFactory

pytestmark = pytest.mark.django_db


@pytest.mark.geval("B5")
@pytest.mark.parametrize(("erbij", "code"), [(-30, 200), (1, 413)])
def test_te_groot_formulier_krijgt_uitleg(client, settings, erbij, code):
    antwoord = client.post(reverse("account_login"), {"login": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + erbij)})
    assert antwoord.status_code == code
    assert '<html lang="nl">' in antwoord.content.decode()


@pytest.mark.geval("B54")
def test_bladzijde_van_een_aangemelde_wordt_niet_bewaard(client):
    assert "no-store" not in client.get(reverse("start")).headers.get("Cache-Control", "")
    client.force_login(GebruikerFactory())
    assert client.get(reverse("start")).headers["Cache-Control"] == "no-store, private"


@pytest.mark.geval("B48")
@pytest.mark.parametrize("adres", ["/aanbieders/?regio=a%00b", "/rondes/a%00/", "/zorgkantoren/%00/", "/%00"])
def test_een_nul_in_het_adres_is_een_fout_van_wie_het_vraagt(client, adres):
    antwoord = client.get(adres)
    assert antwoord.status_code == 400
    assert '<html lang="nl">' in antwoord.content.decode()
