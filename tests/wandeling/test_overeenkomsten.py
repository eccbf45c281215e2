"""A whole uitvoerder from its decisions to overeenkomsten in force, by its people in Chromium without JavaScript."""

import pytest

from overeenkomst.models import Overeenkomst, Prijsvolumeafspraak
from overeenkomst.states import Afspraakstatus, Kant, Status
from tests.bekendmaking.toneel import BESTAAND, NIEUW
from tests.wandeling.contracten import besluiten, elke_rij, ga_akkoord, sluit, verdeel_het_geld

pytestmark = [pytest.mark.proef, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PARTIJEN = {
    "Stichting Wulp": {"Utrecht": BESTAAND, "Zwolle": BESTAAND},
    "Stichting Kluut": {"Utrecht": NIEUW},
    "Stichting Grutto": {"Zwolle": NIEUW},
}


@pytest.mark.usefixtures("transactional_db")
def test_van_beslissing_tot_van_kracht(wandelaar):
    besluiten(PARTIJEN, geld=180_000)
    inkoper, manager, collega = (wandelaar(naam) for naam in ("Inkoper", "Manager", "Collega"))
    besturen = [wandelaar(f"Bestuur {naam[10:]}") for naam in PARTIJEN]
    verdeel_het_geld(inkoper, manager)
    for bestuur in besturen:
        ga_akkoord(bestuur)
    assert set(Prijsvolumeafspraak.objects.values_list("status", flat=True)) == {Afspraakstatus.AKKOORD}
    sluit(manager, collega, besturen)
    for rij in Overeenkomst.objects.all():
        assert {rij.getekend_stuk_id, rij.exemplaar_zorgkantoor_id} & {None} == set()
        assert {contact.kant for contact in rij.contactpersonen.all()} == set(Kant)
    for bestuur in besturen:
        bestuur.ga(elke_rij(bestuur, "/overeenkomsten/")[0])
        bestuur.ziet("Van kracht", "Download uw getekende exemplaar")
    assert set(Overeenkomst.objects.values_list("status", flat=True)) == {Status.VAN_KRACHT}
