"""Refusals at boot: what may never run outside the demo."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, ProgrammingError, connection

from kern import certificaat

KLUIS_SLEUTEL_BYTES = 32


def controleer_opstart() -> None:
    """Stop a web server or worker without a proper master key, with a seal that cannot be read, or on SQLite or a
    moved clock outside the demo."""
    if len(settings.KLUIS_SLEUTEL) != KLUIS_SLEUTEL_BYTES:
        raise ImproperlyConfigured("OCO_KLUIS_SLEUTEL moet 32 bytes zijn, in base64.")
    if len(settings.KLUIS_SLEUTEL_VORIGE) not in (0, KLUIS_SLEUTEL_BYTES):
        raise ImproperlyConfigured("OCO_KLUIS_SLEUTEL_VORIGE moet 32 bytes zijn, in base64, of leeg.")
    if settings.ZEGEL_CERTIFICAAT:
        _controleer_zegel()
    if settings.DEMO:
        return
    if connection.vendor != "postgresql":
        raise ImproperlyConfigured("Buiten de demo werkt het portaal alleen op PostgreSQL: zet DATABASE_URL.")
    if not settings.KLOK_VERZETBAAR and _klok_is_verzet():
        raise ImproperlyConfigured("In deze database staat een verzette demo-klok: dit is geen productiedatabase.")


def _controleer_zegel() -> None:
    """A certificate that is configured can be read. That it expired is no reason to stop here: the portal does more
    than writing letters, and kern.zegel refuses each of them."""
    try:
        certificaat.lees(*certificaat.bestand())
    except (OSError, ValueError) as fout:
        raise ImproperlyConfigured(f"OCO_ZEGEL_CERTIFICAAT is niet te gebruiken: {fout}") from fout


def _klok_is_verzet() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM kern_klokstand")
            return cursor.fetchone()[0] > 0
    except (OperationalError, ProgrammingError):
        return False  # not migrated yet
