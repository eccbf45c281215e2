"""The encrypted stream of a backup: what comes out is what went in, or nothing (R25)."""

import io
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.versleuteld import KOP, STUK, Lezer, Onleesbaar, Schrijver

SLEUTEL = bytes(range(32))


def dicht(inhoud, naam="kluis.kopie", hap=700_000):
    uit = io.BytesIO()
    schrijver = Schrijver(uit, SLEUTEL, naam)
    for plek in range(0, len(inhoud), hap):
        schrijver.write(inhoud[plek : plek + hap])
    schrijver.close()
    return uit.getvalue()


def open_(doos, naam="kluis.kopie", sleutel=SLEUTEL):
    return Lezer(io.BytesIO(doos), sleutel, naam).read()


@pytest.mark.parametrize("grootte", [0, 1, STUK - 1, STUK, STUK + 1, 3 * STUK])
def test_heen_en_terug(grootte):
    inhoud = os.urandom(grootte)
    doos = dicht(inhoud)
    assert open_(doos) == inhoud
    assert grootte < 20 or inhoud[:20] not in doos


@given(st.integers(0, 10**9), st.integers(1, 255))
def test_een_veranderde_byte_gaat_niet_open(plek, anders):
    doos = bytearray(dicht(b"geheim" * 10))
    doos[plek % len(doos)] ^= anders
    with pytest.raises(Onleesbaar):
        open_(bytes(doos))


def test_afgekapt_verplaatst_of_van_een_ander_gaat_niet_open():
    doos = dicht(os.urandom(2 * STUK + 10))
    lengte = len(doos) - len(KOP)
    stuk = 4 + 12 + STUK + 16
    een, twee, rest = doos[len(KOP) :][:stuk], doos[len(KOP) :][stuk : 2 * stuk], doos[len(KOP) :][2 * stuk :]
    assert len(een + twee + rest) == lengte
    for kapot in (KOP, KOP + een, KOP + een + twee, KOP + twee + een + rest, KOP + een + rest, KOP + rest, b""):
        with pytest.raises(Onleesbaar):
            open_(kapot)
    for anders in ({"naam": "databank.kopie"}, {"sleutel": bytes(32)}):
        with pytest.raises(Onleesbaar):
            open_(doos, **anders)
