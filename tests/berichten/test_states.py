"""Every arrow of a message, from every status."""

import threading

import pytest
from django.db import connection, transaction

from berichten.models import Bericht
from berichten.states import OVERGANGEN, Status
from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from kern.transitions import zet_over
from tests.factories import TOEN, BerichtFactory, GebruikerFactory


@pytest.mark.geval("I7", "R10")
@pytest.mark.django_db
@pytest.mark.parametrize("overgang", sorted(OVERGANGEN))
@pytest.mark.parametrize("status", list(Status))
def test_een_pijl_begint_alleen_waar_hij_getekend_is(status, overgang):
    bericht = BerichtFactory(status=status, geclaimd_op=TOEN, afgehandeld_op=TOEN)
    bronnen, doel = OVERGANGEN[overgang]
    if status in bronnen:
        door = GebruikerFactory()
        assert zet_over(bericht, overgang, door=door).status == doel
        regel = Gebeurtenis.objects.get()
        assert (regel.handeling, regel.actor_id, regel.gegevens) == (overgang, door.pk, {"van": status, "naar": doel})
    else:
        with pytest.raises(RegelFout, match="Dit kan niet vanuit"):
            zet_over(bericht, overgang)
        assert Bericht.objects.get().status == status
        assert not Gebeurtenis.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_twee_tegelijk_geeft_een_overgang():
    bericht = BerichtFactory(geclaimd_op=TOEN)
    start, geweigerd = threading.Barrier(2), []

    def claim():
        start.wait()
        try:
            with transaction.atomic():
                zet_over(bericht, "claim")
        except RegelFout:
            geweigerd.append(1)
        connection.close()

    draden = [threading.Thread(target=claim) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert (len(geweigerd), Gebeurtenis.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_een_status_verandert_alleen_in_een_transactie():
    with pytest.raises(AssertionError):
        zet_over(BerichtFactory(), "claim")
