"""Clock times that exist once, and days on which offices are closed."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.fouten import RegelFout
from kern.kalender import feestdag, pasen, waarschuwing, wandtijd
from kern.opmaak import ZONE


@pytest.mark.geval("T9")
@pytest.mark.parametrize(
    ("tijd", "uitleg"),
    [
        (datetime(2026, 10, 25, 2, 0), "twee keer"),
        (datetime(2026, 10, 25, 2, 59, 59), "twee keer"),
        (datetime(2026, 3, 29, 2, 0), "bestaat op deze dag niet"),
        (datetime(2026, 3, 29, 2, 59), "bestaat op deze dag niet"),
    ],
)
def test_een_tijd_die_de_klok_niet_of_twee_keer_toont_wordt_geweigerd(tijd, uitleg):
    with pytest.raises(RegelFout, match=uitleg):
        wandtijd(tijd)


@pytest.mark.geval("T9")
def test_net_voor_en_na_het_verzetten_mag():
    tijden = [datetime(2026, 10, 25, 1, 59), datetime(2026, 10, 25, 3), datetime(2026, 3, 29, 1, 59)]
    assert [wandtijd(tijd).isoformat()[-6:] for tijd in tijden] == ["+02:00", "+01:00", "+01:00"]


@pytest.mark.geval("T11")
@pytest.mark.parametrize("jaar", [1, 1999, 2101, 9999])
def test_een_jaar_ver_weg_wordt_geweigerd(jaar):
    with pytest.raises(RegelFout, match="van 2000 tot en met 2100"):
        wandtijd(datetime(jaar, 12, 31, 23, 59))


@pytest.mark.geval("T11")
def test_een_tijd_met_een_zone_wordt_omgerekend():
    ver = timezone(timedelta(hours=14))
    assert wandtijd(datetime(2026, 8, 2, 5, tzinfo=ver)) == datetime(2026, 8, 1, 17, tzinfo=ZONE)


@given(st.integers(0, 100 * 365 * 24 * 60))
def test_wat_mag_komt_na_omrekenen_weer_op_dezelfde_kloktijd(minuten):
    tijd = datetime(2000, 1, 2) + timedelta(minutes=minuten)
    try:
        moment = wandtijd(tijd)
    except RegelFout:
        return
    assert moment.astimezone(UTC).astimezone(ZONE).replace(tzinfo=None) == tijd


@pytest.mark.parametrize(
    ("jaar", "dag"),
    [(2000, date(2000, 4, 23)), (2017, date(2017, 4, 16)), (2026, date(2026, 4, 5)), (2038, date(2038, 4, 25))],
)
def test_pasen(jaar, dag):
    assert pasen(jaar) == dag


@pytest.mark.geval("T13")
@pytest.mark.parametrize(
    ("dag", "naam"),
    [
        (date(2026, 1, 1), "nieuwjaarsdag"),
        (date(2026, 4, 3), "Goede Vrijdag"),
        (date(2026, 4, 27), "Koningsdag"),
        (date(2025, 4, 26), "Koningsdag"),  # the 27th is a Sunday
        (date(2025, 4, 27), ""),
        (date(2026, 5, 5), "Bevrijdingsdag"),
        (date(2026, 5, 14), "Hemelvaartsdag"),
        (date(2026, 5, 25), "tweede pinksterdag"),
        (date(2026, 12, 26), "tweede kerstdag"),
        (date(2026, 8, 3), ""),
    ],
)
def test_feestdagen(dag, naam):
    assert feestdag(dag) == naam


@pytest.mark.geval("T13")
def test_een_dag_in_het_weekend_schuift_niet_en_heet_bij_zijn_naam():
    zaterdag = datetime(2026, 8, 1, 15, tzinfo=UTC)
    assert waarschuwing(zaterdag) == (
        "zaterdag 1 augustus 2026, 17:00 uur is een dag in het weekend. De datum schuift niet op naar een werkdag."
    )
    assert waarschuwing(date(2026, 8, 3)) == ""


@pytest.mark.geval("T13")
def test_een_moment_telt_op_de_nederlandse_dag():
    assert waarschuwing(datetime(2026, 7, 31, 22, 30, tzinfo=UTC)).startswith("zaterdag 1 augustus 2026, 00:30 uur")
