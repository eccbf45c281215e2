"""What may never run outside the demo."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from kern.opstart import controleer_opstart
from tests.factories import KlokstandFactory


@pytest.mark.geval("R24")
@pytest.mark.django_db
def test_verzette_klok_buiten_de_demo_wordt_geweigerd(settings):
    settings.DEMO = settings.KLOK_VERZETBAAR = False
    controleer_opstart()
    KlokstandFactory()
    with pytest.raises(ImproperlyConfigured, match="demo-klok"):
        controleer_opstart()


@pytest.mark.parametrize(("demo", "code"), [("1", 0), ("0", 1)])
def test_sqlite_start_alleen_in_de_demo(tmp_path, demo, code):
    omgeving = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'x.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "OCO_DEMO": demo,
    }
    klaar = subprocess.run(
        [sys.executable, "-c", "import oco_portal.wsgi"],
        env=omgeving,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert klaar.returncode == code, klaar.stderr
    assert ("alleen op PostgreSQL" in klaar.stderr) == bool(code)


@pytest.mark.parametrize("sleutel", [b"", bytes(16), bytes(33)])
def test_hoofdsleutel_van_de_verkeerde_lengte_wordt_geweigerd(settings, sleutel):
    settings.KLUIS_SLEUTEL = sleutel
    with pytest.raises(ImproperlyConfigured, match="32 bytes"):
        controleer_opstart()
