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
    """A message that was handed over, with an attachment."""
    rij = BerichtFactory(status=Status.OVERGEDRAGEN, afgehandeld_op=TOEN, tekst="Klik op https://oco.example/x <b>")
    rij.bijlagen.add(bewaar(dossier="proef:1", naam="Ontvangst.pdf", inhoud=pdf()))
    return rij


@pytest.fixture
def onbeslist(bericht):
    """The same message, when nobody knows whether it arrived."""
    bericht.status, bericht.serverantwoord = Status.ONBESLIST, "451 even niet"
    bericht.save()
    return bericht


def adressen(bericht: Bericht) -> list[str]:
    return [
        reverse("berichten"),
        bericht.get_absolute_url(),
        reverse("berichtbijlage", args=[bericht.pk, bericht.bijlagen.get().pk]),
    ]


def standen(client, bericht: Bericht) -> list[int]:
    return [client.get(adres).status_code for adres in adressen(bericht)]


def rijen(client, **vraag) -> list[Bericht]:
    return list(client.get(reverse("berichten"), vraag).context["tabel"].data)


def test_bezoeker_moet_inloggen_en_ziet_nooit_een_bijlage(client, bericht):
    lijst, detail, bijlage = (client.get(adres) for adres in adressen(bericht))
    naar_login = [antwoord.headers["Location"].split("?")[0] for antwoord in (lijst, detail)]
    assert (naar_login, bijlage.status_code) == ([reverse("account_login")] * 2, 404)


def test_wie_geen_beheerder_is_ziet_niets(client, onbeslist):
    client.force_login(GebruikerFactory())
    assert standen(client, onbeslist) == [403, 403, 404]


@pytest.mark.geval("B28")
@pytest.mark.parametrize("status", [Status.KLAAR, Status.GECLAIMD, Status.OVERGEDRAGEN])
def test_beheerder_ziet_niet_welke_berichten_goed_gaan(client, beheerder, bericht, status):
    Bericht.objects.update(status=status, geclaimd_op=TOEN)
    assert rijen(client) == []
    assert standen(client, bericht) == [200, 404, 404]


@pytest.mark.geval("B28")
def test_beheerder_leest_een_bericht_dat_een_mens_vraagt_niet(client, beheerder, onbeslist):
    assert rijen(client) == [onbeslist]
    assert standen(client, onbeslist) == [200, 200, 404]
    lijst, detail = (client.get(adres).content.decode() for adres in adressen(onbeslist)[:2])
    inhoud = [onbeslist.onderwerp, "oco.example/x", "Ontvangst.pdf"]
    assert [tekst for tekst in inhoud if tekst in lijst + detail] == []
    getoond = [onbeslist.ontvanger, "Ontvangst", "Onbeslist", "451 even niet"]
    assert [tekst for tekst in getoond if tekst not in detail] == []


def test_in_de_demo_leest_iedereen_wat_verstuurd_is(client, demo, bericht):
    wacht_nog, kwijt = BerichtFactory(), BerichtFactory(status=Status.ONBESLIST)
    assert rijen(client) == [bericht]
    detail, bijlage = (client.get(adres) for adres in adressen(bericht)[1:])
    assert 'href="https://oco.example/x"' in detail.content.decode()
    assert "&lt;b&gt;" in detail.content.decode()
    assert bijlage.content == pdf()
    assert [client.get(rij.get_absolute_url()).status_code for rij in (wacht_nog, kwijt)] == [404, 404]


def test_beheerder_van_de_demo_ziet_ook_wat_een_mens_vraagt(client, demo, beheerder, bericht):
    BerichtFactory()
    kwijt = BerichtFactory(status=Status.ONBESLIST)
    assert rijen(client) == [kwijt, bericht]


def test_bijlage_van_een_ander_bericht_bestaat_niet(client, demo, bericht):
    vreemd = StukFactory()
    assert client.get(reverse("berichtbijlage", args=[bericht.pk, vreemd.pk])).status_code == 404


def test_filteren_op_stand_en_soort(client, beheerder):
    BerichtFactory(status=Status.GEWEIGERD, soort=Berichtsoort.BESLISSING)
    gezocht = BerichtFactory(status=Status.ONBESLIST, soort=Berichtsoort.BESLISSING)
    BerichtFactory(status=Status.ONBESLIST)
    assert rijen(client, status="onbeslist", soort="beslissing") == [gezocht]


@pytest.mark.parametrize("aantal", [1, 3])
def test_lijst_kost_altijd_evenveel(client, beheerder, aantal, django_assert_num_queries):
    BerichtFactory.create_batch(aantal, status=Status.ONBESLIST)
    with django_assert_num_queries(6):
        assert len(client.get(reverse("berichten")).context["tabel"].rows) == aantal


@pytest.mark.geval("R10")
def test_beheerder_beslist_over_twijfel(client, beheerder):
    rij = BerichtFactory(status=Status.ONBESLIST)
    adres = reverse("bericht_oplossen", args=[rij.pk])
    leeg = client.post(adres, {"uitkomst": "overgedragen", "reden": ""})
    assert leeg.context["form"].errors == {"reden": ["Dit veld is verplicht."]}
    gegevens = {"uitkomst": "geweigerd", "reden": "De ontvanger heeft niets."}
    assert client.post(adres, gegevens).headers["Location"] == reverse("berichten")
    assert Bericht.objects.get().status == Status.GEWEIGERD
    nog_eens = client.post(adres, gegevens)
    assert (nog_eens.status_code, nog_eens.context["tekst"]) == (
        409,
        "Dit kan niet vanuit de status ‘Geweigerd’.",
    )


def test_een_bericht_dat_toch_aankwam_is_daarna_niet_meer_te_zien(client, beheerder, onbeslist):
    gegevens = {"uitkomst": "overgedragen", "reden": "Het staat in het logboek van de mailserver."}
    client.post(reverse("bericht_oplossen", args=[onbeslist.pk]), gegevens)
    assert (rijen(client), standen(client, onbeslist)) == ([], [200, 404, 404])


def test_bezoeker_van_de_demo_beslist_niet(client, demo):
    rij = BerichtFactory(status=Status.ONBESLIST)
    client.post(reverse("bericht_oplossen", args=[rij.pk]), {"uitkomst": "geweigerd", "reden": "zomaar"})
    assert Bericht.objects.get().status == Status.ONBESLIST
