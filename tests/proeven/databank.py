"""A PostgreSQL of its own that can be killed with all its processes and comes back on the same files."""

import os
import signal
import subprocess
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg2

from tools.diensten import als_postgres, postgres, start, stop, vrije_poort, wacht_op

WACHTWOORD = "proef"


class Databank:
    """`url` for others; `dood` and `herstart` for the trial."""

    def __init__(self, werk: Path, poort: int, url: str):
        self.werk, self.poort, self.url = werk, poort, url
        hoofd = int((werk / "data" / "postmaster.pid").read_text().splitlines()[0])
        self.opdracht = Path(f"/proc/{hoofd}/cmdline").read_text().rstrip("\0").split("\0")
        self.proces: subprocess.Popen | None = None

    def dood(self) -> None:
        """kill -9 for the postmaster and every process below it (F2)."""
        hoofd = int((self.werk / "data" / "postmaster.pid").read_text().splitlines()[0])
        kinderen = Path(f"/proc/{hoofd}/task/{hoofd}/children").read_text().split()
        for pid in [hoofd, *map(int, kinderen)]:
            _dood(pid)
        os.waitpid(hoofd, 0)  # a zombie would count as a running server

    def herstart(self) -> None:
        """Start again on what is on disk; PostgreSQL recovers by itself."""
        logboek = self.werk / "log"
        self.proces = start(self.opdracht, sein=signal.SIGQUIT, logboek=logboek, cwd=self.werk, **als_postgres())
        wacht_op("PostgreSQL", self.poort, self.proces, logboek)

    def stop(self) -> None:
        if self.proces:
            stop(self.proces, signal.SIGQUIT)

    def vraag(self, sql: str) -> list[tuple]:
        with psycopg2.connect(self.url) as verbinding, verbinding.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()


def _dood(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


@contextmanager
def databank():
    """Durable, as in production: what is lost here would be lost there."""
    poort = vrije_poort()
    with ExitStack() as stapel:
        map_ = Path(stapel.enter_context(TemporaryDirectory(prefix="oco-proef-")))
        map_.chmod(0o711)  # the user postgres must get through
        url = stapel.enter_context(postgres(map_ / "pg", poort=poort, wachtwoord=WACHTWOORD, duurzaam=True))
        eigen = Databank(map_ / "pg", poort, url)
        stapel.callback(eigen.stop)
        yield eigen
