"""Refusals at boot: what may never run outside the demo."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, ProgrammingError, connection

from kern import certificaat

KLUIS_SLEUTEL_BYTES = 32
DEZE_MACHINE = {"", "localhost", "127.0.0.1", "::1"}


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
    if not settings.KLOK_VERZETBAAR:
        _controleer_lijnen()
    if not settings.KLOK_VERZETBAAR and _klok_is_verzet():
        raise ImproperlyConfigured("In deze database staat een verzette demo-klok: dit is geen productiedatabase.")


def _controleer_lijnen() -> None:
    """No line of the portal to another machine is open to who listens, but to those that OCO_ZONDER_TLS names."""
    open_ = {machine for machine in _open_lijnen() if machine not in {*DEZE_MACHINE, *settings.ZONDER_TLS}}
    if open_:
        raise ImproperlyConfigured(
            f"Zonder TLS: {', '.join(sorted(open_))}. Zet sslmode=verify-full in DATABASE_URL, rediss:// voor Redis, "
            "smtp+tls:// of smtp+ssl:// in EMAIL_URL en https:// in OCO_OIDC_SERVER; of noem de machine in "
            "OCO_ZONDER_TLS als niemand op die lijn kan meeluisteren."
        )


def _open_lijnen() -> Iterator[str]:
    databank = settings.DATABASES["default"]
    if databank.get("OPTIONS", {}).get("sslmode") not in ("verify-ca", "verify-full"):
        yield databank["HOST"]
    if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend") and not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL):
        yield settings.EMAIL_HOST
    for adres in (settings.REDIS_URL, settings.CELERY_BROKER_URL, settings.OIDC_SERVER):
        if adres and urlsplit(adres).scheme in ("redis", "http"):
            yield urlsplit(adres).hostname or ""


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
