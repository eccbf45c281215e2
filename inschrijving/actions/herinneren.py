"""Reminders 7, 2 and 1 days before the closing."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.template.loader import render_to_string

from berichten.actions import leg_klaar
from berichten.states import Berichtsoort
from inschrijving import queries, rules, wizard
from inschrijving.models import Inschrijving
from kern import klok
from kern.models import Moment
from publicatie.models import Inkoopronde


def herinner(*, ronde_id: int) -> int:
    """Put the reminder that is due now in the outbox, once per dossier; how many were new (IK-084, R12).

    After a standstill only the nearest moment counts: nobody gets three at once.
    """
    ronde = Inkoopronde.objects.get(pk=ronde_id)
    nu = klok.nu()
    dagen = rules.herinnering(nu, ronde.sluiting_op) if ronde.sluiting_op else None
    if ronde.sluiting_op is None or dagen is None:
        return 0
    moment = klok.lokaal(ronde.sluiting_op) - timedelta(days=dagen)
    try:
        with transaction.atomic():
            Moment.objects.create(naam=f"herinnering:{ronde.code}", tijdstip=moment, gedaan_op=nu)
            return sum(_herinner(rij, dagen) for rij in queries.te_herinneren(ronde))
    except IntegrityError:  # done before, or another worker is at it
        return 0


def _herinner(inschrijving: Inschrijving, dagen: int) -> int:
    over_dagen = wizard.hoeveel(dagen, "dag", "dagen")
    punten = wizard.ontbreekt(queries.feiten(inschrijving))
    leg_klaar(
        soort=Berichtsoort.HERINNERING,
        over=f"inschrijving.inschrijving:{inschrijving.pk}:{inschrijving.ronde.sluiting_op:%Y%m%d%H%M}:{dagen}",
        ontvanger=inschrijving.organisatie.email,
        onderwerp=f"Nog {over_dagen}: uw inschrijving bij {inschrijving.uitvoerder.zorgkantoor}",
        tekst=render_to_string("inschrijving/mail/herinnering.txt", {"inschrijving": inschrijving, "punten": punten}),
        dossier_sleutel=inschrijving.dossier_sleutel,
    )
    return 1
