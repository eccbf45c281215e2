"""Finding a gemeente by what someone typed; no database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portaal.rules import Zoekuitkomst, vergelijkbaar, zoek

NAMEN = (
    "'s-Hertogenbosch",
    "Den Bosch",
    "Súdwest-Fryslân",
    "St.-Michielsgestel",
    "Bergen (L.)",
    "Bergen (NH.)",
    "Ede",
)


@pytest.mark.parametrize(
    ("getypt", "naam"),
    [
        ("s hertogenbosch", "'s-Hertogenbosch"),
        ("DEN BOSCH", "Den Bosch"),
        ("sudwest fryslan", "Súdwest-Fryslân"),
        ("sint michielsgestel", "St.-Michielsgestel"),
        ("gemeente Ede", "Ede"),
    ],
)
def test_schrijfwijze_maakt_niet_uit(getypt, naam):
    assert zoek(getypt, NAMEN) == Zoekuitkomst([naam], [])


def test_een_typefout_een_begin_en_een_deel_lijken_erop():
    assert zoek("Hertogenbos", NAMEN) == Zoekuitkomst([], ["'s-Hertogenbosch"])
    assert zoek("bergen", NAMEN) == Zoekuitkomst([], ["Bergen (L.)", "Bergen (NH.)"])
    assert zoek("Michielgestel", NAMEN) == Zoekuitkomst([], ["St.-Michielsgestel"])


@pytest.mark.parametrize("getypt", ["", "  ", "’-", "Parijs"])
def test_niets_is_niets(getypt):
    assert zoek(getypt, NAMEN) == Zoekuitkomst([], [])


@given(st.text(max_size=80), st.lists(st.text(max_size=30), max_size=5))
def test_een_naam_vindt_altijd_zichzelf(naam, andere):
    verwacht = sorted({n for n in [naam, *andere] if vergelijkbaar(n) == vergelijkbaar(naam)})
    assert zoek(naam, [naam, *andere]).gevonden == (verwacht if vergelijkbaar(naam) else [])
