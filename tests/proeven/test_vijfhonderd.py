"""The release of 500 letters while everything around it fails: each recipient has one message, or one `onbeslist`.

The worker is killed with -9 at twenty random moments, Redis is emptied twice, beat runs three times over, and the mail
server is away for a while (F6, F10, F12, F13, F16; I5).
"""

import json
from collections import Counter
from contextlib import ExitStack, suppress
from datetime import timedelta
from io import StringIO
from random import Random
from threading import Event

import pytest
import redis as redisklant
from django.core.management import call_command

from bekendmaking import voorstel
from bekendmaking.huisstijl import opmaakhash
from bekendmaking.models import Brief, Vrijgave
from bekendmaking.states import Status as Briefstatus
from bekendmaking.teksten import teksten_van
from berichten.models import Bericht
from berichten.queries import vraagt_hand
from berichten.states import Status
from kern import klok
from kern.models import Klokstand
from kern.rules import sha256
from kluis.actions import bewaar
from tests.bekendmaking.test_vrijgave_worker import laat_klok_lopen_vanaf
from tests.bekendmaking.toneel import VOLDOET_NIET, Toneel
from tests.berichten.postbus import GOED, Postbus
from tests.berichten.werker import celery, dood
from tests.factories_bekendmaking import BriefFactory
from tests.kluis.bestanden import pdf
from tests.wachten import wacht_tot
from tools.diensten import redis, vrije_poort

pytestmark = [pytest.mark.proef, pytest.mark.django_db(transaction=True)]
AANTAL, MOORDEN = 500, 20
GEDULD = 240.0  # seconds


def goedgekeurde_brieven() -> dict[str, Brief]:
    """Approved letters of one uitvoerder that wait for noon, by address; the PDF of each is its own."""
    toneel = Toneel("2017-09-14 15:00")
    opmaak, brieven = opmaakhash(teksten_van(toneel.ronde), toneel.uitvoerder), {}
    for nummer in range(AANTAL):
        adres = f"bestuur{nummer:03}@oco.example"
        dossier = toneel.dossier({"Utrecht": VOLDOET_NIET}, email=adres)
        stuk = bewaar(dossier=dossier.dossier_sleutel, naam="Beslissing.pdf", inhoud=pdf(adres), controleer=False)
        gemaakt = {"stuk": stuk, "hash": stuk.sha256, "opmaak_hash": opmaak}
        brief = BriefFactory(inschrijving=dossier, goedgekeurd=True, **gemaakt)
        for beslissing in voorstel.beslissingen_voor(dossier):
            beslissing.brief, beslissing.status = brief, brief.status
            beslissing.save()
        brieven[adres] = brief
    toneel.zet_klaar()
    return brieven


class Omgeving:
    """Redis, three beats, and a worker that is started again and again."""

    def __init__(self, stapel: ExitStack, werk, postpoort: int):
        self.stapel, self.werk = stapel, werk
        adres = stapel.enter_context(redis(werk / "redis", poort=vrije_poort(), duurzaam=False))
        self.gedeeld = {"broker": f"{adres}/0", "postpoort": postpoort}
        self.redis = redisklant.Redis.from_url(self.gedeeld["broker"])
        for nummer in range(3):
            opties = ("beat", "-s", str(werk / f"schema{nummer}"), "--pidfile=")
            stapel.enter_context(celery(*opties, logboek=werk / f"beat{nummer}.log", **self.gedeeld))

    def werker(self):
        opties = ("worker", "-c", "2", "--without-mingle", "--without-gossip")
        return self.stapel.enter_context(celery(*opties, logboek=self.werk / "werker.log", **self.gedeeld))


def aangeraakt() -> int:
    return Bericht.objects.filter(pogingen__gt=0).count()


def onderweg() -> int:
    return Bericht.objects.filter(status__in=[Status.KLAAR, Status.GECLAIMD]).count()


def spoel_door(minuten: int) -> None:
    """The clock of the portal jumps forward: an hour of waiting is a moment."""
    stand = Klokstand.objects.get()
    Klokstand.objects.update(verschuiving=stand.verschuiving + timedelta(minutes=minuten))


@pytest.mark.geval("F6", "F10", "F12", "F13", "F16", "I5")
def test_vijfhonderd_brieven_elk_eenmaal_wat_er_ook_wegvalt(tmp_path):
    toeval, pauze = Random(6), Event()
    brieven = goedgekeurde_brieven()

    def antwoord(envelope):
        pauze.wait(0.03)
        return GOED

    with Postbus() as bus, ExitStack() as stapel:
        bus.antwoord = antwoord
        al_geschonden = geschonden()  # dossiers and verdicts are rows here, without their openings and receipts
        laat_klok_lopen_vanaf("2017-09-15 12:00")
        omgeving = Omgeving(stapel, tmp_path, bus.poort)
        for keer in range(MOORDEN):
            werker, voor = omgeving.werker(), aangeraakt()
            if keer > 1:  # the first two die wherever they are, also within the release
                wacht_tot(lambda grens=voor: aangeraakt() > grens, GEDULD)
            pauze.wait(toeval.uniform(0, 8) if keer < 2 else toeval.uniform(0, 0.8))
            dood(werker)
            if keer in (5, 12):
                omgeving.redis.flushall()
            if keer == 8:
                bus.server.stop()
                weg = omgeving.werker()
                wacht_tot(lambda: Bericht.objects.filter(serverantwoord__contains="refused").exists(), GEDULD)
                dood(weg)
                bus.herstart()
                spoel_door(10)
        omgeving.werker()
        wacht_tot(lambda: not onderweg(), GEDULD)
    eis_elk_eenmaal(brieven, bus)
    assert geschonden() == al_geschonden <= {"I1", "I2", "I4", "I7"}


def integriteit() -> dict[str, dict]:
    """What `manage.py integriteit` prints."""
    uit = StringIO()
    with suppress(SystemExit):
        call_command("integriteit", stdout=uit)
    return json.loads(uit.getvalue())


def geschonden() -> set[str]:
    return {naam for naam, uitslag in integriteit().items() if uitslag["ok"] is False}


def eis_elk_eenmaal(brieven: dict[str, Brief], bus: Postbus) -> None:
    """Nothing lost, nothing twice; what is in doubt is on the list of the operator; the log agrees."""
    assert Vrijgave.objects.filter(vrijgegeven_op__gte=Vrijgave.objects.get().vrij_op).count() == 1
    assert set(Brief.objects.values_list("status", flat=True)) == {Briefstatus.VOORLOPIG}
    gekregen = Counter(mail["To"] for mail in bus.post)
    bijlagen = {mail["To"]: sha256(mail.get_payload()[-1].get_payload(decode=True)) for mail in bus.post}
    berichten = Bericht.objects.in_bulk(field_name="pk").values()
    assert sorted(bericht.ontvanger for bericht in berichten) == sorted(brieven)
    for bericht in berichten:
        assert bericht.status in (Status.OVERGEDRAGEN, Status.ONBESLIST)
        mag = {1} if bericht.status == Status.OVERGEDRAGEN else {0, 1}
        assert gekregen[bericht.ontvanger] in mag, f"{bericht.ontvanger}: {bericht.status}"
    assert all(brieven[adres].hash == hash_ for adres, hash_ in bijlagen.items())
    onbeslist = {bericht.pk for bericht in berichten if bericht.status == Status.ONBESLIST}
    assert {bericht.pk for bericht in vraagt_hand(klok.nu())} == onbeslist
    assert len(onbeslist) <= 2 * (MOORDEN + 1)
    assert integriteit()["I5"] == {"ok": True, "gecontroleerd": AANTAL, "fouten": []}
    print(f"{len(bus.post)} mails, {len(onbeslist)} onbeslist, {Bericht.objects.filter(pogingen__gt=1).count()} later")
