"""The intended budget and the moment of release as rules, without a database (A59, A60, IK-021)."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bekendmaking.rules import (
    eind_van_de_dag,
    eis_tekst,
    herinnering,
    mag_vrijgeven,
    tarief_van,
    uren_binnen,
    verdeel_budget,
)
from kern.fouten import RegelFout

CENT, EURO = Decimal("0.01"), Decimal(1)
bedragen = st.decimals(0, 10_000_000, places=2)
gewichten = st.dictionaries(st.integers(1, 9), st.decimals(0, 1_000_000, places=4), max_size=5)
MIDDAG = datetime(2017, 9, 15, 10, 0, tzinfo=UTC)


@given(bedragen, gewichten, st.sampled_from([CENT, EURO]))
def test_delen_zijn_hele_eenheden_en_samen_niet_meer_dan_het_budget(budget, delers, eenheid):
    delen = verdeel_budget(budget, delers, eenheid)
    assert sum(delen.values()) <= budget
    assert all(deel % eenheid == 0 for deel in delen.values())
    assert delen.keys() == (delers.keys() if any(delers.values()) else set())


@given(bedragen, gewichten)
def test_wie_meer_weegt_krijgt_niet_minder(budget, delers):
    delen = verdeel_budget(budget, delers, CENT)
    op_gewicht = sorted(delen, key=lambda wie: delers[wie])
    assert [delen[wie] for wie in op_gewicht] == sorted(delen.values())


@given(bedragen, gewichten)
def test_er_blijft_minder_dan_een_cent_per_partij_over(budget, delers):
    if delen := verdeel_budget(budget, delers, CENT):
        assert budget - sum(delen.values()) < CENT * len(delen)


@pytest.mark.parametrize(
    "eenheid, delen", [(CENT, {1: Decimal("33.33"), 2: Decimal("66.66")}), (EURO, {1: Decimal(33), 2: Decimal(66)})]
)
def test_een_derde_en_twee_derde(eenheid, delen):
    assert verdeel_budget(Decimal("99.99") + CENT, {1: Decimal(1), 2: Decimal(2)}, eenheid) == delen


@pytest.mark.parametrize("budget, uren", [("0", "0"), ("17.24", "0"), ("17.25", "0.25"), ("100000.00", "1449.25")])
def test_uren_naar_beneden_op_een_kwartier(budget, uren):
    assert uren_binnen(Decimal(budget), Decimal("69.00")) == Decimal(uren)


@pytest.mark.parametrize(
    "gevraagd, tarief", [(None, "69.00"), ("65.00", "65.00"), ("69.00", "69.00"), ("70.00", "69.00")]
)
def test_een_lager_gevraagd_tarief_telt(gevraagd, tarief):
    assert tarief_van(Decimal("69.00"), Decimal(gevraagd) if gevraagd else None) == Decimal(tarief)


@pytest.mark.clausule("IK-021")
@pytest.mark.parametrize("vrij_op", [MIDDAG, MIDDAG + timedelta(hours=3)])
def test_vrijgeven_mag_op_of_na_de_bekendmaking(vrij_op):
    mag_vrijgeven(vrij_op, bekendmaking_op=MIDDAG, nu=MIDDAG - timedelta(days=1))


@pytest.mark.clausule("IK-021")
@pytest.mark.parametrize(
    "vrij_op, bekendmaking, nu",
    [
        (MIDDAG - timedelta(microseconds=1), MIDDAG, MIDDAG - timedelta(days=1)),
        (MIDDAG, MIDDAG, MIDDAG + timedelta(minutes=1)),
        (MIDDAG, None, MIDDAG),
    ],
)
def test_vrijgeven_mag_niet_te_vroeg_niet_in_het_verleden_en_niet_zonder_datum(vrij_op, bekendmaking, nu):
    with pytest.raises(RegelFout):
        mag_vrijgeven(vrij_op, bekendmaking_op=bekendmaking, nu=nu)


def test_de_lopende_minuut_is_nog_niet_voorbij():
    mag_vrijgeven(MIDDAG, bekendmaking_op=MIDDAG, nu=MIDDAG + timedelta(seconds=59))


@pytest.mark.parametrize("tekst", ["", " ", "\n\t"])
def test_lege_tekst_wordt_geweigerd(tekst):
    with pytest.raises(RegelFout, match="Vul de reden in"):
        eis_tekst(tekst, "de reden")


@pytest.mark.parametrize(
    "nu, wat",
    [
        ("2017-10-07T06:59:59", None),
        ("2017-10-07T07:00:00", "nog 5 dagen"),
        ("2017-10-10T06:59:59", "nog 5 dagen"),
        ("2017-10-10T07:00:00", "nog 2 dagen"),
        ("2017-10-13T07:00:00", "te laat"),
        ("2018-01-01T00:00:00", "te laat"),
    ],
)
def test_de_laatste_herinnering_die_aan_de_beurt_is(nu, wat):
    punt = herinnering(datetime.fromisoformat(nu).replace(tzinfo=UTC), datetime(2017, 10, 12, tzinfo=UTC).date())
    assert (punt[0] if punt else None) == wat


def test_eind_van_de_dag_ook_op_een_dag_van_25_uur():
    assert eind_van_de_dag(datetime(2017, 10, 29, tzinfo=UTC).date()).astimezone(UTC) == datetime(
        2017, 10, 29, 22, 59, 59, 999999, tzinfo=UTC
    )
