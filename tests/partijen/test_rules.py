"""Numbers of organisations and the text that is stored."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kern.fouten import RegelFout
from partijen import rules

CIJFERS = st.text("0123456789", min_size=9, max_size=9)
TEKST = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))


@pytest.mark.geval("B51")
@pytest.mark.parametrize("tekst", ["12345678", " 1234 5678 ", "12.34.56.78", "1234\u00a05678"])
def test_een_kvk_nummer_mag_met_spaties_en_punten(tekst):
    assert rules.kvk_nummer(tekst) == "12345678"


@pytest.mark.geval("B51")
@pytest.mark.parametrize("tekst", ["", "1234567", "123456789", "1234567a", "１２３４５６７８", "-1234567"])
def test_anders_dan_acht_cijfers_is_geen_kvk_nummer(tekst):
    with pytest.raises(RegelFout, match="heeft 8 cijfers"):
        rules.kvk_nummer(tekst)


@pytest.mark.parametrize("nummer", ["111222333", "123456782"])
def test_een_geldig_rsin(nummer):
    assert rules.rsin(f" {nummer[:4]}.{nummer[4:6]}.{nummer[6:]} ") == nummer


@pytest.mark.parametrize("nummer", ["000000000", "123456789", "12345678", "1234567820", "", "12345678a"])
def test_een_ongeldig_rsin(nummer):
    with pytest.raises(RegelFout, match="geen geldig RSIN"):
        rules.rsin(nummer)


@st.composite
def geldig_rsin(draw) -> str:
    """Eight digits and the ninth that makes them pass."""
    begin = draw(st.text("0123456789", min_size=8, max_size=8))
    controle = sum(int(cijfer) * (9 - plek) for plek, cijfer in enumerate(begin)) % 11
    assume(controle < 10 and int(begin) > 0)
    return f"{begin}{controle}"


def is_rsin(nummer: str) -> bool:
    try:
        return rules.rsin(nummer) == nummer
    except RegelFout:
        return False


@given(CIJFERS)
def test_de_elfproef_is_de_gewogen_som_die_door_elf_deelbaar_is(nummer):
    som = sum(int(cijfer) * (9 - plek) for plek, cijfer in enumerate(nummer[:8])) - int(nummer[8])
    assert is_rsin(nummer) == (som % 11 == 0 and nummer != "000000000")


@given(geldig_rsin())
def test_een_goed_nummer_wordt_herkend(nummer):
    assert is_rsin(nummer)


@given(geldig_rsin(), st.integers(0, 8), st.integers(1, 9))
def test_een_tikfout_in_een_cijfer_valt_altijd_op(nummer, plek, verschil):
    fout = nummer[:plek] + str((int(nummer[plek]) + verschil) % 10) + nummer[plek + 1 :]
    assert not is_rsin(fout)


@given(geldig_rsin(), st.integers(0, 7))
def test_twee_verwisselde_buren_vallen_altijd_op(nummer, plek):
    a, b = nummer[plek : plek + 2]
    assume(a != b)
    assert not is_rsin(nummer[:plek] + b + a + nummer[plek + 2 :])


@pytest.mark.geval("B48")
@given(TEKST)
def test_bewaarde_tekst_verandert_niet_meer(tekst):
    schoon = rules.nette_tekst(tekst)
    assert rules.nette_tekst(schoon) == schoon
    assert unicodedata.is_normalized("NFC", schoon)
    assert {c for c in schoon if unicodedata.category(c) == "Cc"} <= {"\n", "\t"}


@pytest.mark.geval("B48")
@pytest.mark.parametrize(
    ("tekst", "schoon"),
    [
        ("  Zo\u0308nder spaties ", "Zönder spaties"),
        ("regel 1\r\nregel 2", "regel 1\nregel 2"),
        ("e\x07\u0301\x1b[31m", "é[31m"),
        ("naam\twaarde\x7f", "naam\twaarde"),
        ("👩‍👩‍👧 <b>&amp;", "👩‍👩‍👧 <b>&amp;"),
        ("\n \r\n", ""),
    ],
)
def test_tekst_wordt_bewaard_zoals_zij_eruitziet(tekst, schoon):
    assert rules.nette_tekst(tekst) == schoon


@pytest.mark.geval("B48")
@pytest.mark.parametrize("teken", ["\x00", "\ud800"])
def test_wat_de_database_niet_kan_bewaren_wordt_geweigerd(teken):
    with pytest.raises(RegelFout, match="Typ de tekst opnieuw"):
        rules.nette_tekst(f"voor{teken}na")
