"""Refusals at boot: what may never run outside the demo."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, ProgrammingError, connection


def controleer_opstart() -> None:
    """Stop a web server or worker that runs on SQLite, or with a moved clock, outside the demo."""
    if settings.DEMO:
        return
    if connection.vendor != "postgresql":
        raise ImproperlyConfigured("Buiten de demo werkt het portaal alleen op PostgreSQL: zet DATABASE_URL.")
    if not settings.KLOK_VERZETBAAR and _klok_is_verzet():
        raise ImproperlyConfigured("In deze database staat een verzette demo-klok: dit is geen productiedatabase.")


def _klok_is_verzet() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM kern_klokstand")
            return cursor.fetchone()[0] > 0
    except (OperationalError, ProgrammingError):
        return False  # not migrated yet
