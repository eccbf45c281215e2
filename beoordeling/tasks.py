"""Shells: reminding who has not answered a verduidelijkingsvraag."""

from celery import shared_task

from beoordeling.actions import herinner_vragen
from kern.log import herkomst


@shared_task
def herinner_verduidelijkingen() -> None:
    """Every question whose reminder is due, once (A52, R12)."""
    with herkomst("taak"):
        herinner_vragen()
