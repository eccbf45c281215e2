"""Signals about zorgaanbieders: the own list, sharing, and what the zorgkantoor sees (art. 24, bijlage 5 art. 9)."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from berichten.models import Bericht
from kern.fouten import RegelFout
from tests.factories_uitvoering import SignaalFactory
from tests.race import tegelijk, wacht_op
from tests.uitvoering.toezichthulp import Toezichttoneel
from uitvoering import actions
from uitvoering.models import Signaal
from uitvoering.rules import signaal as rules

GOED = {
    "gezien_op": date(2018, 3, 20),
    "zorgaanbieder": "Zorggroep Rietkraag",
    "onderwerp": "Vervoer valt uit",
    "omschrijving": "De bus kwam drie keer niet.",
    "opgemerkt_door": "mantelzorger",
    "keuze": "anderen",
    "actie": "De aanbieder regelt ander vervoer.",
}


def leg_vast(toneel, **velden):
    hier = {"overeenkomst_id": toneel.overeenkomst.pk, "regio_id": toneel.regio.pk, "door": toneel.invuller}
    return actions.leg_signaal_vast(**hier | GOED | velden)


@pytest.mark.clausule("OV-241")
def test_een_signaal_zegt_welke_actie_nodig_is_en_noemt_niemand():
    wel = {"gezien_op": date(2018, 4, 3), "vandaag": date(2018, 4, 3)}
    rules.eis_signaal(**wel, keuze="zelf", actie="Bellen.")
    rules.eis_signaal(**wel, keuze="geen", actie="")
    with pytest.raises(RegelFout, match="welke actie"):
        rules.eis_signaal(**wel, keuze="anderen", actie=" ")
    with pytest.raises(RegelFout, match="niet in de toekomst"):
        rules.eis_signaal(gezien_op=date(2018, 4, 4), vandaag=date(2018, 4, 3), keuze="geen", actie="")
    with pytest.raises(RegelFout, match="naar een persoon verwijst"):
        rules.eis_zonder_personen(["Goed.", "BSN 111222333"])


@pytest.mark.django_db
@pytest.mark.clausule("OV-108", "OV-109")
def test_van_de_eigen_lijst_naar_het_zorgkantoor():
    toneel = Toezichttoneel()
    rij = leg_vast(toneel)
    assert not Signaal.objects.voor_staf(toneel.inkoper).gedeeld().exists()
    actions.deel_signaal(signaal_id=rij.pk, door=toneel.invuller)
    assert list(Signaal.objects.voor_staf(toneel.inkoper).gedeeld()) == [rij]
    bericht = Bericht.objects.get()
    assert (bericht.ontvanger, "deelt een signaal" in bericht.tekst) == (
        toneel.overeenkomst.inschrijving.uitvoerder.inschrijf_email,
        True,
    )
    with pytest.raises(RegelFout, match="al gedeeld"):
        actions.deel_signaal(signaal_id=rij.pk, door=toneel.invuller)
    with pytest.raises(RegelFout, match="Het blijft op de lijst"):
        actions.haal_signaal_weg(signaal_id=rij.pk, door=toneel.invuller)
    velden = {"opvolging": "De aanbieder rijdt weer.", "door": toneel.tekenaar}
    assert actions.leg_signaalopvolging_vast(signaal_id=rij.pk, **velden).opvolging == "De aanbieder rijdt weer."
    for fout in ({"omschrijving": "Anders."}, {"actie": ""}, {"gedeeld_op": None, "gedeeld_door": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Signaal.objects.filter(pk=rij.pk).update(**fout)


@pytest.mark.django_db
def test_wat_niet_kan():
    toneel = Toezichttoneel()
    with pytest.raises(PermissionDenied):
        leg_vast(toneel, door=toneel.inkoper)
    vreemd = SignaalFactory()
    for velden, fout in [
        ({"regio_id": vreemd.regio_id}, "Kies een regio van deze overeenkomst"),
        ({"omschrijving": "Zij is geboren op 3 mei."}, "naar een persoon verwijst"),
        ({"zorgaanbieder": " "}, "Vul de zorgaanbieder in"),
    ]:
        with pytest.raises(RegelFout, match=fout):
            leg_vast(toneel, **velden)
    with pytest.raises(PermissionDenied):
        actions.deel_signaal(signaal_id=vreemd.pk, door=toneel.invuller)
    actions.haal_signaal_weg(signaal_id=leg_vast(toneel).pk, door=toneel.invuller)
    assert list(Signaal.objects.all()) == [vreemd]


@pytest.mark.django_db
@pytest.mark.clausule("OV-110")
def test_de_schermen_van_beide_kanten(client):
    toneel = Toezichttoneel()
    client.force_login(toneel.invuller)
    nieuw = reverse("signaal_nieuw")
    assert "Meer signalen over dezelfde soort situatie, bij meer cliënten." in client.get(nieuw).content.decode()
    velden = GOED | {"regio": toneel.regio.pk, "gezien_op": "2018-03-20"}
    fout = client.post(nieuw, velden | {"actie": "", "omschrijving": "Blijft staan."})
    assert (fout.status_code, "Blijft staan." in fout.content.decode()) == (422, True)
    assert client.post(nieuw, velden).status_code == 302
    rij = Signaal.objects.get()
    eigen = reverse("mijn_signaal", args=[rij.pk])
    assert client.post(eigen, {"opvolging": " "}).status_code == 422
    assert client.post(eigen, {"opvolging": "Gebeld."}).status_code == 302
    client.force_login(toneel.inkoper)
    assert client.get(reverse("signaal", args=[rij.pk])).status_code == 404
    client.force_login(toneel.invuller)
    assert client.post(reverse("signaal_delen", args=[rij.pk])).status_code == 302
    client.force_login(toneel.inkoper)
    tekst = client.get(reverse("signaal", args=[rij.pk])).content.decode()
    for wat in ("Zorggroep Rietkraag", "Mantelzorger", "Anderen moeten iets doen", "Gebeld."):
        assert wat in tekst


@pytest.mark.django_db
def test_de_lijst_filtert_en_exporteert_met_evenveel_vragen(client):
    toneel = Toezichttoneel()

    def maak(onderwerp):
        actions.deel_signaal(signaal_id=leg_vast(toneel, onderwerp=onderwerp).pk, door=toneel.invuller)

    def tel(waar):
        with CaptureQueriesContext(connection) as gedaan:
            assert client.get(waar).status_code == 200
        return len(gedaan)

    maak("Vervoer valt uit")
    leg_vast(toneel, onderwerp="Niet gedeeld")
    client.force_login(toneel.inkoper)
    adressen = [reverse("signalen"), reverse("signalen_export")]
    een = [tel(waar) for waar in adressen]
    maak("Wachttijd")
    maak("Vervoer te laat")
    assert [tel(waar) for waar in adressen] == een
    lijst = client.get(reverse("signalen"), {"zoek": "vervoer", "sort": "onderwerp"})
    assert [rij.onderwerp for rij in lijst.context["tabel"].data] == ["Vervoer te laat", "Vervoer valt uit"]
    blad = load_workbook(BytesIO(client.get(reverse("signalen_export"), {"zoek": "wacht"}).content)).active
    assert [[cel.value for cel in regel][4:6] for regel in blad.iter_rows(min_row=2)] == [
        ["Zorggroep Rietkraag", "Wachttijd"]
    ]


@pytest.mark.django_db(transaction=True)
def test_twee_mensen_tegelijk():
    toneel = Toezichttoneel()
    rij = leg_vast(toneel)
    daden = [
        lambda: actions.deel_signaal(signaal_id=rij.pk, door=toneel.invuller),
        lambda: actions.haal_signaal_weg(signaal_id=rij.pk, door=toneel.tekenaar),
        lambda: actions.leg_signaalopvolging_vast(signaal_id=rij.pk, opvolging="Gebeld.", door=toneel.tekenaar),
        lambda: leg_vast(toneel),
    ]
    assert all(wacht_op(rij.overeenkomst, daad) for daad in daden)
    uit = tegelijk(lambda daad: daad(), daden[:2])
    assert sum(isinstance(u, RegelFout) for u in uit) == 1
