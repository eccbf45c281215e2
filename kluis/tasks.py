"""Shell: offers files that were not scanned to the scanner."""

from celery import shared_task

from kern.log import herkomst
from kluis import actions

PER_KEER = 200


@shared_task
def scan_openstaande() -> None:
    """What is due is a query; without a scanner nothing happens (B15, F30)."""
    with herkomst("taak"):
        actions.scan_openstaande(hoogstens=PER_KEER)
