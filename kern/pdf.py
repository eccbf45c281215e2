"""The one door to PDFs. The maker behind it is loaded at the first PDF and not before: whoever makes none starts in
half the time and stays 30 MB smaller (docs/snelheid.md)."""

import logging
from collections.abc import Mapping
from typing import Any

from django.utils.module_loading import import_string

from kern.fouten import RegelFout

logger = logging.getLogger(__name__)


def maak_pdf(template: str, context: Mapping[str, Any], *, identifier: str, logo: bytes = b"") -> bytes:
    """Render a template to a tagged PDF; see kern.pdfmaker.maak_pdf.

    Raises RegelFout that names the document when the renderer crashes on it or hangs (F17).
    """
    try:
        return import_string("kern.pdfmaker.maak_pdf")(template, context, identifier=identifier, logo=logo)
    except Exception as fout:  # whatever it is, it is about this one document
        logger.exception("de pdf %s is niet gemaakt", identifier)
        raise RegelFout(
            f"De PDF van {identifier} kan niet worden gemaakt. Probeer het opnieuw. Lukt het niet? Meld het aan de "
            "beheerder en noem dit kenmerk."
        ) from fout
