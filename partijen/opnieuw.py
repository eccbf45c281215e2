"""The second factor once more, before the act that asks it of each of two people: the opening (R7)."""

from collections.abc import Callable
from functools import wraps
from time import time

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import suspend_request
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from partijen.queries import heeft_tweede_factor

WACHTWOORD = "reauthenticate"


def tweede_factor_opnieuw(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a view under `vereist`: within ten minutes this session gave the second factor of this account.

    Who has none gives the password again, as in the demo; elsewhere staff must have one. What was posted goes on after
    that.
    """
    met_wachtwoord = reauthentication_required(view)

    @wraps(view)
    def wacht(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not heeft_tweede_factor(request.user):
            return met_wachtwoord(request, *args, **kwargs)
        if _net_gegeven(request):
            return view(request, *args, **kwargs)
        manieren = get_adapter().get_reauthentication_methods(request.user)
        return suspend_request(request, next(m["url"] for m in manieren if m["id"] != WACHTWOORD))

    return wacht


def _net_gegeven(request: HttpRequest) -> bool:
    """A code or a passkey, at the login of this session or since."""
    vanaf = time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    keren = get_authentication_records(request, request.user)
    return any(keer["method"] == "mfa" and keer["at"] > vanaf for keer in keren)
