"""One person counts once, however many regions and inschrijvingen name that person (IK-136)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inschrijving.personen import Melding, verschillende_personen

namen, nummers = st.sampled_from(["Jo Bos", "jo  bos", "Ans"]), st.sampled_from(["", "R1", "R2"])
meldingen = st.lists(st.builds(Melding, namen, nummers, st.integers(1, 4)))


@pytest.mark.clausule("IK-136")
def test_een_persoon_in_drie_regios_telt_een_keer():
    (persoon,) = verschillende_personen(Melding("Jo Bos", "R1", deel) for deel in (1, 2, 3))
    assert (persoon.naam, persoon.delen) == ("Jo Bos", frozenset({1, 2, 3}))


@pytest.mark.parametrize(
    ("een", "ander", "aantal"),
    [
        (("Jo Bos", ""), (" JO  bos", ""), 1),
        (("Jo Bos", "R 12"), ("Jo Bos", "r12"), 1),
        (("Jo Bos", "R12"), ("Jo Bos", ""), 1),
        (("Jo Bos", "R12"), ("Jo Bos", "R13"), 2),
        (("Jo Bos", ""), ("Jo Vos", ""), 2),
    ],
)
def test_wie_dezelfde_persoon_is(een, ander, aantal):
    assert len(verschillende_personen([Melding(*een, 1), Melding(*ander, 2)])) == aantal


@given(meldingen, st.randoms())
def test_volgorde_en_herhaling_maken_niets_uit_en_niemand_valt_weg(rijen, toeval):
    personen = verschillende_personen(rijen)
    anders = rijen * 2
    toeval.shuffle(anders)
    assert sorted(sorted(p.delen) for p in verschillende_personen(anders)) == sorted(sorted(p.delen) for p in personen)
    assert frozenset().union(*(p.delen for p in personen)) == {rij.deel for rij in rijen}
    assert len(personen) <= len(rijen)
