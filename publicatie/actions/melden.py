"""Telling who asked a question that the answer is there."""

import logging

from django.conf import settings
from django.template.loader import render_to_string

from berichten.actions import leg_klaar
from berichten.states import Berichtsoort
from kern.fouten import RegelFout
from partijen.models import Organisatie
from publicatie import inlichtingen
from publicatie.models import Nota

logger = logging.getLogger(__name__)


def meld_notas() -> int:
    """Put a message ready per organisation and nota that answers it, once; how many.

    May run as often as one likes. An address that cannot be mailed holds up nobody else.
    """
    gedaan = 0
    for nota, organisatie in inlichtingen.te_melden():
        try:
            _meld(nota, organisatie)
        except RegelFout:
            logger.exception("nota %s niet gemeld aan organisatie %s", nota.pk, organisatie.pk)
        else:
            gedaan += 1
    return gedaan


def _meld(nota: Nota, organisatie: Organisatie) -> None:
    gegevens = {
        "nota": nota,
        "organisatie": organisatie,
        "vragen": nota.vragen.filter(organisatie=organisatie).order_by("nummer"),
        "adres": settings.BASIS_URL + nota.get_absolute_url(),
    }
    leg_klaar(
        soort=Berichtsoort.NOTA,
        over=inlichtingen.over_nota(nota.pk, organisatie.pk),
        ontvanger=organisatie.email,
        onderwerp=f"Antwoord op uw vraag: {nota.ronde.naam}"[:200],
        tekst=render_to_string("publicatie/mail/nota.txt", gegevens),
    )
