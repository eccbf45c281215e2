"""Redis is a cache: away it costs nothing, and what stands in it cannot run (F7, B57)."""

import pickle
from uuid import uuid4

import pytest
import redis as redisklant
from django.core.cache import cache
from django.urls import reverse

from inschrijving.models import Indiening
from kern.cache import MagOntbreken
from tests.factories import WACHTWOORD, RolFactory
from tests.inschrijving.hulp import gezien, pagina, volledige_inschrijving
from tests.partijen.inloggen import code_nu, log_in, met_adres, met_totp
from tools.diensten import redis, vrije_poort

NIEMAND = "redis://127.0.0.1:1/0"


@pytest.fixture
def zet_cache(settings, monkeypatch):
    """Use this Redis; who waits for one that failed does not wait in the next test."""
    monkeypatch.setattr(MagOntbreken, "stil_tot", 0.0)

    def zet(adres):
        settings.CACHES = {"default": {"BACKEND": "kern.cache.MagOntbreken", "LOCATION": adres}}

    return zet


@pytest.mark.geval("F7")
def test_zonder_redis_is_elke_sleutel_afwezig(zet_cache):
    zet_cache(NIEMAND)
    assert [cache.get("a", "anders"), cache.set("a", 1), cache.add("a", 1)] == ["anders", None, True]
    assert [cache.delete("a"), "a" in cache] == [False, False]


@pytest.mark.geval("F7")
def test_een_redis_die_wegviel_wordt_even_niet_gevraagd(zet_cache, monkeypatch):
    gevraagd = []
    monkeypatch.setattr(redisklant.Redis, "get", lambda *_: gevraagd.append(1) or _val_weg())
    zet_cache(NIEMAND)
    assert [cache.get("a") for _ in range(5)] == [None] * 5
    assert len(gevraagd) == 1
    monkeypatch.setattr(MagOntbreken, "stil_tot", 0.0)  # five seconds later
    cache.get("a")
    assert len(gevraagd) == 2


def _val_weg():
    raise redisklant.ConnectionError


@pytest.mark.geval("F7")
@pytest.mark.django_db
def test_inloggen_en_indienen_merken_niet_dat_redis_weg_is(client, klok, zet_cache, settings):
    settings.TWEEDE_FACTOR_VERPLICHT = True
    klok("2017-07-28 14:12")
    inschrijving = volledige_inschrijving()
    wie = met_totp(met_adres(inschrijving.bestuursverklaring.getekend_door))
    zet_cache(NIEMAND)
    log_in(client, wie.email)
    client.post(reverse("mfa_authenticate"), {"code": code_nu()})
    assert client.get(pagina("inschrijving_stap", inschrijving, "indienen")).status_code == 200
    gegevens = {"sleutel": str(uuid4()), "gezien": gezien(inschrijving)}
    client.post(reverse("account_reauthenticate"), {"password": WACHTWOORD})
    client.post(reverse("inschrijving_dien_in", args=[inschrijving.kenmerk]), gegevens)
    assert Indiening.objects.filter(inschrijving=inschrijving).count() == 1


@pytest.mark.geval("B57")
@pytest.mark.django_db
def test_in_redis_staat_json_en_een_pickle_wordt_niet_gelezen(client, zet_cache, tmp_path):
    with redis(tmp_path / "redis", poort=vrije_poort(), duurzaam=False) as adres:
        zet_cache(adres)
        cache.set("a", {"b": [1, "é"]})
        client.force_login(RolFactory().gebruiker)
        assert client.get(reverse("mijn")).status_code == 302
        assert cache.get("a") == {"b": [1, "é"]}
        klant = redisklant.Redis.from_url(adres)
        sleutels = klant.keys()
        assert len(sleutels) == 2
        assert all(klant.get(sleutel).startswith(b"{") for sleutel in sleutels)
        for sleutel in sleutels:
            klant.set(sleutel, pickle.dumps(_Gevaar()))
        assert cache.get("a") is None
        assert client.get(reverse("mijn")).status_code == 302  # the session is in the database


class _Gevaar:
    def __reduce__(self):
        return pytest.fail, ("code uit Redis is uitgevoerd",)
