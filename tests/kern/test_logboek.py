"""The log: chained, append-only, and in order under two writers (R8, I6)."""

import os
import subprocess
import sys
import threading

import pytest
from django.db import DatabaseError, connection, transaction

from kern.log import als_feiten, leg_vast
from kern.models import Gebeurtenis, Ketting
from kern.rules import ketenfouten
from tests.factories import DossiersleutelFactory

PROEF_SQLITE = """
import django
django.setup()
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from kern.log import leg_vast
from kluis.models import Dossiersleutel

call_command("migrate", "kern", verbosity=0)
call_command("migrate", "kluis", verbosity=0)
with transaction.atomic():
    leg_vast(Dossiersleutel(pk=1, dossier="proef"), "doe")
for opdracht in ("UPDATE kern_gebeurtenis SET handeling = 'anders'", "DELETE FROM kern_gebeurtenis"):
    try:
        with connection.cursor() as cursor:
            cursor.execute(opdracht)
    except DatabaseError as fout:
        print(fout)
call_command("migrate", "kern", "0001", verbosity=0)
with connection.cursor() as cursor:
    print(cursor.execute("DELETE FROM kern_gebeurtenis").rowcount)
"""


def keten(dossier: str) -> list[dict]:
    return [als_feiten(regel) for regel in Gebeurtenis.objects.filter(dossier=dossier).order_by("nummer")]


@pytest.mark.geval("R8")
@pytest.mark.django_db
@pytest.mark.parametrize(
    "opdracht", ["UPDATE kern_gebeurtenis SET handeling = 'anders'", "DELETE FROM kern_gebeurtenis"]
)
def test_postgresql_weigert_wijzigen_en_wissen(opdracht):
    leg_vast(DossiersleutelFactory(dossier="proef"), "doe")
    with pytest.raises(DatabaseError, match="alleen toevoegen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(opdracht)
    assert list(Gebeurtenis.objects.values_list("handeling", flat=True)) == ["doe"]


@pytest.mark.geval("R8")
def test_sqlite_weigert_wijzigen_en_wissen(tmp_path):
    omgeving = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'proef.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    klaar = subprocess.run(
        [sys.executable, "-c", PROEF_SQLITE], env=omgeving, capture_output=True, text=True, timeout=60, check=False
    )
    weigering = "kern_gebeurtenis: alleen toevoegen"
    assert (klaar.stdout.splitlines(), klaar.returncode) == ([weigering, weigering, "1"], 0), klaar.stderr


@pytest.mark.geval("I6")
@pytest.mark.django_db(transaction=True)
def test_twee_schrijvers_geven_een_keten_zonder_gat():
    rij = DossiersleutelFactory(dossier="proef")
    start = threading.Barrier(2)

    def schrijf(naam):
        start.wait()
        for _ in range(20):
            with transaction.atomic():
                leg_vast(rij, naam)
        connection.close()

    draden = [threading.Thread(target=schrijf, args=(naam,)) for naam in ("een", "twee")]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    regels = keten("proef")
    assert [regel["nummer"] for regel in regels] == list(range(1, 41))
    assert ketenfouten(regels) == []
    assert Ketting.objects.get(pk="proef").kop == regels[-1]["hash"]
