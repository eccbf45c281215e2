"""What may never run outside the demo."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from kern.opstart import _controleer_lijnen, controleer_opstart
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


@pytest.mark.parametrize(
    ("anders", "machine"),
    [
        ({"REDIS_URL": "redis://cache.example:6379/0"}, "cache.example"),
        ({"CELERY_BROKER_URL": "redis://:geheim@rij.example:6379/0"}, "rij.example"),
        ({"EMAIL_HOST": "post.example", "EMAIL_USE_TLS": False, "EMAIL_USE_SSL": False}, "post.example"),
        ({"OIDC_SERVER": "http://makelaar.example"}, "makelaar.example"),
        ({"DATABASES": {"default": {"HOST": "bank.example", "OPTIONS": {"sslmode": "require"}}}}, "bank.example"),
    ],
)
def test_een_open_lijn_naar_een_andere_machine_wordt_geweigerd(settings, anders, machine):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    _controleer_lijnen()
    for naam, waarde in anders.items():
        setattr(settings, naam, waarde)
    with pytest.raises(ImproperlyConfigured, match=f"Zonder TLS: {machine}"):
        _controleer_lijnen()
    settings.ZONDER_TLS = [machine]
    _controleer_lijnen()


def test_een_versleutelde_lijn_is_goed(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS = "post.example", True
    settings.REDIS_URL = settings.CELERY_BROKER_URL = "rediss://cache.example:6379/0"
    settings.OIDC_SERVER = "https://makelaar.example"
    settings.DATABASES = {"default": {"HOST": "bank.example", "OPTIONS": {"sslmode": "verify-full"}}}
    _controleer_lijnen()
