"""The walk of test_wandeling once more on SQLite, the database of the demo, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

WORTEL = Path(__file__).resolve().parents[2]
WANDELING = "tests/wandeling/test_wandeling.py"


@pytest.mark.proef
@pytest.mark.browser
def test_de_hele_wandeling_op_sqlite(tmp_path):
    omgeving = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("PYTEST_")}
    omgeving["DATABASE_URL"] = f"sqlite:///{tmp_path / 'oco.sqlite3'}"
    opdracht = [sys.executable, "-m", "pytest", WANDELING, "--reuse-db", "-p", "no:cacheprovider"]
    klaar = subprocess.run(opdracht, cwd=WORTEL, env=omgeving, capture_output=True, text=True, timeout=400, check=False)
    assert klaar.returncode == 0, klaar.stdout + klaar.stderr
    assert (tmp_path / "oco.sqlite3-proef").exists()  # the walk was on this database, not on that of the other tests
