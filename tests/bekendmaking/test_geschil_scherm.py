"""The screens of kort geding and other disputes: from the letter to the end, and how many queries the list costs."""

from datetime import date

import pytest
from django.urls import reverse

from bekendmaking import actions
from bekendmaking.models import Geschil, KortGeding
from tests.bekendmaking.test_geschil import dagvaard, wereld  # noqa: F401 - the fixture
from tests.bekendmaking.toneel import zet_klok
from tests.factories_bekendmaking import GeschilFactory, KortGedingFactory
from tests.inschrijving.hulp import log_in

pytestmark = pytest.mark.django_db


@pytest.mark.clausule("IK-212")
def test_een_kort_geding_van_de_brief_tot_de_uitspraak(wereld, client):  # noqa: F811
    zet_klok("2017-10-09 10:00")
    client.force_login(wereld.inkoper)
    adres = reverse("kort_geding_vastleggen", args=[wereld.zwolle.brief_id])
    assert adres in client.get(reverse("brief", args=[wereld.zwolle.brief_id])).content.decode()
    assert "donderdag 5 oktober 2017" in client.get(adres).content.decode()
    gegevens = {"beslissing": wereld.zwolle.pk, "betekend_op": "2017-10-06", "rechtbank": "Rechtbank Overijssel"}
    fout = client.post(adres, gegevens | {"betekend_op": "2017-10-10"})
    assert (fout.status_code, "van vrijdag 15 september 2017 tot en met vandaag" in fout.content.decode()) == (
        422,
        True,
    )
    pagina = client.post(adres, gegevens, follow=True).content.decode()
    assert "De termijn was verstreken op de dag van betekening." in pagina
    rij = KortGeding.objects.get()
    uitspraak = reverse("kort_geding_uitspraak", args=[rij.pk])
    assert client.post(uitspraak, {"uitspraak": "afgewezen"}).status_code == 422
    gegevens = {
        "uitspraak": "niet_ontvankelijk",
        "uitspraak_op": "2017-10-09",
        "toelichting": "Te laat gedagvaard.",
        "kenmerk": "1",
    }
    assert "Niet ontvankelijk" in client.post(uitspraak, gegevens, follow=True).content.decode()


def test_doorgaan_met_de_anderen_vraagt_het_wachtwoord_en_een_reden(wereld, client):  # noqa: F811
    rij = KortGedingFactory(beslissing=wereld.utrecht)
    zet_klok("2017-10-12 17:00")
    adres = reverse("kort_geding_doorgaan", args=[rij.pk])
    client.force_login(wereld.manager)
    assert client.post(adres, {"reden": "Het kan."}).url.startswith(reverse("account_reauthenticate"))
    log_in(client, wereld.manager)
    assert client.post(adres, {"reden": ""}).status_code == 422
    assert "De anderen in de regio gaan door" in client.post(adres, {"reden": "Het kan."}, follow=True).content.decode()


@pytest.mark.clausule("IK-208", "IK-215")
def test_een_geschil_van_overleg_tot_oplossing(wereld, client):  # noqa: F811
    zet_klok("2017-10-09 10:00")
    client.force_login(wereld.inkoper)
    adres = reverse("geschil_vastleggen", args=[wereld.zwolle.brief_id])
    gegevens = {"onderwerp": "De vragen over dekking.", "omstandigheid_op": "2017-09-15"}
    pagina = client.post(adres, gegevens, follow=True).content.decode()
    assert "vrijdag 27 oktober 2017" in pagina
    assert "Naar de rechter" not in pagina
    rij = Geschil.objects.get()
    overleg = {"overleg_op": "2017-10-02", "uitkomst": "Niet eens geworden."}
    pagina = client.post(reverse("geschil_overleg", args=[rij.pk]), overleg, follow=True).content.decode()
    assert "Naar de rechter" in pagina
    voor = {"aanhangig_op": "2017-10-09", "rechtbank": "Rechtbank Overijssel"}
    client.post(reverse("geschil_voorleggen", args=[rij.pk]), voor)
    client.post(reverse("geschil_sluiten", args=[rij.pk]), {"uitkomst": "De eis is afgewezen."})
    rij.refresh_from_db()
    assert (rij.status, rij.aanhangig_op, rij.te_laat) == ("beslist", date(2017, 10, 9), False)


@pytest.mark.parametrize("aantal", [1, 3])
def test_de_lijst_kost_altijd_evenveel_vragen(wereld, client, aantal, django_assert_num_queries):  # noqa: F811
    for nummer in range(aantal):
        KortGedingFactory(beslissing=wereld.utrecht, betekend_op=date(2017, 10, 1 + nummer))
        GeschilFactory(inschrijving=wereld.een)
    client.force_login(wereld.inkoper)
    with django_assert_num_queries(5):
        antwoord = client.get(reverse("geschillen"))
    assert (len(antwoord.context["gedingen"]), len(antwoord.context["geschillen"])) == (aantal, aantal)


def test_de_organisatie_leest_wat_haar_beslissing_nog_tegenhoudt(wereld, client):  # noqa: F811
    """Not the day on which it would be definitief when nothing was open (A14), nor of whom it is (A07)."""
    slot = "Na donderdag 12 oktober 2017, 17:00 uur krijgt u de definitieve beslissing"

    def pagina(dossier):
        client.force_login(wereld.invuller(dossier))
        return " ".join(client.get(reverse("beslissing", args=[dossier.kenmerk])).content.decode().split())

    zonder = pagina(wereld.een)
    assert (slot in zonder, "pas definitief als" in zonder) == (True, False)
    geding = dagvaard(wereld, wereld.utrecht)
    zet_klok("2017-10-20 10:00")
    wacht = "Utrecht: er loopt een kort geding sinds 05-10-2017</li>"
    een, twee = pagina(wereld.een), pagina(wereld.twee)
    assert (slot in een, "Dat geldt niet waar nog iets openstaat." in een, wacht in een) == (True, True, True)
    assert (slot in twee, "Deze beslissing wordt pas definitief als dit is afgerond" in twee) == (False, True)
    actions.ga_door_met_anderen(kort_geding_id=geding.pk, reden="Het kan.", door=wereld.manager)
    assert (slot in pagina(wereld.twee), wacht in pagina(wereld.een)) == (True, True)
