"""Terms after the decision and four eyes, without a database (contract 3; T2, T8, T15)."""

from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bekendmaking.rules import (
    Aankomst,
    Termijnregels,
    beoordeel_aankomst,
    bereken_termijnen,
    geschil_laatste_dag,
    is_verstreken,
    ondertekenen_vanaf,
    tweede_persoon,
    zelfde_inhoud,
)
from kern.fouten import RegelFout

LENGTES = Termijnregels(
    bezwaar_dagen=14,
    bezwaar_uiterste_dagen=15,
    antwoord_dagen=27,
    opschorting_dagen=27,
    kort_geding_dagen=20,
    overige_geschillen_dagen=42,
)
RONDE_2017 = replace(
    LENGTES,
    bezwaar_tot=datetime(2017, 9, 29, 15, 0, tzinfo=UTC),
    antwoord_uiterlijk=date(2017, 10, 12),
    opschorting_tot=datetime(2017, 10, 12, 15, 0, tzinfo=UTC),
)
SEPTEMBER = date(2017, 9, 15)


def als_tekst(regels, dagtekening):
    return {naam: waarde.isoformat() for naam, waarde in asdict(bereken_termijnen(regels, dagtekening)).items()}


def moment(tekst, uur=2):
    """Local time of Amsterdam in summer, as an instant."""
    return datetime.fromisoformat(tekst).replace(tzinfo=timezone(timedelta(hours=uur)))


@pytest.mark.clausule("IK-196", "IK-209")
def test_termijnen_van_2017_tot_op_de_letter():
    assert als_tekst(RONDE_2017, SEPTEMBER) == {
        "bezwaar_sluit": "2017-09-29T17:00:00+02:00",
        "bezwaar_laatste_dag": "2017-09-30",
        "bezwaar_beantwoord_uiterlijk": "2017-10-12",
        "opschorting_van": "2017-09-16",
        "opschorting_tot": "2017-10-12T17:00:00+02:00",
        "kort_geding_laatste_dag": "2017-10-05",
        "overige_geschillen_laatste_dag": "2017-10-27",
    }


def test_zonder_vaste_momenten_telt_wat_berekend_is():
    assert als_tekst(LENGTES, SEPTEMBER) == als_tekst(RONDE_2017, SEPTEMBER)


def test_een_latere_dagtekening_schuift_alles_mee():
    """A03: a late message must not shorten rights; here the answer falls after the end of summer time."""
    assert als_tekst(RONDE_2017, date(2017, 10, 3)) == {
        "bezwaar_sluit": "2017-10-17T17:00:00+02:00",
        "bezwaar_laatste_dag": "2017-10-18",
        "bezwaar_beantwoord_uiterlijk": "2017-10-30",
        "opschorting_van": "2017-10-04",
        "opschorting_tot": "2017-10-30T17:00:00+01:00",
        "kort_geding_laatste_dag": "2017-10-23",
        "overige_geschillen_laatste_dag": "2017-11-14",
    }


def test_een_eerdere_dagtekening_houdt_de_vaste_momenten():
    assert als_tekst(RONDE_2017, date(2017, 9, 1)) == {
        "bezwaar_sluit": "2017-09-29T17:00:00+02:00",
        "bezwaar_laatste_dag": "2017-09-29",
        "bezwaar_beantwoord_uiterlijk": "2017-10-12",
        "opschorting_van": "2017-09-02",
        "opschorting_tot": "2017-10-12T17:00:00+02:00",
        "kort_geding_laatste_dag": "2017-09-21",
        "overige_geschillen_laatste_dag": "2017-10-13",
    }


@pytest.mark.geval("T8")
def test_termijnen_van_2026_in_utc():
    termijnen = bereken_termijnen(LENGTES, date(2026, 9, 15))
    assert termijnen.bezwaar_sluit.astimezone(UTC) == datetime(2026, 9, 29, 15, 0, tzinfo=UTC)
    assert termijnen.opschorting_tot.astimezone(UTC) == datetime(2026, 10, 12, 15, 0, tzinfo=UTC)
    assert termijnen.kort_geding_laatste_dag == date(2026, 10, 5)
    assert termijnen.overige_geschillen_laatste_dag == date(2026, 10, 27)


@pytest.mark.geval("T8")
def test_een_term_van_17_uur_na_de_zomertijd_is_17_uur_op_de_klok():
    tot = bereken_termijnen(LENGTES, date(2026, 9, 30)).opschorting_tot
    assert tot.isoformat() == "2026-10-27T17:00:00+01:00"
    assert tot.astimezone(UTC) == datetime(2026, 10, 27, 16, 0, tzinfo=UTC)


@pytest.mark.geval("T13")
def test_een_vrije_dag_verschuift_niets():
    """A06: 26 December 2017 is a holiday and the 24th a Sunday."""
    assert bereken_termijnen(LENGTES, date(2017, 12, 11)).bezwaar_laatste_dag == date(2017, 12, 26)
    assert bereken_termijnen(LENGTES, date(2017, 12, 9)).bezwaar_laatste_dag == date(2017, 12, 24)


dagen = st.dates(date(2000, 1, 1), date(2100, 1, 1))
momenten = st.none() | st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


@st.composite
def termijnregels(draw):
    lengtes = [draw(st.integers(1, 90)) for _ in range(6)]
    return Termijnregels(*lengtes, draw(momenten), draw(st.none() | dagen), draw(momenten))


@pytest.mark.clausule("IK-211")
@settings(max_examples=500)
@given(termijnregels(), dagen)
def test_kort_geding_hangt_alleen_aan_de_dagtekening(regels, dag):
    """Nothing about the bezwaar or its answer moves the 20 days (A05)."""
    ander = replace(LENGTES, kort_geding_dagen=regels.kort_geding_dagen)
    laatste = bereken_termijnen(regels, dag).kort_geding_laatste_dag
    assert laatste == bereken_termijnen(ander, dag).kort_geding_laatste_dag
    assert laatste.toordinal() == dag.toordinal() + regels.kort_geding_dagen


@settings(max_examples=500)
@given(termijnregels(), dagen)
def test_geen_vast_moment_maakt_een_term_korter(regels, dag):
    met = bereken_termijnen(regels, dag)
    zonder = bereken_termijnen(replace(regels, bezwaar_tot=None, antwoord_uiterlijk=None, opschorting_tot=None), dag)
    assert met.bezwaar_sluit.astimezone(UTC) == laatste_moment(zonder.bezwaar_sluit, regels.bezwaar_tot)
    assert met.opschorting_tot.astimezone(UTC) == laatste_moment(zonder.opschorting_tot, regels.opschorting_tot)
    assert met.bezwaar_beantwoord_uiterlijk == max(
        filter(None, [zonder.bezwaar_beantwoord_uiterlijk, regels.antwoord_uiterlijk])
    )
    assert met.bezwaar_laatste_dag >= met.bezwaar_sluit.date()
    assert (zonder.bezwaar_sluit.hour, zonder.opschorting_tot.hour) == (17, 17)


def laatste_moment(*momenten):
    """The latest instant, in UTC: Python calls no local time in the doubled hour of October equal to another."""
    return max(moment.astimezone(UTC) for moment in momenten if moment)


@pytest.mark.parametrize("uur_utc", [0, 1])
def test_vast_moment_in_het_dubbele_uur_blijft_hetzelfde_moment(uur_utc):
    vast = datetime(2017, 10, 29, uur_utc, 30, tzinfo=UTC)
    sluit = bereken_termijnen(replace(LENGTES, bezwaar_tot=vast), SEPTEMBER).bezwaar_sluit
    assert sluit.isoformat() == f"2017-10-29T02:30:00+0{2 - uur_utc}:00"


def test_heeft_vaste_data():
    assert not LENGTES.heeft_vaste_data
    assert RONDE_2017.heeft_vaste_data
    assert replace(LENGTES, antwoord_uiterlijk=date(2027, 10, 12)).heeft_vaste_data


@pytest.mark.geval("T11")
def test_einde_van_de_kalender():
    with pytest.raises(RegelFout, match="te ver in de toekomst"):
        bereken_termijnen(LENGTES, date(9999, 12, 1))
    with pytest.raises(RegelFout, match="te ver in de toekomst"):
        geschil_laatste_dag(date.max, 42)


@pytest.mark.clausule("IK-196", "IK-199", "IK-200")
@pytest.mark.geval("T2", "T15")
@pytest.mark.parametrize(
    ("aankomst", "oordeel"),
    [
        ("2017-09-15T10:00:00", Aankomst.OP_TIJD),
        ("2017-09-29T16:59:59.999999", Aankomst.OP_TIJD),
        ("2017-09-29T17:00:00.000000", Aankomst.OP_TIJD),
        ("2017-09-29T17:00:00.000001", Aankomst.NA_SLUITINGSTIJD),
        ("2017-09-30T00:00:00", Aankomst.NA_SLUITINGSTIJD),
        ("2017-09-30T23:59:59.999999", Aankomst.NA_SLUITINGSTIJD),
        ("2017-10-01T00:00:00", Aankomst.TE_LAAT),
        ("2018-01-01T00:00:00", Aankomst.TE_LAAT),
    ],
)
def test_aankomst_van_een_bezwaar(aankomst, oordeel):
    termijnen = bereken_termijnen(RONDE_2017, SEPTEMBER)
    assert beoordeel_aankomst(moment(aankomst), termijnen) is oordeel
    assert beoordeel_aankomst(moment(aankomst).astimezone(UTC), termijnen) is oordeel


@pytest.mark.geval("T10")
def test_aankomst_telt_als_moment_niet_als_tekst():
    termijnen = bereken_termijnen(RONDE_2017, SEPTEMBER)
    assert beoordeel_aankomst(datetime(2017, 9, 29, 15, 0, 1, tzinfo=UTC), termijnen) is Aankomst.NA_SLUITINGSTIJD
    assert beoordeel_aankomst(moment("2017-09-30T04:59:59", uur=14), termijnen) is Aankomst.OP_TIJD


def test_aankomst_zonder_zone_wordt_geweigerd():
    with pytest.raises(TypeError):
        beoordeel_aankomst(datetime(2017, 9, 29), bereken_termijnen(RONDE_2017, SEPTEMBER))


@pytest.mark.clausule("IK-209", "IK-212")
def test_dagvaarding_na_de_vervaltermijn():
    laatste = bereken_termijnen(RONDE_2017, SEPTEMBER).kort_geding_laatste_dag
    assert not is_verstreken(laatste, date(2017, 10, 5))
    assert is_verstreken(laatste, date(2017, 10, 6))


@pytest.mark.clausule("IK-215")
def test_overig_geschil_zes_weken_na_de_omstandigheid():
    laatste = geschil_laatste_dag(date(2017, 11, 1), RONDE_2017.overige_geschillen_dagen)
    assert laatste == date(2017, 12, 13)
    assert [is_verstreken(laatste, date(2017, 12, dag)) for dag in (13, 14)] == [False, True]


# --- signing ---


def test_ondertekenen_pas_na_de_opschortende_termijn():
    """Also when the court term is over (A08)."""
    vanaf = ondertekenen_vanaf(bereken_termijnen(RONDE_2017, SEPTEMBER))
    assert vanaf.isoformat() == "2017-10-12T17:00:00+02:00"


def test_ondertekenen_wacht_op_de_langste_van_beide():
    """A08: with a court term of 30 days, signing waits until the day after its last day."""
    termijnen = bereken_termijnen(replace(RONDE_2017, kort_geding_dagen=30), SEPTEMBER)
    assert termijnen.kort_geding_laatste_dag == date(2017, 10, 15)
    assert ondertekenen_vanaf(termijnen).isoformat() == "2017-10-16T00:00:00+02:00"


# --- four eyes ---


@pytest.mark.geval("B29")
@pytest.mark.parametrize(("opsteller", "goedkeurder"), [(1, 1), (None, 1), (1, None), (None, None)])
def test_zelf_goedkeuren_kan_niet(opsteller, goedkeurder):
    with pytest.raises(RegelFout, match="Vraag een collega"):
        tweede_persoon(opsteller=opsteller, goedkeurder=goedkeurder)


def test_een_collega_mag_goedkeuren():
    assert tweede_persoon(opsteller=1, goedkeurder=2) is None


@pytest.mark.geval("B29")
@pytest.mark.parametrize(("nu", "gezien"), [("ab", "cd"), ("ab", ""), ("", ""), ("ab", "AB")])
def test_gewijzigde_inhoud_wordt_niet_goedgekeurd(nu, gezien):
    with pytest.raises(RegelFout, match="gewijzigd sinds u keek"):
        zelfde_inhoud(nu, gezien)


def test_gezien_is_gezien():
    assert zelfde_inhoud("ab", "ab") is None
