"""The disk of the database is full, of its rows and of its WAL: refused in plain words, nothing lost, and it works
again within a minute once there is room (F4)."""

import json
import os
import time
from http import HTTPStatus
from uuid import uuid4

import psycopg2
import pytest
from django.urls import reverse

from tests.inschrijving.indiener import Indiener
from tests.proeven.databank import Databank, databank, schijf
from tests.proeven.test_databank import manage
from tests.wachten import wacht_tot
from tools.webserver import Klant, webserver

pytestmark = [
    pytest.mark.proef,
    pytest.mark.geval("F4"),
    pytest.mark.skipif(os.geteuid() != 0, reason="alleen root maakt een schijf"),
]
SEGMENT = 16 * 1024 * 1024
NET_GENOEG = 20_000  # bytes of WAL that are left: a submit takes more
CONCEPT = "SELECT md5(i::text) FROM inschrijving_inschrijving i WHERE kenmerk = '{}'"


def verbruik_wal(pg: Databank) -> None:
    """Write until what PostgreSQL already has of WAL files is nearly used up."""
    segmenten = [naam for naam in os.listdir(pg.werk / "data" / "pg_wal") if len(naam) == 24]
    einde = (int(max(segmenten)[16:], 16) + 1) * SEGMENT - NET_GENOEG
    with psycopg2.connect(pg.url) as verbinding, verbinding.cursor() as cursor:
        while True:
            cursor.execute("SELECT pg_current_wal_insert_lsn() - '0/0'")
            over = einde - int(cursor.fetchone()[0]) % 2**32
            if over <= 0:
                return
            cursor.execute("SELECT pg_logical_emit_message(false, 'proef', repeat('x', %s))", [min(over, 2**20)])


def leeft(pg: Databank) -> bool:
    try:
        pg.vraag("SELECT 1")
    except psycopg2.OperationalError:
        return False
    return True


def herstel(pg: Databank) -> None:
    """What whoever runs the database does when PostgreSQL stopped: start it again."""
    if pg.proces is not None and pg.proces.poll() is not None:
        pg.herstart()
    wacht_tot(lambda: leeft(pg), 60)


@pytest.mark.parametrize("onderdeel", ["base", "pg_wal"])
def test_een_volle_schijf_van_de_databank_weigert_en_verliest_niets(tmp_path, onderdeel):
    with schijf(tmp_path / "schijf", 400) as vol, databank() as pg:
        omgeving = {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": pg.url,
            "OCO_KLUIS_MAP": str(tmp_path / "kluis"),
            "SECRET_KEY": "alleen-voor-deze-proef-" + "x" * 40,
        }
        opdracht = "from tests.proeven.klaarzetten import main; main(2)"
        dossiers = json.loads(manage(omgeving, "shell", "--no-imports", "-c", opdracht))
        pg.dood()
        vol.neem_over(pg.werk / "data" / onderdeel)
        pg.herstart()
        with webserver(omgeving=omgeving, logboek=tmp_path / "web.log") as server:
            een, twee = (Indiener(Klant(server.poort, d["koekjes"]), d["kenmerk"], d["gezien"]) for d in dossiers)
            concept = pg.vraag(CONCEPT.format(twee.kenmerk))
            getoond = {een.dien_in(uuid4())}
            vol.vul()
            if onderdeel == "pg_wal":
                verbruik_wal(pg)
            ontvangen = reverse("ontvangstbewijs", args=[een.kenmerk])
            for _ in range(200):  # what still fits in the room that PostgreSQL had is taken, with a receipt
                sleutel = uuid4()
                antwoord = een.stuur(sleutel)
                if antwoord.naar != ontvangen:
                    break
                getoond.add(een.ontvangstbewijs())
            print(f"{onderdeel}: geweigerd na {len(getoond)} ontvangstbewijzen met {antwoord.status} {antwoord.naar}")
            assert antwoord.status in (HTTPStatus.FOUND, HTTPStatus.SERVICE_UNAVAILABLE)
            nagaan = een.klant.haal(f"{reverse('inschrijving_nagaan', args=[een.kenmerk])}?sleutel={sleutel}")
            print(nagaan.status, nagaan.naar)
            assert nagaan.status in (HTTPStatus.OK, HTTPStatus.SERVICE_UNAVAILABLE)
            woorden = ("Uw inschrijving is nog niet aangekomen", "Wij gaan na of uw inschrijving is aangekomen.")
            assert any(woord in nagaan.tekst for woord in woorden)
            vol.maak_ruimte()
            begin = time.monotonic()
            herstel(pg)
            rijen = {nummer for (nummer,) in pg.vraag("SELECT ontvangstnummer FROM inschrijving_indiening")}
            assert (rijen, pg.vraag(CONCEPT.format(twee.kenmerk))) == (getoond, concept)
            getoond |= {een.dien_in(sleutel), twee.dien_in(uuid4())}
            duur = time.monotonic() - begin
            print(f"{onderdeel}: werkt weer na {duur:.0f} s")
            assert duur < 60
        rijen = {nummer for (nummer,) in pg.vraag("SELECT ontvangstnummer FROM inschrijving_indiening")}
        assert rijen == getoond
        manage(omgeving, "integriteit")
