"""F2 in small: kill -9 of all PostgreSQL processes while people submit."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Event
from uuid import uuid4

import pytest

from tests.inschrijving.indiener import Indiener
from tests.proeven.databank import databank
from tools.webserver import Klant, webserver

pytestmark = pytest.mark.proef
INDIENERS, KEREN = 4, 50


def manage(omgeving: dict[str, str], *opdracht: str) -> str:
    """Run a manage.py command in this environment; its output."""
    gedaan = subprocess.run(
        [sys.executable, "manage.py", *opdracht], env={**os.environ, **omgeving}, capture_output=True, text=True
    )
    assert gedaan.returncode == 0, gedaan.stdout + gedaan.stderr
    return gedaan.stdout


def dien_in_tot(klaar: Event, indiener: Indiener) -> dict[str, str]:
    """Submit again and again until `klaar`; the receipts shown, by key."""
    getoond = {}
    while not klaar.is_set():
        sleutel = uuid4()
        getoond[str(sleutel)] = indiener.dien_in(sleutel)
    return getoond


@pytest.mark.geval("F2")
def test_elk_getoond_ontvangstbewijs_overleeft_kill_9_van_postgresql(tmp_path):
    toeval, klaar, pauze = Random(2), Event(), Event()
    with databank() as pg:
        omgeving = {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": pg.url,
            "OCO_KLUIS_MAP": str(tmp_path / "kluis"),
            "SECRET_KEY": "alleen-voor-deze-proef-" + "x" * 40,
        }
        opdracht = f"from tests.proeven.klaarzetten import main; main({INDIENERS})"
        dossiers = json.loads(manage(omgeving, "shell", "--no-imports", "-c", opdracht))
        with webserver(omgeving=omgeving, logboek=tmp_path / "web.log") as server, ThreadPoolExecutor() as poel:
            indieners = [Indiener(Klant(server.poort, d["koekjes"]), d["kenmerk"], d["gezien"]) for d in dossiers]
            stromen = [poel.submit(dien_in_tot, klaar, indiener) for indiener in indieners]
            for _ in range(KEREN):
                pauze.wait(toeval.uniform(0.5, 2))
                pg.dood()
                pg.herstart()
            klaar.set()
            getoond = {sleutel: nummer for stroom in stromen for sleutel, nummer in stroom.result().items()}
        rijen = pg.vraag("SELECT sleutel::text, ontvangstnummer FROM inschrijving_indiening")
        assert len(getoond) > KEREN
        assert sorted(rijen) == sorted(getoond.items())
        manage(omgeving, "integriteit")
