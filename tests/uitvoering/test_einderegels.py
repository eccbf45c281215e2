"""On what grounds an overeenkomst ends, and what is handed over, without a database (art. 31, 32)."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.fouten import RegelFout
from uitvoering.rules.einde import (
    ALLEEN_ZORGKANTOOR,
    Opzegging,
    eis_alles_overgedragen,
    eis_opzegging,
    eis_overdracht,
    lege_maanden,
    maanden_later,
)
from uitvoering.states import einde as states

VANDAAG = date(2027, 3, 15)
GOED = {
    "hoedanigheid": {"wie": "organisatie"},
    "surseance": {"sinds": VANDAAG},
    "insolventie": {"wat": "faillissement", "sinds": VANDAAG},
    "zeggenschap": {"wat": "fusie", "sinds": date(2027, 7, 1)},
    "staking": {"wat": "alles", "sinds": date(2027, 7, 1)},
    "geen_uren": {"leeg": 6},
    "niet_nakomen": {"termijn_tot": date(2027, 3, 14)},
    "overmacht": {"sinds": date(2027, 3, 1), "tot": date(2027, 4, 1)},
    "wijziging": {"mislukt_op": VANDAAG, "laatste_dag": date(2027, 6, 15)},
}


def toets(grond, kant="zorgkantoor", **anders):
    eis_opzegging(Opzegging(**{"laatste_dag": VANDAAG, "grond": grond, "kant": kant} | anders), vandaag=VANDAAG)


@pytest.mark.clausule("OV-132", "OV-134", "OV-138")
@pytest.mark.parametrize("kant", ["zorgkantoor", "organisatie"])
@pytest.mark.parametrize("grond", GOED)
def test_elke_grond_met_wat_zij_vraagt_ook_vandaag(grond, kant):
    if kant == "organisatie" and grond in ALLEEN_ZORGKANTOOR:
        with pytest.raises(RegelFout, match="alleen het zorgkantoor"):
            toets(grond, kant, **GOED[grond])
    else:
        toets(grond, kant, **GOED[grond])


@pytest.mark.clausule("OV-136", "OV-138", "OV-139")
def test_drie_gronden_zijn_alleen_voor_het_zorgkantoor():
    alles = [grond.value for grond in states.Grond if grond != states.Grond.ONTBINDING]
    assert (set(GOED), ALLEEN_ZORGKANTOOR) == (set(alles), set(states.ALLEEN_ZORGKANTOOR))
    assert [g.value for g in states.gronden("zorgkantoor")] == alles
    assert [g.value for g in states.gronden("organisatie")] == [g for g in alles if g not in ALLEEN_ZORGKANTOOR]


@pytest.mark.clausule("OV-132", "OV-133", "OV-135")
@pytest.mark.parametrize(
    ("grond", "anders", "melding"),
    [
        ("ontbinding", {}, "Kies een grond"),
        ("ruzie", {}, "Kies een grond"),
        ("surseance", {"laatste_dag": date(2027, 3, 14)}, "niet voor vandaag"),
        ("surseance", {"sinds": None}, "sinds welke dag"),
        ("surseance", {"sinds": date(2027, 3, 16)}, "niet later dan vandaag"),
        ("hoedanigheid", {"wie": ""}, "welke partij"),
        ("insolventie", {"wat": " "}, "welke procedure"),
        ("insolventie", {"sinds": None}, "sinds welke dag"),
        ("staking", {"wat": ""}, "wat er van de onderneming stopt"),
        ("zeggenschap", {"sinds": None}, "welke wijziging"),
    ],
)
def test_een_grond_zonder_wat_zij_vraagt(grond, anders, melding):
    with pytest.raises(RegelFout, match=melding):
        toets(grond, **GOED.get(grond, {}) | anders)


@pytest.mark.clausule("OV-137")
def test_een_op_tijd_gemelde_wijziging_vraagt_eerst_overleg():
    op_tijd = GOED["zeggenschap"] | {"gemeld_op": date(2027, 6, 30)}
    with pytest.raises(RegelFout, match="uitkomst van het overleg"):
        toets("zeggenschap", **op_tijd)
    toets("zeggenschap", **op_tijd, overlegd=True)
    toets("zeggenschap", **op_tijd | {"gemeld_op": date(2027, 7, 1)})


@pytest.mark.clausule("OV-140")
def test_niet_nakomen_vraagt_een_verstreken_termijn_of_het_merk():
    toets("niet_nakomen", geen_ingebrekestelling=True)
    for termijn, melding in [(None, "Kies de ingebrekestelling"), (VANDAAG, "loopt nog")]:
        with pytest.raises(RegelFout, match=melding):
            toets("niet_nakomen", termijn_tot=termijn)


@pytest.mark.clausule("OV-141")
def test_overmacht_van_dertig_dagen_is_te_kort():
    begin = date(2027, 3, 1)
    toets("overmacht", sinds=begin, tot=begin + timedelta(days=31))
    with pytest.raises(RegelFout, match="langer dan 30 dagen"):
        toets("overmacht", sinds=begin, tot=begin + timedelta(days=30))
    with pytest.raises(RegelFout, match="tot wanneer"):
        toets("overmacht", sinds=begin)


@pytest.mark.clausule("OV-143")
def test_na_een_mislukte_wijziging_drie_maanden():
    with pytest.raises(RegelFout, match="dinsdag 15 juni 2027 of later"):
        toets("wijziging", mislukt_op=VANDAAG, laatste_dag=date(2027, 6, 14))
    with pytest.raises(RegelFout, match="geen wijzigingsvoorstel"):
        toets("wijziging", laatste_dag=date(2027, 6, 15))
    dagen = (date(2027, 11, 30), date(2027, 1, 31), date(2027, 12, 31))
    assert [maanden_later(dag, 3) for dag in dagen] == [date(2028, 2, 29), date(2027, 4, 30), date(2028, 3, 31)]


@pytest.mark.clausule("OV-139")
def test_zes_aaneengesloten_maanden_zonder_uren():
    def leeg(*maanden):
        return [(2027, maand, D(0)) for maand in maanden]

    assert lege_maanden(leeg(6, 5, 4, 3, 2, 1)) == 6
    assert lege_maanden([(2026, 11, D(0)), (2026, 12, D(0)), *leeg(1, 2)]) == 4
    assert lege_maanden([*leeg(1, 2, 3), (2027, 4, D("0.25")), *leeg(5, 6)]) == 2
    assert lege_maanden(leeg(1, 2, 3, 5, 6)) == 2
    assert lege_maanden([*leeg(1, 2, 3, 4, 5, 6), (2027, 7, D(1))]) == 0
    assert lege_maanden([]) == 0
    with pytest.raises(RegelFout, match="Er zijn 5 maanden"):
        toets("geen_uren", leeg=5)


@pytest.mark.clausule("OV-192")
@given(st.integers(0, 50), st.lists(st.integers(1, 20), max_size=8))
def test_er_wordt_nooit_meer_overgedragen_dan_er_loopt(lopend, delen):
    al = 0
    for deel in delen:
        try:
            eis_overdracht(lopend=lopend, al=al, aantal=deel)
        except RegelFout:
            assert al + deel > lopend
        else:
            al += deel
    assert al <= lopend


@pytest.mark.clausule("OV-192")
def test_afronden_kan_pas_als_niets_over_is():
    eis_alles_overgedragen([("Utrecht", 0), ("Zwolle", 0)])
    for rest, melding in [(3, "nog 3 ondersteuningsvragen"), (None, "nog niet vastgelegd")]:
        with pytest.raises(RegelFout, match=melding):
            eis_alles_overgedragen([("Utrecht", 0), ("Zwolle", rest)])
    with pytest.raises(RegelFout, match="Vul in hoeveel"):
        eis_overdracht(lopend=5, al=0, aantal=0)
