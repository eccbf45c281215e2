"""Submitting: in time, complete, once, and what stands (T1-T7, F21, B21, B37)."""

import pytest

from inschrijving import actions
from inschrijving.models import Indiening
from inschrijving.queries import laatste_indiening, ontbreekt, vers
from inschrijving.states import Status
from kern.fouten import RegelFout
from tests.inschrijving.hulp import BESTAAND, NIEUW, Lid, dien_in, ingediende_inschrijving, volledige_inschrijving

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "variant",
    [
        {"regios": {"Utrecht": BESTAAND}},
        {"regios": {"Utrecht": NIEUW, "Flevoland": BESTAAND}},
        {"leden": [Lid("Stichting Wulp", "87654321"), Lid("Zzp Kievit", "87654322", "zzp")]},
    ],
)
def test_volledig_is_volledig(klok, variant):
    klok("2017-07-28 14:12")
    inschrijving = volledige_inschrijving(**variant)
    assert ontbreekt(vers(inschrijving.pk)) == []
    indiening = dien_in(inschrijving, inschrijving.bestuursverklaring.getekend_door)
    assert laatste_indiening(indiening.inschrijving) == indiening


def test_open(klok):
    klok("2017-07-28 14:12")
    indiening = ingediende_inschrijving()
    klok("2017-08-01 18:30")
    assert actions.open_dossier(inschrijving_id=indiening.inschrijving_id, door=None) == indiening
