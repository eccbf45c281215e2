"""Signals about zorgaanbieders: the own list, sharing, and what the zorgkantoor sees (art. 24, bijlage 5 art. 9)."""

from datetime import date, datetime
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from berichten.models import Bericht
from kern.fouten import RegelFout
from kern.klok import AMSTERDAM, lokaal, nu
from kern.models import Gebeurtenis
from partijen.models import Gebruiker
from portaal.queries import mijn_werk
from tests.factories import RolFactory, zet_klok
from tests.factories_beoordeling import ClassificatieFactory, RegiobeoordelingFactory
from tests.factories_overeenkomst import ContactpersoonFactory
from tests.factories_uitvoering import SignaalFactory
from tests.race import tegelijk, wacht_op
from tests.uitvoering.toezichthulp import Toezichttoneel
from uitvoering import actions
from uitvoering.models import Acuutmelding, Signaal
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


def maak_acuut(rij, door):
    return actions.maak_signaal_acuut(signaal_id=rij.pk, reden="Het loopt mis.", door=door)


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
    actions.deel_signaal(signaal_id=leg_vast(toneel, onderwerp="Spoed").pk, acuut=True, door=toneel.invuller)
    for acuut in ("alle", "open"):
        tabel = client.get(reverse("signalen"), {"acuut": acuut, "sort": "acuut"}).context["tabel"]
        assert [(rij.onderwerp, str(rij.acuut)) for rij in tabel.data] == [("Spoed", "Nog niet geopend")]
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


@pytest.mark.django_db
@pytest.mark.clausule("OV-247")
def test_een_acuut_signaal_gaat_meteen_naar_de_contactpersoon_met_de_tijd_van_versturen_en_openen(client):
    toneel = Toezichttoneel()
    spoed = {"kant": "zorgkantoor", "soort": "acuut", "overeenkomst": toneel.overeenkomst}
    ContactpersoonFactory(**spoed, naam="D. Spoed", email="spoed@zorgkantoor.example")
    ContactpersoonFactory(**spoed | {"soort": "afspraken"}, email="afspraken@zorgkantoor.example")
    client.force_login(toneel.invuller)
    velden = GOED | {"regio": toneel.regio.pk, "gezien_op": "2018-03-20", "acuut": "on"}
    geen = client.post(reverse("signaal_nieuw"), velden | {"keuze": "geen"})
    assert (geen.status_code, Signaal.objects.exists()) == (422, False)
    assert client.post(reverse("signaal_nieuw"), velden).status_code == 302
    rij, bericht = Signaal.objects.get(), Bericht.objects.get()
    assert bericht.ontvanger == "spoed@zorgkantoor.example"
    assert list(Bericht.objects.openstaand(nu())) == [bericht]
    assert not {wat for wat in (rij.onderwerp, rij.zorgaanbieder, rij.omschrijving) if wat in bericht.tekst}
    Bericht.objects.update(status="overgedragen", afgehandeld_op=datetime(2018, 4, 3, 10, 2, tzinfo=AMSTERDAM))
    eigen = reverse("mijn_signaal", args=[rij.pk])
    tekst = client.get(eigen).content.decode()
    assert [wat in tekst for wat in ("Verstuurd", "10:02", "D. Spoed", "Nog niet</dd>")] == [True] * 4

    adres = reverse("signaal", args=[rij.pk])
    client.force_login(RolFactory(soort="auditor", organisatie=None).gebruiker)
    assert client.get(adres).status_code == 200
    assert Acuutmelding.objects.get().gelezen_op is None
    zet_klok("2018-04-03 10:07")
    client.force_login(toneel.inkoper)
    assert client.get(adres).status_code == 200
    zet_klok("2018-04-03 11:00")
    client.force_login(toneel.manager)
    client.get(adres)
    melding = Acuutmelding.objects.get()
    assert (f"{lokaal(melding.gelezen_op):%H:%M}", melding.gelezen_door) == ("10:07", toneel.inkoper)
    assert Gebeurtenis.objects.filter(handeling="open_acuut_signaal").count() == 1
    client.force_login(toneel.invuller)
    assert "10:07" in client.get(eigen).content.decode()


@pytest.mark.django_db
def test_zonder_contactpersoon_gaat_het_naar_de_inkopers_en_blijft_het_bovenaan_tot_het_is_opgepakt(client):
    toneel = Toezichttoneel()
    RegiobeoordelingFactory(regioinschrijving=toneel.regio, status="voldoet")
    ClassificatieFactory(regioinschrijving=toneel.regio)
    toneel.in_gebreke(tot=date(2018, 4, 4))
    Bericht.objects.all().delete()
    rij = leg_vast(toneel)
    client.force_login(toneel.invuller)
    client.post(reverse("signaal_delen", args=[rij.pk]), {"acuut": "ja"})
    bericht = Bericht.objects.get()
    assert bericht.ontvanger == toneel.overeenkomst.inschrijving.uitvoerder.inschrijf_email
    assert "nog geen contactpersoon" in bericht.tekst
    zet_klok("2018-04-05 10:00")

    def eerste(wie):
        return next((werk.wat for werk in mijn_werk(Gebruiker.objects.get(pk=wie.pk))), None)

    assert eerste(toneel.inkoper) == "Acuut signaal"
    adres = reverse("signaal", args=[rij.pk])
    client.force_login(toneel.inkoper)
    assert "Noem een contactpersoon" in client.get(adres).content.decode()
    for fout in (" ", "Zij is geboren op 3 mei."):
        antwoord = client.post(adres, {"antwoord": fout})
        assert (antwoord.status_code, fout.strip() in antwoord.content.decode()) == (422, True)
    assert client.post(adres, {"antwoord": "Wij belden de aanbieder."}).status_code == 302
    assert eerste(toneel.inkoper) != "Acuut signaal"
    assert Bericht.objects.filter(onderwerp__startswith="Antwoord op uw acute signaal").count() == 1
    with pytest.raises(PermissionDenied):
        actions.open_acuut_signaal(signaal_id=rij.pk, door=toneel.invuller)
    with pytest.raises(RegelFout, match="al vastgelegd"):
        actions.beantwoord_acuut_signaal(signaal_id=rij.pk, antwoord="Nog eens.", door=toneel.manager)
    for velden in (
        {"gelezen_op": None, "gelezen_door": None},
        {"gelezen_door": toneel.manager},
        {"antwoord": "Anders."},
        {"antwoord": "", "antwoord_op": None, "antwoord_door": None},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Acuutmelding.objects.update(**velden)
    with pytest.raises(RegelFout, match="geen acuut signaal"):
        actions.open_acuut_signaal(signaal_id=leg_vast(toneel).pk, door=toneel.inkoper)


@pytest.mark.django_db
@pytest.mark.clausule("OV-247")
def test_een_gedeeld_signaal_wordt_later_acuut(client):
    toneel = Toezichttoneel()
    spoed = {"kant": "zorgkantoor", "soort": "acuut", "overeenkomst": toneel.overeenkomst}
    rij = leg_vast(toneel, keuze="geen", actie="")
    with pytest.raises(RegelFout, match="nog niet gedeeld"):
        maak_acuut(rij, toneel.invuller)
    actions.deel_signaal(signaal_id=rij.pk, door=toneel.invuller)
    with pytest.raises(PermissionDenied):
        maak_acuut(rij, toneel.inkoper)
    client.force_login(toneel.invuller)
    doe, eigen, werk = (reverse(naam, args=[rij.pk]) for naam in ("signaal_acuut", "mijn_signaal", "signaal"))
    assert "Is dit signaal nu acuut?" in client.get(eigen).content.decode()
    for fout in (" ", "Zij is geboren op 3 mei."):
        antwoord = client.post(doe, {"reden": fout})
        assert (antwoord.status_code, fout.strip() in antwoord.content.decode()) == (422, True)
    assert client.post(doe, {"reden": "Er is nu geen vervoer meer."}).status_code == 302
    inkopers = toneel.overeenkomst.inschrijving.uitvoerder.inschrijf_email
    deling, bericht = Bericht.objects.order_by("pk")  # without a contact person the same mailbox, and yet a second mail
    assert (deling.ontvanger, bericht.ontvanger) == (inkopers, inkopers)
    assert ("nu acuut is" in bericht.tekst, "vervoer" in bericht.tekst) == (True, False)
    assert list(Bericht.objects.openstaand(nu())) == [deling, bericht]
    assert list(client.get(eigen).context["berichten"]) == [bericht]
    with pytest.raises(RegelFout, match="al acuut"):
        maak_acuut(rij, toneel.tekenaar)
    zet_klok("2018-04-03 10:07")
    client.force_login(toneel.inkoper)
    tekst = client.get(werk).content.decode()
    assert ["Er is nu geen vervoer meer." in tekst, "Later acuut geworden" in tekst] == [True, True]
    melding = Acuutmelding.objects.get()
    assert (melding.alsnog_door, f"{lokaal(melding.gelezen_op):%H:%M}") == (toneel.invuller, "10:07")
    assert Gebeurtenis.objects.filter(handeling="maak_signaal_acuut").get().actor_id == toneel.invuller.pk
    for velden in ({"alsnog_reden": "Anders."}, {"alsnog_door": toneel.tekenaar}, {"alsnog_reden": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Acuutmelding.objects.update(**velden)
    tweede = leg_vast(toneel)
    actions.deel_signaal(signaal_id=tweede.pk, door=toneel.invuller)
    ContactpersoonFactory(**spoed, email="spoed@zorgkantoor.example")
    maak_acuut(tweede, toneel.invuller)
    assert Bericht.objects.order_by("pk").last().ontvanger == "spoed@zorgkantoor.example"


@pytest.mark.django_db(transaction=True)
def test_twee_eerste_openingen_tegelijk():
    toneel = Toezichttoneel()
    rij = leg_vast(toneel)
    actions.deel_signaal(signaal_id=rij.pk, door=toneel.invuller)
    assert wacht_op(rij.overeenkomst, lambda: maak_acuut(rij, toneel.invuller))
    uit = tegelijk(lambda wie: maak_acuut(rij, wie), [toneel.invuller, toneel.tekenaar])
    assert [u.tekst for u in uit if isinstance(u, RegelFout)] == ["Dit signaal is al acuut."]
    rij = Signaal.objects.get()

    def open_(wie):
        return actions.open_acuut_signaal(signaal_id=rij.pk, door=wie)

    assert wacht_op(rij.acuut, lambda: open_(toneel.inkoper))
    assert wacht_op(rij.overeenkomst, lambda: open_(toneel.inkoper))
    assert sorted(tegelijk(open_, [toneel.inkoper, toneel.manager])) == [False, True]
    assert Gebeurtenis.objects.filter(handeling="open_acuut_signaal").count() == 1

    def zeg(wie):
        return actions.beantwoord_acuut_signaal(signaal_id=rij.pk, antwoord="Gebeld.", door=wie)

    assert wacht_op(rij.acuut, lambda: zeg(toneel.inkoper))
    assert sum(isinstance(uit, RegelFout) for uit in tegelijk(zeg, [toneel.inkoper, toneel.manager])) == 1
