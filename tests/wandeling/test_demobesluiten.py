"""From the decisions of the demo to overeenkomsten in force, for a whole uitvoerder, in Chromium without JavaScript.

The cast plays the year up to the decisions; then it leaves this zorgkantoor and its organisations to the browser.
"""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as instellingen

from inschrijving.models import Inschrijving
from kern.klok import om
from overeenkomst import actions
from overeenkomst.models import Overeenkomst, Prijsvolumeafspraak
from overeenkomst.queries import contracten
from overeenkomst.states import Afspraakstatus, Status
from partijen.models import WlzUitvoerder
from portaal.demo import bekendmakers, cast, gegevens
from portaal.demo.klok import op
from portaal.demo.reis import speel_begin
from publicatie.laden import laad_referentiedata
from tests.portaal import bezoeker
from tests.wandeling.contracten import bied_alles_aan, elke_rij, ga_akkoord, teken, teken_mede, verdeel_het_geld

pytestmark = [pytest.mark.proef, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
UITVOERDER = "dsw"


@pytest.fixture
def zorgkantoor(transactional_db, demo, monkeypatch):
    """The uitvoerder, when all decisions of the demo are made known and the bezwaren are answered."""
    monkeypatch.setattr(gegevens, "organisaties", gegevens.organisaties)  # put back after the test
    bezoeker.minder_partijen()
    laad_referentiedata(Path(instellingen.BASE_DIR) / "fixtures")
    speel_begin()
    bezoeker.naar("Na de sluitingstijd")
    op(om(date(2017, 10, 10), 11))
    assert bekendmakers.beantwoord_bezwaren() == []
    return WlzUitvoerder.objects.get(code=UITVOERDER)


def test_van_de_beslissingen_van_de_demo_tot_van_kracht(zorgkantoor, wandelaar):
    def iemand(gebruiker):
        return wandelaar(gebruiker.email, wachtwoord=cast.WACHTWOORD)

    dossiers = list(contracten.gegund(Inschrijving.objects.filter(uitvoerder=zorgkantoor)).order_by("pk"))
    assert len(dossiers) > 1
    inkoper, manager, collega = (
        iemand(cast.staf(zorgkantoor, deel)) for deel in ("inkoper-een", "manager", "manager-twee")
    )
    besturen = [iemand(cast.tekenaar(dossier.organisatie)) for dossier in dossiers]
    verdeel_het_geld(inkoper, manager)
    for bestuur in besturen:
        ga_akkoord(bestuur)
    afspraken = Prijsvolumeafspraak.objects.filter(regioinschrijving__inschrijving__in=dossiers)
    assert set(afspraken.values_list("status", flat=True)) == {Afspraakstatus.AKKOORD}
    op(om(date(2017, 10, 16), 10))
    rijen = bied_alles_aan(manager, zorgkantoor.zorgkantoor)
    assert len(rijen) == len(dossiers)
    for bestuur in besturen:
        teken(bestuur)
    teken_mede(collega, rijen)
    assert actions.maak_exemplaren() == len(dossiers)
    op(om(date(2018, 1, 1), 0, 1))
    assert actions.laat_ingaan_wat_kan() == len(dossiers)
    for bestuur in besturen:
        bestuur.ga(elke_rij(bestuur, "/overeenkomsten/")[0])
        bestuur.ziet("Van kracht", "Download uw getekende exemplaar")
    assert set(Overeenkomst.objects.values_list("status", flat=True)) == {Status.VAN_KRACHT}
