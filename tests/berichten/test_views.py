"""The mail page: who sees what, and what it costs."""

import pytest
from django.urls import reverse

from berichten.models import Bericht
from berichten.states import Berichtsoort, Status
from kluis.actions import bewaar
from tests.factories import TOEN, BerichtFactory, GebruikerFactory, RolFactory, StukFactory
from tests.kluis.bestanden import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def beheerder(client):
    gebruiker = RolFactory(landelijk=True).gebruiker
    client.force_login(gebruiker)
    return gebruiker


@pytest.fixture
def bericht():
    rij = BerichtFactory(status=Status.OVERGEDRAGEN, afgehandeld_op=TOEN, tekst="Klik op https://oco.example/x <b>")
    rij.bijlagen.add(bewaar(dossier="proef:1", naam="Ontvangst.pdf", inhoud=pdf()))
    return rij


def adressen(bericht: Bericht) -> list[str]:
    return [
        reverse("berichten"),
        bericht.get_absolute_url(),
        reverse("berichtbijlage", args=[bericht.pk, bericht.bijlagen.get().pk]),
    ]


def test_bezoeker_moet_inloggen(client, bericht):
    assert [client.get(adres).headers["Location"].split("?")[0] for adres in adressen(bericht)] == [
        reverse("account_login")
    ] * 3


def test_wie_geen_beheerder_is_ziet_niets(client, bericht):
    client.force_login(GebruikerFactory())
    assert [client.get(adres).status_code for adres in adressen(bericht)] == [403, 403, 403]


def test_beheerder_ziet_lijst_bericht_en_bijlage(client, beheerder, bericht):
    lijst, detail, bijlage = (client.get(adres) for adres in adressen(bericht))
    assert list(lijst.context["tabel"].data) == [bericht]
    assert "&lt;b&gt;" in detail.content.decode()
    assert bijlage.content == pdf()


def test_in_de_demo_ziet_iedereen_wat_verstuurd_is(client, demo, bericht):
    wacht_nog = BerichtFactory()
    lijst = client.get(reverse("berichten"))
    assert list(lijst.context["tabel"].data) == [bericht]
    assert 'href="https://oco.example/x"' in client.get(bericht.get_absolute_url()).content.decode()
    assert client.get(wacht_nog.get_absolute_url()).status_code == 404


def test_link_van_een_account_blijft_geheim_voor_de_beheerder(client, beheerder):
    rij = BerichtFactory(soort=Berichtsoort.ACCOUNT, tekst="https://oco.example/sleutel")
    assert "oco.example/sleutel" not in client.get(rij.get_absolute_url()).content.decode()


def test_link_van_een_account_is_in_de_demo_te_volgen(client, demo):
    rij = BerichtFactory(
        soort=Berichtsoort.ACCOUNT, tekst="https://oco.example/sleutel", status=Status.OVERGEDRAGEN, afgehandeld_op=TOEN
    )
    assert 'href="https://oco.example/sleutel"' in client.get(rij.get_absolute_url()).content.decode()


def test_bijlage_van_een_ander_bericht_bestaat_niet(client, beheerder, bericht):
    vreemd = StukFactory()
    assert client.get(reverse("berichtbijlage", args=[bericht.pk, vreemd.pk])).status_code == 404


def test_filteren_op_stand_en_soort(client, beheerder):
    BerichtFactory()
    gezocht = BerichtFactory(status=Status.ONBESLIST, soort=Berichtsoort.BESLISSING)
    BerichtFactory(status=Status.ONBESLIST)
    antwoord = client.get(reverse("berichten"), {"status": "onbeslist", "soort": "beslissing"})
    assert list(antwoord.context["tabel"].data) == [gezocht]
    assert "2 berichten vragen om een mens" in antwoord.content.decode()


@pytest.mark.parametrize("aantal", [1, 3])
def test_lijst_kost_altijd_evenveel(client, beheerder, aantal, django_assert_num_queries):
    BerichtFactory.create_batch(aantal)
    with django_assert_num_queries(11):
        assert len(client.get(reverse("berichten")).context["tabel"].rows) == aantal


@pytest.mark.geval("R10")
def test_beheerder_beslist_over_twijfel(client, beheerder):
    rij = BerichtFactory(status=Status.ONBESLIST)
    adres = reverse("bericht_oplossen", args=[rij.pk])
    leeg = client.post(adres, {"uitkomst": "overgedragen", "reden": ""})
    assert leeg.context["form"].errors == {"reden": ["Dit veld is verplicht."]}
    gegevens = {"uitkomst": "geweigerd", "reden": "De ontvanger heeft niets."}
    assert client.post(adres, gegevens).headers["Location"] == rij.get_absolute_url()
    assert Bericht.objects.get().status == Status.GEWEIGERD
    nog_eens = client.post(adres, gegevens)
    assert (nog_eens.status_code, nog_eens.context["tekst"]) == (
        409,
        "Dit kan niet vanuit de status ‘Geweigerd’.",
    )


def test_bezoeker_van_de_demo_beslist_niet(client, demo):
    rij = BerichtFactory(status=Status.ONBESLIST)
    client.post(reverse("bericht_oplossen", args=[rij.pk]), {"uitkomst": "geweigerd", "reden": "zomaar"})
    assert Bericht.objects.get().status == Status.ONBESLIST
