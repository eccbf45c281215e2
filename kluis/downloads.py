"""Answers that carry a file: never interpreted, never cached (B17, B23, R19)."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from kluis.actions import lees
from kluis.fouten import StukBesmet
from kluis.models import Stuk
from partijen.inzage import noteer_inzage


def als_download(stuk: Stuk, request: HttpRequest) -> HttpResponse:
    """The file as an attachment under its own name (RFC 6266). Who of the staff reads it is kept."""
    return _antwoord(stuk, request, bijlage=True)


def als_beeld(stuk: Stuk, request: HttpRequest) -> HttpResponse:
    """A PDF to look at in the page; any other type, and a PDF in which something acts, comes as an attachment (B11)."""
    return _antwoord(stuk, request, bijlage=not stuk.te_bekijken)


def _antwoord(stuk: Stuk, request: HttpRequest, *, bijlage: bool) -> HttpResponse:
    if stuk.besmet:
        raise StukBesmet
    noteer_inzage(stuk, request)
    antwoord = HttpResponse(lees(stuk), content_type=stuk.type)
    antwoord["Content-Disposition"] = content_disposition_header(bijlage, stuk.naam)
    antwoord["X-Content-Type-Options"] = "nosniff"
    antwoord["Cache-Control"] = "no-store, private"
    antwoord["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'self'"
    return antwoord
