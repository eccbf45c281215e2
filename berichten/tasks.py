"""Shell: beat wakes it, the outbox says what is due (R9, R11)."""

import time

from celery import shared_task

from berichten import actions, queries
from kern import klok
from kern.log import herkomst

PER_BEURT = 500
BEURT = 50.0  # seconds; what is left goes at the next wake-up
KLOP = 10.0  # seconds between two signs of life in one turn


@shared_task(expires=10)
def verstuur_openstaande() -> None:
    """Hand over what may go now. A wake-up that lay in the queue for 10 s is dropped: the next one is there."""
    begin = geklopt = time.monotonic()
    with herkomst("taak"):
        actions.klop()
        actions.markeer_onbeslist()
        for pk in queries.openstaand(klok.nu(), PER_BEURT):
            nu = time.monotonic()
            if nu > begin + BEURT:
                return
            if nu > geklopt + KLOP:
                geklopt = nu
                actions.klop()
            actions.verstuur(bericht_id=pk)
