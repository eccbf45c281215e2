"""Reminders: to whom, when, what is in them, and once."""

import pytest

from berichten.models import Bericht
from berichten.states import Berichtsoort
from inschrijving import actions
from inschrijving.tasks import herinner_concepten
from tests.factories_inschrijving import kleine_ronde
from tests.inschrijving.hulp import BESTAAND, dien_in, ingediende_inschrijving, volledige_inschrijving
from tests.race import tegelijk

pytestmark = pytest.mark.django_db
BEGIN = "2017-07-10 09:00"


def herinneringen():
    return Bericht.objects.filter(soort=Berichtsoort.HERINNERING)


@pytest.mark.clausule("IK-084")
def test_zeven_twee_en_een_dag_van_tevoren_elk_een_keer(klok):
    klok(BEGIN)
    ronde = kleine_ronde()
    for klasse in ("bestaand", "nieuw"):
        volledige_inschrijving(ronde=ronde, regios={"Utrecht": klasse})
    aantallen = []
    for moment in (
        *("2017-07-25 16:59:59", "2017-07-25 17:00", "2017-07-26 09:00"),
        *("2017-07-30 17:00", "2017-07-31 17:00", "2017-07-31 18:00", "2017-08-02 09:00"),
    ):
        klok(moment)
        herinner_concepten()
        aantallen.append(herinneringen().count())
    assert aantallen == [0, 2, 2, 4, 6, 6, 6]


@pytest.mark.clausule("IK-084")
def test_na_een_stilstand_een_herinnering_en_niet_drie(klok):
    klok(BEGIN)
    volledige_inschrijving()
    klok("2017-07-31 20:00")
    herinner_concepten()
    assert [bericht.onderwerp[:11] for bericht in herinneringen()] == ["Nog 1 dag: "]


def test_de_herinnering_noemt_wat_er_mist(klok):
    klok(BEGIN)
    inschrijving = volledige_inschrijving(getekend=False)
    klok("2017-07-30 17:00")
    herinner_concepten()
    bericht = herinneringen().get()
    assert bericht.ontvanger == inschrijving.organisatie.email
    assert "NIET INGEDIEND" in bericht.tekst
    assert "- Bestuursverklaring ondertekenen\n" in bericht.tekst
    assert "dinsdag 1 augustus 2017, 17:00 uur" in bericht.tekst


def test_wie_heeft_ingediend_krijgt_niets_tenzij_er_iets_is_gewijzigd(klok):
    klok(BEGIN)
    indiening = ingediende_inschrijving(regios={"Utrecht": BESTAAND})
    klok("2017-07-25 17:00")
    herinner_concepten()
    assert not herinneringen().exists()
    wie = {"inschrijving_id": indiening.inschrijving_id, "door": indiening.door}
    actions.bewaar_organisatie(telefoon="030 999", **wie)
    klok("2017-07-30 17:00")
    herinner_concepten()
    assert "Uw eerdere versie telt wel mee" in herinneringen().get().tekst
    dien_in(indiening.inschrijving, indiening.door)
    klok("2017-07-31 17:00")
    herinner_concepten()
    assert herinneringen().count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.geval("F12")
def test_drie_werkers_herinneren_een_keer(klok):
    klok(BEGIN)
    inschrijving = volledige_inschrijving()
    klok("2017-07-25 17:00")
    uitkomsten = tegelijk(lambda _: actions.herinner(ronde_id=inschrijving.ronde_id), range(3))
    assert (sum(uitkomsten), herinneringen().count()) == (1, 1)
