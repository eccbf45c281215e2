"""The portal without its database: a page that says so and tries again, never a bare error (F2, F19)."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template import loader
from django.urls import Resolver404, resolve

from kern.db import is_botsing
from kern.herkansing import ligt_iets_vast
from kern.logregels import verzoek_id

DATABANK_WEG = (InterfaceError, OperationalError)
OPNIEUW_NA = "3"  # seconds until the page asks again by itself


def fout(request: HttpRequest) -> HttpResponse:
    """The page for an exception that nobody caught: 503 while the database is away, else 500.

    A page that was asked for (GET) asks again by itself. A view may say in `bij_storing` what is being done.
    """
    if not isinstance(sys.exc_info()[1], DATABANK_WEG):
        return HttpResponseServerError(loader.get_template("500.html").render({"verzoek": verzoek_id.get()}))
    context = {
        "botsing": is_botsing(sys.exc_info()[1]) and not ligt_iets_vast(request),
        "vanzelf": request.method == "GET",
        "tekst": getattr(_view(request), "bij_storing", ""),
        "verzoek": verzoek_id.get(),
    }
    antwoord = HttpResponse(loader.get_template("503.html").render(context), status=503)
    antwoord["Retry-After"], antwoord["Cache-Control"] = OPNIEUW_NA, "no-store, private"
    if context["vanzelf"]:
        antwoord["Refresh"] = OPNIEUW_NA
    return antwoord


def _view(request: HttpRequest) -> object:
    """The view of this address; also when the database went away before Django looked for it."""
    try:
        return (request.resolver_match or resolve(request.path_info)).func
    except Resolver404:
        return None
