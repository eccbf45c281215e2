"""Rules of the declaratie: tarief, budget, btw, statements and days. No database."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.fouten import RegelFout
from uitvoering.rules import declaratie as rules
from uitvoering.rules.declaratie import Bedrag, Maand, Prijs

JANUARI, FEBRUARI = date(2018, 1, 1), date(2018, 2, 1)
UREN = st.integers(0, 4000).map(lambda kwartieren: D(kwartieren) / 4)
TARIEF = st.decimals("0.01", "999.99", places=2)
BUDGET = st.decimals("0.00", "99999.99", places=2)
KORTING = st.decimals("0.00", "5.00", places=2)
FOUTE_BTW = ((D(9), None, "Kies of er btw"), (D(21), D(0), "zonder btw"), (D(21), D(6), "6 %"))
MAAND = st.integers(1, 12).map(lambda nummer: date(2018, nummer, 1))


@st.composite
def jaren(draw) -> list[Maand]:
    """Some months of a year, at one tarief and budget."""
    prijs = Prijs(draw(TARIEF), draw(BUDGET), draw(KORTING))
    return [Maand(maand, draw(UREN), prijs) for maand in draw(st.sets(MAAND, min_size=1))]


def test_uren_maal_tarief_op_de_cent():
    gewoon = rules.reken([Maand(JANUARI, D("42.50"), Prijs(D("69.00"), D(69000)))])
    assert gewoon == {JANUARI: Bedrag(D("2932.50"), D("2932.50"))}
    half = rules.reken([Maand(JANUARI, D("0.50"), Prijs(D("69.01"), D(69000)))])
    assert half[JANUARI].bruto == D("34.51")  # 34.505, half up


def test_boven_het_budget_is_nul_met_wat_er_boven_is():
    prijs = Prijs(D("69.00"), D("3000.00"))
    uit = rules.reken([Maand(JANUARI, D("42.50"), prijs), Maand(FEBRUARI, D("10.00"), prijs)])
    assert uit[FEBRUARI] == Bedrag(D("690.00"), D("67.50"))
    assert uit[FEBRUARI].boven == D("622.50")
    maart = rules.reken([*(Maand(date(2018, nr, 1), D("42.50"), prijs) for nr in (1, 2, 3))])[date(2018, 3, 1)]
    assert maart == Bedrag(D("2932.50"), D("0.00"))


def test_een_lager_budget_laat_staan_wat_eerder_is_gedeclareerd():
    hoog, laag = Prijs(D(10), D(1000)), Prijs(D(10), D(500))
    uit = rules.reken([Maand(JANUARI, D(80), hoog), Maand(FEBRUARI, D(80), laag)])
    assert [uit[JANUARI].bedrag, uit[FEBRUARI].bedrag] == [D(800), D(0)]


@pytest.mark.clausule("IK-175")
@given(jaren())
def test_nooit_meer_dan_het_budget_en_nooit_minder_dan_kan(maanden):
    uit = rules.reken(maanden)
    budget, bruto = maanden[0].prijs.budget, sum(rij.bruto for rij in uit.values())
    assert sum(rij.bedrag for rij in uit.values()) == min(bruto, budget)
    for rij in uit.values():
        assert D(0) <= rij.bedrag <= rij.bruto
        assert rij.bedrag == rij.bedrag.quantize(D("0.01"))


@given(jaren(), st.randoms())
def test_correcties_in_elke_volgorde_geven_hetzelfde_eind(maanden, toeval):
    anders = list(maanden)
    toeval.shuffle(anders)
    assert rules.reken(anders) == rules.reken(maanden)


@pytest.mark.clausule("OV-123")
@given(TARIEF, KORTING)
def test_een_korting_is_hoogstens_vijf_procent_van_het_tarief_in_hele_centen(tarief, korting):
    gekort = Prijs(tarief, D(0), korting).gekort
    assert gekort == gekort.quantize(D("0.01"))
    assert tarief * D("0.95") - D("0.005") <= gekort <= tarief
    assert Prijs(D("69.00"), D(0), D("5.00")).gekort == D("65.55")


@pytest.mark.clausule("OV-175", "OV-177")
def test_btw():
    assert rules.btw_tarieven(date(2018, 12, 1)) == (0, 6, 21)
    assert rules.btw_tarieven(date(2019, 1, 1)) == (0, 9, 21)
    assert rules.btw_over(D("10.50"), D(21)) == D("2.21")  # 2.205
    rules.eis_btw(D(21), JANUARI, betaald=None)
    rules.eis_btw(D(6), JANUARI, betaald=D(21))
    for percentage, betaald, melding in (
        (D(9), None, "Kies of er btw"),
        (D(21), D(0), "zonder btw"),
        (D(21), D(6), "6 %"),
    ):
        with pytest.raises(RegelFout, match=melding):
            rules.eis_btw(percentage, JANUARI, betaald=betaald)


@pytest.mark.clausule("OV-178", "OV-100")
def test_verklaring_of_overmacht():
    rules.eis_verklaring(verklaring=True, op_tijd=True, overmacht=" ")
    rules.eis_verklaring(verklaring=True, op_tijd=False, overmacht="Brand in ons kantoor.")
    for op_tijd, overmacht in ((False, " "), (True, "Brand.")):
        with pytest.raises(RegelFout):
            rules.eis_verklaring(verklaring=True, op_tijd=op_tijd, overmacht=overmacht)
    with pytest.raises(RegelFout, match="niets in rekening"):
        rules.eis_verklaring(verklaring=False, op_tijd=True, overmacht="")
    rules.eis_vergoedbaar(op_tijd=True, overmacht_erkend=False)
    rules.eis_vergoedbaar(op_tijd=False, overmacht_erkend=True)
    with pytest.raises(RegelFout, match="Beslis eerst over de overmacht"):
        rules.eis_vergoedbaar(op_tijd=False, overmacht_erkend=False)


def test_de_dag_van_betaling():
    rules.eis_betaaldag(date(2018, 3, 5), akkoord=date(2018, 3, 5), vandaag=date(2018, 3, 5))
    for dag in (date(2018, 3, 4), date(2018, 3, 6)):
        with pytest.raises(RegelFout):
            rules.eis_betaaldag(dag, akkoord=date(2018, 3, 5), vandaag=date(2018, 3, 5))
