"""F27 as a rehearsal: a backup of a working portal, everything thrown away, put back on an empty machine."""

import base64
import json
import re
import shutil
import time
from collections import Counter
from contextlib import contextmanager

import pytest

from tests.berichten.postbus import Postbus
from tests.berichten.werker import celery
from tests.proeven.databank import databank
from tests.proeven.test_databank import manage
from tests.wachten import wacht_tot
from tools.diensten import redis, vrije_poort

pytestmark = [pytest.mark.proef, pytest.mark.geval("F27", "R25")]
GEDULD = 120.0


def doe(omgeving, wat):
    return manage(omgeving, "shell", "--no-imports", "-c", f"from tests.proeven import herstel; herstel.{wat}()")


@contextmanager
def werker(omgeving, broker, postbus, map_):
    opties = ("worker", "-B", "-c", "2", "-s", str(map_ / "beat"), "--without-mingle", "--without-gossip")
    with celery(*opties, broker=broker, postpoort=postbus.poort, logboek=map_ / "werker.log", **omgeving) as proces:
        yield proces


def ontvangers(postbus):
    """Whom was mailed how often; not the beheerders, who hear of the outage itself."""
    return Counter(mail["To"] for mail in postbus.post if not str(mail["To"]).startswith("persoon"))


def test_terugzetten_op_een_lege_machine_mailt_niets_nog_eens(tmp_path, capsys):
    kluis, kopieen = tmp_path / "kluis", tmp_path / "kopieen"
    vast = {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "OCO_KLUIS_MAP": str(kluis),
        "OCO_POSTBOEK": str(tmp_path / "postboek"),
        "OCO_KOPIE_SLEUTEL": base64.b64encode(bytes(range(32))).decode(),
        "SECRET_KEY": "alleen-voor-deze-proef-" + "x" * 40,
    }
    with Postbus() as postbus, redis(tmp_path / "redis", poort=vrije_poort(), duurzaam=False) as adres:
        with databank() as eerste:
            omgeving = vast | {"DATABASE_URL": eerste.url}
            doe(omgeving, "begin")
            with werker(omgeving, f"{adres}/0", postbus, tmp_path):
                wacht_tot(lambda: sum(naam.startswith("voor") for naam in ontvangers(postbus)) == 5, GEDULD)
                kopie = manage(omgeving, "reservekopie", str(kopieen)).strip()
                doe(omgeving, "uur_verder")
                wacht_tot(lambda: sum(naam.startswith(("later", "nieuw")) for naam in ontvangers(postbus)) == 6, GEDULD)
        voor = ontvangers(postbus)
        assert set(voor.values()) == {1}
        shutil.rmtree(kluis)  # the machine is gone; the backup and the postboek were elsewhere

        begin = time.monotonic()
        with databank() as tweede:
            omgeving = vast | {"DATABASE_URL": tweede.url}
            [aantal] = re.findall(r"al weg of onzeker: (\d+)", manage(omgeving, "terugzetten", kopie))
            assert int(aantal) >= 5  # a receipt may have left after the backup too
            oordeel = json.loads(manage(omgeving, "integriteit"))
            duur = time.monotonic() - begin
            assert {naam for naam, deel in oordeel.items() if deel["ok"] is False} == set()
            assert oordeel["kluis"]["gecontroleerd"] == 5
            with werker(omgeving, f"{adres}/1", postbus, tmp_path):
                doe(omgeving, "uur_verder")  # and the portal makes a message again that it made after the backup
                wacht_tot(lambda: tweede.vraag("SELECT count(*) FROM kern_bewaking")[0][0] > 0, GEDULD)
                assert ontvangers(postbus) == voor
                doe(omgeving, "geef_vrij")
                wacht_tot(lambda: "erna@oco.example" in ontvangers(postbus), GEDULD)
            assert ontvangers(postbus) == voor | {"erna@oco.example": 1}
            manage(omgeving, "integriteit")
            assert tweede.vraag("SELECT min(id) FROM berichten_verzendstop")[0][0] > 1_000_000
            manage(omgeving, "terugzetten", "--al-teruggezet", "Tot 16:55 uur met de WAL")  # PITR ends the same way
            assert (
                tweede.vraag("SELECT max(id) FROM berichten_verzendstop WHERE opgeheven_op IS NULL")[0][0] > 2_000_000
            )
    with capsys.disabled():
        print(f"\nterugzetten en nakijken: {duur:.0f} s")
