"""Fixtures of the screens of steps 5 and 6."""

import pytest

from partijen.states import Rolsoort
from tests.factories_selectie import medewerker, vier_gelijken
from tests.inschrijving.hulp import log_in


@pytest.fixture
def meld_aan(client):
    """Logs the test client in as someone at the uitvoerder of a region; gives that person."""

    def meld(toewijzing, soort=Rolsoort.INKOPER, *, net=True):
        gebruiker = medewerker(toewijzing, soort)
        log_in(client, gebruiker, net=net)
        return gebruiker

    return meld


@pytest.fixture
def gelijken(klok):
    """A frozen region with one sure place and four equals for the other three."""
    klok("2017-09-05 10:00")
    return vier_gelijken()
