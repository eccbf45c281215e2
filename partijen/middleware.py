"""Staff need a second factor before they see anything."""

from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse

from allauth.mfa.utils import is_mfa_enabled
from partijen.permissions import bevoegdheid
from partijen.states import VOOR_ORGANISATIE


class TweedeFactorMiddleware:
    """Sends a user with any role but those of an organisation to the page that sets up TOTP."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.TWEEDE_FACTOR_VERPLICHT and self._moet_nog(request):
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def _moet_nog(self, request) -> bool:
        if not request.user.is_authenticated or request.path.startswith(reverse("account_login").rsplit("/", 2)[0]):
            return False
        rollen = bevoegdheid(request.user).rollen
        return any(rol.soort not in VOOR_ORGANISATIE for rol in rollen) and not is_mfa_enabled(request.user)
