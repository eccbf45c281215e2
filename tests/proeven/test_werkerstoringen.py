"""F8, F9, F11, F13 to F16 and B57 with a real worker, beat and Redis; hours are a jump of the portal's clock."""

import os
import re
import signal
from collections import Counter
from contextlib import ExitStack
from datetime import timedelta
from threading import Event

import pytest
import redis as redisklant
from celery import Celery
from django.urls import reverse
from kombu import Connection

from bekendmaking.models import Vrijgave
from berichten.models import Bericht, Hartslag
from berichten.queries import stil_sinds, vraagt_hand
from berichten.states import Status
from kern import klok
from kern.models import Gebeurtenis, Klokstand
from tests.bekendmaking.test_vrijgave_worker import laat_klok_lopen_vanaf
from tests.bekendmaking.toneel import VOLDOET_NIET, Toneel, zet_klok
from tests.berichten.postbus import GOED, ZWIJG, Postbus
from tests.berichten.werker import Dienst, dood
from tests.proeven.test_post import eis_hoogstens_eenmaal, leg_brieven_klaar, wacht_tot_alles_weg_is
from tests.wachten import wacht_tot

pytestmark = [pytest.mark.proef, pytest.mark.django_db(transaction=True)]
GEDULD = 120.0  # seconds
LANG_GEDULD = 1200.0  # for thousands of letters
MIDDAG = "2017-09-15 12:00"


@pytest.fixture
def postbus():
    with Postbus() as bus:
        yield bus


@pytest.fixture
def dienst(postbus, tmp_path):
    with ExitStack() as stapel:
        yield Dienst(stapel, tmp_path, postbus.poort)


def loopt_vanaf(moment: str) -> None:
    """The clock of the portal runs from this moment on."""
    zet_klok(moment)
    laat_klok_lopen_vanaf(moment)


def spoel_door(duur: timedelta) -> None:
    Klokstand.objects.update(verschuiving=Klokstand.objects.get().verschuiving + duur)


def weg(status=Status.OVERGEDRAGEN) -> int:
    return Bericht.objects.filter(status=status).count()


@pytest.mark.geval("F8")
def test_drie_verbroken_verbindingen_leggen_de_verwerking_niet_stil(dienst, postbus):
    klant, pauze = redisklant.Redis.from_url(dienst.broker), Event()
    dienst.start()
    leg_brieven_klaar(0, 1)
    wacht_tot(weg, GEDULD)
    for _ in range(3):
        klant.client_kill_filter(_type="normal", skipme=True)
        klant.client_kill_filter(_type="pubsub", skipme=True)
        pauze.wait(1)
    leg_brieven_klaar(1, 30)
    wacht_tot_alles_weg_is()
    assert eis_hoogstens_eenmaal(postbus) == {Status.OVERGEDRAGEN: 30}
    assert stil_sinds(klok.nu()) == ""


@pytest.mark.geval("F9")
def test_een_taak_die_opnieuw_wordt_bezorgd_verstuurt_niet_opnieuw(dienst, postbus):
    pauze = Event()
    postbus.antwoord = lambda envelope: pauze.wait(12) or GOED
    leg_brieven_klaar(0, 2)
    dienst.start(processen=4, OCO_TEST_ZICHTBAAR="1", OCO_ONBESLIST_NA_SECONDEN="120")
    wacht_tot_alles_weg_is()
    regel = r'\] received", "taak": "berichten.tasks.verstuur_openstaande", "taak_id": "([0-9a-f-]+)"'
    bezorgd = re.findall(regel, (dienst.werk / "werker.log").read_text())
    assert max(Counter(bezorgd).values()) > 1
    assert eis_hoogstens_eenmaal(postbus) == {Status.OVERGEDRAGEN: 2}


@pytest.mark.geval("F11")
def test_sigterm_sigquit_en_een_rollende_herstart(dienst, postbus):
    pauze, aantal = Event(), 4500
    leg_brieven_klaar(0, aantal)
    eerste = dienst.start()
    wacht_tot(lambda: weg() > aantal // 3, LANG_GEDULD)
    tweede = dienst.start()  # rolling: the next one is there before the first goes
    os.kill(eerste.pid, signal.SIGTERM)
    pauze.wait(1)
    os.kill(eerste.pid, signal.SIGQUIT)
    wacht_tot(lambda: eerste.poll() is not None, GEDULD)
    wacht_tot(lambda: weg() > 2 * aantal // 3, LANG_GEDULD)
    os.kill(tweede.pid, signal.SIGQUIT)
    wacht_tot(lambda: tweede.poll() is not None, GEDULD)
    dienst.start()
    wacht_tot_alles_weg_is(LANG_GEDULD)
    standen = eis_hoogstens_eenmaal(postbus)
    assert (standen.total(), standen[Status.ONBESLIST] <= 2) == (aantal, True)


def klaargezette_vrijgave(aantal: int = 3) -> Toneel:
    toneel = Toneel("2017-09-14 15:00")
    for nummer in range(aantal):
        dossier = toneel.dossier({"Utrecht": VOLDOET_NIET}, email=f"bestuur{nummer:03}@oco.example")
        toneel.brief(dossier, goedgekeurd=True)
    toneel.zet_klaar()
    return toneel


@pytest.mark.geval("F13")
def test_na_uitval_rond_het_moment_een_vrijgave_met_haar_vertraging(dienst, postbus, client):
    klaargezette_vrijgave()
    Hartslag.objects.create(pk=1, op=zet_klok("2017-09-15 11:55"))
    loopt_vanaf("2017-09-15 12:01")
    assert client.get(reverse("gezond_taken")).status_code == 503
    spoel_door(timedelta(minutes=19))
    dienst.start()
    wacht_tot(lambda: weg() == 3, GEDULD)
    assert client.get(reverse("gezond_taken")).status_code == 200
    [regel] = Gebeurtenis.objects.filter(handeling="geef_vrij")
    assert regel.gegevens["brieven"] == 3
    assert 1200 <= regel.gegevens["vertraging_seconden"] < 1300
    assert eis_hoogstens_eenmaal(postbus) == {Status.OVERGEDRAGEN: 3}


@pytest.mark.geval("F16")
def test_zes_uur_zonder_mailserver_toont_het_portaal_de_beslissing(dienst, postbus, client):
    toneel = klaargezette_vrijgave()
    postbus.server.stop()
    loopt_vanaf(MIDDAG)
    werker = dienst.start()
    wacht_tot(lambda: Bericht.objects.filter(pogingen__gt=0, status=Status.KLAAR).count() == 3, GEDULD)
    dossier = toneel.uitvoerder.inschrijvingen.first()
    client.force_login(toneel.invuller(dossier))
    assert client.get(reverse("beslissing", args=[dossier.kenmerk])).status_code == 200
    spoel_door(timedelta(hours=6))
    assert vraagt_hand(klok.nu()).count() == 3
    postbus.herstart()
    spoel_door(timedelta(minutes=10))
    wacht_tot(lambda: weg() == 3, GEDULD)
    dood(werker)
    assert eis_hoogstens_eenmaal(postbus) == {Status.OVERGEDRAGEN: 3}
    assert Vrijgave.objects.get().vrijgegeven_op - Vrijgave.objects.get().vrij_op < timedelta(minutes=5)


@pytest.mark.geval("F14", "F15")
def test_een_mailserver_die_slikt_uitstelt_en_weigert(dienst, postbus):
    uitgesteld: set[str] = set()

    def antwoord(envelope):
        adres = envelope.rcpt_tos[0]
        nummer = int(adres[7:10])
        if nummer % 5 == 0:
            return ZWIJG
        if nummer % 3 == 0 and adres not in uitgesteld:
            uitgesteld.add(adres)
            return "451 later"
        return "552 vol" if nummer == 2 else GOED

    postbus.antwoord = antwoord
    postbus.bij_ontvanger = lambda adres: "550 weg" if adres == "bestuur001@oco.example" else GOED
    loopt_vanaf(MIDDAG)
    leg_brieven_klaar(0, 60)
    dienst.start()
    wacht_tot(lambda: not Bericht.objects.filter(pogingen=0).exists(), GEDULD)
    wacht_tot(lambda: weg(Status.GECLAIMD) == 0, GEDULD)
    assert weg(Status.KLAAR) == len(uitgesteld) == 16
    spoel_door(timedelta(seconds=31))
    wacht_tot_alles_weg_is()
    standen = eis_hoogstens_eenmaal(postbus)
    assert standen == {Status.OVERGEDRAGEN: 46, Status.ONBESLIST: 12, Status.GEWEIGERD: 2}
    assert set(Bericht.objects.filter(pogingen=2).values_list("ontvanger", flat=True)) == uitgesteld
    assert vraagt_hand(klok.nu()).count() == 14


class _Gevaar:
    """Makes a folder when it is unpickled."""

    def __init__(self, pad: str):
        self.pad = pad

    def __reduce__(self):
        return os.mkdir, (self.pad,)


@pytest.mark.geval("B57")
def test_een_pickle_en_een_onbekende_taak_worden_geweigerd_en_gemeld(dienst, postbus, tmp_path):
    with Connection(dienst.broker) as lijn:
        Celery().send_task("os.system", args=["true"], connection=lijn)
        taak = "berichten.tasks.verstuur_openstaande"
        Celery().send_task(taak, args=[_Gevaar(str(tmp_path / "uitgevoerd"))], serializer="pickle", connection=lijn)
    leg_brieven_klaar(0, 2)
    dienst.start()
    wacht_tot_alles_weg_is()
    logboek = (dienst.werk / "werker.log").read_text()
    assert not (tmp_path / "uitgevoerd").exists()
    assert re.search(r'"niveau": "ERROR".*"Received unregistered task of type .*"fout": "NotRegistered"', logboek)
    assert re.search(r'"niveau": "(ERROR|CRITICAL)".*"fout": "ContentDisallowed"', logboek)
    assert eis_hoogstens_eenmaal(postbus) == {Status.OVERGEDRAGEN: 2}
