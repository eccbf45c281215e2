"""A real Celery worker on a Redis of its own, as another process that can be killed at any moment."""

import os
import signal
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import connection

from tools.diensten import redis, vrije_poort


def database_url(poort: int | None = None) -> str:
    """The database of this test, for another process; through another port when given."""
    gegevens = connection.settings_dict
    plek = f"{gegevens['HOST']}:{poort or gegevens['PORT']}/{gegevens['NAME']}"
    return f"postgres://{gegevens['USER']}:{gegevens['PASSWORD']}@{plek}"


@contextmanager
def celery(*opties: str, broker: str, postpoort: int, logboek: Path, **anders: str):
    """A worker process with its children in one group; killed on the way out. `anders` goes into its environment."""
    omgeving = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": database_url(),
        "CELERY_BROKER_URL": broker,
        "REDIS_URL": broker,
        "EMAIL_URL": f"smtp://127.0.0.1:{postpoort}",
        "OCO_KLUIS_MAP": str(settings.KLUIS_MAP),
        "OCO_ONBESLIST_NA_SECONDEN": "1",
        **anders,
    }
    with logboek.open("ab") as uit:
        proces = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "oco_portal", *opties],
            env=omgeving,
            stdout=uit,
            stderr=uit,
            start_new_session=True,
        )
    try:
        yield proces
    finally:
        dood(proces)


def dood(proces: subprocess.Popen) -> None:
    """kill -9 for the worker and all its children."""
    if proces.poll() is None:
        os.killpg(proces.pid, signal.SIGKILL)
        proces.wait()


class Dienst:
    """Redis, and workers with beat on it."""

    def __init__(self, stapel: ExitStack, werk: Path, postpoort: int):
        self.stapel, self.werk, self.postpoort = stapel, werk, postpoort
        self.broker = f"{stapel.enter_context(redis(werk / 'redis', poort=vrije_poort(), duurzaam=False))}/0"

    def start(self, *, processen: int = 1, **anders: str) -> subprocess.Popen:
        """A worker with so many processes for tasks and the heartbeat of production."""
        opties = ("worker", "-B", "-c", str(processen), "-s", str(self.werk / "beat"), "-n", f"w{uuid4()}@%h")
        stil = ("--without-mingle", "--without-gossip", "-l", "INFO")
        gedeeld = {"broker": self.broker, "postpoort": self.postpoort, "logboek": self.werk / "werker.log"}
        return self.stapel.enter_context(celery(*opties, *stil, **gedeeld | anders))
