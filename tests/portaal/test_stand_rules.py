"""When a light changes. No database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portaal.stand.rules import DEMPING, FOUT, GOED, UIT, Licht, is_scheef, is_vol, sprong_terug, volgende

NU = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
GB = 1024**3


def na(licht, *metingen):
    """The light after measurements (seconds from NU, stand)."""
    for seconden, stand in metingen:
        licht = volgende(licht, stand, NU + timedelta(seconds=seconden))
    return licht


def test_de_eerste_meting_telt_meteen():
    assert volgende(None, FOUT, NU) == Licht(FOUT, NU, FOUT, NU)


def test_rood_bij_de_tweede_meting_binnen_een_halve_minuut_en_sinds_de_eerste():
    groen = volgende(None, GOED, NU)
    assert na(groen, (15, FOUT)).stand == GOED
    rood = na(groen, (15, FOUT), (30, FOUT))
    assert (rood.stand, rood.sinds) == (FOUT, NU + timedelta(seconds=15))


def test_wat_wappert_blijft_zoals_het_was():
    groen = volgende(None, GOED, NU)
    om_en_om = [(15 * nummer, FOUT if nummer % 2 else GOED) for nummer in range(1, 40)]
    assert na(groen, *om_en_om).stand == GOED
    rood = volgende(None, FOUT, NU)
    assert na(rood, *om_en_om).stand == FOUT


def test_groen_pas_als_het_blijft():
    rood = volgende(None, FOUT, NU)
    assert na(rood, (15, GOED), (30, GOED), (45, GOED)).stand == FOUT
    groen = na(rood, (15, GOED), (30, GOED), (45, GOED), (60, GOED))
    assert (groen.stand, groen.sinds) == (GOED, NU + timedelta(seconds=15))


@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from([GOED, FOUT, UIT])), max_size=40))
def test_een_licht_wisselt_alleen_naar_wat_lang_genoeg_gezien_is(stappen):
    licht, nu = volgende(None, GOED, NU), NU
    for seconden, stand in stappen:
        nu += timedelta(seconds=seconden)
        nieuw = volgende(licht, stand, nu)
        assert nieuw.gemeten == stand
        if nieuw.stand != licht.stand:
            assert (nieuw.stand, nieuw.sinds) == (stand, nieuw.gemeten_sinds)
            assert nu - nieuw.sinds >= DEMPING[stand]
        else:
            assert nieuw.sinds == licht.sinds
        licht = nieuw


@pytest.mark.parametrize(
    ("vrij", "totaal", "vol"),
    [(2 * GB, 10 * GB, False), (2 * GB - 1, 10 * GB, True), (9 * GB, 100 * GB, True), (0, 0, True)],
)
def test_een_schijf_is_vol_voor_hij_echt_vol_is(vrij, totaal, vol):
    assert is_vol(vrij, totaal) == vol


@pytest.mark.geval("F18")
@pytest.mark.parametrize(
    ("scheef", "onzeker", "fout"),
    [(0.25, 0.0, False), (0.251, 0.0, True), (-0.251, 0.0, True), (0.3, 0.06, False), (600, 0.5, True)],
)
def test_klokken_die_meer_dan_een_kwart_seconde_verschillen(scheef, onzeker, fout):
    assert is_scheef(scheef, onzeker) == fout


@pytest.mark.geval("F18")
@pytest.mark.parametrize(
    ("anker", "terug"), [(100.0, False), (99.96, False), (99.94, True), (98.0, True), (102.0, False)]
)
def test_een_klok_die_teruggezet_is(anker, terug):
    assert sprong_terug(anker, vorige=100.0, onzeker=0.0) == terug
