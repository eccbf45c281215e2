"""The page with the seals: by period, a file per day and one for all, for who may see them."""

import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kern.ankers import Anker, als_bestand
from partijen.states import Rolsoort
from tests.factories import BerichtFactory, DagzegelFactory, RolFactory

pytestmark = pytest.mark.django_db
EEN = date(2017, 7, 1)


def zegels(aantal: int) -> list:
    return [
        DagzegelFactory(dag=EEN + timedelta(days=n), hash=f"{n:064x}", koppen={"x": [n, "k"]}) for n in range(aantal)
    ]


@pytest.fixture
def auditor(client):
    client.force_login(RolFactory(landelijk=True, soort=Rolsoort.AUDITOR).gebruiker)
    return client


@pytest.mark.geval("R8", "B28")
def test_een_dag_en_een_periode_zijn_op_te_halen(auditor):
    rijen = zegels(4)
    van_dag = auditor.get(reverse("zegel", args=["2017-07-02"]))
    assert van_dag.content == als_bestand(Anker.van(rijen[1]))
    assert van_dag["Content-Disposition"] == 'attachment; filename="zegel-2017-07-02.json"'
    vraag = {"van": "2017-07-02", "tot": "2017-07-03"}
    van_periode = auditor.get(reverse("zegels_bestand"), vraag)
    assert [rij["dag"] for rij in json.loads(van_periode.content)] == ["2017-07-02", "2017-07-03"]
    assert van_periode["Content-Disposition"] == 'attachment; filename="zegels-2017-07-02-2017-07-03.json"'
    tabel = auditor.get(reverse("zegels"), vraag).context["tabel"]
    assert [rij.record.dag.day for rij in tabel.rows] == [3, 2]
    assert auditor.get(reverse("zegels_bestand"), {"van": "2030-01-01"}).content == b"[]"


@pytest.mark.parametrize("dag", ["2017-07-09", "2017-13-01", "morgen"])
def test_een_dag_zonder_zegel_bestaat_niet(auditor, dag):
    assert auditor.get(reverse("zegel", args=[dag])).status_code == 404


def test_evenveel_vragen_bij_elk_aantal_en_onzin_filtert_niets(auditor):
    kosten, rijen = [], zegels(3)
    for rij in rijen:
        BerichtFactory(over=f"kern.dagzegel:{rij.pk}", status="overgedragen", afgehandeld_op=rij.gemaakt_op)
    for vraag, aantal in (({"tot": "2017-07-01", "van": "morgen"}, 1), ({"tot": "31-31-2017"}, 3)):
        with CaptureQueriesContext(connection) as vragen:
            tabel = auditor.get(reverse("zegels"), vraag).context["tabel"]
        kosten.append(len(vragen))
        assert [rij.get_cell("verstuurd") for rij in tabel.rows] == ["aan 1 adres"] * aantal
    assert kosten[0] == kosten[1]


def test_de_inkoper_ziet_de_zegels_niet(client):
    client.force_login(RolFactory(bij_uitvoerder=True, soort=Rolsoort.INKOPER).gebruiker)
    assert {client.get(reverse(naam)).status_code for naam in ("zegels", "zegels_bestand")} == {403}
