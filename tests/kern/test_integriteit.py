"""The log gives itself away when someone touches it (F26, I6, I7)."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models import F

from berichten.models import Bericht
from berichten.states import Status
from kern.actions import zegel_dagen
from kern.integriteit import logboek, overgangen, zegels
from kern.log import als_feiten, leg_vast
from kern.models import Dagzegel, Gebeurtenis, Ketting
from kern.rules import regelhash
from kern.transitions import zet_over
from tests.factories import TOEN, BerichtFactory, DossiersleutelFactory

pytestmark = pytest.mark.django_db


@contextmanager
def zonder_trigger():
    """What a database superuser can do."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield cursor
        cursor.execute("SET session_replication_role = DEFAULT")


@pytest.fixture
def log():
    """Two dossiers with three lines each, sealed."""
    rijen = [DossiersleutelFactory(dossier=f"proef:{nummer}") for nummer in (1, 2)]
    for rij in rijen:
        for stap in ("een", "twee", "drie"):
            leg_vast(rij, stap)
    zegel_dagen()
    return rijen


def fouten() -> tuple[int, int]:
    """How many faults the log shows by itself, and how many with the seals."""
    van_logboek = logboek()
    return len(van_logboek.fouten), len(zegels(van_logboek).fouten)


@pytest.mark.geval("I6")
def test_een_gaaf_logboek_klopt(log):
    van_logboek = logboek()
    assert (van_logboek.ok, van_logboek.gecontroleerd) == (True, 6)
    assert (zegels(van_logboek).ok, zegels(van_logboek).gecontroleerd) == (True, 1)


@pytest.mark.geval("F26")
@pytest.mark.parametrize(
    "anders", [{"handeling": "anders"}, {"actor_id": 9}, {"tijd": F("tijd") + timedelta(microseconds=1)}]
)
def test_gewijzigde_regel_valt_op(log, anders):
    with zonder_trigger():
        Gebeurtenis.objects.filter(dossier="proef:1", nummer=2).update(**anders)
    assert fouten() == (1, 1)


@pytest.mark.geval("F26")
def test_regel_weg_uit_het_midden_valt_op(log):
    with zonder_trigger() as cursor:
        cursor.execute("DELETE FROM kern_gebeurtenis WHERE dossier = 'proef:1' AND nummer = 2")
    assert fouten() == (2, 2)


@pytest.mark.geval("F26")
def test_afgeknipt_einde_met_bijgewerkte_kop_valt_op_door_het_zegel(log):
    with zonder_trigger() as cursor:
        cursor.execute("DELETE FROM kern_gebeurtenis WHERE dossier = 'proef:1' AND nummer = 3")
    assert fouten() == (1, 2)
    laatste = Gebeurtenis.objects.get(dossier="proef:1", nummer=2)
    Ketting.objects.filter(pk="proef:1").update(nummer=2, kop=laatste.hash)
    assert fouten() == (0, 1)


@pytest.mark.geval("F26")
def test_geheel_herrekende_keten_valt_op_door_het_zegel(log):
    with zonder_trigger():
        vorige = ""
        for regel in Gebeurtenis.objects.filter(dossier="proef:1").order_by("nummer"):
            regel.handeling, regel.vorige_hash = f"anders {regel.nummer}", vorige
            regel.hash = vorige = regelhash(als_feiten(regel), vorige)
            regel.save()
        Ketting.objects.filter(pk="proef:1").update(kop=vorige)
    assert fouten() == (0, 1)


@pytest.mark.geval("F26")
def test_dossier_helemaal_weg_valt_op(log):
    with zonder_trigger() as cursor:
        cursor.execute("DELETE FROM kern_gebeurtenis WHERE dossier = 'proef:1'")
    assert fouten() == (1, 2)
    Ketting.objects.filter(pk="proef:1").delete()
    assert fouten() == (0, 1)


@pytest.mark.geval("F26")
def test_gewijzigd_zegel_valt_op(log):
    with zonder_trigger():
        Dagzegel.objects.update(koppen={})
    assert fouten() == (0, 1)


@pytest.mark.geval("R12")
def test_een_zegel_per_dag_dat_aansluit_op_het_vorige(log, klok):
    assert zegel_dagen() is None
    eerste = Dagzegel.objects.get()
    klok(eerste.gemaakt_op + timedelta(days=1))
    tweede = zegel_dagen()
    assert (tweede.vorige_hash, zegel_dagen()) == (eerste.hash, None)


@pytest.mark.geval("I7")
def test_leven_volgens_de_pijlen_klopt():
    bericht = BerichtFactory(geclaimd_op=TOEN, afgehandeld_op=TOEN)
    for overgang in ("claim", "laat_los", "claim", "draag_over"):
        with transaction.atomic():
            zet_over(bericht, overgang)
    assert (overgangen().ok, overgangen().gecontroleerd) == (True, 1)


@pytest.mark.geval("I7")
def test_status_buiten_de_pijlen_om_valt_op():
    bericht = BerichtFactory(geclaimd_op=TOEN, afgehandeld_op=TOEN)
    Bericht.objects.update(status=Status.ONBESLIST)
    zet_over(bericht, "beslis_overgedragen")
    assert overgangen().fouten == [
        f"berichten.bericht:{bericht.pk}: ‘beslis_overgedragen’ begint in onbeslist, maar de rij stond in klaar"
    ]
