"""kill -9 of a worker that destroys dossiers, at a random instant, again and again: none is left half (R22)."""

import os
import signal
import subprocess
import sys
from collections import Counter
from random import Random
from threading import Event

import pytest
from django.conf import settings

from bewaren import actions
from bewaren.models import Opdracht
from bewaren.states import Opdrachtstatus, Regelstatus
from inschrijving.models import Inschrijving
from kern.models import Gebeurtenis
from kluis import opslag
from kluis.actions import lees
from kluis.fouten import StukVernietigd
from kluis.models import Stuk
from portaal.integriteit import controleer
from tests.beoordeling.hulp import OPEN_OP, open_alles
from tests.berichten.werker import database_url
from tests.bewaren.hulp import DRIE_JAAR, bevestigd, brief
from tests.factories import zet_klok
from tests.factories_inschrijving import kleine_ronde
from tests.inschrijving.hulp import ingediende_inschrijving

pytestmark = [pytest.mark.proef, pytest.mark.django_db(transaction=True), pytest.mark.geval("R22")]
DOSSIERS, KEREN = 24, 20
WERKER = """
import django; django.setup()
from bewaren.tasks import vernietig
print("klaar om te beginnen", flush=True)
input()
vernietig()
"""


@pytest.fixture
def opdracht() -> Opdracht:
    zet_klok("2017-07-28 14:12")
    ronde = kleine_ronde()
    dossiers = [ingediende_inschrijving(ronde=ronde).inschrijving for _ in range(DOSSIERS)]
    zet_klok(OPEN_OP)
    open_alles(ronde, dossiers[0].uitvoerder)
    for dossier in dossiers:
        brief(Inschrijving.objects.get(pk=dossier.pk), "definitief")
    zet_klok(DRIE_JAAR)
    return bevestigd("afgewezen")


def dood_een_worker(na: float) -> bool:
    """kill -9 so many seconds after it began; whether it was still busy."""
    omgeving = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": database_url(),
        "OCO_KLUIS_MAP": str(settings.KLUIS_MAP),
    }
    pijpen = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    worker = subprocess.Popen([sys.executable, "-c", WERKER], env=omgeving, **pijpen)
    worker.stdout.readline()
    worker.stdin.write("\n")
    worker.stdin.flush()
    Event().wait(na)
    bezig = worker.poll() is None
    worker.send_signal(signal.SIGKILL)
    worker.communicate()
    return bezig


def leesbaar(dossier: str) -> Counter:
    """How many files of a dossier can be read, and how many are destroyed."""
    telling: Counter = Counter()
    for stuk in Stuk.objects.filter(sleutel__dossier=dossier).select_related("sleutel"):
        try:
            lees(stuk)
            telling["leesbaar"] += 1
        except StukVernietigd:
            telling["vernietigd"] += 1
    return telling


def test_kill_9_midden_in_het_vernietigen_laat_geen_dossier_half(opdracht):
    toeval, midden = Random(22), 0
    for _ in range(KEREN):
        midden += dood_een_worker(toeval.uniform(0, 0.4))
        weg = set(opdracht.regels.filter(status=Regelstatus.VERNIETIGD).values_list("inschrijving", flat=True))
        for regel in opdracht.regels.select_related("inschrijving"):
            telling = leesbaar(regel.inschrijving.dossier_sleutel)
            assert telling.keys() == ({"vernietigd"} if regel.inschrijving_id in weg else {"leesbaar"})
            assert (regel.inschrijving.vernietigd_op is not None) == (regel.inschrijving_id in weg)
    print(f"{midden} van {KEREN} keer gedood tijdens het werk; toen waren {len(weg)} van {DOSSIERS} dossiers weg")
    assert midden > KEREN // 2
    actions.voer_opdrachten_uit(hoogstens=DOSSIERS + 1)
    opdracht.refresh_from_db()
    assert opdracht.status == Opdrachtstatus.KLAAR
    assert not [stuk for stuk in Stuk.objects.all() if opslag.ligt_er(stuk.plek)]
    keer = Counter(Gebeurtenis.objects.filter(handeling="vernietig").values_list("object_soort", "object_id"))
    assert set(keer.values()) == {1}
    assert {naam: u.fouten for naam, u in controleer().items() if u.fouten} == {}
