"""The one maker of PDFs: tagged and to be kept for years (PDF/UA-1 and PDF/A-3a in one file), byte-identical on
repeat, without any outgoing connection (R20).

A template extends `pdf/basis.html`; values are escaped by the template engine like on a page. Addresses in it are
relative to the folder of static files, and only the fonts, the stylesheet and the images of our own are read. An image
that is no file of ours is handed over with the call, and its address is the hash of its bytes.
"""

import gc
import hashlib
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from kern.pdfmerk import zet_merk

STATIC = Path(settings.BASE_DIR, "static").resolve()
BASIS = STATIC.as_uri() + "/"
STIJL = STATIC / "portaal" / "pdf.css"
LETTERTYPEN = frozenset(STATIC / "vendor" / f"noto-sans-latin-{dikte}-normal.woff2" for dikte in (400, 700))
SOORTEN = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".woff2": "font/woff2"}

HANGT_NA = 60.0  # seconds, the wait for others included; after that nobody waits for a document any more (F17)

_maker = ThreadPoolExecutor(1)  # one at a time: fontconfig is shared by the process
_beelden: dict[Any, Any] = {}  # parsed images, shared by all PDFs of the process


def _eigen_maker() -> None:
    """Another thread. A process that splits off has none of its parent, and would wait for the one that is gone."""
    global _maker
    _maker = ThreadPoolExecutor(1)


os.register_at_fork(after_in_child=_eigen_maker)


class AlleenEigen(URLFetcher):
    """Reads our own stylesheet, fonts and images; anything else stops the rendering: half a letter is no letter.

    `beelden`: PNG images that came with the call, by their address.
    """

    def __init__(self, beelden: Mapping[str, bytes] = MappingProxyType({})) -> None:
        super().__init__()
        self.beelden = beelden

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        if url in self.beelden:
            return URLFetcherResponse(url, self.beelden[url], {"Content-Type": "image/png"})
        pad = _eigen_bestand(url)
        if pad is None:
            raise FatalURLFetchingError(f"Een PDF haalt niets van buiten: {url[:200]}")
        return URLFetcherResponse(url, pad.read_bytes(), {"Content-Type": SOORTEN[pad.suffix]})


def maak_pdf(template: str, context: Mapping[str, Any], *, identifier: str, logo: bytes = b"") -> bytes:
    """Render a template to a tagged PDF.

    In: name of the template, its context, a text that identifies the document (its kenmerk), and a PNG for the place
    of the logo. The same four always give the same bytes. Raises FatalURLFetchingError when the HTML asks for anything
    but our own files and that logo, and TimeoutError when the renderer hangs.
    """
    adres = f"logo:{hashlib.sha256(logo).hexdigest()}" if logo else ""
    html = render_to_string(template, {**context, "logo": adres})
    taak = _maker.submit(_maak, html, identifier, {adres: logo} if logo else {})
    try:
        return taak.result(HANGT_NA)
    except TimeoutError:
        if not taak.cancel():  # it runs and does not end: whoever comes next does not wait behind it
            _eigen_maker()
        raise


def _maak(html: str, identifier: str, beelden: Mapping[str, bytes]) -> bytes:
    letters, stijl = _gereedschap()
    with _zonder_vuilnisophaler():
        return HTML(string=html, base_url=BASIS, url_fetcher=AlleenEigen(beelden)).write_pdf(
            stylesheets=[stijl],
            font_config=letters,
            cache=_beelden,
            finisher=zet_merk,
            pdf_variant="pdf/a-3a",
            pdf_identifier=hashlib.sha256(identifier.encode()).digest()[:16],
        )


@cache
def _gereedschap() -> tuple[FontConfiguration, CSS]:
    """Fonts and parsed stylesheet, once per process."""
    letters = FontConfiguration()
    return letters, CSS(filename=STIJL, font_config=letters, url_fetcher=AlleenEigen())


def _eigen_bestand(url: str) -> Path | None:
    if not url.startswith(BASIS):
        return None
    pad = STATIC.joinpath(url.removeprefix(BASIS)).resolve()
    eigen = pad in LETTERTYPEN or (pad.suffix in {".css", ".svg", ".png"} and pad.is_relative_to(STATIC / "portaal"))
    return pad if eigen and pad.is_file() else None


@contextmanager
def _zonder_vuilnisophaler() -> Iterator[None]:
    """Garbage collection off while rendering (5 to 12 % faster)."""
    stond_aan = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if stond_aan:
            gc.enable()
