"""Everyone who has a dossier hears once of each change of the round."""

from datetime import date, datetime

import pytest

from berichten.models import Bericht
from berichten.states import Berichtsoort
from inschrijving.actions import meld_wijzigingen
from inschrijving.tasks import meld_rondewijzigingen
from kern.klok import AMSTERDAM, om
from kern.models import Gebeurtenis
from publicatie.actions.uitstel import bevestig_uitstel, stel_uitstel_voor
from publicatie.actions.wijzigen import wijzig_ronde
from tests.factories_inschrijving import InschrijvingFactory
from tests.publicatie.hulp import beheerder, gepubliceerde_ronde, manager
from tests.race import tegelijk

pytestmark = pytest.mark.django_db
TOEN = datetime(2017, 7, 1, 9, tzinfo=AMSTERDAM)


def meldingen():
    return Bericht.objects.filter(soort=Berichtsoort.RONDEWIJZIGING).order_by("pk")


def verleng(ronde):
    een, twee = manager(), manager()
    nieuw = datetime(2017, 8, 1, 20, tzinfo=AMSTERDAM)
    uitstel = stel_uitstel_voor(ronde_id=ronde.pk, nieuw=nieuw, reden="Storing van een uur.", door=een)
    bevestig_uitstel(uitstel_id=uitstel.pk, door=twee)


@pytest.mark.geval("T14", "B36")
def test_uitstel_gaat_naar_iedereen_met_een_dossier_en_noemt_oud_en_nieuw(klok):
    klok("2017-08-01 16:00")
    ronde = gepubliceerde_ronde(beoordeling_vanaf=om(date(2017, 8, 3)))
    dossiers = [InschrijvingFactory(ronde=ronde, status=status) for status in ("concept", "ingediend", "ingetrokken")]
    verleng(ronde)

    meld_rondewijzigingen()
    meld_rondewijzigingen()

    assert [bericht.ontvanger for bericht in meldingen()] == [rij.organisatie.email for rij in dossiers]
    tekst = meldingen().first().tekst
    assert "was: dinsdag 1 augustus 2017, 17:00 uur (UTC+02:00)" in tekst
    assert "wordt: dinsdag 1 augustus 2017, 20:00 uur (UTC+02:00)" in tekst
    assert "Storing van een uur." in tekst
    assert "/ronde/2018-2020/" in tekst


def test_wie_later_begint_krijgt_geen_oud_nieuws_en_een_tweede_wijziging_is_een_tweede_bericht(klok):
    klok("2017-07-02 12:00")
    ronde, door = gepubliceerde_ronde(), beheerder()
    eerst = InschrijvingFactory(ronde=ronde, begonnen_op=TOEN)
    wijzig_ronde(ronde_id=ronde.pk, velden={"maximum_per_regio": 5}, reden="Meer plaats.", door=door)
    assert meld_wijzigingen() == 1
    klok("2017-07-03 12:00")
    later = InschrijvingFactory(ronde=ronde, begonnen_op=datetime(2017, 7, 3, 9, tzinfo=AMSTERDAM))
    assert meld_wijzigingen() == 0
    wijzig_ronde(ronde_id=ronde.pk, velden={"maximum_per_regio": 6}, reden="Nog meer.", door=door)
    assert meld_wijzigingen() == 2
    assert [bericht.ontvanger for bericht in meldingen()] == [
        eerst.organisatie.email,
        eerst.organisatie.email,
        later.organisatie.email,
    ]


def test_een_wijziging_van_een_concept_en_een_andere_ronde_raken_niemand(klok):
    klok("2017-07-02 12:00")
    ronde, ander, door = gepubliceerde_ronde(), gepubliceerde_ronde(code="ander", regios=["Elders"]), beheerder()
    InschrijvingFactory(ronde=ander, begonnen_op=TOEN)
    wijzig_ronde(ronde_id=ronde.pk, velden={"maximum_per_regio": 5}, reden="Meer plaats.", door=door)
    assert meld_wijzigingen() == 0


@pytest.mark.parametrize("extra", [1, 3])
def test_zoeken_wat_te_melden_is_kost_evenveel_vragen_bij_meer_dossiers(klok, django_assert_num_queries, extra):
    klok("2017-07-02 12:00")
    ronde, door = gepubliceerde_ronde(), beheerder()
    for _ in range(extra):
        InschrijvingFactory(ronde=ronde, begonnen_op=TOEN)
    wijzig_ronde(ronde_id=ronde.pk, velden={"maximum_per_regio": 5}, reden="Meer plaats.", door=door)
    meld_wijzigingen()
    with django_assert_num_queries(1):
        meld_wijzigingen()


@pytest.mark.django_db(transaction=True)
def test_twee_tegelijk_leggen_een_bericht_klaar(klok):
    klok("2017-07-02 12:00")
    ronde = gepubliceerde_ronde()
    InschrijvingFactory(ronde=ronde, begonnen_op=TOEN)
    wijzig_ronde(ronde_id=ronde.pk, velden={"maximum_per_regio": 5}, reden="Meer plaats.", door=beheerder())

    tegelijk(lambda _: meld_wijzigingen(), [1, 2])

    assert meldingen().count() == 1
    assert Gebeurtenis.objects.filter(handeling="leg_klaar", gegevens__soort="rondewijziging").count() == 1
