"""One source of now, from the database (R1, T8)."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from kern import klok as portaalklok
from kern.klok import AMSTERDAM, lokaal, nu, om, vandaag
from kern.models import Klokstand

pytestmark = pytest.mark.django_db


@pytest.mark.geval("R1")
def test_nu_loopt_door_binnen_een_transactie():
    with transaction.atomic():
        eerste, tweede = nu(), nu()
    assert eerste < tweede
    assert abs(eerste.timestamp() - time.time()) < 5


def test_demo_verschuift_en_test_zet_stil(klok):
    Klokstand.objects.create(pk=1, verschuiving=timedelta(days=-1000))
    assert abs(nu() + timedelta(days=1000) - portaalklok.databasetijd()) < timedelta(seconds=5)
    moment = klok("2017-08-01 17:00")
    assert (nu(), moment) == (moment, datetime(2017, 8, 1, 15, tzinfo=UTC))


def test_buiten_demo_en_test_heeft_de_rij_geen_invloed(klok, settings):
    klok("2017-08-01 17:00")
    settings.KLOK_VERZETBAAR = False
    assert nu().year > 2017


def test_dag_is_die_van_amsterdam(klok):
    klok(datetime(2017, 7, 31, 22, 30, tzinfo=UTC))
    assert (vandaag(), lokaal(nu()).hour) == (date(2017, 8, 1), 0)


@pytest.mark.geval("T8")
@pytest.mark.parametrize(
    ("dag", "uur_utc"), [(date(2026, 8, 1), 15), (date(2026, 10, 12), 15), (date(2026, 10, 27), 16)]
)
def test_zeventien_uur_volgt_de_zomertijd(dag, uur_utc):
    moment = om(dag, 17)
    assert (moment.astimezone(UTC).hour, moment.tzinfo) == (uur_utc, AMSTERDAM)
