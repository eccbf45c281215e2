"""Shell: wakes the daily seal."""

from celery import shared_task

from kern.actions import zegel_dagen
from kern.log import herkomst


@shared_task
def zegel_dag() -> None:
    with herkomst("taak"):
        zegel_dagen()
