"""Shell: reminds who has not submitted."""

from celery import shared_task

from inschrijving.actions import herinner
from kern.log import herkomst
from publicatie.queries import openbare_rondes


@shared_task
def herinner_concepten() -> None:
    """Every round that is open: the reminder that is due, once (IK-084)."""
    with herkomst("taak"):
        for ronde in openbare_rondes():
            herinner(ronde_id=ronde.pk)
