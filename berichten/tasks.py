"""Shell: beat wakes it, the outbox says what is due (R9, R11)."""

import time

from celery import shared_task

from berichten import actions, queries
from kern import klok
from kern.log import herkomst

PER_BEURT = 500
BEURT = 50.0  # seconds; what is left goes at the next wake-up


@shared_task(expires=10)
def verstuur_openstaande() -> None:
    """Hand over what may go now. A wake-up that lay in the queue for 10 s is dropped: the next one is there."""
    einde = time.monotonic() + BEURT
    with herkomst("taak"):
        actions.markeer_onbeslist()
        for pk in queries.openstaand(klok.nu(), PER_BEURT):
            if time.monotonic() > einde:
                return
            actions.verstuur(bericht_id=pk)
