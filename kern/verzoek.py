"""Each request has a number: in its line of the log, in the header of its answer and on an error page."""

import logging
import re
import time
from uuid import uuid4

from django.conf import settings

from kern.logregels import verzoek_id

logger = logging.getLogger(__name__)
NUMMER = re.compile(r"[0-9a-f]{32}")
METHODEN = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"}


class VerzoekMiddleware:
    """Numbers the request, or takes over the number of our own proxy, and logs what became of it: one line.

    No address, no query and nothing that the browser says of itself; the user as a number.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        nummer, begin = _nummer(request), time.monotonic()
        teken = verzoek_id.set(nummer)
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = nummer
            logger.log(
                logging.ERROR if response.status_code >= 500 else logging.INFO,
                "verzoek",
                extra={"feiten": _feiten(request, response.status_code, time.monotonic() - begin)},
            )
            return response
        finally:
            verzoek_id.reset(teken)


def _nummer(request):
    van_proxy = request.headers.get("X-Request-ID", "") if settings.ACHTER_PROXY else ""
    return van_proxy if NUMMER.fullmatch(van_proxy) else uuid4().hex


def _feiten(request, status, seconden):
    """What the line holds. The user only when the request looked at it already: no query for the log."""
    gebruiker = getattr(request, "_cached_user", None)
    return {
        "route": request.resolver_match.view_name if request.resolver_match else "",
        "methode": request.method if request.method in METHODEN else "anders",
        "status": status,
        "ms": round(seconden * 1000),
        "gebruiker": gebruiker.pk if gebruiker else None,
    }
