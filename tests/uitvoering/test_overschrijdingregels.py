"""Order of the steps, moving money and the months of review, without a database."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.fouten import RegelFout
from uitvoering.rules import herziening
from uitvoering.rules import overschrijding as rules
from uitvoering.rules.overschrijding import Ruimte

CENT = D("0.01")
EURO = st.decimals(min_value=0, max_value=1_000_000, places=2)
RUIMTE = st.builds(Ruimte, EURO, EURO)
VOLGORDE = ["maatwerk", "regio", "uitvoerder", "derde", "extra"]


@pytest.mark.clausule("IK-179", "OV-164")
@given(RUIMTE, RUIMTE, EURO)
def test_verschuiven_houdt_de_som_en_neemt_niets_wat_al_is_geleverd(van, naar, bedrag):
    try:
        nieuw = rules.verschuif(van, naar, bedrag, CENT)
    except RegelFout:
        assert bedrag == 0 or bedrag > van.vrij
    else:
        assert sum(nieuw) == van.budget + naar.budget
        assert nieuw[0] >= van.gebruikt
        assert nieuw[1] > naar.budget


@pytest.mark.parametrize(
    "bedrag, eenheid, tekst",
    [
        ("0", CENT, "Vul een bedrag in van meer dan € 0."),
        ("-1", CENT, "Vul een bedrag in van meer dan € 0."),
        ("NaN", CENT, "Vul een bedrag in van meer dan € 0."),
        ("0.50", D(1), "Vul een bedrag in hele euro’s in."),
        ("0.005", CENT, "Vul een bedrag in hele centen in."),
        (
            "60.01",
            CENT,
            "Van dit budget is nog € 60,00 vrij: de rest is al geleverd of gedeclareerd. Verlaag het bedrag.",
        ),
    ],
)
def test_wat_niet_kan_wordt_gezegd(bedrag, eenheid, tekst):
    with pytest.raises(RegelFout) as fout:
        rules.verschuif(Ruimte(D(100), D(40)), Ruimte(D(10), D(20)), D(bedrag), eenheid)
    assert fout.value.tekst == tekst


@given(st.sampled_from(VOLGORDE), st.sets(st.sampled_from(VOLGORDE)))
def test_overgeslagen_is_wat_ervoor_staat_en_niet_is_vastgelegd(trap, gedaan):
    gemist = rules.overgeslagen(trap, volgorde=VOLGORDE, gedaan=gedaan)
    ervoor = VOLGORDE[: VOLGORDE.index(trap)]
    assert (set(gemist) | gedaan & set(ervoor), set(gemist) & gedaan) == (set(ervoor), set())
    rules.eis_volgorde(gemist, streng=False)
    if gemist:
        with pytest.raises(RegelFout, match="Leg eerst de uitkomst vast van deze stap: "):
            rules.eis_volgorde(gemist, streng=True)
    else:
        rules.eis_volgorde(gemist, streng=True)


@pytest.mark.parametrize(
    "dag, kan", [("2018-04-05", True), ("2018-12-31", True), ("2018-04-04", False), ("2019-01-01", False)]
)
def test_de_eerste_dag_valt_in_het_jaar_en_is_nog_niet_voorbij(dag, kan):
    fouten = []
    try:
        rules.eis_vanaf(date.fromisoformat(dag), vandaag=date(2018, 4, 5), jaar=2018)
    except RegelFout as fout:
        fouten.append(fout)
    assert bool(fouten) != kan


def test_na_het_jaar_zegt_de_fout_dat_geen_dag_nog_past():
    for dag in ("2018-12-31", "2019-01-10"):
        with pytest.raises(RegelFout, match="Het jaar 2018 is voorbij"):
            rules.eis_vanaf(date.fromisoformat(dag), vandaag=date(2019, 1, 10), jaar=2018)


@pytest.mark.parametrize(
    "maanden, vandaag, aantal", [([6, 11], "2018-05-31", 0), ([6, 11], "2018-06-01", 1), ([6, 10], "2019-10-01", 4)]
)
def test_een_herziening_komt_op_de_eerste_dag_van_de_maand(maanden, vandaag, aantal):
    alle = herziening.momenten(range(2018, 2021), maanden, vandaag=date.fromisoformat(vandaag))
    assert len(alle) == aantal
    assert [dag.month for dag in alle] == (maanden * 2)[:aantal]
