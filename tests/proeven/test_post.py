"""F6, F10 and F12 at length: the outbox under workers that die, a Redis that dies, and three beats at once."""

import os
import signal
from collections import Counter
from contextlib import ExitStack
from random import Random
from threading import Event

import pytest
import redis as redisklant

from berichten.actions import leg_klaar
from berichten.integriteit import overdrachten
from berichten.models import Bericht
from berichten.states import Berichtsoort, Status
from tests.berichten.postbus import GOED, Postbus
from tests.berichten.werker import Dienst, celery, dood
from tests.wachten import wacht_tot
from tools.diensten import redis

pytestmark = [pytest.mark.proef, pytest.mark.django_db(transaction=True)]
GEDULD = 120.0  # seconds


@pytest.fixture
def postbus():
    """Takes its time, so that there is something to interrupt."""
    pauze = Event()

    def antwoord(envelope):
        pauze.wait(0.05)
        return GOED

    with Postbus() as bus:
        bus.antwoord = antwoord
        yield bus


@pytest.fixture
def dienst(postbus, tmp_path):
    with ExitStack() as stapel:
        yield Dienst(stapel, tmp_path, postbus.poort)


def leg_brieven_klaar(van: int, tot: int) -> None:
    for nummer in range(van, tot):
        leg_klaar(
            soort=Berichtsoort.BESLISSING,
            ontvanger=f"bestuur{nummer:03}@oco.example",
            onderwerp="Beslissing over uw inschrijving",
            tekst="Uw beslissing staat in het portaal.",
            over=f"bekendmaking.brief:{nummer}",
        )


def wacht_tot_alles_weg_is(geduld: float = GEDULD) -> None:
    wacht_tot(lambda: not Bericht.objects.filter(status__in=[Status.KLAAR, Status.GECLAIMD]).exists(), geduld)


def eis_hoogstens_eenmaal(postbus: Postbus) -> Counter:
    """Whoever is `overgedragen` got one mail, whoever is `onbeslist` none or one; how many of each status."""
    gekregen = Counter(mail["To"] for mail in postbus.post)
    for bericht in Bericht.objects.all():
        mag = {1} if bericht.status == Status.OVERGEDRAGEN else {0, 1}
        assert gekregen[bericht.ontvanger] in mag, f"{bericht.ontvanger}: {bericht.status}, {gekregen}"
    assert overdrachten().fouten == []
    return Counter(Bericht.objects.values_list("status", flat=True))


@pytest.mark.geval("F10", "F6")
def test_kill_9_van_de_werker_op_willekeurige_momenten(dienst, postbus):
    toeval, pauze, klant = Random(3), Event(), redisklant.Redis.from_url(dienst.broker)
    leg_brieven_klaar(0, 400)
    for keer in range(20):
        werker = dienst.start()
        wacht_tot(lambda: Bericht.objects.filter(status=Status.GECLAIMD).exists(), GEDULD)
        pauze.wait(toeval.uniform(0, 1))
        dood(werker)
        if keer % 2:
            klant.flushall()
    dienst.start()
    wacht_tot_alles_weg_is()
    standen = eis_hoogstens_eenmaal(postbus)
    assert standen.total() == 400
    assert standen.keys() <= {Status.OVERGEDRAGEN, Status.ONBESLIST}
    assert standen[Status.ONBESLIST] <= 20


@pytest.mark.geval("F6")
def test_redis_sterft_en_komt_leeg_terug(dienst, postbus, tmp_path):
    poort = int(dienst.broker.rsplit(":", 1)[1].split("/")[0])
    dienst.start()
    for keer in range(10):
        os.kill(redisklant.Redis.from_url(dienst.broker).info()["process_id"], signal.SIGKILL)
        leg_brieven_klaar(keer * 10, keer * 10 + 10)
        dienst.stapel.enter_context(redis(tmp_path / f"redis{keer}", poort=poort, duurzaam=False))
        wacht_tot_alles_weg_is()
    assert eis_hoogstens_eenmaal(postbus) == {Status.OVERGEDRAGEN: 100}


@pytest.mark.geval("F12")
def test_drie_beats_en_twee_werkers_sturen_elke_brief_eenmaal(dienst, postbus, tmp_path):
    gedeeld = {"broker": dienst.broker, "postpoort": postbus.poort}
    for nummer in range(3):
        opties = ("beat", "-s", str(tmp_path / f"schema{nummer}"), "--pidfile=")
        dienst.stapel.enter_context(celery(*opties, logboek=tmp_path / f"beat{nummer}.log", **gedeeld))
    for nummer in range(2):
        opties = ("worker", "-c", "2", "-n", f"w{nummer}@%h", "--without-mingle", "--without-gossip")
        dienst.stapel.enter_context(celery(*opties, logboek=tmp_path / f"werker{nummer}.log", **gedeeld))
    for keer in range(20):
        leg_brieven_klaar(keer * 20, keer * 20 + 20)
        wacht_tot_alles_weg_is()
    assert eis_hoogstens_eenmaal(postbus) == {Status.OVERGEDRAGEN: 400}
