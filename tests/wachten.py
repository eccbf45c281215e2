"""Waiting for another process, with an end."""

import time
from collections.abc import Callable
from threading import Event


def wacht_tot(voorwaarde: Callable[[], object], seconden: float = 20) -> None:
    """Return as soon as the condition holds; AssertionError when it does not in time."""
    einde = time.monotonic() + seconden
    pauze = Event()
    while not voorwaarde():
        assert time.monotonic() < einde, f"na {seconden} s nog niet waar"
        pauze.wait(0.05)
