"""SQLite makes a table anew when a constraint is added, and loses its triggers: none may be missing in the end."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

WORTEL = Path(__file__).resolve().parents[2]
TABELLEN = {"publicatie_inkoopronde": 1, "publicatie_rondewijziging": 2, "kern_gebeurtenis": 2}


@pytest.mark.proef
def test_na_alle_migraties_bewaakt_sqlite_wat_vastligt(tmp_path):
    pad = tmp_path / "oco.sqlite3"
    omgeving = {**os.environ, "DATABASE_URL": f"sqlite:///{pad}"}
    opdracht = [sys.executable, "manage.py", "migrate", "-v0"]
    subprocess.run(opdracht, cwd=WORTEL, env=omgeving, capture_output=True, timeout=300, check=True)
    rijen = sqlite3.connect(pad).execute(
        "SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' GROUP BY tbl_name"
    )
    assert {tabel: aantal for tabel, aantal in rijen if tabel in TABELLEN} == TABELLEN
