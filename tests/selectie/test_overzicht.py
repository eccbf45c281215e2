"""How far every region is, for the list and the map: selection, loting, ready or not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partijen.states import Rolsoort
from publicatie.models import Regiotoewijzing
from selectie import actions
from selectie.overzicht import Stand, met_stand, stand
from selectie.states import Status
from selectie.trekking import bevestig_loting
from tests.factories import RolFactory, bekeken
from tests.factories_selectie import in_status, medewerker
from tests.inschrijving.hulp import log_in
from tests.selectie.hulp import ingevoerd, klaargezet, tekst

pytestmark = pytest.mark.django_db


def nu(selectie):
    return stand(met_stand(Regiotoewijzing.objects).get(pk=selectie.toewijzing_id))


@pytest.mark.parametrize("status", sorted(Status))
def test_een_regio_zonder_gelijken_heeft_geen_loting(status):
    selectie = in_status(status)
    assert nu(selectie) == Stand(selectie.get_status_display(), "", klaar=status == Status.VASTGESTELD)


def test_een_loting_van_nodig_tot_vastgesteld(gelijken):
    inkoper = medewerker(gelijken.toewijzing)
    assert (nu(gelijken).loting, nu(gelijken).klaar) == ("nodig, nog klaarzetten", False)
    loting = klaargezet(gelijken)
    assert nu(gelijken).loting == "klaargezet"
    ingevoerd(loting)
    assert nu(gelijken).loting == "ingevoerd, nog bevestigen"
    bevestig_loting(loting_id=loting.pk, gezien=bekeken(loting), door=inkoper)
    actions.stel_vast(selectie_id=gelijken.pk, door=inkoper)
    assert nu(gelijken) == Stand("Vastgesteld", "bevestigd", klaar=True)


def test_de_landkaart_toont_selectie_loting_en_wat_klaar_is(client, gelijken):
    gelijken.toewijzing.ronde.refresh_from_db()
    log_in(client, RolFactory(landelijk=True, soort=Rolsoort.AUDITOR).gebruiker)
    pagina = tekst(client.get(reverse("landkaart")))
    assert "In 0 van de 1 regio ligt de uitslag vast en in 1 loopt een loting." in pagina
    assert "Gerangschikt, invoer bevroren nodig, nog klaarzetten nog niet" in pagina


def test_de_lijst_van_regios_noemt_de_loting(client, meld_aan, gelijken):
    klaargezet(gelijken)
    meld_aan(gelijken.toewijzing)
    with CaptureQueriesContext(connection) as gedaan:
        pagina = client.get(reverse("regioselecties"))
    assert [rij.loting for rij in pagina.context["rijen"]] == ["klaargezet"]
    assert not [q for q in gedaan if '"selectie_regioselectie"."invoer",' in q["sql"]]
