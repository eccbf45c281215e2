"""Calendar files, read back the way a calendar does."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.ics import Afspraak, kalender

TOEN = datetime(2017, 6, 1, 12, 0, tzinfo=UTC)


def gelezen(inhoud: bytes) -> list[tuple[str, str]]:
    """Name (with parameters) and value of every content line; folds and escapes undone."""
    assert inhoud.endswith(b"\r\n")
    assert inhoud.count(b"\n") == inhoud.count(b"\r\n") == inhoud.count(b"\r")
    assert max(len(regel) for regel in inhoud.split(b"\r\n")) <= 75
    regels = inhoud.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")
    paren = (regel.partition(":") for regel in regels)
    return [(naam, _zonder_ontsnapping(waarde)) for naam, _, waarde in paren]


def _zonder_ontsnapping(waarde: str) -> str:
    tekens, uit = iter(waarde), []
    for teken in tekens:
        volgende = next(tekens) if teken == "\\" else teken
        uit.append("\n" if teken == "\\" and volgende == "n" else volgende)
    return "".join(uit)


def test_een_moment_staat_in_utc_en_een_dag_zonder_tijd():
    sluiting = datetime.fromisoformat("2017-08-01T17:00:00+02:00")
    afspraken = [
        Afspraak("sluiting@oco.example", "Sluiting", sluiting, "Dien op tijd in.", "https://oco.example/ronde/"),
        Afspraak("ingang@oco.example", "Ingang", date(2018, 1, 1)),
    ]
    assert gelezen(kalender("Ronde", afspraken, versie=3, gewijzigd_op=TOEN)) == [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//Inkoopportaal OCO//Tijdschema//NL"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", "Ronde"),
        ("BEGIN", "VEVENT"),
        ("UID", "sluiting@oco.example"),
        ("DTSTAMP", "20170601T120000Z"),
        ("SEQUENCE", "3"),
        ("DTSTART", "20170801T150000Z"),
        ("SUMMARY", "Sluiting"),
        ("DESCRIPTION", "Dien op tijd in."),
        ("URL", "https://oco.example/ronde/"),
        ("TRANSP", "TRANSPARENT"),
        ("END", "VEVENT"),
        ("BEGIN", "VEVENT"),
        ("UID", "ingang@oco.example"),
        ("DTSTAMP", "20170601T120000Z"),
        ("SEQUENCE", "3"),
        ("DTSTART;VALUE=DATE", "20180101"),
        ("SUMMARY", "Ingang"),
        ("TRANSP", "TRANSPARENT"),
        ("END", "VEVENT"),
        ("END", "VCALENDAR"),
    ]


@pytest.mark.parametrize("teken", ["a", "é", "€", "😀", ",", "\n"])
@pytest.mark.parametrize("lengte", range(60, 80))
def test_een_lange_regel_vouwt_op_75_octetten_en_nooit_door_een_teken(teken, lengte):
    tekst = "x" * (lengte % 4) + teken * lengte
    regels = gelezen(kalender("Ronde", [Afspraak("a", tekst, date(2018, 1, 1))], versie=1, gewijzigd_op=TOEN))
    assert dict(regels)["SUMMARY"] == tekst


def test_een_moment_zonder_tijdzone_wordt_geweigerd():
    with pytest.raises(ValueError, match="zonder tijdzone"):
        kalender("Ronde", [Afspraak("a", "A", datetime(2017, 8, 1, 17, 0))], versie=1, gewijzigd_op=TOEN)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=200))
def test_elke_tekst_komt_heel_aan_en_kan_geen_regel_toevoegen(tekst):
    regels = gelezen(kalender("Ronde", [Afspraak("a", tekst, date(2018, 1, 1))], versie=1, gewijzigd_op=TOEN))
    assert [waarde for naam, waarde in regels if naam == "SUMMARY"] == [tekst]
    assert len(regels) == 14
