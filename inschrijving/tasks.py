"""Shells: making receipts, reminding who has not submitted, telling of what changed."""

from celery import shared_task

from inschrijving.actions import herinner, maak_bewijzen, meld_wijzigingen
from kern.log import herkomst
from publicatie.queries import openbare_rondes


@shared_task(expires=10)
def maak_ontvangstbewijzen() -> None:
    """The receipts that a mail waits for (R5). A wake-up that lay in the queue for 10 s is dropped."""
    with herkomst("taak"):
        maak_bewijzen()


@shared_task
def herinner_concepten() -> None:
    """Every round that is open: the reminder that is due, once (IK-084)."""
    with herkomst("taak"):
        for ronde in openbare_rondes():
            herinner(ronde_id=ronde.pk)


@shared_task
def meld_rondewijzigingen() -> None:
    """Every dossier hears of every change of its round, once (T14)."""
    with herkomst("taak"):
        meld_wijzigingen()
