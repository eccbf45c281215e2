"""The command termijnen on rounds in the database (contract 3)."""

import io
import json
from datetime import date, datetime

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from kern.klok import AMSTERDAM
from publicatie.models import Inkoopronde

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rondes():
    """One round with its fixed moments, one of which nothing is known yet."""
    Inkoopronde.objects.filter(code__in=["2018-2020", "2027-2028"]).delete()
    Inkoopronde.objects.create(
        code="2018-2020",
        bezwaar_tot=datetime(2017, 9, 29, 17, 0, tzinfo=AMSTERDAM),
        antwoord_uiterlijk=date(2017, 10, 12),
        opschorting_tot=datetime(2017, 10, 12, 17, 0, tzinfo=AMSTERDAM),
    )
    Inkoopronde.objects.create(code="2027-2028")


def termijnen(**opties):
    uit = io.StringIO()
    call_command("termijnen", stdout=uit, **{"ronde": "2018-2020", "dagtekening": "2017-09-15", **opties})
    return uit.getvalue()


@pytest.mark.clausule("IK-196", "IK-209")
def test_termijnen_van_2017():
    assert json.loads(termijnen()) == {
        "bezwaar_sluit": "2017-09-29T17:00:00+02:00",
        "bezwaar_laatste_dag": "2017-09-30",
        "bezwaar_beantwoord_uiterlijk": "2017-10-12",
        "opschorting_van": "2017-09-16",
        "opschorting_tot": "2017-10-12T17:00:00+02:00",
        "kort_geding_laatste_dag": "2017-10-05",
        "overige_geschillen_laatste_dag": "2017-10-27",
    }


def test_termlengtes_komen_uit_de_ronde():
    Inkoopronde.objects.filter(code="2018-2020").update(
        bezwaar_dagen=21, bezwaar_uiterste_dagen=22, antwoord_dagen=30, opschorting_dagen=31, kort_geding_dagen=10
    )
    assert list(json.loads(termijnen()).values()) == [
        "2017-10-06T17:00:00+02:00",
        "2017-10-07",
        "2017-10-15",
        "2017-09-16",
        "2017-10-16T17:00:00+02:00",
        "2017-09-25",
        "2017-10-27",
    ]


@pytest.mark.parametrize(
    ("opties", "tekst"),
    [
        ({"ronde": "2030"}, "De ronde '2030' bestaat niet. Controleer de code."),
        ({"ronde": "2027-2028"}, "Ronde 2027-2028 heeft nog geen data. Vul eerst het tijdschema in."),
        ({"dagtekening": "9999-12-31"}, "Deze datum ligt te ver in de toekomst. Kies een eerdere datum."),
        *(
            ({"dagtekening": fout}, f"{fout!a} is geen datum. Schrijf jaar-maand-dag, bijvoorbeeld 2017-09-15.")
            for fout in ["2017-02-30", "15-09-2017", "20170915", "2017-W37-5", "2017-9-15", "", "2017-09-15T00:00"]
        ),
    ],
)
def test_slechte_invoer_geeft_een_regel_en_code_2(opties, tekst):
    with pytest.raises(CommandError) as fout:
        termijnen(**opties)
    assert (str(fout.value), fout.value.returncode) == (tekst, 2)
