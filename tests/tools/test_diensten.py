"""The throwaway servers: nothing of them stays behind, however they end."""

import os
import select
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg2
import pytest
import redis
from django.conf import settings

WORTEL = Path(settings.BASE_DIR)


def begin(*opdracht: str, map_: Path) -> subprocess.Popen[str]:
    """Start tools/diensten.py in its own temporary directory."""
    return subprocess.Popen(
        [sys.executable, "tools/diensten.py", *opdracht],
        cwd=WORTEL,
        env={**os.environ, "TMPDIR": str(map_)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def map_():
    """A directory that the user postgres can reach (that of pytest is private)."""
    with tempfile.TemporaryDirectory(prefix="oco-test-") as naam:
        Path(naam).chmod(0o711)
        yield Path(naam)


def omgeving(proces: subprocess.Popen[str]) -> dict[str, str]:
    """The three variables that a run without a command prints."""
    regels = [proces.stdout.readline().removeprefix("export ").strip() for _ in range(3)]
    return dict(regel.split("=", 1) for regel in regels)


def test_de_exitcode_is_die_van_de_opdracht_en_er_blijft_niets_liggen(map_):
    proces = begin("--", "sh", "-c", 'echo "$DATABASE_URL $REDIS_URL $CELERY_BROKER_URL"; exit 7', map_=map_)
    uit, fout = proces.communicate(timeout=60)
    assert (proces.returncode, fout) == (7, "")
    assert [deel.partition("://")[0] for deel in uit.split()] == ["postgres", "redis", "redis"]
    assert list(map_.iterdir()) == []


@pytest.mark.parametrize("opties", [(), ("--duurzaam",)])
def test_een_sein_stopt_beide_servers(map_, opties):
    proces = begin(*opties, map_=map_)
    adressen = omgeving(proces)
    with psycopg2.connect(adressen["DATABASE_URL"]) as verbinding, verbinding.cursor() as cursor:
        cursor.execute("SHOW fsync")
        assert cursor.fetchone() == (("on",) if opties else ("off",))
    client = redis.Redis.from_url(adressen["REDIS_URL"])
    assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
    proces.send_signal(signal.SIGTERM)
    assert proces.wait(30) == 128 + signal.SIGTERM
    assert list(map_.iterdir()) == []
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(adressen["DATABASE_URL"])
    with pytest.raises(redis.ConnectionError):
        client.ping()


def test_een_gedode_ouder_neemt_de_servers_mee(map_):
    proces = begin(map_=map_)
    omgeving(proces)
    servers = processen_in(map_)
    assert {Path(f"/proc/{pid}/comm").read_text().strip() for pid in servers} == {"postgres", "redis-server"}
    proces.kill()
    proces.wait(10)
    for pid in servers:
        wacht_tot_weg(pid)
    assert processen_in(map_) == []


def processen_in(map_: Path) -> list[int]:
    """The processes that work in a directory below `map_`."""
    uit = []
    for cwd in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if cwd.readlink().is_relative_to(map_):
                uit.append(int(cwd.parent.name))
        except OSError:  # ended meanwhile, or of another user
            continue
    return uit


def wacht_tot_weg(pid: int) -> None:
    """Block until a process has ended, at most ten seconds."""
    try:
        pidfd = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        select.select([pidfd], [], [], 10)
    finally:
        os.close(pidfd)
