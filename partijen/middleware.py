"""What the way somebody logged in means for what they may do."""

import logging

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect

from kern import muur
from partijen import sessies
from partijen.eherkenning import van_sessie
from partijen.permissions import bevoegdheid
from partijen.queries import heeft_tweede_factor, moet_tweede_factor

logger = logging.getLogger(__name__)
# What one needs to set one up: a confirmed address, the password again, and the pages themselves.
ZONDER_TWEEDE_FACTOR = {
    *("account_logout", "account_reauthenticate"),
    *("account_email", "account_email_verification_sent", "account_confirm_email"),
    *("mfa_index", "mfa_activate_totp", "mfa_add_webauthn"),
}


class SessieMiddleware:
    """Notes that a session is being used, so that it does not end while somebody works."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            sessies.houd_bij(request.session)
        return self.get_response(request)


class EherkenningMiddleware:
    """Limits the rights of this request to those of the organisation that eHerkenning named."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            bevoegdheid(request.user).eherkenning = van_sessie(request.session)
        return self.get_response(request)


class MuurMiddleware:
    """Keeps the database to the rows of this user's organisations, and to none for a visitor (docs/adr/0018).

    What the wall hides does not exist: an action that looks for it by its key ends as 404, never as 5xx.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with muur.achter(bevoegdheid(request.user).bereik):
            return self.get_response(request)

    def process_exception(self, request, exception):
        if muur.hield_tegen(exception):
            logger.warning("de muur hield iets tegen", exc_info=exception)
            raise Http404 from exception


class TweedeFactorMiddleware:
    """Sends a user with any role but those of an organisation to the page that offers an app and a passkey."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.TWEEDE_FACTOR_VERPLICHT or request.resolver_match.url_name in ZONDER_TWEEDE_FACTOR:
            return None
        moet_nog = moet_tweede_factor(request.user) and not heeft_tweede_factor(request.user)
        return redirect("mfa_index") if moet_nog else None
