"""Shell: the journey of the demo runs in the worker, so that the page can show progress."""

from celery import shared_task
from django.core.cache import cache

from portaal.demo.reis import GEMIST, VOORTGANG, reis_naar

GESTOPT = "De reis is halverwege gestopt door een fout; zie var/demo/worker.log. Kies het moment opnieuw."


@shared_task
def reis(nummer: int) -> None:
    """The journey; however it ends, the page that waits hears it."""
    gemist = [GESTOPT]
    try:
        gemist = reis_naar(nummer)
    finally:
        cache.set(GEMIST, gemist, timeout=600)
        cache.delete(VOORTGANG)
