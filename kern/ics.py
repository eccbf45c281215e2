"""Calendar files (RFC 5545). Pure: facts in, bytes out; the same facts always give the same bytes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

OCTETTEN = 75  # of one line, without its line break (3.1)
ONTSNAPT = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})  # 3.3.11


@dataclass(frozen=True)
class Afspraak:
    """One date. `sleutel` stays the same over all versions of the file; `begin` is an aware moment or a whole day."""

    sleutel: str
    titel: str
    begin: date
    uitleg: str = ""
    adres: str = ""


def kalender(naam: str, afspraken: Iterable[Afspraak], *, versie: int, gewijzigd_op: datetime) -> bytes:
    """The file. A calendar that already has an event takes over the one with the highest `versie` (3.8.7.4)."""
    regels = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Inkoopportaal OCO//Tijdschema//NL",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_tekst(naam)}",
    ]
    for afspraak in afspraken:
        regels += _regels(afspraak, versie, gewijzigd_op)
    return b"".join(_gevouwen(regel) for regel in [*regels, "END:VCALENDAR"])


def _regels(afspraak: Afspraak, versie: int, gewijzigd_op: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_tekst(afspraak.sleutel)}"
    yield f"DTSTAMP:{_utc(gewijzigd_op)}"
    yield f"SEQUENCE:{versie}"
    if isinstance(afspraak.begin, datetime):
        yield f"DTSTART:{_utc(afspraak.begin)}"
    else:
        yield f"DTSTART;VALUE=DATE:{afspraak.begin:%Y%m%d}"
    yield f"SUMMARY:{_tekst(afspraak.titel)}"
    if afspraak.uitleg:
        yield f"DESCRIPTION:{_tekst(afspraak.uitleg)}"
    if afspraak.adres:
        yield f"URL:{afspraak.adres}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _utc(moment: datetime) -> str:
    if moment.utcoffset() is None:
        raise ValueError("Een moment zonder tijdzone hoort niet in een agenda.")
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _tekst(tekst: str) -> str:
    return tekst.translate(ONTSNAPT)


def _gevouwen(regel: str) -> bytes:
    """A content line in pieces of at most 75 octets, never through the middle of a character."""
    delen, deel = [], b""
    for teken in regel:
        octetten = teken.encode()
        if len(deel) + len(octetten) > OCTETTEN:
            delen.append(deel)
            deel = b" "
        deel += octetten
    return b"\r\n".join([*delen, deel]) + b"\r\n"
