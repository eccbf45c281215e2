"""The screens of the supervision, at both sides."""

from time import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import RolFactory
from tests.uitvoering.toezichthulp import Toezichttoneel
from uitvoering.models import Maatregel, Tekortkoming
from uitvoering.queries.tekortkomingen import werk_voor

pytestmark = pytest.mark.django_db


@pytest.fixture
def toneel():
    return Toezichttoneel()


@pytest.fixture
def als(client):
    """Log in as this person, who just gave the password."""

    def doe(wie):
        client.force_login(wie)
        sessie = client.session
        sessie["account_authentication_methods"] = [{"method": "password", "at": time(), "reauthenticated": True}]
        sessie["account_authentication_methods_user"] = str(wie.pk)
        sessie.save()
        return client

    return doe


@pytest.mark.clausule("OV-114", "OV-116")
def test_een_dossier_van_begin_tot_eind_op_het_scherm(toneel, als):
    client = als(toneel.inkoper)
    openen = reverse("tekortkoming_openen", args=[toneel.kenmerk])
    fout = client.post(openen, {"bron": "eis", "omschrijving": "Niemand bereikbaar.", "sinds": "2018-02-01"})
    assert fout.status_code == 422
    assert "Kies de eis waar het om gaat" in fout.content.decode()
    assert "Niemand bereikbaar." in fout.content.decode()
    velden = {"bron": "eis", "eis": toneel.eis.pk, "omschrijving": "Niemand bereikbaar.", "sinds": "2018-02-01"}
    client.post(openen, velden)
    rij = Tekortkoming.objects.get()

    def doe(handeling, **velden):
        return client.post(reverse("tekortkoming_doen", args=[rij.pk, handeling]), velden)

    brief = {"eist": "Wees bereikbaar.", "termijn_tot": "2018-04-30"}
    voorbeeld = client.post(reverse("tekortkoming_brief", args=[rij.pk]), brief)
    assert voorbeeld.content.startswith(b"%PDF")
    laat = doe("ingebrekestelling", **brief | {"termijn_tot": "2018-04-03"})
    assert (laat.status_code, "Wees bereikbaar." in laat.content.decode()) == (422, True)
    doe("ingebrekestelling", **brief)
    doe("bevinding", bevinding="Drie vrijdagen dicht.")
    maatregel = {"soort": "korting", "percentage": "5,00", "motivering": "Daarom.", "vanaf": "2018-05-01"}
    client.post(reverse("maatregel_opstellen", args=[rij.pk]), maatregel | {"tot": "2018-06-30"})
    maatregel = Maatregel.objects.get()
    assert [taak[0] for taak in werk_voor(toneel.inkoper)] == ["Nagaan of de tekortkoming is hersteld"]
    assert [taak[0] for taak in werk_voor(toneel.manager)][1:] == ["Maatregel opleggen"]
    als(toneel.manager).post(reverse("maatregel_opleggen", args=[maatregel.pk]), {"gezien_hash": maatregel.hash})
    client = als(toneel.invuller)
    client.post(reverse("mijn_reactie", args=[rij.pk]), {"tekst": "Wij zijn weer bereikbaar."})
    bladzijde = client.get(reverse("mijn_tekortkoming", args=[rij.pk]))
    assert [m.pk for m in bladzijde.context["maatregelen"]] == [maatregel.pk]
    stuk = rij.ingebrekestelling.stuk_id
    assert client.get(reverse("mijn_tekortkoming_bestand", args=[rij.pk, stuk])).content.startswith(b"%PDF")
    client = als(toneel.inkoper)
    doe("sluiten", uitkomst="maatregel", uitkomst_op="2018-04-03", toelichting="Klaar.")
    rij.refresh_from_db()
    assert (rij.status, doe("bestaat-niet").status_code) == ("gesloten", 404)


def test_de_organisatie_ziet_geen_ontwerp_en_geen_schade(toneel, als):
    rij = toneel.met_bevinding()
    toneel.korting(rij)
    tekst = als(toneel.invuller).get(reverse("mijn_tekortkoming", args=[rij.pk])).content.decode()
    assert "Korting op de tarieven" not in tekst
    assert "Drie vrijdagen dicht." in tekst


def test_de_lijst_filtert_en_vraagt_niet_meer_bij_meer_rijen(toneel, als):
    client, lijst = als(toneel.inkoper), reverse("toezicht")

    def vragen():
        with CaptureQueriesContext(connection) as gedaan:
            client.get(lijst)
        return len(gedaan)

    eerste = toneel.tekortkoming()
    vragen()
    een = vragen()
    for _ in range(2):
        toneel.in_gebreke()
    assert vragen() == een

    def gevonden(**vraag):
        return len(client.get(lijst, vraag).context["tabel"].rows)

    assert (gevonden(), gevonden(stand="vastgesteld"), gevonden(stand="open", zoek="wulp")) == (3, 1, 3)
    assert (gevonden(stand="gesloten"), gevonden(zoek=eerste.overeenkomst.inschrijving.kenmerk)) == (0, 3)
    elders = RolFactory(bij_uitvoerder=True, soort="inkoper").gebruiker
    assert len(als(elders).get(lijst).context["tabel"].rows) == 0
