"""Shell: looks at every part of the portal (portaal.stand)."""

from celery import shared_task
from django.conf import settings

from kern import klok
from kern.log import herkomst
from portaal.stand.actions import leg_metingen_vast
from portaal.stand.meten import meet_alles


@shared_task(expires=15)
def bewaak() -> None:
    """Not in the demo: its clock jumps, and nobody is on duty. A wake-up that waited for 15 s is dropped."""
    if settings.DEMO:
        return
    with herkomst("taak"):
        leg_metingen_vast(metingen=meet_alles(klok.nu()))
