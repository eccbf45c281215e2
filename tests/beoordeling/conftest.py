"""An opened dossier, and the people who judge it."""

import pytest

from inschrijving.models import Inschrijving
from tests.beoordeling.hulp import BEOORDEEL_OP, Team, geopende_inschrijving, team, zonder_belang


@pytest.fixture
def dossier(klok) -> Inschrijving:
    """Opened, for two regions, on the first morning of the work of assessment."""
    klok("2017-07-28 14:12")
    inschrijving = geopende_inschrijving()
    klok(BEOORDEEL_OP)
    return Inschrijving.objects.select_related("ronde", "uitvoerder", "organisatie").get(pk=inschrijving.pk)


@pytest.fixture
def wie(dossier) -> Team:
    """The three of the zorgkantoor, who declared that they have no conflict of interest."""
    mensen = team(dossier.uitvoerder)
    zonder_belang(dossier, mensen.een, mensen.twee, mensen.manager)
    return mensen


@pytest.fixture
def als_een(client, wie):
    """A browser in which the first inkoper is logged in."""
    client.force_login(wie.een)
    return client
