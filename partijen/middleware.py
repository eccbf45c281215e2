"""Staff need a second factor before they see anything."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.shortcuts import redirect

from partijen.permissions import bevoegdheid
from partijen.states import VOOR_ORGANISATIE

ACCOUNTPAGINAS = ("account_", "mfa_")  # log out, give the password again, set up TOTP


class TweedeFactorMiddleware:
    """Sends a user with any role but those of an organisation to the page that sets up TOTP."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.TWEEDE_FACTOR_VERPLICHT or (request.resolver_match.url_name or "").startswith(ACCOUNTPAGINAS):
            return None
        return redirect("mfa_activate_totp") if _moet_nog(request.user) else None


def _moet_nog(gebruiker) -> bool:
    rollen = bevoegdheid(gebruiker).rollen
    return any(rol.soort not in VOOR_ORGANISATIE for rol in rollen) and not is_mfa_enabled(gebruiker)
