"""A round for regions with places left (2.3, A56), and what a round says about itself."""

from datetime import date

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from kern.fouten import RegelFout
from kern.klok import om
from publicatie.actions.rondes import heropen_regios
from publicatie.gereed import belemmeringen_publicatie
from publicatie.states import Leveringsvorm, Rondesoort, Sector, Status
from publicatie.wijzigregels import plaatsen_over
from tests.publicatie.hulp import beheerder, gepubliceerde_ronde, volledige_ronde

pytestmark = pytest.mark.django_db
REGIOS = ("Amsterdam", "Drenthe", "Friesland", "Utrecht", "Zeeland", "Zwolle")
INGANG = date(2019, 1, 1)


def heropen(ronde, aantallen):
    rijen = {rij.regio.naam: rij.pk for rij in ronde.toewijzingen.all()}
    contracten = {rijen[naam]: aantal for naam, aantal in aantallen.items()}
    return heropen_regios(ronde_id=ronde.pk, contracten=contracten, ingang_op=INGANG, door=beheerder())


@given(st.integers(1, 9), st.dictionaries(st.integers(), st.integers(0, 12)))
def test_plaatsen_en_overeenkomsten_zijn_samen_het_maximum(maximum, contracten):
    over = plaatsen_over(maximum, contracten)
    assert set(over) == {regio for regio, aantal in contracten.items() if aantal < maximum}
    assert all(over[regio] + contracten[regio] == maximum for regio in over)


@pytest.mark.clausule("IK-192")
def test_een_regio_met_nul_tot_drie_overeenkomsten_gaat_open_en_een_met_vier_niet():
    ronde = gepubliceerde_ronde(regios=REGIOS)
    aantallen = {"Amsterdam": 0, "Drenthe": 1, "Friesland": 2, "Utrecht": 3, "Zeeland": 4, "Zwolle": 5}

    nieuw = heropen(ronde, aantallen)

    plaatsen = {rij.regio.naam: rij.maximum for rij in nieuw.toewijzingen.all()}
    assert plaatsen == {"Amsterdam": 4, "Drenthe": 3, "Friesland": 2, "Utrecht": 1}
    assert (nieuw.soort, nieuw.voorganger, nieuw.status) == (Rondesoort.HEROPENING, ronde, Status.CONCEPT)
    assert set(nieuw.documenteisen.values_list("klasse", flat=True)) == {"nieuw"}
    assert (nieuw.referentiejaar, nieuw.looptijd_nieuw_tot) == (2018, date(2019, 12, 31))


@pytest.mark.clausule("IK-193")
def test_het_concept_heeft_de_datum_van_publicatie_van_de_eerste_ronde(client):
    ronde = gepubliceerde_ronde(regios=REGIOS)
    client.force_login(beheerder())
    voor = " ".join(client.get(reverse("rondes")).content.decode().split())
    assert "De publicatie is op vrijdag 1 juni 2018. Het concept komt er als" in voor

    nieuw = heropen(ronde, {"Drenthe": 1})

    assert nieuw.publicatie_op == om(date(2018, 6, 1))
    na = client.get(reverse("rondes")).content.decode()
    assert f'href="{reverse("ronde_beheren", args=[nieuw.code])}">concept</a> staat klaar' in na


def test_een_heropening_noemt_wat_er_nog_moet():
    nieuw = heropen(gepubliceerde_ronde(regios=REGIOS), {"Drenthe": 1})
    assert belemmeringen_publicatie(nieuw) == [
        "Het moment ‘Sluiting van de inschrijving’ is niet ingevuld.",
        "Het moment ‘Beoordeling door de zorgkantoren’ is niet ingevuld.",
        "Het moment ‘Bekendmaking van de beslissingen’ is niet ingevuld.",
        "Het moment ‘Einde van de tijd voor bezwaar’ is niet ingevuld.",
        "Het moment ‘Sluiten van de overeenkomsten’ is niet ingevuld.",
    ]


def test_dezelfde_heropening_komt_er_maar_een_keer_en_zonder_plaats_geen():
    ronde = gepubliceerde_ronde(regios=REGIOS)
    with pytest.raises(RegelFout, match="nog plaats"):
        heropen(ronde, {"Zeeland": 4})
    heropen(ronde, {"Drenthe": 1})
    with pytest.raises(RegelFout, match="bestaat al"):
        heropen(ronde, {"Utrecht": 1})


def test_een_concept_kan_niet_opnieuw_open():
    with pytest.raises(RegelFout, match="gepubliceerde ronde"):
        heropen(volledige_ronde(regios=REGIOS), {"Drenthe": 1})


@pytest.mark.clausule("IK-013")
@pytest.mark.clausule("IK-036")
def test_de_pagina_noemt_het_mandaat_en_de_betekenis_met_de_versie_van_het_kader(client, klok):
    klok("2017-07-01 12:00")
    ronde = gepubliceerde_ronde()
    pagina = " ".join(client.get(ronde.get_absolute_url()).content.decode().split())
    assert "van maandag 1 januari 2018 tot en met donderdag 31 december 2020" in pagina
    assert f'{ronde.definitie} <span class="portaal-klein">(kader, versie juni 2017)</span>' in pagina


@pytest.mark.clausule("IK-040")
@pytest.mark.clausule("IK-041")
def test_alle_sectoren_en_leveringsvormen_horen_erbij(client, klok):
    klok("2017-07-01 12:00")
    ronde = gepubliceerde_ronde()
    assert ronde.sectoren == [str(sector) for sector in Sector] == ["vv", "gz", "ggz"]
    assert ronde.leveringsvormen == [str(vorm) for vorm in Leveringsvorm] == ["verblijf", "vpt", "mpt", "pgb"]
    pagina = client.get(ronde.get_absolute_url()).content.decode()
    assert [
        label for label in (*Sector.labels, *Leveringsvorm.labels) if label.replace("&", "&amp;") not in pagina
    ] == []
    assert "Een combinatie van MPT en PGB kan ook." in pagina
