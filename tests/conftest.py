"""Fixtures that every test may use."""

import mimetypes
import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.conf import settings as instellingen
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from tests.factories import zet_klok

hypothesis.register_profile("rustig", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.load_profile("rustig")  # a slow machine is no defect
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright keeps an event loop in the test's thread
EERST = ("tests/wandeling/", "tests/portaal/test_demo", "tests/test_toegankelijk", "tests/test_rechten")
ADRES = "http://portaal.test"
STATISCH = Path(__file__).parents[1] / "static"
BELEID = "; ".join(
    f"{naam} {' '.join(bron)}" for naam, bron in instellingen.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
)


def pytest_collection_modifyitems(items):
    """The longest files first, so that at the end no process waits for another."""
    items.sort(key=lambda item: not item.nodeid.startswith(EERST))


@pytest.fixture(autouse=True)
def kluis_map(settings, tmp_path):
    """A vault of its own for each test."""
    settings.KLUIS_MAP = tmp_path / "kluis"
    return settings.KLUIS_MAP


@pytest.fixture(autouse=True)
def eigen_cache(settings):
    """A cache of its own: limits on logging in that another test reached do not count here."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(uuid4())}
    }


@pytest.fixture
def klok():
    """Sets the portal's clock still: klok("2017-08-01 17:00") in Amsterdam, or an aware datetime."""
    return zet_klok


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


@pytest.fixture(scope="module")
def toonpagina(browser):
    """One page of Chromium for all tests of a file."""
    page = browser.new_page()
    yield page
    page.context.close()


@pytest.fixture
def open_bladzijde(toonpagina):
    """Shows HTML at the address of the portal, with its own files and policy; gives page and complaints."""
    page, klachten = toonpagina, []

    def klaag(melding):
        if melding.type in ("error", "warning"):
            klachten.append(melding.text)

    def open_(inhoud):
        def antwoord(route):
            pad = urlsplit(route.request.url).path
            if pad == "/":
                route.fulfill(
                    body=inhoud, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": BELEID}
                )
            elif pad.startswith("/static/"):
                bestand = STATISCH / pad.removeprefix("/static/")
                route.fulfill(path=bestand, content_type=mimetypes.guess_type(pad)[0])
            else:  # a frame with a document
                route.fulfill(body="<!doctype html><html lang=nl><title>Document</title>", content_type="text/html")

        page.route(f"{ADRES}/**", antwoord)
        page.goto(f"{ADRES}/")
        return page, klachten

    page.on("console", klaag)
    yield open_
    page.remove_listener("console", klaag)
    page.unroute_all()
    page.goto("about:blank")
