"""The certificate of the seal: a PKCS#12 file with key, certificate and chain, as the settings name it."""

from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs12
from django.conf import settings


def bestand() -> tuple[bytes, bytes]:
    """The file and its password; read each time, so that a new certificate needs no restart. Raises OSError."""
    return Path(settings.ZEGEL_CERTIFICAAT).read_bytes(), settings.ZEGEL_WACHTWOORD.encode()


@lru_cache(maxsize=1)
def lees(inhoud: bytes, wachtwoord: bytes) -> x509.Certificate:
    """The certificate in such a file, when its own key is there and may sign. Raises ValueError with the reason."""
    try:
        bos = pkcs12.load_pkcs12(inhoud, wachtwoord)
    except ValueError as fout:
        raise ValueError("het is geen PKCS#12-bestand, of het wachtwoord past niet") from fout
    if bos.key is None or bos.cert is None:
        raise ValueError("de sleutel hoort niet bij het certificaat, of een van de twee ontbreekt")
    if not _mag_tekenen(bos.cert.certificate):
        raise ValueError("met dit certificaat mag niet worden ondertekend")
    return bos.cert.certificate


def _mag_tekenen(certificaat: x509.Certificate) -> bool:
    try:
        gebruik = certificaat.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return gebruik.digital_signature or gebruik.content_commitment
