"""I5 read back from rows and log."""

import pytest

from berichten.actions import los_op, verstuur
from berichten.integriteit import overdrachten
from berichten.states import Status
from kern.log import leg_vast
from tests.factories import TOEN, BerichtFactory, GebruikerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.geval("I5")]


def test_overgedragen_heeft_een_regel_de_rest_geen(mailoutbox):
    bericht, _ = BerichtFactory(), BerichtFactory()
    twijfel = BerichtFactory(status=Status.ONBESLIST, afgehandeld_op=TOEN)
    verstuur(bericht_id=bericht.pk)
    los_op(bericht_id=twijfel.pk, uitkomst=Status.OVERGEDRAGEN, reden="Gebeld.", door=GebruikerFactory())
    assert (overdrachten().ok, overdrachten().gecontroleerd) == (True, 3)


def test_tweede_overdracht_valt_op(mailoutbox):
    bericht = BerichtFactory()
    verstuur(bericht_id=bericht.pk)
    leg_vast(bericht, "draag_over")
    assert overdrachten().fouten == [f"bericht {bericht.pk}: 2 overdrachten in het logboek, 1 verwacht"]


def test_status_zonder_overdracht_valt_op():
    bericht = BerichtFactory(status=Status.OVERGEDRAGEN, afgehandeld_op=TOEN)
    assert overdrachten().fouten == [f"bericht {bericht.pk}: 0 overdrachten in het logboek, 1 verwacht"]
