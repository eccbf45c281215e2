"""Pure: local clock times of Amsterdam that exist once, and days on which offices are closed.

Terms of the inkoopkader are private: nothing shifts to the next working day (A06); there these days only give a
warning. Only a term that is itself counted in working days leaves them out (A52).
"""

import re
from datetime import UTC, date, datetime, timedelta

from kern.fouten import RegelFout
from kern.opmaak import ZONE, datum, moment

EERSTE_JAAR, LAATSTE_JAAR = 2000, 2100
ZATERDAG = 5
DAGVORM = re.compile(r"(?:([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})|([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4}))")
VAST = {(1, 1): "nieuwjaarsdag", (5, 5): "Bevrijdingsdag", (12, 25): "eerste kerstdag", (12, 26): "tweede kerstdag"}
NA_PASEN = {
    -2: "Goede Vrijdag",
    0: "eerste paasdag",
    1: "tweede paasdag",
    39: "Hemelvaartsdag",
    49: "eerste pinksterdag",
    50: "tweede pinksterdag",
}


def eis_jaar(dag: date) -> None:
    """Refuse a year far away: a typing error, and out of reach for reckoning with time zones (T11)."""
    if not EERSTE_JAAR <= dag.year <= LAATSTE_JAAR:
        raise RegelFout(f"Vul een jaar in van {EERSTE_JAAR} tot en met {LAATSTE_JAAR}.")


def lees_dag(tekst: str) -> date:
    """'31-12-2017', '31/12/2017' or '2017-12-31', as a cell of a sheet may hold it. Raises RegelFout."""
    try:
        if (treffer := DAGVORM.fullmatch(tekst)) is None:
            raise ValueError
        delen = treffer.groups()
        jaar, maand, dag = delen[:3] if delen[0] else (delen[5], delen[4], delen[3])
        return date(int(jaar), int(maand), int(dag))
    except ValueError as fout:
        raise RegelFout(f"‘{tekst[:20]}’ is geen datum. Schrijf de dag zo: 31-12-2017.") from fout


def wandtijd(tijd: datetime) -> datetime:
    """The instant of a clock time in Amsterdam, given without a zone; one with a zone is converted (T11).

    Raises RegelFout for a time that the clock skips or shows twice, when summer time begins or ends (T9).
    """
    eis_jaar(tijd)
    if tijd.tzinfo is not None:
        return tijd.astimezone(ZONE)
    eerste, tweede = (tijd.replace(tzinfo=ZONE, fold=fold) for fold in (0, 1))
    if eerste.utcoffset() == tweede.utcoffset():
        return eerste
    bestaat = eerste.astimezone(UTC).astimezone(ZONE).replace(tzinfo=None) == tijd
    wat = (
        "komt op deze dag twee keer voor, omdat de klok een uur teruggaat"
        if bestaat
        else "bestaat op deze dag niet, omdat de klok een uur vooruitgaat"
    )
    raise RegelFout(f"{tijd:%H:%M} uur {wat}. Kies een tijd vóór 02:00 uur of vanaf 03:00 uur.")


def pasen(jaar: int) -> date:
    """Easter Sunday in the Gregorian calendar."""
    a, b, c = jaar % 19, jaar // 100, jaar % 100
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    maand, dag = divmod(h + m - 7 * n + 114, 31)
    return date(jaar, maand, dag + 1)


def feestdag(dag: date) -> str:
    """Name of the holiday, or '' (Algemene termijnenwet, art. 3, and the Sundays of Easter and Pentecost)."""
    koning = date(dag.year, 4, 27)
    if dag == (koning - timedelta(days=1) if koning.weekday() == ZATERDAG + 1 else koning):
        return "Koningsdag"
    return VAST.get((dag.month, dag.day)) or NA_PASEN.get((dag - pasen(dag.year)).days, "")


def is_werkdag(dag: date) -> bool:
    """Monday to Friday, and no holiday."""
    return dag.weekday() < ZATERDAG and not feestdag(dag)


def werkdagen_later(dag: date, aantal: int) -> date:
    """The last of so many working days after `dag`, which itself does not count; before it when `aantal` < 0."""
    stap = timedelta(days=1 if aantal > 0 else -1)
    for _ in range(abs(aantal)):
        dag += stap
        while not is_werkdag(dag):
            dag += stap
    return dag


def waarschuwing(waarde: date) -> str:
    """What to know of a day on which offices are closed, or ''; a moment is read on the clock of Amsterdam (T13)."""
    dag = waarde.astimezone(ZONE).date() if isinstance(waarde, datetime) else waarde
    reden = feestdag(dag) or ("een dag in het weekend" if dag.weekday() >= ZATERDAG else "")
    if not reden:
        return ""
    tekst = moment(waarde) if isinstance(waarde, datetime) else datum(waarde)
    return f"{tekst} is {reden}. De datum schuift niet op naar een werkdag."
