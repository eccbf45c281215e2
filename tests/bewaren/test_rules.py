"""The table of retention and its one rule, without a database (R22)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bewaren.rules import (
    AFGEWEZEN,
    OP_OPDRACHT,
    OVEREENKOMST,
    TABEL,
    VOG,
    Feiten,
    beroep_tot,
    jaren_later,
    mag_weg,
    vervalt_op,
    waarom_niet,
)

pytestmark = pytest.mark.geval("R22")
DAGEN = st.dates(date(2000, 1, 1), date(2090, 12, 31))
SOORTEN = st.sampled_from(OP_OPDRACHT)
ZAKEN = st.lists(st.sampled_from(["een bezwaar is open", "er loopt een kort geding", "het dossier is aangehouden"]))


@given(SOORTEN, DAGEN, DAGEN, DAGEN)
def test_niets_vervalt_zolang_een_termijn_loopt(soort, begin, termijn, vandaag):
    weg = mag_weg(soort, Feiten(begin, termijn), vandaag)
    assert weg == (vandaag > termijn and vandaag >= jaren_later(begin, soort.jaren))


@given(SOORTEN, DAGEN, DAGEN, DAGEN, ZAKEN.filter(bool))
def test_niets_vervalt_zolang_een_zaak_loopt(soort, begin, termijn, vandaag, zaken):
    feiten = Feiten(begin, termijn, tuple(zaken))
    assert not mag_weg(soort, feiten, vandaag)
    assert waarom_niet(soort, feiten, vandaag) == "; ".join(zaken)


@given(SOORTEN, st.one_of(st.none(), DAGEN), st.one_of(st.none(), DAGEN), DAGEN)
def test_wat_niemand_weet_blijft(soort, begin, termijn, vandaag):
    if begin is None or termijn is None:
        assert vervalt_op(soort, Feiten(begin, termijn)) is None
        assert not mag_weg(soort, Feiten(begin, termijn), vandaag)


@given(SOORTEN, DAGEN, DAGEN, DAGEN)
def test_wat_vervallen_is_blijft_vervallen_en_zegt_niet_waarom_het_blijft(soort, begin, termijn, vandaag):
    feiten = Feiten(begin, termijn)
    if mag_weg(soort, feiten, vandaag):
        assert mag_weg(soort, feiten, vandaag + timedelta(days=1))
    assert (waarom_niet(soort, feiten, vandaag) == "") == mag_weg(soort, feiten, vandaag)


@given(DAGEN, st.integers(0, 10))
def test_jaren_tellen_op_de_kalender(dag, jaren):
    later = jaren_later(dag, jaren)
    assert (later.year, later.month, later.day) in {
        (dag.year + jaren, dag.month, dag.day),
        (dag.year + jaren, 3, 1),
    }
    assert later >= dag + timedelta(days=365 * jaren)


def test_de_grens_op_de_dag():
    assert vervalt_op(AFGEWEZEN, Feiten(date(2017, 9, 15), date(2017, 10, 27))) == date(2020, 9, 15)
    assert vervalt_op(OVEREENKOMST, Feiten(date(2020, 2, 29), date(2017, 10, 27))) == date(2027, 3, 1)
    assert vervalt_op(VOG, Feiten(date(2017, 9, 15), date(2017, 10, 27))) == date(2017, 10, 28)


def test_een_uitspraak_houdt_nog_drie_maanden_open():
    assert beroep_tot(date(2017, 11, 30)) == date(2018, 3, 1)
    assert beroep_tot(date(2017, 10, 5)) == date(2018, 1, 5)


def test_de_tabel_zegt_van_elke_soort_alles():
    assert [soort.code for soort in TABEL if not all((soort.vanaf, soort.termijn, soort.gaat, soort.blijft))] == []
    assert len({soort.code for soort in TABEL}) == len(TABEL)
    assert [soort.code for soort in TABEL if soort.jaren and soort.termijn != f"{soort.jaren} jaar"] == []
