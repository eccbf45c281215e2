"""The outbox with a real worker, a real beat and a real Redis that are killed and emptied (F6, F10)."""

from contextlib import ExitStack
from threading import Event

import pytest
import redis as redisklant
from django.db import transaction

from berichten.actions import leg_klaar
from berichten.models import Bericht
from berichten.queries import vraagt_hand
from berichten.states import Berichtsoort, Status
from kern import klok
from tests.berichten.postbus import GOED
from tests.berichten.werker import Dienst, dood
from tests.wachten import wacht_iemand_op_slot, wacht_tot

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dienst(postbus, tmp_path):
    with ExitStack() as stapel:
        yield Dienst(stapel, tmp_path, postbus.poort)


def leg_brieven_klaar(aantal: int) -> list[str]:
    adressen = [f"bestuur{nummer:02}@oco.example" for nummer in range(aantal)]
    for adres in adressen:
        leg_klaar(
            soort=Berichtsoort.BESLISSING,
            ontvanger=adres,
            onderwerp="Beslissing over uw inschrijving",
            tekst="Uw beslissing staat in het portaal.",
            over="bekendmaking.brief:1",
        )
    return adressen


def moord_tussen_antwoord_en_commit(dienst, postbus) -> None:
    """The server said 250, the worker waits to record it, and is killed there; then a new worker starts."""
    gehoord, op_slot = Event(), Event()

    def antwoord(envelope):
        gehoord.set()
        op_slot.wait(20)
        return GOED

    postbus.antwoord = antwoord
    leg_brieven_klaar(1)
    eerste = dienst.start()
    assert gehoord.wait(40)
    with transaction.atomic():
        Bericht.objects.select_for_update().get()
        op_slot.set()
        wacht_tot(wacht_iemand_op_slot)
        dood(eerste)
    assert (Bericht.objects.get().status, len(postbus.post)) == (Status.GECLAIMD, 1)
    dienst.start()
    wacht_tot(lambda: vraagt_hand(klok.nu()).filter(status=Status.ONBESLIST).exists(), 40)
    [adres] = leg_brieven_klaar(2)[1:]
    wacht_tot(lambda: Bericht.objects.filter(ontvanger=adres, status=Status.OVERGEDRAGEN).exists())
    assert [mail["To"] for mail in postbus.post] == ["bestuur00@oco.example", adres]


@pytest.mark.geval("F10")
def test_kill_9_tussen_250_en_commit_geeft_onbeslist_en_geen_tweede_mail(dienst, postbus):
    moord_tussen_antwoord_en_commit(dienst, postbus)


@pytest.mark.proef
@pytest.mark.geval("F10")
@pytest.mark.parametrize("keer", range(20))
def test_kill_9_twintigmaal(dienst, postbus, keer):
    moord_tussen_antwoord_en_commit(dienst, postbus)


@pytest.mark.proef
@pytest.mark.geval("F6", "R9")
def test_een_lege_redis_kost_geen_brief(dienst, postbus):
    halverwege, door = Event(), Event()

    def antwoord(envelope):
        if len(postbus.post) == 5:
            halverwege.set()
            door.wait(20)
        return GOED

    postbus.antwoord = antwoord
    adressen = leg_brieven_klaar(12)
    dienst.start()
    assert halverwege.wait(40)
    klant = redisklant.Redis.from_url(dienst.broker)
    klant.flushall()
    door.set()
    adressen += leg_brieven_klaar(15)[12:]
    wacht_tot(lambda: Bericht.objects.filter(status=Status.OVERGEDRAGEN).count() == 15, 40)
    klant.flushall()
    adressen += leg_brieven_klaar(17)[15:]
    wacht_tot(lambda: Bericht.objects.filter(status=Status.OVERGEDRAGEN).count() == 17, 40)
    assert [mail["To"] for mail in postbus.post] == adressen
