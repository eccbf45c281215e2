"""Gemeenten lie in a region between dates, and a beheerder keeps that (A73, OV-201)."""

import io
from datetime import date

import pytest
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook

from kern.fouten import RegelFout
from kern.models import Gebeurtenis
from partijen.states import Rolsoort
from publicatie.actions import neem_verplaatsing_terug, verplaats_gemeente, voeg_gemeente_toe
from publicatie.models import Gemeente
from publicatie.queries import gemeenten
from tests.factories import RolFactory
from tests.factories_inschrijving import kleine_ronde
from tests.factories_publicatie import GemeentelidmaatschapFactory, RegioFactory
from tests.race import tegelijk

pytestmark = pytest.mark.django_db
NIEUWJAAR = date(2018, 1, 1)


class Toneel:
    """A gemeente in one region since 2015, another region, and the beheerder."""

    def __init__(self):
        self.oud, self.nieuw = RegioFactory(naam="Gooi"), RegioFactory(naam="Utrecht")
        self.lid = GemeentelidmaatschapFactory(regio=self.oud, gemeente__naam="Almere", gemeente__cbs_code="GM0034")
        self.gemeente = self.lid.gemeente
        self.beheerder = RolFactory(landelijk=True).gebruiker

    def verplaats(self, **velden):
        standaard = {
            "gemeente_id": self.gemeente.pk,
            "regio_id": self.nieuw.pk,
            "vanaf": NIEUWJAAR,
            "reden": "Lijst van ZN.",
            "gezien": self.lid.pk,
            "door": self.beheerder,
        }
        return verplaats_gemeente(**standaard | velden)

    @property
    def leden(self):
        return list(self.gemeente.lidmaatschappen.order_by("van").values_list("regio__naam", "van", "tot"))

    @property
    def laatste(self):
        return self.gemeente.lidmaatschappen.order_by("van").last().pk


@pytest.fixture
def toneel(klok):
    klok("2017-06-10 10:00")
    return Toneel()


@pytest.mark.clausule("OV-201")
def test_van_een_dag_op_de_andere_in_een_andere_regio(toneel):
    toneel.verplaats()
    assert toneel.leden == [("Gooi", date(2015, 1, 1), date(2017, 12, 31)), ("Utrecht", NIEUWJAAR, None)]
    oudejaar = date(2017, 12, 31)
    assert [list(gemeenten(toneel.oud, dag)) for dag in (oudejaar, NIEUWJAAR)] == [[toneel.gemeente], []]
    assert [list(gemeenten(toneel.nieuw, dag)) for dag in (oudejaar, NIEUWJAAR)] == [[], [toneel.gemeente]]
    regel = Gebeurtenis.objects.get(handeling="verplaats_gemeente")
    assert (regel.actor_id, regel.gegevens) == (
        toneel.beheerder.pk,
        {"regio": toneel.nieuw.pk, "vanaf": "2018-01-01", "reden": "Lijst van ZN."},
    )


@pytest.mark.parametrize("vanaf", [date(2014, 12, 31), date(2015, 1, 1)])
def test_niet_voor_of_op_de_dag_waarop_het_begon(toneel, vanaf):
    with pytest.raises(RegelFout, match="Kies een dag na donderdag 1 januari 2015"):
        toneel.verplaats(vanaf=vanaf)


def test_niet_naar_dezelfde_regio(toneel):
    with pytest.raises(RegelFout, match="ligt al in deze regio"):
        toneel.verplaats(regio_id=toneel.oud.pk)


def test_opgeheven_en_later_toch_weer_in_een_regio(toneel):
    toneel.verplaats(regio_id=None)
    assert toneel.leden == [("Gooi", date(2015, 1, 1), date(2017, 12, 31))]
    with pytest.raises(RegelFout, match="ligt al in geen regio"):
        toneel.verplaats(regio_id=None, vanaf=date(2018, 2, 1))
    with pytest.raises(RegelFout, match="Kies een dag na zondag 31 december 2017"):
        toneel.verplaats(vanaf=date(2017, 12, 31))
    toneel.verplaats(vanaf=date(2018, 2, 1))
    assert toneel.leden[-1] == ("Utrecht", date(2018, 2, 1), None)


def test_terugnemen_kan_tot_de_wijziging_ingaat(toneel, klok):
    toneel.verplaats()
    neem_verplaatsing_terug(gemeente_id=toneel.gemeente.pk, gezien=toneel.laatste, door=toneel.beheerder)
    assert toneel.leden == [("Gooi", date(2015, 1, 1), None)]
    toneel.verplaats(regio_id=None)
    neem_verplaatsing_terug(gemeente_id=toneel.gemeente.pk, gezien=toneel.laatste, door=toneel.beheerder)
    assert toneel.leden == [("Gooi", date(2015, 1, 1), None)]
    toneel.verplaats()
    klok("2018-01-01 00:00")
    with pytest.raises(RegelFout, match="geen wijziging die nog moet ingaan"):
        neem_verplaatsing_terug(gemeente_id=toneel.gemeente.pk, gezien=toneel.laatste, door=toneel.beheerder)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="sloten bestaan op PostgreSQL")
def test_twee_beheerders_tegelijk_is_een_wijziging(toneel):
    derde = RegioFactory(naam="Zwolle")
    uitkomsten = tegelijk(lambda regio: toneel.verplaats(regio_id=regio.pk), [toneel.nieuw, derde])
    assert sorted(type(uitkomst) is Gemeente for uitkomst in uitkomsten) == [False, True]
    assert len(toneel.leden) == 2
    assert toneel.leden[0] == ("Gooi", date(2015, 1, 1), date(2017, 12, 31))


def test_een_nieuwe_gemeente_met_een_eigen_code(toneel):
    velden = {"naam": "Molenlanden", "regio_id": toneel.nieuw.pk, "vanaf": NIEUWJAAR, "reden": "Herindeling."}
    nieuw = voeg_gemeente_toe(cbs_code="GM1978", door=toneel.beheerder, **velden)
    assert list(gemeenten(toneel.nieuw, NIEUWJAAR)) == [nieuw]
    with pytest.raises(RegelFout, match="De code GM0034 is al van Almere"):
        voeg_gemeente_toe(cbs_code="GM0034", door=toneel.beheerder, **velden)


# Screens


def test_alleen_de_beheerder(toneel, client):
    for soort in (Rolsoort.INKOPER, Rolsoort.INKOOPMANAGER):
        client.force_login(RolFactory(bij_uitvoerder=True, soort=soort).gebruiker)
        assert client.get(reverse("gemeenten")).status_code == 403


@pytest.mark.clausule("OV-201")
def test_verplaatsen_op_het_scherm_met_het_voorbehoud(toneel, client):
    client.force_login(toneel.beheerder)
    adres = reverse("gemeente", args=["GM0034"])
    assert 'href="https://www.zn.nl/"' in client.get(adres).content.decode()
    velden = {"regio": toneel.nieuw.pk, "vanaf": "2018-01-01", "reden": "Lijst van ZN.", "gezien": toneel.lid.pk}
    assert client.post(f"{adres}verplaatsen/", velden | {"regio": ""}).status_code == 422
    assert client.post(f"{adres}verplaatsen/", velden).url == adres
    opnieuw = client.post(f"{adres}verplaatsen/", velden)
    assert opnieuw.status_code == 422
    assert "Een collega wijzigde deze gemeente intussen" in opnieuw.content.decode()
    assert toneel.leden == [("Gooi", date(2015, 1, 1), date(2017, 12, 31)), ("Utrecht", NIEUWJAAR, None)]
    assert client.post(f"{adres}terug/", {"gezien": toneel.laatste}).url == adres
    assert toneel.leden == [("Gooi", date(2015, 1, 1), None)]
    client.post(f"{adres}verplaatsen/", velden | {"regio": "geen"})
    assert toneel.leden == [("Gooi", date(2015, 1, 1), date(2017, 12, 31))]


def test_toevoegen_op_het_scherm(toneel, client):
    client.force_login(toneel.beheerder)
    velden = {"naam": "Molenlanden", "cbs_code": "1978", "regio": toneel.nieuw.pk, "vanaf": "2018-01-01", "reden": "x"}
    fout = client.post(reverse("gemeente_nieuw"), velden)
    assert "Een CBS-code is GM en vier cijfers" in fout.content.decode()
    assert client.post(reverse("gemeente_nieuw"), velden | {"cbs_code": "GM1978"}).url == "/werk/gemeenten/GM1978/"


def test_de_lijst_op_een_dag(toneel, client):
    toneel.verplaats()
    client.force_login(toneel.beheerder)

    def lijst(vraag):
        rijen = client.get(f"{reverse('gemeenten')}?{vraag}").context["tabel"].rows
        return [(rij.record.naam, rij.record.regionaam, rij.record.wijzigt_op) for rij in rijen]

    assert lijst("") == [("Almere", "Gooi", NIEUWJAAR)]
    assert lijst("dag=2018-01-01") == [("Almere", "Utrecht", None)]
    assert lijst(f"regio={toneel.nieuw.sleutel}") == []
    assert lijst(f"regio={toneel.nieuw.sleutel}&dag=2018-01-01") == [("Almere", "Utrecht", None)]
    assert lijst("zoek=gm0034&sort=-naam") == [("Almere", "Gooi", NIEUWJAAR)]
    assert lijst("zoek=bestaat-niet") == []
    blad = load_workbook(io.BytesIO(client.get(reverse("gemeenten_export")).content)).active
    assert list(blad.values)[1] == ("Almere", "GM0034", "Gooi", "maandag 1 januari 2018")


@pytest.mark.parametrize("aantal", [1, 3])
def test_de_lijst_kost_altijd_evenveel_vragen(toneel, client, aantal, django_assert_num_queries):
    GemeentelidmaatschapFactory.create_batch(aantal, regio=toneel.oud)
    client.force_login(toneel.beheerder)
    with django_assert_num_queries(7):
        assert client.get(reverse("gemeenten")).status_code == 200


@pytest.mark.clausule("IK-104", "OV-201")
def test_de_pagina_van_een_regio_toont_de_indeling_op_de_eerste_dag_van_de_overeenkomst(client, klok):
    ronde = kleine_ronde(gemeenten=2)
    klok("2017-06-02 12:00")
    adres = reverse("regio", args=[ronde.code, "utrecht"])
    weg = Gemeente.objects.get(naam="Utrecht 2")
    verplaats_gemeente(
        gemeente_id=weg.pk,
        regio_id=ronde.toewijzingen.get(regio__sleutel="zwolle").regio_id,
        vanaf=NIEUWJAAR,
        reden="Herindeling.",
        gezien=weg.lidmaatschappen.get().pk,
        door=RolFactory(landelijk=True).gebruiker,
    )
    antwoord = client.get(adres)
    assert [gemeente.naam for gemeente in antwoord.context["gemeenten"]] == ["Utrecht 1"]
    pagina = " ".join(antwoord.content.decode().split())
    assert "Voorbehoud: dit is de indeling van 2027. Op maandag 1 januari 2018 kan zij anders zijn." in pagina
    assert 'href="https://www.zn.nl/"' in pagina
    tabel = client.get(ronde.get_absolute_url()).context["regiotabel"]
    assert [(r.record.regio.naam, r.record.gemeenten) for r in tabel.rows] == [
        ("Flevoland", 2),
        ("Utrecht", 1),
        ("Zwolle", 3),
    ]
    omgekeerd = client.get(f"{ronde.get_absolute_url()}?sort=-gemeenten").context["regiotabel"]
    assert next(rij.record.regio.naam for rij in omgekeerd.rows) == "Zwolle"
