"""An opened dossier, and the people who judge it."""

import pytest

from inschrijving.models import Inschrijving
from tests.beoordeling.hulp import BEOORDEEL_OP, OPEN_OP, Team, open_alles, team, zonder_belang
from tests.inschrijving.hulp import NIEUW, ingediende_inschrijving


@pytest.fixture
def dossier(klok) -> Inschrijving:
    """Opened, for two regions, on the first morning of the work of assessment."""
    klok("2017-07-28 14:12")
    inschrijving = ingediende_inschrijving(regios={"Flevoland": NIEUW, "Utrecht": NIEUW}).inschrijving
    klok(OPEN_OP)
    open_alles(inschrijving.ronde, inschrijving.uitvoerder)
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
