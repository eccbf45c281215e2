"""The only source of "now" for rules, queries and actions (R1)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from kern.db import databasetijd, is_postgres
from kern.models import Klokstand

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def nu() -> datetime:
    """The instant now (UTC, aware). In the demo and in tests a row can shift or fix it."""
    if settings.KLOK_VERZETBAAR and (stand := _stand()):
        vast, verschuiving = stand
        return vast or databasetijd() + verschuiving
    return databasetijd()


def stempel() -> tuple[datetime, datetime | None]:
    """The instant of arrival, in a statement of its own (R1), and the last moment that the log holds by then (F18).

    That moment cannot lie later unless the clock of the database was set back. One more than a day ahead is left out:
    it would refuse stamps for as long as a clock was once wrong. None where the clock can be moved.
    """
    if settings.KLOK_VERZETBAAR or not is_postgres():
        return nu(), None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT clock_timestamp(), (SELECT max(tijd) FROM kern_gebeurtenis WHERE tijd < now() + interval '1 day')"
        )
        return cursor.fetchone()


def _stand() -> tuple[datetime | None, timedelta] | None:
    """The row that moves the clock; on PostgreSQL without the ORM, which takes seven times as long for every "now"."""
    if not is_postgres():
        return Klokstand.objects.values_list("vast", "verschuiving").first()
    with connection.cursor() as cursor:
        cursor.execute("SELECT vast, verschuiving FROM kern_klokstand")
        return cursor.fetchone()


def vandaag() -> date:
    """The calendar day in Amsterdam."""
    return lokaal(nu()).date()


def lokaal(moment: datetime) -> datetime:
    """The same instant in local time of Amsterdam."""
    return moment.astimezone(AMSTERDAM)


def om(dag: date, uur: int = 0, minuut: int = 0) -> datetime:
    """A local clock time on a day in Amsterdam, as an aware datetime."""
    return datetime(dag.year, dag.month, dag.day, uur, minuut, tzinfo=AMSTERDAM)
