"""The check of Debian packages: what is missing is installed, or named when the caller is not root."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from django.conf import settings

GEREEDSCHAP = Path(settings.BASE_DIR) / "tools"
LIJST = """
bibliotheek  looptijd
gereedschap  bouw      true
compiler     bouw      ontbrekend-programma --version
databank     proef
"""


@pytest.fixture
def machine():
    """A directory with the script, an own list, and a machine on which no package is installed."""
    with tempfile.TemporaryDirectory(prefix="oco-test-") as naam:
        map_ = Path(naam)
        map_.chmod(0o755)  # another user runs it too
        shutil.copy(GEREEDSCHAP / "debian-pakketten.sh", map_)
        (map_ / "debian-pakketten.txt").write_text(LIJST)
        (map_ / "bin").mkdir()
        for programma, regel in {"dpkg-query": "exit 1", "apt-get": f'echo "$@" >>{map_}/apt'}.items():
            (map_ / "bin" / programma).write_text(f"#!/bin/sh\n{regel}\n")
            (map_ / "bin" / programma).chmod(0o755)
        yield map_


def voer_uit(map_: Path, *soorten: str, **als) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [map_ / "debian-pakketten.sh", *soorten],
        cwd=map_,
        env={**os.environ, "PATH": f"{map_}/bin:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
        **als,
    )


@pytest.mark.skipif(os.geteuid() != 0, reason="installeren kan alleen als root")
def test_root_installeert_alleen_wat_ontbreekt_van_de_gevraagde_soorten(machine):
    assert voer_uit(machine, "bouw", "looptijd").returncode == 0
    assert (machine / "apt").read_text().splitlines() == [
        "update -qq",
        "install -qq -y --no-install-recommends bibliotheek compiler",
    ]


def test_een_ander_krijgt_de_lijst_en_houdt_op(machine):
    als = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
    uit = voer_uit(machine, "bouw", "looptijd", "proef", **als)
    assert (uit.returncode, uit.stdout) == (3, "")
    assert uit.stderr.splitlines()[-1].strip() == (
        "sudo apt-get install --no-install-recommends bibliotheek compiler databank"
    )
    assert not (machine / "apt").exists()


def test_wie_alles_heeft_merkt_niets(machine):
    (machine / "bin" / "dpkg-query").write_text("#!/bin/sh\nprintf installed\n")
    uit = voer_uit(machine, "bouw", "looptijd", "proef")
    assert (uit.returncode, uit.stdout, uit.stderr) == (0, "", "")
    assert not (machine / "apt").exists()
