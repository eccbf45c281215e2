"""Who may register an organisation."""

import pytest
from django.urls import reverse

from partijen.states import VOOR_UITVOERDER, Rolsoort
from tests.factories import RolFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("soort", sorted(VOOR_UITVOERDER))
def test_wie_bij_een_zorgkantoor_werkt_registreert_geen_organisatie(client, soort):
    client.force_login(RolFactory(bij_uitvoerder=True, soort=soort).gebruiker)
    assert client.get(reverse("organisatie_registreren")).status_code == 403


def test_een_beheerder_ook_niet(client):
    client.force_login(RolFactory(landelijk=True, soort=Rolsoort.BEHEERDER).gebruiker)
    assert client.post(reverse("organisatie_registreren"), {}).status_code == 403
