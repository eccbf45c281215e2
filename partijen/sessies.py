"""Sessions that know whose they are, end by themselves, and can be shown to that person (docs/veiligheid.md).

Two limits: a session that nobody uses ends after SESSION_COOKIE_AGE, any session SESSIE_HOOGSTENS after logging in.
Both by the real clock, as nothing of a session is about the procedure.
"""

import time
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore as CachedDBStore

from partijen.models import Gebruiker, Sessie
from partijen.rules import apparaatnaam

BEGIN, GEZIEN, APPARAAT = "begin", "gezien", "apparaat"


class SessionStore(CachedDBStore):
    """Django's own, with the person in a column and an end that using it does not move."""

    cache_key_prefix = "partijen.sessies"

    @classmethod
    def get_model_class(cls):
        return Sessie

    def create_model_instance(self, data):
        if SESSION_KEY in data:
            data[GEZIEN] = round(time.time())
            data.setdefault(BEGIN, data[GEZIEN])
        rij = super().create_model_instance(data)
        rij.gebruiker_id = data.get(SESSION_KEY)
        return rij

    def get_expiry_age(self, **kwargs):
        rest = super().get_expiry_age(**kwargs)
        if "expiry" in kwargs or BEGIN not in self:  # a given end was bounded when it was written
            return rest
        return min(rest, self[BEGIN] + settings.SESSIE_HOOGSTENS - round(time.time()))

    def get_expiry_date(self, **kwargs):
        return datetime.fromtimestamp(time.time() + self.get_expiry_age(**kwargs), UTC)


@dataclass(frozen=True)
class Inlog:
    """One place where somebody is logged in."""

    apparaat: str
    begin: datetime
    gezien: datetime
    hier: bool


def onthoud_apparaat(request) -> None:
    """Keep the kind of browser, in words; nothing else that it says of itself, and no address."""
    request.session[APPARAAT] = apparaatnaam(request.headers.get("User-Agent", ""))


def houd_bij(sessie) -> None:
    """Move the end of a session that is being used, once in a while."""
    if time.time() - sessie.get(GEZIEN, 0) > settings.SESSIE_BIJHOUDEN:
        sessie.modified = True


def van(gebruiker: Gebruiker, sessie) -> list[Inlog]:
    """Where this person is logged in now: here first, then what was used last. Not what ended (`sessieronde`)."""
    rijen = Sessie.objects.filter(gebruiker=gebruiker, expire_date__gt=datetime.fromtimestamp(time.time(), UTC))
    inlogs = [_inlog(rij, hier=rij.session_key == sessie.session_key) for rij in rijen if _geldt(rij, gebruiker)]
    return sorted(inlogs, key=lambda inlog: (inlog.hier, inlog.gezien), reverse=True)


def _geldt(rij: Sessie, gebruiker: Gebruiker) -> bool:
    return rij.get_decoded().get(HASH_SESSION_KEY) == gebruiker.get_session_auth_hash()


def _inlog(rij: Sessie, *, hier: bool) -> Inlog:
    gegevens = rij.get_decoded()
    begin, gezien = (datetime.fromtimestamp(gegevens[veld], UTC) for veld in (BEGIN, GEZIEN))
    return Inlog(gegevens.get(APPARAAT, apparaatnaam("")), begin, gezien, hier)
