"""The clock of the database beside that of this machine (F18). Nothing is stamped with it."""

import time
from dataclasses import dataclass
from pathlib import Path

from kern.db import databasetijd

START = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True)
class Klokken:
    """Seconds. `scheef`: how far the database is ahead; `onzeker`: half of how long the question took; `anker`: the
    database minus a clock of this machine that nobody can set; `machine`: which start of which machine that is."""

    scheef: float
    onzeker: float
    anker: float
    machine: str


def vergelijk() -> Klokken:
    """Ask the database what time it is, and look at the own clock before and after."""
    voor, rust = time.time(), time.monotonic()
    databank = databasetijd().timestamp()
    na, daarna = time.time(), time.monotonic()
    machine = START.read_text().strip() if START.exists() else ""
    return Klokken(databank - (voor + na) / 2, (daarna - rust) / 2, databank - (rust + daarna) / 2, machine)
