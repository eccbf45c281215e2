"""A device on which somebody logged in before, known by a signed cookie, and the limits on wrong attempts (B33).

The cookie lets nobody in. It only gives the device a count of its own, so that a rival who tries thousands of
passwords for an account slows down himself and not the person whose account it is.
"""

import secrets
from datetime import timedelta

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core import signing

from kern.rules import sha256

GELDIG = timedelta(days=365)
BEKEND = "login_known_device"  # names of limits in ACCOUNT_RATE_LIMITS
ACCOUNT = "login_failed_account"


def _naam(email: str) -> str:
    """Of the cookie: one per person on a shared computer."""
    return f"{settings.KOEK}apparaat_{sha256(email.lower().encode())[:16]}"


def _stempel(email: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"apparaat:{email.lower()}")


def herken(antwoord, email: str) -> None:
    """Know this device from now on as one of the person with this address."""
    antwoord.set_cookie(
        _naam(email),
        _stempel(email).sign(secrets.token_urlsafe(16)),
        max_age=GELDIG,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def eigen_teller(request, email: str) -> str:
    """What counts the attempts of who is logged in already, or of a known device; empty for any other."""
    if request.user.is_authenticated:
        return f"gebruiker:{request.user.pk}"
    try:
        return _stempel(email).unsign(request.COOKIES.get(_naam(email), ""), max_age=GELDIG)
    except signing.BadSignature:
        return ""


def tel(request, limiet: str, sleutel: str, *, alleen_kijken: bool = False):
    """Count one attempt, or only look; gives what can be taken back, or None when the limit is reached."""
    return ratelimit.consume(request, app="allauth.account", action=limiet, key=sleutel, dry_run=alleen_kijken)
