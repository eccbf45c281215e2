"""Telling everyone who has a dossier that their round changed (T14, B36)."""

from django.conf import settings
from django.template.loader import render_to_string

from berichten.actions import leg_klaar
from berichten.states import Berichtsoort
from inschrijving import queries
from inschrijving.models import Inschrijving
from publicatie.models import Rondewijziging


def meld_wijzigingen() -> int:
    """Put a message ready per dossier that was there when its round changed and knows nothing yet; how many.

    May run as often as one likes, and at two places at once: the outbox holds one row per dossier and change.
    """
    gedaan = 0
    for inschrijving, wijziging in queries.te_melden():
        _meld(inschrijving, wijziging)
        gedaan += 1
    return gedaan


def _meld(inschrijving: Inschrijving, wijziging: Rondewijziging) -> None:
    ronde = inschrijving.ronde
    gegevens = {
        "inschrijving": inschrijving,
        "wijziging": wijziging,
        "adres": settings.BASIS_URL + ronde.get_absolute_url(),
    }
    leg_klaar(
        soort=Berichtsoort.RONDEWIJZIGING,
        over=queries.over_wijziging(wijziging.pk, inschrijving.pk),
        ontvanger=inschrijving.organisatie.email,
        onderwerp=f"Gewijzigd: {ronde.naam}"[:200],
        tekst=render_to_string("inschrijving/mail/rondewijziging.txt", gegevens),
        dossier_sleutel=inschrijving.dossier_sleutel,
    )
