"""The mails of a verduidelijkingsvraag: the question, the reminder, the receipt. One row of the outbox for each."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from beoordeling import vraagqueries
from beoordeling.models import Verduidelijking, Verduidelijkingsvraag
from berichten.actions import leg_klaar
from berichten.states import Berichtsoort


def mail_vraag(rij: Verduidelijking, vraag: Verduidelijkingsvraag) -> None:
    """The question itself: the same text and the same term for everyone; who else got it stands nowhere."""
    onderwerp = f"Vraag over uw inschrijving {rij.inschrijving.kenmerk}, eis {vraag.eis.nummer}"
    _mail(rij, Berichtsoort.VERDUIDELIJKING, onderwerp, "beoordeling/mail/verduidelijking.txt", vraag=vraag)


def mail_herinnering(rij: Verduidelijking) -> None:
    onderwerp = f"Nog niet beantwoord: vraag over uw inschrijving {rij.inschrijving.kenmerk}"
    sjabloon = "beoordeling/mail/verduidelijking_herinnering.txt"
    _mail(rij, Berichtsoort.HERINNERING, onderwerp, sjabloon, vraag=rij.vraag)


def mail_ontvangst(rij: Verduidelijking) -> None:
    onderwerp = f"Uw antwoord is ontvangen: inschrijving {rij.inschrijving.kenmerk}"
    sjabloon = "beoordeling/mail/verduidelijking_ontvangst.txt"
    _mail(rij, Berichtsoort.ONTVANGST, onderwerp, sjabloon, vraag=rij.vraag)


def _mail(rij: Verduidelijking, soort: Berichtsoort, onderwerp: str, sjabloon: str, **gegevens: Any) -> None:
    inschrijving = rij.inschrijving
    adres = settings.BASIS_URL + reverse("verduidelijking", args=[rij.pk])
    gegevens |= {"verduidelijking": rij, "inschrijving": inschrijving, "adres": adres}
    leg_klaar(
        soort=soort,
        over=vraagqueries.over(rij.pk),
        ontvanger=inschrijving.organisatie.email,
        onderwerp=onderwerp,
        tekst=render_to_string(sjabloon, gegevens),
        dossier_sleutel=inschrijving.dossier_sleutel,
    )
