"""Gemeenten that were left out stay out when the overeenkomst goes on in an extension round."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bekendmaking.models import Beslissing
from overeenkomst import document
from overeenkomst.models import Overeenkomst
from overeenkomst.queries import dekking
from overeenkomst.states import Status
from portaal.vinden import aanbod
from publicatie.models import Gemeentelidmaatschap
from tests.factories import zet_klok
from tests.factories_inschrijving import DekkingFactory
from tests.overeenkomst.geldhulp import Geldtoneel, overeenkomst
from tests.overeenkomst.hulp import lid

pytestmark = pytest.mark.django_db
EERST = {"looptijd_van": date(2018, 1, 1), "looptijd_tot": date(2018, 12, 31)}
DAARNA = {"looptijd_van": date(2019, 1, 1), "looptijd_tot": date(2020, 12, 31)}


class Toneel(Geldtoneel):
    """Utrecht with Achterbos, Voorbos and, since June 2018, Tussenbos; and an extension round after 2018."""

    def __init__(self):
        super().__init__(geld=None)
        for code, naam in (("GM9101", "Achterbos"), ("GM9102", "Voorbos"), ("GM9103", "Tussenbos")):
            lid(code, naam, self.regio.regio)
        Gemeentelidmaatschap.objects.filter(gemeente__naam="Tussenbos").update(van=date(2018, 6, 1))
        self.eerste, self.eerste_regio = self.ronde, self.regio
        ronde = type(self.ronde).objects.get(pk=self.ronde.pk)
        ronde.pk, ronde.code, ronde.soort, ronde.voorganger = None, "v-2019", "verlenging", self.ronde
        ronde.save()
        self.verlenging = ronde
        self.verlengd = ronde.toewijzingen.create(regio=self.regio.regio, uitvoerder=self.uitvoerder)

    def partij_met_verlenging(self, naam: str, *gedekt: str):
        """Both parts; in the first the party works in these gemeenten only."""
        self.ronde, self.regio = self.eerste, self.eerste_regio
        eerst = self.partij(naam, **EERST)
        for gemeente in Gemeentelidmaatschap.objects.filter(gemeente__naam__in=gedekt):
            DekkingFactory(regioinschrijving=eerst, gemeente=gemeente.gemeente)
        overeenkomst(eerst, Status.VAN_KRACHT)
        self.ronde = self.verlenging
        daarna = self.partij(naam, regio=self.verlengd, **DAARNA)
        type(daarna.inschrijving).objects.filter(pk=daarna.inschrijving_id).update(
            organisatie=eerst.inschrijving.organisatie
        )
        overeenkomst(daarna, Status.VAN_KRACHT)
        Overeenkomst.objects.filter(inschrijving=daarna.inschrijving).update(ingang_op=date(2019, 1, 1))
        daarna.inschrijving.refresh_from_db()
        return eerst, daarna


def niet_in(toneel) -> dict[str, list[str]]:
    return {hulp.partij: hulp.niet_in for hulp in aanbod(toneel.regio.regio).hulp}


@pytest.mark.clausule("OV-039", "OV-040")
def test_wat_eerst_niet_gedekt_was_blijft_weg_na_een_verlenging():
    toneel = Toneel()
    _, daarna = toneel.partij_met_verlenging("Wulp", "Achterbos")
    toneel.partij_met_verlenging("Kluut")  # chose nothing: the whole region
    zet_klok("2018-07-01 10:00")
    toen = niet_in(toneel)
    assert ("Voorbos" in toen["Wulp"], toen["Kluut"]) == (True, [])
    [regio] = document.feiten(daarna.inschrijving)["regios"]
    assert regio["ongedekt"] == toen["Wulp"]  # also in the contract that is offered before it begins
    zet_klok("2019-07-01 10:00")
    assert niet_in(toneel) == toen
    assert not {"Achterbos", "Tussenbos"} & set(toen["Wulp"])  # chosen, or in the region since later
    DekkingFactory(
        regioinschrijving=daarna, gemeente=Gemeentelidmaatschap.objects.get(gemeente__naam="Voorbos").gemeente
    )
    assert "Achterbos" in niet_in(toneel)["Wulp"]  # what was chosen for it goes first


def test_een_en_drie_partijen_kosten_evenveel_vragen():
    toneel = Toneel()
    zet_klok("2019-07-01 10:00")
    vragen = []
    for namen in (["Wulp"], ["Kluut", "Mees"]):
        for naam in namen:
            toneel.partij_met_verlenging(naam, "Achterbos")
        rijen = Beslissing.objects.filter(looptijd_van=DAARNA["looptijd_van"]).select_related(*dekking.BIJ)
        with CaptureQueriesContext(connection) as gedaan:
            assert len(dekking.keuzes(rijen)) == (1 if len(namen) == 1 else 3)
        vragen.append(len(gedaan))
    assert vragen[0] == vragen[1]
