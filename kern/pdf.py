"""The one door to PDFs. The maker behind it is loaded at the first PDF and not before: whoever makes none starts in
half the time and stays 30 MB smaller (docs/snelheid.md)."""

from collections.abc import Mapping
from typing import Any

from django.utils.module_loading import import_string


def maak_pdf(template: str, context: Mapping[str, Any], *, identifier: str, logo: bytes = b"") -> bytes:
    """Render a template to a tagged PDF; see kern.pdfmaker.maak_pdf."""
    return import_string("kern.pdfmaker.maak_pdf")(template, context, identifier=identifier, logo=logo)
