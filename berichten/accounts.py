"""What allauth asks of the portal. Its mails go through the outbox, as nothing leaves inside a transaction; what
changes in how somebody logs in ends their other sessions and stands in the log; secrets of a second factor are
sealed."""

import logging
from urllib.parse import urlsplit
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import salted_hmac

from berichten.actions import leg_klaar
from berichten.states import Berichtsoort
from kluis.versleuteling import onthul, verberg
from partijen import apparaat
from partijen.actions import beeindig_sessies
from partijen.eherkenning import onthoud
from partijen.queries import heeft_tweede_factor, moet_tweede_factor
from partijen.sessies import onthoud_apparaat

logger = logging.getLogger(__name__)
NAAM = "Inkoopportaal cliëntondersteuning Wlz"
PORTAAL = {"name": NAAM, "domain": urlsplit(settings.BASIS_URL).netloc}
TWEEDE_FACTOR = "tweede factor"  # what a sealed secret is for

# Each mail of allauth on a change of somebody's login, and its name in the log.
WIJZIGINGEN = {
    "account/email/email_changed": "wijzig_emailadres",
    "account/email/email_confirm": "bevestig_emailadres",
    "account/email/email_deleted": "verwijder_emailadres",
    "account/email/password_changed": "wijzig_wachtwoord",
    "account/email/password_reset": "herstel_wachtwoord",
    "account/email/password_set": "stel_wachtwoord_in",
    "mfa/email/recovery_codes_generated": "maak_herstelcodes",
    "mfa/email/totp_activated": "zet_app_aan",
    "mfa/email/totp_deactivated": "zet_app_uit",
    "mfa/email/webauthn_added": "voeg_passkey_toe",
    "mfa/email/webauthn_removed": "verwijder_passkey",
    "socialaccount/email/account_connected": "koppel_eherkenning",
    "socialaccount/email/account_disconnected": "ontkoppel_eherkenning",
}


def op_eigen_adres(url: str) -> str:
    """The same page of the portal under its own address; allauth takes that of the request, which can be forged."""
    return settings.BASIS_URL + urlsplit(url)._replace(scheme="", netloc="").geturl()


def schuilnaam(email: str) -> str:
    """What the log of the server calls an address: the same each time, and nobody reads from it who it is (B55)."""
    return salted_hmac("inloggen", email.lower(), algorithm="sha256").hexdigest()[:12]


def _meld(niveau: int, wat: str, **feiten: object) -> None:
    logger.log(niveau, wat, extra={"feiten": feiten})


class AccountAdapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix, email, context):
        """A Bericht row instead of a mail."""
        links = {naam: op_eigen_adres(url) for naam, url in context.items() if naam.endswith("_url")}
        mail = self.render_mail(template_prefix, email, {"current_site": PORTAAL, "email": email, **context, **links})
        leg_klaar(
            soort=Berichtsoort.ACCOUNT,
            ontvanger=email,
            onderwerp=mail.subject,
            tekst=mail.body,
            over=f"account:{uuid4()}",
        )

    def pre_authenticate(self, request, **credentials):
        """Wrong attempts count for the device that is known, and else for address and account together (B33)."""
        if eigen := apparaat.eigen_teller(request, credentials.get("email", "")):
            self._login_failed_rl_usage = apparaat.tel(request, apparaat.BEKEND, eigen)
            if not self._login_failed_rl_usage:
                raise self._geremd(credentials)
            return
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as fout:
            raise self._geremd(credentials) from fout

    def _get_login_attempts_cache_key(self, request, **credentials):
        return f"{self.get_client_ip(request)}:{credentials['email'].lower()}"

    def authenticate(self, request, **credentials):
        """Under a flood of wrong passwords from everywhere, the right one still opens with a second step (B33).

        A wrong one gets the same answer whoever it is for.
        """
        gebruiker = super().authenticate(request, **credentials)
        if apparaat.eigen_teller(request, credentials.get("email", "")):
            return gebruiker
        rustig = apparaat.tel(
            request, apparaat.ACCOUNT, credentials.get("email", "").lower(), alleen_kijken=gebruiker is not None
        )
        if not rustig and (gebruiker is None or not heeft_tweede_factor(gebruiker)):
            raise self._geremd(credentials)
        return gebruiker

    def _geremd(self, credentials):
        _meld(logging.WARNING, "inloggen geremd", account=schuilnaam(credentials.get("email", "")))
        return self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request, **credentials):
        _meld(logging.WARNING, "inloggen mislukt", account=schuilnaam(credentials.get("email", "")))

    def post_login(self, request, user, *, signal_kwargs, **kwargs):
        onthoud(request.session, (signal_kwargs or {}).get("sociallogin"))
        onthoud_apparaat(request)
        antwoord = super().post_login(request, user, signal_kwargs=signal_kwargs, **kwargs)
        apparaat.herken(antwoord, user.email)
        manieren = [stap["method"] for stap in request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, ())]
        _meld(logging.INFO, "ingelogd", gebruiker=user.pk, manier=manieren)
        return antwoord

    @transaction.atomic
    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """A change of somebody's login: mailed, logged without any secret, and the end of their other sessions."""
        super().send_notification_mail(template_prefix, user, context, email)
        gebruiker = beeindig_sessies(gebruiker_id=user.pk, om=WIJZIGINGEN[template_prefix], door=user)
        if self.request.user == gebruiker:
            update_session_auth_hash(self.request, gebruiker)


class TweedeFactorAdapter(DefaultMFAAdapter):
    def encrypt(self, text):
        return verberg(text, hoort_bij=TWEEDE_FACTOR)

    def decrypt(self, encrypted_text):
        return onthul(encrypted_text, hoort_bij=TWEEDE_FACTOR)

    def can_delete_authenticator(self, authenticator):
        """Who must have a second factor keeps one."""
        gebruiker = authenticator.user
        return not moet_tweede_factor(gebruiker) or heeft_tweede_factor(gebruiker, buiten=authenticator.pk)

    def generate_authenticator_name(self, user, type):
        """What the field for the name of a passkey starts with."""
        return f"Passkey {Authenticator.objects.filter(user=user, type=type).count() + 1}"

    def get_public_key_credential_rp_entity(self):
        """What the device of the user shows as the name of the portal."""
        return super().get_public_key_credential_rp_entity() | {"name": NAAM}
