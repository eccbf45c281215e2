"""Shells: telling who asked a question that the answer is there, and mailing the seal of the log."""

from celery import shared_task

from kern.log import herkomst
from publicatie.actions import mail_zegel, meld_notas


@shared_task
def meld_antwoorden() -> None:
    """Every organisation that asked hears once of the nota that answers it."""
    with herkomst("taak"):
        meld_notas()


@shared_task
def mail_dagzegel() -> None:
    """Every address of a published round gets the last seal once."""
    with herkomst("taak"):
        mail_zegel()
