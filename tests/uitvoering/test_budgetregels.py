"""The budget of a year against an even line, without a database."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uitvoering.grafiek import grafiek
from uitvoering.rules import budget as rules
from uitvoering.rules.budget import Drempel, Gebruik
from uitvoering.rules.productie import maanden

JAAR = {"van": date(2018, 1, 1), "tot": date(2018, 12, 31)}
EURO = st.decimals(min_value=0, max_value=10_000_000, places=2)
UREN = st.decimals(min_value=0, max_value=99_999, places=2)
MAANDEN = maanden(**JAAR)
GEBRUIK = st.dictionaries(st.sampled_from(MAANDEN), st.builds(Gebruik, UREN, EURO))


def D(tekst: str) -> Decimal:
    return Decimal(tekst)


def van(budget: str, *euros: str | None, **termijn) -> rules.Verloop:
    """A budget of which the first months took so much; None: not reported."""
    gebruik = {m: Gebruik(D("1"), D(e)) for m, e in zip(MAANDEN, euros, strict=False) if e is not None}
    return rules.verloop(D(budget), **(termijn or JAAR), gebruik=gebruik)


@pytest.mark.clausule("OV-161")
def test_maand_n_hoort_bij_n_twaalfde_van_het_budget():
    rij = van("1200.00", "100", "100", "100")
    assert [punt.lijn for punt in rij.punten] == [D(n * 100) for n in range(1, 13)]
    assert (rij.gelijk, rij.afwijking, rij.duidelijk, rij.stand) == (300, 0, False, "past")
    assert (van("1200.00", "100", "200").duidelijk, van("1200.00", "100", "200.01").duidelijk) == (False, True)
    onder = van("1200.00", "40", "30", "20")
    assert (onder.afwijking, onder.stand) == (-210, "onder")


def test_een_deel_van_het_jaar_spreidt_over_zijn_eigen_maanden():
    rij = van("600.00", van=date(2018, 7, 15), tot=date(2018, 12, 31))
    assert [punt.lijn for punt in rij.punten] == [100, 200, 300, 400, 500, 600]
    assert (rij.prognose, rij.stand, rij.drempels) == (None, "leeg", ())


@pytest.mark.clausule("IK-177")
@pytest.mark.parametrize(
    "euros, prognose, stand, drempels",
    [
        (("100", "100"), "1200.00", "past", ()),
        (("100", "100.01"), "1200.06", "dreigt", (Drempel.PROGNOSE,)),
        (("400", None, "200"), "3600.00", "dreigt", (Drempel.PROGNOSE,)),
        (("100",) * 12, "1200.00", "bereikt", (Drempel.BEREIKT,)),
        (("600", "600"), "7200.00", "bereikt", (Drempel.PROGNOSE, Drempel.BEREIKT)),
        (("0",), "0.00", "past", ()),
    ],
)
def test_de_prognose_is_het_gemiddelde_van_wat_bekend_is(euros, prognose, stand, drempels):
    rij = van("1200.00", *euros)
    assert (rij.prognose, rij.drempels, rij.stand) == (D(prognose), drempels, stand)


def test_zonder_budget_is_elk_uur_te_veel():
    assert (van("0", "10").stand, van("0", "10").procent, van("0", "0").drempels) == ("bereikt", 100, ())


@given(EURO, GEBRUIK)
def test_de_lijn_eindigt_op_het_budget_en_niets_gaat_verloren(budget, gebruik):
    rij = rules.verloop(budget, **JAAR, gebruik=gebruik)
    lijn = [punt.lijn for punt in rij.punten]
    assert (lijn[-1], lijn) == (budget, sorted(lijn))
    assert rij.gebruikt == sum((g.euro for g in gebruik.values()), D("0")) == rij.budget - rij.over
    assert rij.uren == sum((g.uren for g in gebruik.values()), D("0"))
    assert (rij.prognose is None) == (not gebruik)
    if rij.prognose is not None:
        assert rij.prognose >= rij.gebruikt
        assert len(gebruik) < 12 or rij.prognose == rij.gebruikt


@given(st.lists(st.tuples(EURO, GEBRUIK), max_size=4))
def test_samen_is_het_de_som(paren):
    rijen = [rules.verloop(budget, **JAAR, gebruik=gebruik) for budget, gebruik in paren]
    samen = rules.tel_op(rijen)
    for naam in ("budget", "gebruikt", "uren", "gelijk", "over"):
        assert getattr(samen, naam) == sum((getattr(rij, naam) for rij in rijen), D("0"))
    assert [p.lijn for p in samen.punten] == [
        sum(p) for p in zip(*([x.lijn for x in r.punten] for r in rijen), strict=True)
    ]
    bekend = [rij.prognose for rij in rijen if rij.prognose is not None]
    assert samen.prognose == (
        sum(rij.budget if rij.prognose is None else rij.prognose for rij in rijen) if bekend else None
    )


def test_de_tekening_zegt_wat_de_cijfers_zeggen():
    beeld = grafiek(van("1200.00", "50", "150.01", None, "100"))
    assert beeld is not None
    assert [balk.boven for balk in beeld.balken] == [False, True, False, False]
    assert [tekst for _, tekst in beeld.schaal] == ["€ 0", "€ 310", "€ 620", "€ 930", "€ 1.240"]
    assert [naam for _, naam in beeld.maanden][-1] == "dec"
    assert (beeld.prognose.split()[1] > beeld.lijn.split()[-1], grafiek(van("0")), grafiek(rules.tel_op([]))) == (
        False,
        None,
        None,
    )
