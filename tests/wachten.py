"""Waiting for another process, with an end."""

import time
from collections.abc import Callable
from threading import Event

from django.db import connection


def wacht_tot(voorwaarde: Callable[[], object], seconden: float = 20) -> None:
    """Return as soon as the condition holds; AssertionError when it does not in time."""
    einde = time.monotonic() + seconden
    pauze = Event()
    while not voorwaarde():
        assert time.monotonic() < einde, f"na {seconden} s nog niet waar"
        pauze.wait(0.05)


def wacht_iemand_op_slot() -> bool:
    """Whether a connection to this database waits for a lock."""
    return wachtenden() > 0


def wachtenden() -> int:
    """How many connections to this database wait for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # inside a transaction the view stands still
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        return cursor.fetchone()[0]
