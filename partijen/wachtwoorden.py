"""Which passwords are too easy, beside those that Django knows (ASVS 6.2.4, 6.2.11, 6.2.12). Only its length and these
lists count: no mix of characters is asked, and none is refused."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError

from partijen.rules import raadbaar

RAADBAAR = (
    "Dit wachtwoord is te makkelijk te raden: het bestaat bijna helemaal uit een woord dat hier voor de hand ligt, of "
    "uit uw eigen naam. Neem bijvoorbeeld een paar woorden die niets met elkaar te maken hebben."
)
GELEKT = "Dit wachtwoord staat in een lijst met gelekte wachtwoorden. Neem een ander, en verander het ook elders."
KORTSTE = 12  # what is shorter hears only that (AUTH_PASSWORD_VALIDATORS)
HASH = 40  # characters of a SHA-1 in hex, with which a line of the list begins


class NietRaadbaar:
    """No password of words that are obvious here, or of the person's own names and organisations."""

    def validate(self, password, user=None):
        if len(password) >= KORTSTE and raadbaar(password, _eigen_woorden(user)):
            raise ValidationError(RAADBAAR, code="password_raadbaar")

    def get_help_text(self):
        return "Neem geen woord dat hier voor de hand ligt, zoals zorgkantoor, en niet uw eigen naam."


class NietGelekt:
    """No password of the list in OCO_GELEKTE_WACHTWOORDEN; without that setting there is none to look in."""

    def validate(self, password, user=None):
        if settings.GELEKTE_WACHTWOORDEN and _staat_in(Path(settings.GELEKTE_WACHTWOORDEN), password):
            raise ValidationError(GELEKT, code="password_gelekt")

    def get_help_text(self):
        return "Neem geen wachtwoord dat u al ergens anders gebruikt."


def _eigen_woorden(user) -> list[str]:
    if user is None:
        return []
    woorden = [getattr(user, "naam", ""), getattr(user, "email", "")]
    if user.pk:
        woorden += user.rollen.exclude(organisatie=None).values_list("organisatie__statutaire_naam", flat=True)
    return woorden


def _staat_in(lijst: Path, password: str) -> bool:
    """Halving the file: it is sorted, one upper case SHA-1 in hex per line, whatever follows it, and too large to hold.

    OSError when it is not there: a list that was asked for may not be skipped in silence.
    """
    gezocht = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with lijst.open("rb") as bron:
        laag, hoog = 0, lijst.stat().st_size
        while laag < hoog:
            bron.seek(midden := (laag + hoog) // 2)
            if midden:
                bron.readline()  # to the beginning of the next line
            regel = bron.readline()[:HASH]
            if not regel or regel >= gezocht:
                if regel == gezocht:
                    return True
                hoog = midden
            else:
                laag = midden + 1
        bron.seek(0)
        return bron.read(HASH) == gezocht
