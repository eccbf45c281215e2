"""Fixtures for the pages of step 2."""

import pytest

from tests.inschrijving.hulp import BESTAAND, NIEUW, log_in, volledige_inschrijving


@pytest.fixture
def dossier(klok, client):
    """A complete dossier, and its tekenbevoegde logged in."""
    klok("2017-07-28 14:12")
    inschrijving = volledige_inschrijving(regios={"Utrecht": NIEUW, "Zwolle": BESTAAND})
    log_in(client, inschrijving.bestuursverklaring.getekend_door)
    return inschrijving
