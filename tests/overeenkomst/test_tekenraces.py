"""Two people at once: offering, signing, countersigning, and the day it takes effect (R17, IK-204)."""

from datetime import timedelta

import pytest
from django.db import connection

from berichten.models import Bericht
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from overeenkomst import actions
from overeenkomst.models import Aanbieding, Ondertekening, Overeenkomst
from overeenkomst.states import Status
from partijen.states import Rolsoort
from tests.bekendmaking.test_archief import dood_een_worker
from tests.factories import zet_klok
from tests.overeenkomst.toneel import EINDE, HIER, Contracttoneel, wat
from tests.race import tegelijk

pytestmark = pytest.mark.django_db(transaction=True)


def fouten(uitkomsten):
    return [uitkomst.tekst for uitkomst in uitkomsten if isinstance(uitkomst, RegelFout)]


def test_twee_managers_bieden_tegelijk_aan():
    toneel = Contracttoneel()
    gezien = toneel.gezien()
    uitkomsten = tegelijk(
        lambda wie: actions.bied_aan(inschrijving_id=toneel.dossier.pk, gezien=gezien, door=wie),
        [toneel.manager, toneel.collega],
    )
    assert fouten(uitkomsten) == ["Dit kan niet vanuit de status ‘Aangeboden’."]
    assert Aanbieding.objects.count() == 1


@pytest.mark.clausule("IK-204")
def test_tekenen_intrekken_en_medetekenen_tegelijk():
    toneel = Contracttoneel()
    rij, tekenaars = toneel.bied_aan(), [toneel.tekenaar(), toneel.tekenaar()]
    gezien = wat(rij)

    def teken(wie):
        return actions.teken(overeenkomst_id=rij.pk, gezien=gezien, door=wie, **HIER)

    zet_klok(EINDE - timedelta(seconds=1))
    assert [tekst[:17] for tekst in fouten(tegelijk(teken, tekenaars))] == ["Tekenen kan vanaf"] * 2
    assert not Ondertekening.objects.exists()
    zet_klok(EINDE)
    assert fouten(tegelijk(teken, tekenaars)) == ["Uw organisatie heeft deze overeenkomst al getekend."]
    managers = [toneel.collega, toneel.toneel.persoon(Rolsoort.INKOOPMANAGER)]
    uitkomsten = tegelijk(
        lambda wie: actions.teken_mede(overeenkomst_id=rij.pk, gezien=gezien, door=wie, **HIER), managers
    )
    assert fouten(uitkomsten) == ["Tekenen kan nu niet: de overeenkomst heeft de status ‘Getekend’."]
    assert Ondertekening.objects.count() == 2
    maakt_de_exemplaren_eenmaal(rij)
    zet_klok("2018-01-01 00:00")
    toneel.contacten(rij)
    assert sum(tegelijk(lambda _: actions.laat_ingaan_wat_kan(), range(2))) == 1
    assert Gebeurtenis.objects.filter(handeling="treed_in_werking").count() == 1


def zet_kluis_op_slot():
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE kluis_stuk IN ACCESS EXCLUSIVE MODE")


def maakt_de_exemplaren_eenmaal(rij):
    """A worker that is killed when it would keep them leaves nothing; of the two that come after it one makes them."""
    getekend = Bericht.objects.filter(over__endswith=":getekend")
    dood_een_worker("maak_exemplaren", kamer="overeenkomst", zet_op_slot=zet_kluis_op_slot)
    rij.refresh_from_db()
    assert (rij.status, rij.getekend_stuk, getekend.count()) == (Status.GETEKEND, None, 0)
    assert sum(tegelijk(lambda _: actions.maak_exemplaren(), range(2))) == 1
    assert (getekend.count(), Gebeurtenis.objects.filter(handeling="maak_exemplaren").count()) == (2, 1)


def test_intrekken_terwijl_de_organisatie_tekent():
    toneel = Contracttoneel()
    rij, tekenaar = toneel.bied_aan(), toneel.tekenaar()
    gezien = wat(rij)
    zet_klok(EINDE)
    handelingen = [
        lambda: actions.teken(overeenkomst_id=rij.pk, gezien=gezien, door=tekenaar, **HIER),
        lambda: actions.trek_aanbod_in(overeenkomst_id=rij.pk, reden="Toch niet.", door=toneel.manager),
    ]
    assert len(fouten(tegelijk(lambda doe: doe(), handelingen))) == 1
    rij = Overeenkomst.objects.get()
    assert (rij.status == Status.AANGEBODEN) == Ondertekening.objects.exists() == bool(rij.organisatie_getekend_op)
