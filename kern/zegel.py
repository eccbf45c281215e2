"""The seal of the portal on what it sends: a PAdES signature with the certificate of the installation.

The one door; pyHanko behind it takes 17 MB and is loaded at the first seal and not before (docs/snelheid.md). A seal
is set once, when a document is made, and never again: it holds the moment, so that no two seals are the same
(docs/adr/0008).
"""

import logging

from django.conf import settings
from django.utils.module_loading import import_string

from kern import certificaat, klok
from kern.fouten import RegelFout
from kern.opmaak import moment

logger = logging.getLogger(__name__)
NIETS = "Er is niets gemaakt en niets verstuurd. Vraag wie de server beheert om een certificaat dat geldt."


def is_ingesteld() -> bool:
    """Whether this installation seals."""
    return bool(settings.ZEGEL_CERTIFICAAT)


def verzegel(pdf: bytes) -> bytes:
    """The PDF with the seal added at its end; as it is where no certificate is configured.

    Raises RegelFout when the certificate cannot be used now: nothing goes out without its seal by accident.
    """
    if not is_ingesteld():
        return pdf
    eis_bruikbaar()
    return import_string("kern.zegelmaker.verzegel")(pdf, *certificaat.bestand(), klok.nu())


def eis_bruikbaar() -> None:
    """Raises RegelFout when a certificate is configured that cannot be read, or does not hold at this moment."""
    if not is_ingesteld():
        return
    try:
        gelezen = certificaat.lees(*certificaat.bestand())
    except (OSError, ValueError) as fout:
        logger.exception("het certificaat van het zegel is niet te gebruiken")
        raise RegelFout(f"Het certificaat voor het zegel is niet te lezen. {NIETS}") from fout
    van, tot, nu = gelezen.not_valid_before_utc, gelezen.not_valid_after_utc, klok.nu()
    if nu > tot:
        raise RegelFout(f"Het certificaat voor het zegel is verlopen op {moment(tot)}. {NIETS}")
    if nu < van:
        raise RegelFout(f"Het certificaat voor het zegel geldt pas vanaf {moment(van)}. {NIETS}")
