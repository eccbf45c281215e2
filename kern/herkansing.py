"""A request that PostgreSQL took back because of another one is done again, while nothing of it is committed (F20)."""

import logging
from collections.abc import Callable
from typing import Any

from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse

from kern.db import HERKANSINGEN, is_botsing

logger = logging.getLogger(__name__)
SCHRIJFT = ("INSERT", "UPDATE", "DELETE")


class Vastgelegd:
    """Watches the queries of one request; `ja` once something that it wrote was committed."""

    def __init__(self) -> None:
        self.ja = False

    def __call__(self, doe: Callable[..., Any], sql: str, *rest: Any) -> Any:
        uitkomst = doe(sql, *rest)
        if not self.ja and sql.startswith(SCHRIJFT):
            transaction.on_commit(self._zet)  # at once outside a transaction, never after a rollback
        return uitkomst

    def _zet(self) -> None:
        self.ja = True


def let_op(request: HttpRequest, get_response: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    """The answer to the request, with an eye on what it commits."""
    request.vastgelegd = Vastgelegd()  # type: ignore[attr-defined]
    with connection.execute_wrapper(request.vastgelegd):  # type: ignore[attr-defined]
        return get_response(request)


def ligt_iets_vast(request: HttpRequest) -> bool:
    """Whether something of this request was committed; no for one that never came to its view."""
    return hasattr(request, "vastgelegd") and request.vastgelegd.ja


def doe_over(request: HttpRequest) -> HttpResponse | None:
    """Run the view again after a collision, HERKANSINGEN times at most; None when it may not or did not help.

    Raises what the view raises for another reason than a collision.
    """
    view, args, kwargs = request.resolver_match  # type: ignore[misc]
    for poging in range(1, HERKANSINGEN + 1):
        if ligt_iets_vast(request):
            break
        logger.warning("botsing in de databank, herkansing %s", poging)
        for _, bestanden in request.FILES.lists():
            for bestand in bestanden:
                bestand.seek(0)
        try:
            return view(request, *args, **kwargs)
        except OperationalError as fout:
            if not is_botsing(fout):
                raise
    return None
