"""Shells: telling who asked a question that the answer is there."""

from celery import shared_task

from kern.log import herkomst
from publicatie.actions import meld_notas


@shared_task
def meld_antwoorden() -> None:
    """Every organisation that asked hears once of the nota that answers it."""
    with herkomst("taak"):
        meld_notas()
