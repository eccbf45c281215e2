"""The rules of tekortkoming and maatregel, without a database."""

from datetime import date
from decimal import Decimal as D

import pytest

from kern.fouten import RegelFout
from uitvoering.rules.tekortkoming import (
    Maatregel,
    eis_bron,
    eis_gehoord,
    eis_maatregel,
    eis_schade,
    eis_termijn,
    is_verstreken,
)

DAG = date(2027, 3, 15)


@pytest.mark.clausule("OV-114", "OV-128")
@pytest.mark.parametrize(
    ("bron", "eis", "artikel", "mag"),
    [
        ("eis", 1, "", True),
        ("verklaring", 1, " ", True),
        ("artikel", None, "artikel 11", True),
        ("eis", None, "", False),
        ("verklaring", None, "artikel 10", False),
        ("eis", 1, "artikel 11", False),
        ("artikel", None, " ", False),
        ("artikel", 1, "artikel 11", False),
    ],
)
def test_een_tekortkoming_noemt_een_verplichting(bron, eis, artikel, mag):
    if mag:
        eis_bron(bron, eis=eis, artikel=artikel)
    else:
        with pytest.raises(RegelFout):
            eis_bron(bron, eis=eis, artikel=artikel)


@pytest.mark.clausule("OV-117", "OV-118")
def test_de_termijn_eindigt_na_de_dag_van_verzending_en_is_fataal():
    eis_termijn(verzonden=DAG, tot=date(2027, 3, 16))
    with pytest.raises(RegelFout, match="redelijke termijn"):
        eis_termijn(verzonden=DAG, tot=DAG)
    assert [is_verstreken(tot=DAG, vandaag=date(2027, 3, dag)) for dag in (14, 15, 16)] == [False, False, True]


def test_wie_gehoord_wordt_krijgt_de_tijd():
    eis_gehoord(zienswijze_tot=None, gereageerd=False, vandaag=DAG)
    eis_gehoord(zienswijze_tot=DAG, gereageerd=True, vandaag=DAG)
    eis_gehoord(zienswijze_tot=DAG, gereageerd=False, vandaag=date(2027, 3, 16))
    with pytest.raises(RegelFout, match="tot en met maandag 15 maart 2027"):
        eis_gehoord(zienswijze_tot=DAG, gereageerd=False, vandaag=DAG)


def toets(bevinding=True, **velden):
    wat = Maatregel(**{"soort": "anders", "vanaf": DAG} | velden)
    eis_maatregel(wat, bevinding=bevinding, vandaag=DAG, loopt_tot=date(2028, 12, 31))


KORTING = {"soort": "korting", "vanaf": date(2027, 4, 1), "tot": date(2027, 6, 30)}
TERUG = {"soort": "terugvordering", "declaratie": D("100.00")}
BUDGET = {"soort": "budget", "budget_nu": D("69000.00")}


@pytest.mark.clausule("OV-120", "OV-122")
@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({"bevinding": False}, "Leg eerst vast wat is komen vast te staan"),
        ({"vanaf": date(2027, 3, 14)}, "op zijn vroegst vandaag"),
        ({"vanaf": date(2029, 1, 1)}, "loopt tot en met"),
        (KORTING | {"percentage": D("5.01")}, "hoogstens 5,00 %"),
        (KORTING | {"percentage": D("0")}, "Vul het percentage"),
        (KORTING | {"percentage": D("NaN")}, "Vul het percentage"),
        (KORTING | {"percentage": D("5.00"), "tot": date(2027, 3, 31)}, "laatste dag van de korting"),
        (KORTING | {"percentage": D("5.00"), "tot": date(2027, 6, 29)}, "per hele maand"),
        (KORTING | {"percentage": D("5.00"), "vanaf": date(2027, 4, 2)}, "per hele maand"),
        (TERUG | {"bedrag": D("100.01")}, "Vorder niet meer terug"),
        (TERUG | {"bedrag": None}, "welk bedrag"),
        (TERUG | {"declaratie": None, "bedrag": D("1")}, "Kies een betaalde declaratie"),
        (BUDGET | {"budget_nu": None, "bedrag": D("1")}, "geen budget afgesproken"),
        (BUDGET | {"bedrag": D("69000.00")}, "vul minder in"),
    ],
)
def test_een_maatregel_die_niet_kan(velden, melding):
    with pytest.raises(RegelFout, match=melding):
        toets(**velden)


@pytest.mark.clausule("OV-121", "OV-122")
def test_een_maatregel_die_kan():
    toets()
    toets(soort="ontbinding")
    toets(**KORTING, percentage=D("5.00"))
    toets(**TERUG, bedrag=D("100.00"))
    toets(**BUDGET, bedrag=D("0.00"))


@pytest.mark.parametrize("bedrag", ["0", "-1", "NaN", "Infinity"])
def test_schade_is_een_bedrag_boven_nul(bedrag):
    with pytest.raises(RegelFout):
        eis_schade(D(bedrag))
