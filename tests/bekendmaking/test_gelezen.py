"""When the organisation first opened its decision: moment and person, once (peers, feature 45)."""

import pytest
from django.urls import reverse

from bekendmaking.actions import leg_geopend_vast
from bekendmaking.models import Brief
from kern.models import Gebeurtenis
from kern.opmaak import moment_exact
from tests.bekendmaking.toneel import Toneel, bekende_brief, zet_klok
from tests.factories import RolFactory
from tests.race import tegelijk

pytestmark = pytest.mark.django_db
LATER = "2017-09-15 14:30"


def bladzijden(brief: Brief) -> list[str]:
    return [reverse(naam, args=[brief.inschrijving.kenmerk]) for naam in ("beslissing", "beslissing_brief")]


def gelezen() -> list[Gebeurtenis]:
    return list(Gebeurtenis.objects.filter(handeling="open", object_soort="bekendmaking.brief"))


@pytest.mark.parametrize("bladzijde", [0, 1])
def test_de_eerste_keer_telt_en_daarna_niets_meer(client, bladzijde):
    brief = bekende_brief()
    een, twee = (RolFactory(organisatie=brief.inschrijving.organisatie).gebruiker for _ in range(2))
    moment = zet_klok(LATER)
    client.force_login(een)
    client.get(bladzijden(brief)[bladzijde])
    zet_klok("2017-09-16 09:00")
    client.force_login(twee)
    for adres in bladzijden(brief):
        client.get(adres)
    brief.refresh_from_db()
    assert (brief.geopend_op, brief.geopend_door) == (moment, een)
    [regel] = gelezen()
    assert (regel.actor_id, regel.object_id, regel.dossier) == (een.pk, str(brief.pk), brief.dossier_sleutel)


def test_medewerkers_tellen_niet(client):
    brief = bekende_brief()
    toneel = Toneel.rond(brief.inschrijving)
    for wie in (toneel.inkoper, toneel.manager, RolFactory(landelijk=True).gebruiker):
        client.force_login(wie)
        assert client.get(reverse("brief_pdf", args=[brief.pk])).status_code == 200
        assert [client.get(adres).status_code for adres in bladzijden(brief)] == [403, 403]
    brief.refresh_from_db()
    assert (brief.geopend_op, gelezen()) == (None, [])


def test_de_inkoper_ziet_naast_de_mail_of_de_beslissing_is_geopend(client):
    brief = bekende_brief()
    toneel = Toneel.rond(brief.inschrijving)
    bord = reverse("vrijgave", args=[toneel.ronde.code, toneel.uitvoerder.code])
    client.force_login(toneel.inkoper)
    for adres in (bord, reverse("brief", args=[brief.pk])):
        assert "og niet" in client.get(adres).text.partition("mail")[2]
    zet_klok(LATER)
    lezer = toneel.invuller(brief.inschrijving)
    leg_geopend_vast(brieven=[brief], door=lezer)
    assert "Geopend vrijdag 15 september 2017, 14:30 uur" in client.get(bord).text
    detail = client.get(reverse("brief", args=[brief.pk])).text
    assert f"{lezer}, {moment_exact(gelezen()[0].tijd)}" in detail
    assert "Wacht op versturen, aan bestuur@kiekendief.example" in detail


@pytest.mark.django_db(transaction=True)
def test_twee_tegelijk_is_een_eerste_moment():
    brief = Toneel().bekendgemaakt()
    lezers = [RolFactory(organisatie=brief.inschrijving.organisatie).gebruiker for _ in range(4)]
    tegelijk(lambda door: leg_geopend_vast(brieven=[Brief.objects.get(pk=brief.pk)], door=door), lezers)
    brief.refresh_from_db()
    [regel] = gelezen()
    assert regel.actor_id == brief.geopend_door_id
