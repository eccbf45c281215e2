"""Shell: the journey of the demo runs in the worker, so that the page can show progress."""

from celery import shared_task

from portaal.demo.reis import reis_naar


@shared_task
def reis(nummer: int) -> None:
    reis_naar(nummer)
