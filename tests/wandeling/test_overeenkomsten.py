"""A whole uitvoerder from its decisions to overeenkomsten in force, by its people in Chromium without JavaScript."""

import pytest

from overeenkomst import actions
from overeenkomst.models import Contractgegevens, Overeenkomst, Prijsvolumeafspraak, Verdeling
from overeenkomst.states import Afspraakstatus, Kant, Status
from partijen.states import Rolsoort
from publicatie.models import Regiobudget
from tests.bekendmaking.toneel import BESTAAND, NIEUW
from tests.factories import zet_klok
from tests.overeenkomst.toneel import Contracttoneel
from tests.wandeling.conftest import persoon
from tests.wandeling.contracten import bied_alles_aan, elke_rij, ga_akkoord, teken, teken_mede, verdeel_het_geld

pytestmark = [pytest.mark.proef, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PARTIJEN = {
    "Stichting Wulp": {"Utrecht": BESTAAND, "Zwolle": BESTAAND},
    "Stichting Kluut": {"Utrecht": NIEUW},
    "Stichting Grutto": {"Zwolle": NIEUW},
}


@pytest.fixture
def toneel(transactional_db):
    """Three parties whose decisions are made known, money for both regions, and nothing agreed yet."""
    toneel = Contracttoneel({"Utrecht": BESTAAND}, organisatie__statutaire_naam="Stichting Wulp")
    for naam, regios in list(PARTIJEN.items())[1:]:
        toneel.partij(regios, organisatie__statutaire_naam=naam)
    Prijsvolumeafspraak.objects.all().delete()
    Verdeling.objects.all().delete()
    Contractgegevens.objects.all().delete()
    for toewijzing in toneel.ronde.toewijzingen.all():
        Regiobudget.objects.update_or_create(toewijzing=toewijzing, jaar=2018, defaults={"bedrag": 180_000})
    for naam, soort in (("Inkoper", "inkoper"), ("Manager", "inkoopmanager"), ("Collega", "inkoopmanager")):
        persoon(naam, soort=soort, organisatie=None, uitvoerder=toneel.uitvoerder)
    for rij in toneel.uitvoerder.inschrijvingen.all():
        persoon(
            f"Bestuur {rij.organisatie.statutaire_naam[10:]}",
            soort=Rolsoort.TEKENBEVOEGDE,
            organisatie=rij.organisatie,
        )
    return toneel


def test_van_beslissing_tot_van_kracht(toneel, wandelaar):
    inkoper, manager, collega = (wandelaar(naam) for naam in ("Inkoper", "Manager", "Collega"))
    besturen = [wandelaar(f"Bestuur {naam[10:]}") for naam in PARTIJEN]
    verdeel_het_geld(inkoper, manager)
    for bestuur in besturen:
        ga_akkoord(bestuur)
    assert set(Prijsvolumeafspraak.objects.values_list("status", flat=True)) == {Afspraakstatus.AKKOORD}
    rijen = bied_alles_aan(manager, "Zorgkantoor IJsvogel")
    assert len(rijen) == len(PARTIJEN)
    zet_klok("2017-10-13 10:00")
    for bestuur in besturen:
        teken(bestuur)
    teken_mede(collega, rijen)
    assert actions.maak_exemplaren() == len(PARTIJEN)
    for rij in Overeenkomst.objects.all():
        assert {rij.getekend_stuk_id, rij.exemplaar_zorgkantoor_id} & {None} == set()
        assert {contact.kant for contact in rij.contactpersonen.all()} == set(Kant)
    zet_klok("2018-01-01 00:01")
    assert actions.laat_ingaan_wat_kan() == len(PARTIJEN)
    for bestuur in besturen:
        bestuur.ga(elke_rij(bestuur, "/overeenkomsten/")[0])
        bestuur.ziet("Van kracht", "Download uw getekende exemplaar")
    assert set(Overeenkomst.objects.values_list("status", flat=True)) == {Status.VAN_KRACHT}
