"""The release by a real worker and beat that are killed, on a Redis that is emptied (F6, F10, F13)."""

from contextlib import ExitStack
from datetime import datetime
from threading import Event

import pytest
import redis as redisklant
from django.db import transaction

from bekendmaking.models import Brief, Vrijgave
from bekendmaking.states import Status
from berichten.integriteit import overdrachten
from berichten.models import Bericht
from berichten.states import Status as Berichtstatus
from kern.db import databasetijd
from kern.klok import AMSTERDAM
from kern.models import Klokstand
from kern.rules import sha256
from tests.bekendmaking.toneel import BESTAAND, Toneel
from tests.berichten.postbus import GOED, Postbus
from tests.berichten.werker import Dienst, dood
from tests.wachten import wacht_iemand_op_slot, wacht_tot

pytestmark = pytest.mark.django_db(transaction=True)
AANTAL = 6


@pytest.fixture
def brieven():
    """Approved letters whose release waits for its moment, by the address they go to."""
    toneel = Toneel("2017-09-14 15:00")
    dossiers = [toneel.dossier({"Utrecht": BESTAAND}) for _ in range(AANTAL)]
    toneel.stel_vast("Utrecht")
    for nummer, dossier in enumerate(dossiers):
        dossier.email = f"bestuur{nummer}@oco.example"
        dossier.save()
    gemaakt = {dossier.email: toneel.brief(dossier, goedgekeurd=True) for dossier in dossiers}
    toneel.zet_klaar()
    return gemaakt


@pytest.fixture
def postbus():
    with Postbus() as bus:
        yield bus


@pytest.fixture
def dienst(postbus, tmp_path):
    with ExitStack() as stapel:
        yield Dienst(stapel, tmp_path, postbus.poort)


def laat_klok_lopen_vanaf(moment: str) -> None:
    toen = datetime.fromisoformat(moment).replace(tzinfo=AMSTERDAM)
    Klokstand.objects.update(vast=None, verschuiving=toen - databasetijd())


def aantal(*status: str) -> int:
    return Bericht.objects.filter(status__in=status).count()


def eis_elke_brief_eenmaal(brieven: dict[str, Brief], postbus: Postbus) -> None:
    """Each letter lies in the mailbox once, with exactly the PDF that was approved (I5)."""
    bijlagen = {mail["To"]: [deel.get_payload(decode=True) for deel in mail.get_payload()[1:]] for mail in postbus.post}
    assert {adres: [sha256(pdf) for pdf in pdfs] for adres, pdfs in bijlagen.items()} == {
        adres: [brief.hash] for adres, brief in brieven.items()
    }
    assert len(postbus.post) == len(brieven)
    assert overdrachten().fouten == []


@pytest.mark.proef
@pytest.mark.geval("F10", "F6")
def test_elke_brief_eenmaal_ondanks_kill_9_en_een_lege_redis(brieven, dienst, postbus):
    klant, derde, op_slot = redisklant.Redis.from_url(dienst.broker), Event(), Event()

    def antwoord(envelope):
        if len(postbus.post) == 2:
            derde.set()
            op_slot.wait(20)
        if len(postbus.post) == 4:
            klant.flushall()
        return GOED

    postbus.antwoord = antwoord
    laat_klok_lopen_vanaf("2017-09-15 12:00")
    eerste = dienst.start()
    assert derde.wait(40)
    with transaction.atomic():
        list(Bericht.objects.select_for_update())
        op_slot.set()
        wacht_tot(wacht_iemand_op_slot)
        klant.flushall()
        dood(eerste)
    assert (len(postbus.post), aantal(Berichtstatus.OVERGEDRAGEN)) == (3, 2)
    dienst.start()
    wacht_tot(lambda: aantal(Berichtstatus.OVERGEDRAGEN, Berichtstatus.ONBESLIST) == AANTAL, 40)
    assert (aantal(Berichtstatus.OVERGEDRAGEN), aantal(Berichtstatus.ONBESLIST)) == (AANTAL - 1, 1)
    eis_elke_brief_eenmaal(brieven, postbus)


@pytest.mark.geval("F13", "R11")
def test_kill_9_midden_in_de_vrijgave_geeft_alles_of_niets(brieven, dienst, postbus):
    laat_klok_lopen_vanaf("2017-09-15 12:20")
    eerste = dienst.start()
    with transaction.atomic():
        Brief.objects.select_for_update().get(pk=max(brief.pk for brief in brieven.values()))
        wacht_tot(wacht_iemand_op_slot, 40)
        dood(eerste)
    assert set(Brief.objects.values_list("status", flat=True)) == {Status.GOEDGEKEURD}
    assert (Bericht.objects.count(), postbus.post) == (0, [])
    dienst.start()
    wacht_tot(lambda: aantal(Berichtstatus.OVERGEDRAGEN) == AANTAL, 40)
    assert set(Brief.objects.values_list("status", flat=True)) == {Status.VOORLOPIG}
    assert Vrijgave.objects.filter(vrijgegeven_op__isnull=False).count() == 1
    eis_elke_brief_eenmaal(brieven, postbus)
