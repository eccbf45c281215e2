"""The opening: by two people, not before its time, all dossiers at once (R7, I4)."""

import pytest

from beoordeling.states import Status
from inschrijving.models import Inschrijving
from tests.beoordeling.hulp import BEOORDEEL_OP, OPEN_OP, beoordeel, open_alles
from tests.inschrijving.hulp import ingediende_inschrijving

pytestmark = pytest.mark.django_db


def test_van_opening_tot_uitkomst(klok):
    klok("2017-07-28 14:12")
    inschrijving = ingediende_inschrijving(regios={"Utrecht": "nieuw", "Flevoland": "nieuw"}).inschrijving
    klok(OPEN_OP)
    open_alles(inschrijving.ronde, inschrijving.uitvoerder)
    klok(BEOORDEEL_OP)
    assert beoordeel(inschrijving, voldoet_niet={"Utrecht": 8}) == {
        "Flevoland": Status.VOLDOET,
        "Utrecht": Status.VOLDOET_NIET,
    }
    assert Inschrijving.objects.get().status == "geopend"
