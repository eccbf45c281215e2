"""Taking away a second factor, under a lock: two windows at once leave no member of staff without one."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.views import DeactivateTOTPView
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.db import transaction

from kern.fouten import RegelFout
from partijen.models import Gebruiker

LAATSTE = (
    "Dit is uw laatste tweede stap, en met uw rol hebt u er een nodig. Voeg eerst een andere toe: een app met "
    "inlogcodes of een passkey."
)


class _HoudtEenTweedeFactor:
    def post(self, request, *args, **kwargs):
        with transaction.atomic():
            Gebruiker.objects.select_for_update(of=("self",)).get(pk=request.user.pk)
            if not get_adapter().can_delete_authenticator(self.weg_te_halen()):
                raise RegelFout(LAATSTE)
            return super().post(request, *args, **kwargs)


class AppUitzetten(_HoudtEenTweedeFactor, DeactivateTOTPView):
    def weg_te_halen(self):
        return self.authenticator


class PasskeyVerwijderen(_HoudtEenTweedeFactor, RemoveWebAuthnView):
    def weg_te_halen(self):
        return self.get_object()
