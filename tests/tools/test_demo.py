"""The supervisor of the demo: what it hands over, and what it does when a part dies."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from django.conf import settings

GEREEDSCHAP = Path(settings.BASE_DIR) / "tools"


def voer_uit(script: str, map_: Path, **omgeving: str) -> subprocess.CompletedProcess[str]:
    """Run a few lines against tools/demo.py in a process of their own (it waits for all its children)."""
    begin = f"import pathlib, demo\ndemo.WORTEL = demo.LOGBOEKEN = pathlib.Path({str(map_)!r})\n"
    return subprocess.run(
        [sys.executable, "-c", begin + script],
        cwd=GEREEDSCHAP,
        env={**os.environ, **omgeving},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_een_bezette_poort_schuift_op(tmp_path):
    with socket.socket() as bezet:
        bezet.bind(("127.0.0.1", 0))
        bezet.listen()
        poort = bezet.getsockname()[1]
        uit = voer_uit("print(demo.kies_poort())", tmp_path, OCO_POORT=str(poort))
    assert poort < int(uit.stdout) <= poort + 99


def test_de_demo_neemt_niets_over_van_een_eigen_installatie(tmp_path):
    script = (
        "o = demo.maak_omgeving(pathlib.Path('/tmp/s'), 8123)\n"
        "print(sorted(k for k in o if k.startswith(('OCO_', 'DJANGO_', 'SECRET', 'DATABASE'))))\n"
        "print(o['OCO_BASIS_URL'], o['REDIS_URL'], o['CELERY_BROKER_URL'])\n"
    )
    uit = voer_uit(script, tmp_path, DATABASE_URL="postgres://echt/echt", OCO_KLUIS_SLEUTEL="echt", SECRET_KEY="echt")
    assert uit.stdout.splitlines() == [
        "['OCO_BASIS_URL', 'OCO_DEMO']",
        "http://localhost:8123 unix:///tmp/s?db=0 redis+socket:///tmp/s?virtual_host=1",
    ]


def test_een_lange_map_geeft_toch_een_kort_pad_voor_de_socket(tmp_path):
    lang = tmp_path / ("x" * 80)
    lang.mkdir()
    script = "with demo.werkmap() as m: print(len(str(m / 'valkey.sock')))"
    assert int(voer_uit(script, tmp_path, TMPDIR=str(lang)).stdout) < 100


def test_wie_meteen_stopt_stopt_de_demo(tmp_path):
    script = "d = demo.Onderdeel('stuk', ['false']); d.begin({}); demo.bewaak([d], {})"
    uit = voer_uit(script, tmp_path)
    assert uit.returncode == 1
    assert uit.stderr.splitlines()[-1] == "demo.DemoFout: stuk stopt meteen na de start; zie stuk.log."


def test_wie_later_stopt_wordt_opnieuw_gestart(tmp_path):
    script = (
        "import os\n"
        "d = demo.Onderdeel('deel', ['sh', '-c', 'echo draait; exit 1'])\n"
        "d.begin(dict(os.environ)); d.begonnen -= demo.METEEN\n"
        "demo.bewaak([d], dict(os.environ))"
    )
    uit = voer_uit(script, tmp_path)
    assert uit.stdout == "deel is gestopt en wordt opnieuw gestart; zie deel.log.\n"
    assert (tmp_path / "deel.log").read_text() == "draait\ndraait\n"


def test_een_map_heeft_een_demo_tegelijk(tmp_path):
    uit = voer_uit("with demo.alleen():\n  with demo.alleen(): pass", tmp_path)
    assert uit.stderr.splitlines()[-1] == "demo.DemoFout: In deze map draait al een demo: stop die eerst."
