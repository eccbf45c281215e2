"""The year of the demo on SQLite, as the demo runs: the journey by the real actions and what must be in it.

A visitor takes part (tests/portaal/bezoeker.py): whatever was done by hand, the cast goes on from there.
"""

import json
import os
import sqlite3
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from portaal.demo.gegevens import ZEGELADRESSEN, organisaties
from portaal.demo.reis import HALTES

WORTEL = Path(__file__).resolve().parents[2]
REIS = {
    "klein": "from tests.portaal import bezoeker; bezoeker.minder_partijen(); bezoeker.jaar()",
    "heel": "from tests.portaal import bezoeker; bezoeker.jaar()",
}


@pytest.fixture(scope="module", params=["klein", pytest.param("heel", marks=pytest.mark.proef)])
def jaar(request, tmp_path_factory):
    """A database in which the whole year has passed, made in a process of its own; with all organisations as a
    trial."""
    werk = tmp_path_factory.mktemp("demo")
    omgeving = {
        **{naam: waarde for naam, waarde in os.environ.items() if naam not in {"REDIS_URL", "OCO_TEST"}},
        "DJANGO_SETTINGS_MODULE": "oco_portal.settings",
        "DATABASE_URL": f"sqlite:///{werk / 'oco.sqlite3'}",
        "OCO_KLUIS_MAP": str(werk / "kluis"),
        "OCO_DEMO": "1",
    }

    def manage(*opdracht: str) -> str:
        opdracht = (sys.executable, "manage.py", *opdracht)
        klaar = subprocess.run(opdracht, cwd=WORTEL, env=omgeving, capture_output=True, text=True)
        assert klaar.returncode == 0, klaar.stderr[-2000:]
        return klaar.stdout

    manage("migrate", "-v0")
    manage("laad_referentiedata")
    assert manage("demo_begin") == "Beginstand gemaakt.\n"
    manage("shell", "-v0", "--no-imports", "-c", REIS[request.param])
    database = sqlite3.connect(werk / "oco.sqlite3")
    yield database, manage
    database.close()


def tel(database, vraag: str) -> list:
    return database.execute(vraag).fetchall()


def test_haltes_gaan_vooruit():
    assert all(eerst.moment < later.moment for eerst, later in pairwise(HALTES))


def test_organisaties_zijn_verschillend_en_over_dertig_regio_s():
    partijen = organisaties()
    assert len(partijen) == len({p.kvk_nummer for p in partijen}) == len({p.mailnaam for p in partijen}) == 42
    assert len({deelname.regio for partij in partijen for deelname in partij.regios}) == 30


def test_het_jaar_eindigt_met_een_brief_voor_iedere_inschrijver(jaar):
    database, _ = jaar
    ingediend = tel(database, "select count(*) from inschrijving_inschrijving where status = 'geopend'")
    assert tel(database, "select count(*) from bekendmaking_brief where status = 'voorlopig'") == ingediend
    assert tel(database, "select count(distinct over) from berichten_bericht where soort = 'beslissing'") == ingediend
    assert tel(database, "select count(*) from inschrijving_inschrijving where status = 'concept'") == [(1,)]


def test_de_nota_van_inlichtingen_beantwoordt_elke_vraag_ook_die_van_de_bezoeker(jaar):
    vragen = tel(jaar[0], "select soort, status, count(*) from publicatie_vraag group by 1, 2 order by 1")
    assert vragen == [("bezwaar", "gepubliceerd", 1), ("vraag", "gepubliceerd", 4)]
    assert tel(jaar[0], "select versie, substr(gepubliceerd_op, 1, 10) from publicatie_nota") == [(1, "2017-06-29")]
    assert tel(jaar[0], "select count(*) from publicatie_rondewijziging") == [(1,)]


REGIO = """select s.uitslag from selectie_regioselectie s join publicatie_regiotoewijzing t on t.id = s.toewijzing_id
           join publicatie_regio r on r.id = t.regio_id where r.sleutel = '{}'"""


@pytest.mark.parametrize(
    ("regio", "bestaand", "nieuw", "nodig"),
    [("utrecht", 3, 1, True), ("rotterdam", 5, 0, True), ("amsterdam", 4, 0, True), ("waardenland", 0, 0, False)],
)
def test_bijzondere_regio_s(jaar, regio, bestaand, nieuw, nodig):
    uitslag = json.loads(tel(jaar[0], REGIO.format(regio))[0][0])
    uitkomsten = list(uitslag["uitkomsten"].values())
    assert uitkomsten.count("overeenkomst_bestaand") == bestaand
    assert uitkomsten.count("overeenkomst_nieuw") == nieuw
    assert uitslag["selectie_nodig"] is nodig


def test_in_twente_is_geloot_om_de_laatste_plaats(jaar):
    assert tel(jaar[0], "select plaatsen, status from selectie_loting") == [(1, "bevestigd")]
    rangen = [rij["rang"] for rij in json.loads(tel(jaar[0], REGIO.format("twente"))[0][0])["rangschikking"]]
    assert rangen == [1, 2, 2, 4, 5]


def test_er_zijn_bezwaren_ook_een_na_de_sluitingstijd(jaar):
    vraag = "select na_sluitingstijd, count(*) from bekendmaking_bezwaar where status = 'beantwoord' group by 1"
    assert dict(tel(jaar[0], vraag)) == {0: 2, 1: 1}


def test_de_integriteit_klopt_na_het_hele_jaar(jaar):
    uitslag = json.loads(jaar[1]("integriteit"))
    assert {naam: deel["fouten"] for naam, deel in uitslag.items() if deel["ok"] is False} == {}


def test_het_zegel_van_het_logboek_gaat_naar_verzonnen_adressen_buiten_het_portaal(jaar):
    vraag = "select zegeladressen from publicatie_inkoopronde where code = '2018-2020'"
    adressen = json.loads(tel(jaar[0], vraag)[0][0])
    assert tuple(adressen) == ZEGELADRESSEN
    assert all(adres.endswith(".example") for adres in adressen)
