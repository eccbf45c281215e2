"""Hands one mail to the mail server and reads what became of it. No database, no transaction."""

import smtplib
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends import smtp

from berichten.rules import overgang_bij_antwoord

DJANGO_SMTP = "django.core.mail.backends.smtp.EmailBackend"
TE_GROOT = 552  # the one refusal at MAIL FROM that is about this message (SIZE)


@dataclass(frozen=True)
class Uitkomst:
    """The arrow the message takes, and the server's words."""

    overgang: str
    antwoord: str


class _LetOpData:
    """Remembers whether the server may have the body: only from then on there is doubt."""

    data_begonnen = False

    def data(self, msg):
        self.data_begonnen = True
        return super().data(msg)


class _Smtp(_LetOpData, smtplib.SMTP):
    pass


class _SmtpSsl(_LetOpData, smtplib.SMTP_SSL):
    pass


class SmtpPost(smtp.EmailBackend):
    """Django's SMTP connection on a client that knows how far it came."""

    @property
    def connection_class(self):
        return _SmtpSsl if self.use_ssl else _Smtp

    @property
    def data_begonnen(self) -> bool:
        return self.connection is not None and self.connection.data_begonnen


def mailserver_antwoordt(seconden: int) -> bool | None:
    """Whether the mail server lets us in now; None where no mail leaves (the demo)."""
    if settings.EMAIL_BACKEND != DJANGO_SMTP:
        return None
    verbinding = get_connection(DJANGO_SMTP, timeout=seconden)
    try:
        verbinding.open()
    except (smtplib.SMTPException, OSError):
        return False
    with suppress(smtplib.SMTPException, OSError):
        verbinding.close()
    return True


def overhandig(mail: EmailMessage) -> Uitkomst:
    """Hand over one mail with one recipient. Never raises for what a mail server or network does.

    Before the body went out any failure is `laat_los`; after that a lost answer is `onbeslis` (F14).
    """
    eigen = "berichten.post.SmtpPost" if settings.EMAIL_BACKEND == DJANGO_SMTP else None
    verbinding = get_connection(eigen)
    try:
        verbinding.open()
    except (smtplib.SMTPException, OSError) as fout:
        return Uitkomst("laat_los", _woorden(fout))
    mail.connection = verbinding
    try:
        mail.send()
        return Uitkomst("draag_over", "")
    except (smtplib.SMTPException, OSError) as fout:
        begonnen = getattr(verbinding, "data_begonnen", True)
        return Uitkomst(_overgang(fout, begonnen=begonnen), _woorden(fout))
    finally:
        with suppress(smtplib.SMTPException, OSError):
            verbinding.close()


def _overgang(fout: Exception, *, begonnen: bool) -> str:
    match fout:
        case smtplib.SMTPRecipientsRefused(recipients=geweigerd):
            return overgang_bij_antwoord(next(iter(geweigerd.values()))[0])
        case smtplib.SMTPSenderRefused(smtp_code=code) if code != TE_GROOT:
            return "laat_los"  # our own sender or login: not about this recipient
        case smtplib.SMTPResponseException(smtp_code=code) if code >= 400:
            return overgang_bij_antwoord(code)
    return "onbeslis" if begonnen else "laat_los"


def _woorden(fout: Exception) -> str:
    if isinstance(fout, smtplib.SMTPRecipientsRefused):
        code, tekst = next(iter(fout.recipients.values()))
        return f"{code} {_als_tekst(tekst)}"
    if isinstance(fout, smtplib.SMTPResponseException):
        return f"{fout.smtp_code} {_als_tekst(fout.smtp_error)}"
    return f"{type(fout).__name__}: {fout}"


def _als_tekst(ruw: bytes | str) -> str:
    return ruw.decode(errors="replace") if isinstance(ruw, bytes) else ruw
