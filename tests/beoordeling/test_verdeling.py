"""The division of dossiers as a pure rule: as even as can be, and never twice the same person."""

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beoordeling.verdeling import Vrij, eis_mensen, eis_verschillend, lichtst, verdeel
from kern.fouten import RegelFout

MENSEN = st.sets(st.integers(1, 40), min_size=2, max_size=9)


@st.composite
def vragen(draw, mensen=5, dossiers=4, last=4):
    """Free places with people who may not come there, and loads."""
    lasten = draw(st.dictionaries(st.integers(1, 9), st.integers(0, last), max_size=mensen))
    niet = st.frozensets(st.sampled_from(sorted(lasten)) if lasten else st.nothing())
    rijen = draw(st.lists(st.tuples(st.sampled_from([1, 2]), niet), max_size=dossiers))
    return [Vrij(pk, plekken, wie) for pk, (plekken, wie) in enumerate(rijen)], lasten


def totalen(werk, lasten):
    som = dict(lasten)
    for mensen in werk.values():
        for mens in mensen:
            som[mens] += 1
    return som


def kwadraten(som):
    return sum(aantal**2 for aantal in som.values())


@given(MENSEN, st.integers(0, 60))
def test_zonder_belangen_is_het_verschil_hooguit_een(mensen, aantal):
    werk = verdeel([Vrij(pk, 2) for pk in range(aantal)], dict.fromkeys(mensen, 0))
    som = totalen(werk, dict.fromkeys(mensen, 0))
    assert max(som.values()) - min(som.values()) <= 1
    assert sum(som.values()) == 2 * aantal
    assert all(len(set(wie)) == 2 for wie in werk.values())


@given(vragen(dossiers=12))
def test_niemand_dubbel_niemand_met_een_belang_en_geen_plek_onnodig_vrij(vraag):
    dossiers, lasten = vraag
    werk = verdeel(dossiers, lasten)
    for rij in dossiers:
        gekozen = werk[rij.dossier]
        assert len(set(gekozen)) == len(gekozen) == min(rij.plekken, len(set(lasten) - rij.niet))
        assert set(gekozen) <= set(lasten) - rij.niet


@given(vragen(mensen=4, dossiers=3))
def test_geen_andere_verdeling_is_gelijker(vraag):
    dossiers, lasten = vraag
    keuzes = []
    for rij in dossiers:
        mogelijk = sorted(set(lasten) - rij.niet)
        keuzes.append(list(combinations(mogelijk, min(rij.plekken, len(mogelijk)))))
    alle = (dict(enumerate(keuze)) for keuze in product(*keuzes))
    beste = min(kwadraten(totalen(werk, lasten)) for werk in alle)
    assert kwadraten(totalen(verdeel(dossiers, lasten), lasten)) == beste


@given(vragen(dossiers=8))
def test_dezelfde_vraag_geeft_hetzelfde_antwoord(vraag):
    dossiers, lasten = vraag
    andersom = dict(sorted(lasten.items(), reverse=True))
    assert verdeel(dossiers, lasten) == verdeel(dossiers, andersom)


def test_een_keten_van_ruilen_maakt_het_gelijk():
    """Person 1 ends with three, 2 with two and 3 with one: 1 hands over to 2, and 2 to 3."""
    voor_twee_en_drie = [Vrij(pk, 1, frozenset({1})) for pk in (1, 2, 3)]
    voor_een_en_twee = [Vrij(4, 1, frozenset({3}))]
    voor_een = [Vrij(pk, 1, frozenset({2, 3})) for pk in (5, 6)]
    werk = verdeel([*voor_twee_en_drie, *voor_een_en_twee, *voor_een], {1: 0, 2: 0, 3: 0})
    assert werk == {1: [3], 2: [3], 3: [2], 4: [2], 5: [1], 6: [1]}


def test_de_lichtste_is_wie_het_minst_heeft_en_bij_gelijk_de_eerste():
    assert lichtst({7: 2, 3: 1, 5: 1}) == 3
    assert lichtst({}) is None


@pytest.mark.geval("B29")
@pytest.mark.parametrize("mensen", [[4, 4], [1, 2, 3]])
def test_twee_verschillende_mensen_en_niet_meer(mensen):
    with pytest.raises(RegelFout):
        eis_verschillend(mensen)


def test_zonder_mensen_valt_er_niets_te_verdelen():
    with pytest.raises(RegelFout, match="Kies ten minste één collega"):
        eis_mensen([])
    eis_verschillend([1])
    eis_verschillend([])
