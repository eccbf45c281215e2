"""The beheerder reads a text in, looks, and keeps it; and compares the list of regions (OV-201)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from overeenkomst.models import Modeltekst
from publicatie.models import Gemeentelidmaatschap
from tests.factories import RolFactory
from tests.factories_publicatie import InkooprondeFactory
from tests.overeenkomst.hulp import KOP, ingelezen, kleine_indeling
from tests.overeenkomst.voorbeeldtekst import VOORBEELD
from tests.test_toegankelijk import gebreken

pytestmark = pytest.mark.django_db
INLEZEN, REGIOS = "/werk/modelteksten/inlezen/", "/werk/modelteksten/regios/"
SLECHT = [
    (b"", "Dit bestand is leeg"),
    (b"\x89PNG\r\n\x00", "geen gewone tekst"),
    (b"a" * 50 * 1024**2, "groter dan 1 MB"),
    (VOORBEELD.encode("utf-16"), "geen gewone tekst"),
]


@pytest.fixture
def beheerder(client):
    gebruiker = RolFactory(landelijk=True).gebruiker
    client.force_login(gebruiker)
    return gebruiker


@pytest.fixture
def ronde():
    return InkooprondeFactory(code="2030-2031", naam="Ronde 2030-2031")


def stuur(client, adres, ronde, inhoud):
    inhoud = inhoud if isinstance(inhoud, bytes) else inhoud.encode()
    return client.post(adres, {"ronde": ronde.pk, "bestand": SimpleUploadedFile("tekst.txt", inhoud)})


def verborgen(antwoord, naam):
    """The hidden form under what was read, as a browser sends it back."""
    return {veld.html_name: veld.value() for veld in antwoord.context[naam]}


def test_eerst_kijken_dan_bewaren(client, beheerder, ronde):
    bekeken = stuur(client, INLEZEN, ronde, VOORBEELD.replace("\n", "\r\n"))
    assert bekeken.status_code == 200
    assert "Bewaar als versie 1" in bekeken.content.decode()
    assert "Hier staat een zin te veel." in bekeken.content.decode()
    assert not Modeltekst.objects.exists()
    bewaard = client.post(INLEZEN, verborgen(bekeken, "bewaarform"), follow=True)
    rij = Modeltekst.objects.get()
    assert (rij.versie, rij.door, bewaard.request["PATH_INFO"]) == (1, beheerder, rij.get_absolute_url())
    bestand = client.get(reverse("modeltekst_bestand", args=[ronde.code, 1]))
    assert (bestand.content, bestand["Content-Type"]) == (
        VOORBEELD.replace("\n", "\r\n").encode(),
        "text/plain; charset=utf-8",
    )


def test_een_nieuwe_versie_toont_per_artikel_wat_anders_is(client, beheerder, ronde):
    ingelezen(ronde)
    bekeken = stuur(client, INLEZEN, ronde, VOORBEELD.replace("belt.", "belt of mailt."))
    assert [(v.naam, v.soort) for v in bekeken.context["verschillen"]] == [("Artikel 3: Vragen", "gewijzigd")]
    client.post(INLEZEN, verborgen(bekeken, "bewaarform"))
    detail = client.get(reverse("modeltekst", args=[ronde.code, 2]))
    assert [v.naam for v in detail.context["verschillen"]] == ["Artikel 3: Vragen"]


def test_dubbelklikken_bewaart_een_versie_en_een_collega_gaat_voor(client, beheerder, ronde):
    velden = verborgen(stuur(client, INLEZEN, ronde, VOORBEELD), "bewaarform")
    assert [client.post(INLEZEN, velden).status_code for _ in range(2)] == [302, 302]
    ingelezen(ronde, VOORBEELD.replace("belt.", "mailt."))
    te_laat = client.post(INLEZEN, velden)
    assert (te_laat.status_code, Modeltekst.objects.count()) == (422, 2)
    assert "Een collega las intussen een andere versie in" in te_laat.content.decode()


@pytest.mark.parametrize("anders", [{"gelezen": "x:y:z"}, {"gelezen": ""}, {"gezien": "nul"}, {"ronde": "9999999"}])
def test_geknoei_met_wat_gelezen_is_bewaart_niets(client, beheerder, ronde, anders):
    velden = verborgen(stuur(client, INLEZEN, ronde, VOORBEELD), "bewaarform")
    assert client.post(INLEZEN, velden | anders).status_code == 422
    assert not Modeltekst.objects.exists()


@pytest.mark.parametrize(("inhoud", "melding"), [*SLECHT, (b"Artikel 2\n\nTekst", "Artikel 1 ontbreekt")])
def test_een_slecht_bestand_zegt_wat_eraan_scheelt(client, beheerder, ronde, inhoud, melding):
    antwoord = stuur(client, INLEZEN, ronde, inhoud)
    assert (antwoord.status_code, Modeltekst.objects.count()) == (422, 0)
    assert melding in antwoord.content.decode()


@pytest.mark.parametrize("aantal", [1, 3])
def test_de_lijst_vraagt_niet_meer_bij_meer_rijen(client, beheerder, ronde, aantal, django_assert_num_queries):
    for nummer in range(aantal):
        ingelezen(ronde, VOORBEELD.replace("belt.", f"belt {nummer}."), door=beheerder)
    with django_assert_num_queries(5):
        antwoord = client.get("/werk/modelteksten/")
    assert antwoord.content.decode().count("Overeenkomst Vogelhulp 2030-2031, versie") == aantal


@pytest.mark.clausule("OV-201")
def test_regiolijst_vergelijken_en_overnemen(client, beheerder):
    ronde, _ = kleine_indeling()
    lijst = f"{KOP}Noordrand\tDuin en Dal\nZuidrand\tSloot, Plas en Diep, Achterbos\n"
    bekeken = stuur(client, REGIOS, ronde, lijst)
    assert [wat for wat, _ in bekeken.context["wijzigingen"]] == ["Gemeente in een andere regio"]
    assert not Gemeentelidmaatschap.objects.filter(tot__isnull=False).exists()
    velden = verborgen(bekeken, "overneemform")
    assert client.post(REGIOS, velden)["Location"] == reverse("gemeenten")
    nu = Gemeentelidmaatschap.objects.get(gemeente__naam="Achterbos", tot__isnull=True)
    assert (nu.regio.naam, str(nu.van)) == ("Zuidrand", "2030-01-01")
    nog_eens = client.post(REGIOS, velden)
    assert (nog_eens.status_code, Gemeentelidmaatschap.objects.count()) == (422, 4)
    assert "De indeling is intussen gewijzigd" in nog_eens.content.decode()


def test_een_halve_regiolijst_kan_niet_worden_overgenomen(client, beheerder):
    ronde, lijst = kleine_indeling()
    antwoord = stuur(client, REGIOS, ronde, lijst.rpartition("Zuidrand")[0])
    assert antwoord.context["overneemform"] is None
    assert "De regio Zuidrand staat niet in de lijst" in antwoord.content.decode()


@pytest.mark.parametrize(("inhoud", "melding"), [*SLECHT, (b"Zomaar een brief", "geen lijst van regio")])
def test_een_slechte_regiolijst_zegt_wat_eraan_scheelt(client, beheerder, ronde, inhoud, melding):
    antwoord = stuur(client, REGIOS, ronde, inhoud)
    assert antwoord.status_code == 422
    assert melding in antwoord.content.decode()


@pytest.mark.browser
def test_wat_gelezen_is_is_toegankelijk(client, beheerder, open_bladzijde):
    ronde, _ = kleine_indeling()
    ingelezen(ronde)
    lijst = f"{KOP}Noordrand\tDuin-en-Dal, Achterbosch\nZuidrand\tSloot, Plas en Diep\nNog een zin\n"
    bekeken = [stuur(client, INLEZEN, ronde, VOORBEELD.replace("belt.", "mailt.")), stuur(client, REGIOS, ronde, lijst)]
    for antwoord in bekeken:
        assert gebreken(open_bladzijde, antwoord.content.decode()) == []
