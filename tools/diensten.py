"""Throwaway PostgreSQL and Redis for tests, benchmarks and trials.

As a command it runs another command with DATABASE_URL, REDIS_URL and CELERY_BROKER_URL set:

    python tools/diensten.py -- pytest tests
    python tools/diensten.py --duurzaam -- python tools/bench.py

Without a command it prints the variables and stays until Ctrl-C or SIGTERM. Everything lives in one
temporary directory and is removed on the way out; a killed parent takes both servers along.
Only the standard library: it runs before any package is installed.
"""

import argparse
import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

OPSTARTTIJD = 30.0  # seconds a server may take before it answers
STOPTIJD = 10.0
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)

SNEL = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
DUURZAAM = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}


class DienstFout(Exception):
    """A server is missing or does not start; the text says which and what to do."""


def vrije_poort() -> int:
    """A TCP port of the loopback interface that nobody listens on now."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def postgres_map() -> Path:
    """The directory with initdb and postgres: Debian's highest version, else the one on PATH."""
    versies = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if versies:
        return versies[-1].parent
    if gevonden := shutil.which("initdb"):
        return Path(gevonden).resolve().parent
    raise DienstFout("PostgreSQL ontbreekt: installeer het pakket 'postgresql' (make install).")


def start(opdracht: list[str], *, sein: signal.Signals, logboek: Path, **kwargs: Any) -> subprocess.Popen[bytes]:
    """Start a server that gets `sein` from the kernel when this process dies, however it dies."""
    ouder = os.getpid()

    def sterf_mee() -> None:
        LIBC.prctl(PR_SET_PDEATHSIG, sein)
        if os.getppid() != ouder:  # died between fork and prctl
            os._exit(1)

    with logboek.open("ab") as uit:
        return subprocess.Popen(
            opdracht,
            stdin=subprocess.DEVNULL,
            stdout=uit,
            stderr=uit,
            start_new_session=True,  # Ctrl-C goes to the command first, the servers stop after it
            preexec_fn=sterf_mee,  # safe: no threads here
            **kwargs,
        )


def stop(proces: subprocess.Popen[bytes], sein: signal.Signals) -> None:
    """Stop a server; SIGKILL when it does not listen."""
    if proces.poll() is None:
        proces.send_signal(sein)
        try:
            proces.wait(STOPTIJD)
        except subprocess.TimeoutExpired:
            proces.kill()
            proces.wait()


def wacht_op(naam: str, poort: int, proces: subprocess.Popen[bytes], logboek: Path) -> None:
    """Wait until `poort` accepts a connection; DienstFout with the log when the server gave up."""
    einde = time.monotonic() + OPSTARTTIJD
    while time.monotonic() < einde and proces.poll() is None:
        with socket.socket() as s:
            s.settimeout(1)
            if s.connect_ex(("127.0.0.1", poort)) == 0:
                return
        time.sleep(0.05)
    staart = logboek.read_text(errors="replace")[-2000:]
    raise DienstFout(f"{naam} start niet op poort {poort}:\n{staart}")


def als_postgres() -> dict[str, Any]:
    """Popen arguments: root hands over to the user postgres (initdb refuses root)."""
    if os.geteuid() != 0:
        return {}
    try:
        postgres = pwd.getpwnam("postgres")
    except KeyError:
        raise DienstFout("De gebruiker 'postgres' ontbreekt: installeer het pakket 'postgresql'.") from None
    return {"user": postgres.pw_uid, "group": postgres.pw_gid, "extra_groups": []}


def maak_databank(bin_map: Path, werk: Path, wachtwoord: str) -> Path:
    """Run initdb with superuser `app`; returns the data directory."""
    wie = als_postgres()
    if wie:
        os.chown(werk, wie["user"], wie["group"])
    geheim = werk / "wachtwoord"
    geheim.touch(mode=0o600)
    geheim.write_text(wachtwoord)
    if wie:
        os.chown(geheim, wie["user"], wie["group"])
    # fmt: off
    opdracht = [str(bin_map / "initdb"), "-D", str(werk / "data"), "-U", "app", f"--pwfile={geheim}",
                "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    # fmt: on
    uitkomst = subprocess.run(opdracht, cwd=werk, capture_output=True, text=True, check=False, **wie)
    if uitkomst.returncode:
        raise DienstFout(f"initdb mislukt:\n{uitkomst.stderr}")
    return werk / "data"


def wacht_op_postgres(bin_map: Path, poort: int, wachtwoord: str) -> None:
    """Create the database `app`; the port listens a moment before the server takes logins."""
    omgeving = {**os.environ, "PGPASSWORD": wachtwoord}
    einde = time.monotonic() + OPSTARTTIJD
    opdracht = [str(bin_map / "createdb"), "-h", "127.0.0.1", "-p", str(poort), "-U", "app", "app"]
    while True:
        uitkomst = subprocess.run(opdracht, env=omgeving, capture_output=True, text=True, check=False)
        if uitkomst.returncode == 0:
            return
        if "starting up" not in uitkomst.stderr or time.monotonic() > einde:
            raise DienstFout(f"createdb mislukt:\n{uitkomst.stderr}")
        time.sleep(0.1)


@contextmanager
def postgres(werk: Path, *, poort: int, wachtwoord: str, duurzaam: bool) -> Iterator[str]:
    """A PostgreSQL with superuser and database `app`; yields its DATABASE_URL."""
    bin_map = postgres_map()
    werk.mkdir()
    data = maak_databank(bin_map, werk, wachtwoord)
    instellingen = {
        "listen_addresses": "127.0.0.1",
        "port": str(poort),
        "unix_socket_directories": "",
        "max_connections": "200",
        "timezone": "UTC",
        **(DUURZAAM if duurzaam else SNEL),
    }
    opdracht = [str(bin_map / "postgres"), "-D", str(data)]
    for naam, waarde in instellingen.items():
        opdracht += ["-c", f"{naam}={waarde}"]
    logboek = werk / "log"
    proces = start(opdracht, sein=signal.SIGQUIT, logboek=logboek, cwd=werk, **als_postgres())
    try:
        wacht_op("PostgreSQL", poort, proces, logboek)
        wacht_op_postgres(bin_map, poort, wachtwoord)
        yield f"postgres://app:{wachtwoord}@127.0.0.1:{poort}/app"
    finally:
        stop(proces, signal.SIGQUIT)  # immediate: nothing of it is kept


@contextmanager
def redis(werk: Path, *, poort: int, duurzaam: bool) -> Iterator[str]:
    """A Redis that never evicts; yields its address without database number."""
    server = shutil.which("redis-server")
    if server is None:
        raise DienstFout("Redis ontbreekt: installeer het pakket 'redis-server' (make install).")
    werk.mkdir()
    # fmt: off
    opdracht = [server, "--port", str(poort), "--bind", "127.0.0.1", "--dir", str(werk), "--save", "",
                "--appendonly", "yes" if duurzaam else "no", "--maxmemory-policy", "noeviction"]
    # fmt: on
    logboek = werk / "log"
    proces = start(opdracht, sein=signal.SIGTERM, logboek=logboek)
    try:
        wacht_op("Redis", poort, proces, logboek)
        yield f"redis://127.0.0.1:{poort}"
    finally:
        stop(proces, signal.SIGTERM)


@contextmanager
def diensten(
    *, duurzaam: bool = False, pg_poort: int = 0, redis_poort: int = 0, wachtwoord: str = ""
) -> Iterator[dict[str, str]]:
    """Both servers; yields the environment to add. Port 0 = a free one, no password = a random one.

    `duurzaam` writes to disk as production does (fsync, AOF); without it a crash of the machine loses
    data and tests run faster.
    """
    with ExitStack() as stapel:
        werk = Path(stapel.enter_context(tempfile.TemporaryDirectory(prefix="oco-diensten-")))
        werk.chmod(0o711)  # the user postgres must get through to its own directory
        wachtwoord = wachtwoord or secrets.token_hex(12)
        databank = postgres(werk / "pg", poort=pg_poort or vrije_poort(), wachtwoord=wachtwoord, duurzaam=duurzaam)
        database_url = stapel.enter_context(databank)
        redis_url = stapel.enter_context(redis(werk / "redis", poort=redis_poort or vrije_poort(), duurzaam=duurzaam))
        yield {
            "DATABASE_URL": database_url,
            "REDIS_URL": f"{redis_url}/0",
            "CELERY_BROKER_URL": f"{redis_url}/1",
        }


def voer_uit(opdracht: list[str], omgeving: dict[str, str]) -> int:
    """Run the command under the servers; returns its exit code. A signal to us ends it first."""
    proces = subprocess.Popen(opdracht, env={**os.environ, **omgeving})
    try:
        return proces.wait()
    except BaseException:
        stop(proces, signal.SIGTERM)
        raise


def beeindig(nummer: int, _frame: FrameType | None) -> NoReturn:
    """Signal handler: leave by the normal way out, so that everything is cleaned up."""
    sys.exit(128 + nummer)


def main() -> int:
    """Command line; the exit code is that of the command, 2 when a server does not start."""
    parser = argparse.ArgumentParser(description="Wegwerp-PostgreSQL en -Redis rond een opdracht.")
    parser.add_argument("--duurzaam", action="store_true", help="schrijf naar schijf zoals in productie")
    parser.add_argument("--pg-poort", type=int, default=0)
    parser.add_argument("--redis-poort", type=int, default=0)
    parser.add_argument("--wachtwoord", default="")
    parser.add_argument("opdracht", nargs="*", help="na --: de opdracht")
    keuze = parser.parse_args()
    for nummer in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(nummer, beeindig)
    try:
        with diensten(
            duurzaam=keuze.duurzaam,
            pg_poort=keuze.pg_poort,
            redis_poort=keuze.redis_poort,
            wachtwoord=keuze.wachtwoord,
        ) as omgeving:
            if keuze.opdracht:
                return voer_uit(keuze.opdracht, omgeving)
            for naam, waarde in omgeving.items():
                print(f"export {naam}={waarde}", flush=True)
            while True:
                signal.pause()
    except KeyboardInterrupt:
        return 130
    except DienstFout as fout:
        print(fout, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
