"""Dutch notation of dates, moments, money, numbers and sizes.

Pure (no Django), so that pages, PDFs and mails write them alike. Clock times are always those of
Europe/Amsterdam; a moment without an offset is refused, because it says nothing.
"""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Amsterdam")
DAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
MAANDEN_KORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
KB = 1024
MB = KB * KB


def lokaal(moment: datetime) -> datetime:
    """The same moment on the clock of Amsterdam. ValueError for a moment without an offset."""
    if moment.utcoffset() is None:
        raise ValueError("Een moment zonder tijdzone kan niet worden opgeschreven.")
    return moment.astimezone(ZONE)


def _dag(waarde: date) -> date:
    return lokaal(waarde).date() if isinstance(waarde, datetime) else waarde


def _datum_zonder_dag(dag: date) -> str:
    return f"{dag.day} {MAANDEN[dag.month - 1]} {dag.year}"


def datum(waarde: date) -> str:
    """A date, or the Amsterdam date of a moment: 'vrijdag 15 september 2017'."""
    dag = _dag(waarde)
    return f"{DAGEN[dag.weekday()]} {_datum_zonder_dag(dag)}"


def datum_kort(waarde: date) -> str:
    """As `datum`, with the day of the week in two letters: 'vr 15 september 2017'."""
    dag = _dag(waarde)
    return f"{DAGEN[dag.weekday()][:2]} {_datum_zonder_dag(dag)}"


def dag_maand(waarde: date) -> str:
    """Day and short month, for the scale of a drawing: '15 sep'."""
    dag = _dag(waarde)
    return f"{dag.day} {MAANDEN_KORT[dag.month - 1]}"


def moment(waarde: datetime) -> str:
    """A moment to the minute: 'dinsdag 1 augustus 2017, 17:00 uur'. ValueError without an offset."""
    tijd = lokaal(waarde)
    return f"{datum(tijd)}, {tijd:%H:%M} uur"


def moment_exact(waarde: datetime, *, met_offset: bool = False) -> str:
    """A moment to the second, as on a receipt: '31 juli 2017, 16:05:12 uur'.

    With `met_offset` also the distance to UTC on that day: '… 16:05:12 uur (UTC+02:00)'.
    """
    tijd = lokaal(waarde)
    tekst = f"{_datum_zonder_dag(tijd.date())}, {tijd:%H:%M:%S} uur"
    return f"{tekst} (UTC{tijd.isoformat()[-6:]})" if met_offset else tekst


def _aantal(getal: int, enkelvoud: str, meervoud: str) -> str:
    return f"{getal} {enkelvoud if getal == 1 else meervoud}"


def tijd_over(duur: timedelta) -> str:
    """Time left, in whole minutes rounded down: '4 dagen, 2 uur en 48 minuten'.

    Parts that are zero are left out. 'minder dan 1 minuut' and 'geen tijd meer' at the end.
    """
    if duur <= timedelta(0):
        return "geen tijd meer"
    minuten = duur // timedelta(minutes=1)
    delen = [
        _aantal(aantal, een, meer)
        for aantal, een, meer in (
            (minuten // 1440, "dag", "dagen"),
            (minuten // 60 % 24, "uur", "uur"),
            (minuten % 60, "minuut", "minuten"),
        )
        if aantal
    ]
    if not delen:
        return "minder dan 1 minuut"
    return " en ".join(filter(None, (", ".join(delen[:-1]), delen[-1])))


def getal(waarde: int | Decimal, decimalen: int | None = None) -> str:
    """A number with points per thousand and a comma: '1.234,5'.

    `decimalen` rounds half up to that many decimals; without it all decimals are shown. TypeError
    for a float: it is not the number it seems to be.
    """
    if not isinstance(waarde, int | Decimal):
        raise TypeError(f"Een getal is een int of een Decimal, niet {type(waarde).__name__}.")
    tientallig = Decimal(waarde)
    if decimalen is not None:
        tientallig = tientallig.quantize(Decimal(1).scaleb(-decimalen), ROUND_HALF_UP)
    return f"{tientallig:,f}".translate(str.maketrans(",.", ".,"))


def euro(bedrag: int | Decimal) -> str:
    """An amount in euro with two decimals: '€ 69,00'. TypeError for a float."""
    return f"€ {getal(bedrag, 2)}"


def grootte(aantal_bytes: int) -> str:
    """Size of a file, rounded up so that it never looks smaller than it is: '20 kB', '1,4 MB'.

    1 kB is 1024 bytes and 1 MB is 1024 kB, as the upload limits count.
    """
    if aantal_bytes < KB:
        return f"{aantal_bytes} bytes"
    if (kilo := -(-aantal_bytes // KB)) < KB:
        return f"{kilo} kB"
    tienden = -(-aantal_bytes * 10 // MB)
    return f"{getal(Decimal(tienden) / 10 if tienden % 10 else tienden // 10)} MB"


def punt(tekst: str) -> str:
    """The text as the end of a sentence: with a full stop, unless it has one (U.A., B.V.)."""
    return tekst if tekst.endswith(".") else f"{tekst}."
