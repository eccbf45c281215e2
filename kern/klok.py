"""The only source of "now" for rules, queries and actions (R1)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from kern.db import databasetijd
from kern.models import Klokstand

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def nu() -> datetime:
    """The instant now (UTC, aware). In the demo and in tests a row can shift or fix it."""
    if settings.KLOK_VERZETBAAR and (stand := Klokstand.objects.first()):
        return stand.vast or databasetijd() + stand.verschuiving
    return databasetijd()


def vandaag() -> date:
    """The calendar day in Amsterdam."""
    return lokaal(nu()).date()


def lokaal(moment: datetime) -> datetime:
    """The same instant in local time of Amsterdam."""
    return moment.astimezone(AMSTERDAM)


def om(dag: date, uur: int = 0, minuut: int = 0) -> datetime:
    """A local clock time on a day in Amsterdam, as an aware datetime."""
    return datetime(dag.year, dag.month, dag.day, uur, minuut, tzinfo=AMSTERDAM)
