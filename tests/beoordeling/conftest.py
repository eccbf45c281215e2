"""An opened dossier, and the people who judge it."""

import pytest

from inschrijving.models import Inschrijving
from publicatie.models import Inkoopronde
from tests.beoordeling.hulp import BEOORDEEL_OP, Team, geopende_inschrijving, team, zonder_belang
from tests.beoordeling.vierdossiers import dossier_van, vier_dossiers


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


@pytest.fixture
def ronde(klok) -> Inkoopronde:
    """A round with four opened dossiers, on the first morning of the work of assessment."""
    klok("2017-07-28 14:12")
    ronde = vier_dossiers()
    klok(BEOORDEEL_OP)
    return ronde


@pytest.fixture
def wulp(ronde) -> Inschrijving:
    return dossier_van(ronde, "Wulp")


@pytest.fixture
def mensen(ronde, wulp) -> Team:
    """The three of the zorgkantoor, who declared for each of the four that they have no conflict of interest."""
    wie = team(wulp.uitvoerder)
    for rij in ronde.inschrijvingen.all():
        zonder_belang(rij, wie.een, wie.twee, wie.manager)
    return wie
