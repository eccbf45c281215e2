"""Sessions: how long they last, where somebody is logged in, and ending them (ASVS 7)."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from kern.models import Gebeurtenis
from partijen import rules
from partijen import sessies as module
from partijen.models import Sessie
from tests.factories import RolFactory
from tests.partijen.inloggen import log_in, met_adres, net_bevestigd
from tests.race import tegelijk

pytestmark = pytest.mark.django_db
UUR = 3600
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def eigen_cache(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": uuid4().hex}}


@pytest.fixture
def later(monkeypatch):
    """Move the clock of sessions on by seconds, and forget what the cache holds: that has a clock of its own."""
    echt, sprong = module.time.time, [0]

    def ga(seconden: int) -> None:
        sprong[0] += seconden
        cache.clear()

    monkeypatch.setattr("time.time", lambda: echt() + sprong[0])
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime.fromtimestamp(module.time.time(), UTC))
    return ga


def is_binnen(client) -> bool:
    return client.get(reverse("waar_ingelogd")).status_code == 200


def binnen(gebruiker) -> Client:
    client = Client(headers={"user-agent": FIREFOX})
    assert log_in(client, gebruiker.email).url == reverse("mijn")
    return client


@pytest.mark.parametrize(("weg", "blijft"), [(2 * UUR - 60, True), (2 * UUR + 60, False)])
def test_wie_twee_uur_niets_doet_moet_opnieuw_inloggen(later, weg, blijft):
    client = binnen(met_adres())
    later(weg)
    assert is_binnen(client) is blijft


def test_ook_wie_steeds_iets_doet_moet_na_acht_uur_opnieuw_inloggen(later):
    client = binnen(met_adres())
    for _ in range(7):
        later(UUR + 5)
        assert is_binnen(client)
    later(UUR - 90)
    assert is_binnen(client)
    later(120)
    assert not is_binnen(client)


def test_een_sessie_wordt_niet_bij_elke_bladzijde_geschreven(client, later, settings):
    settings.SESSIE_BIJHOUDEN = 300
    client.force_login(met_adres())
    client.get(reverse("hulp"))
    einde = Sessie.objects.get().expire_date
    later(295)
    client.get(reverse("hulp"))
    assert Sessie.objects.get().expire_date == einde
    later(10)
    client.get(reverse("hulp"))
    assert Sessie.objects.get().expire_date > einde


def test_waar_iemand_is_ingelogd_ziet_alleen_diegene():
    gebruiker = met_adres()
    hier, elders = net_bevestigd(gebruiker), binnen(gebruiker)
    net_bevestigd(met_adres())
    tekst = hier.get(reverse("waar_ingelogd")).text
    assert [inlog.hier for inlog in hier.get(reverse("waar_ingelogd")).context["inlogs"]] == [True, False]
    assert "Firefox op Linux" in tekst
    assert FIREFOX not in str([sessie.get_decoded() for sessie in Sessie.objects.all()])
    elders.post(reverse("account_logout"))
    assert "U bent nergens anders ingelogd" in hier.get(reverse("waar_ingelogd")).text


def test_overal_elders_uitloggen():
    gebruiker = met_adres(RolFactory().gebruiker)
    hier, elders, ander = net_bevestigd(gebruiker), net_bevestigd(gebruiker), net_bevestigd(met_adres())
    assert hier.post(reverse("elders_uitloggen")).url == reverse("waar_ingelogd")
    assert (is_binnen(hier), is_binnen(elders), is_binnen(ander)) == (True, False, True)
    assert "U bent nergens anders ingelogd" in hier.get(reverse("waar_ingelogd")).text
    regel = Gebeurtenis.objects.get(object_soort="partijen.gebruiker")
    assert (regel.handeling, regel.actor_id, regel.gegevens) == ("log_elders_uit", gebruiker.pk, {})


def test_overal_elders_uitloggen_vraagt_het_wachtwoord(client):
    client.force_login(gebruiker := met_adres())
    elders = binnen(gebruiker)
    assert client.post(reverse("elders_uitloggen")).url.startswith(reverse("account_reauthenticate"))
    assert is_binnen(elders)


@pytest.mark.django_db(transaction=True)
def test_wie_in_twee_vensters_tegelijk_klikt_houdt_er_een():
    gebruiker = met_adres()
    vensters = [net_bevestigd(gebruiker), net_bevestigd(gebruiker)]
    antwoorden = tegelijk(lambda venster: venster.post(reverse("elders_uitloggen")).status_code, vensters)
    assert antwoorden == [302, 302]
    assert sorted(is_binnen(venster) for venster in vensters) == [False, True]


def test_een_beheerder_van_de_server_logt_iemand_of_iedereen_uit(capsys):
    een, ander = met_adres(), met_adres()
    clients = [net_bevestigd(een), net_bevestigd(een), net_bevestigd(ander)]
    call_command("sessies_beeindigen", een.email)
    assert [is_binnen(client) for client in clients] == [True, True, True]
    call_command("sessies_beeindigen", een.email.upper(), "--toepassen")
    assert [is_binnen(client) for client in clients] == [False, False, True]
    with pytest.raises(CommandError, match="Niet gevonden: niemand"):
        call_command("sessies_beeindigen", ander.email, "niemand@oco.example", "--toepassen")
    assert is_binnen(clients[2])
    call_command("sessies_beeindigen", "--iedereen", "--toepassen")
    assert not is_binnen(clients[2])
    assert capsys.readouterr().out.splitlines()[0] == "1 zouden worden uitgelogd."
    regels = Gebeurtenis.objects.filter(object_soort="partijen.gebruiker", handeling="beeindig_sessies")
    assert [regel.herkomst for regel in regels] == ["opdracht"] * 3


def test_een_uitgezet_account_is_bij_de_volgende_vraag_nergens_meer_binnen(client):
    client.force_login(gebruiker := met_adres())
    gebruiker.is_active = False
    gebruiker.save()
    assert not is_binnen(client)


@pytest.mark.parametrize(
    ("kop", "naam"),
    [
        (FIREFOX, "Firefox op Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge op Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari op een iPhone"),
        ("<script>alert(1)</script>", "Een browser"),
        ("", "Een browser"),
    ],
)
def test_een_apparaat_heet_zoals_iemand_het_kent(kop, naam):
    assert rules.apparaatnaam(kop) == naam
