"""Fixtures that every test may use."""

import shutil
from datetime import datetime

import pytest

from kern.klok import AMSTERDAM
from kern.models import Klokstand


@pytest.fixture(autouse=True)
def kluis_map(settings, tmp_path):
    """A vault of its own for each test."""
    settings.KLUIS_MAP = tmp_path / "kluis"
    return settings.KLUIS_MAP


@pytest.fixture
def klok():
    """Sets the portal's clock still: klok("2017-08-01 17:00") in Amsterdam, or an aware datetime."""

    def zet(moment: str | datetime) -> datetime:
        if isinstance(moment, str):
            moment = datetime.fromisoformat(moment)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=AMSTERDAM)
        Klokstand.objects.update_or_create(pk=1, defaults={"vast": moment})
        return moment

    return zet


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Chromium of the system, alone: it may not look for updates or anything else outside the test."""
    stil = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
    return {"executable_path": shutil.which("chromium"), "args": stil}


@pytest.fixture
def demo(settings):
    """The demo switched on, with its pages."""
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.demo_urls"
