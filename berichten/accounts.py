"""Account mail goes through the outbox as well: nothing leaves inside a transaction."""

from urllib.parse import urlsplit
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings

from berichten.actions import leg_klaar
from berichten.states import Berichtsoort

PORTAAL = {"name": "Inkoopportaal cliëntondersteuning Wlz", "domain": urlsplit(settings.BASIS_URL).netloc}


class AccountAdapter(DefaultAccountAdapter):
    """Turns allauth's mails (confirm address, reset password) into Bericht rows."""

    def send_mail(self, template_prefix, email, context):
        mail = self.render_mail(template_prefix, email, {"current_site": PORTAAL, "email": email, **context})
        leg_klaar(
            soort=Berichtsoort.ACCOUNT,
            ontvanger=email,
            onderwerp=mail.subject,
            tekst=mail.body,
            over=f"account:{uuid4()}",
        )
