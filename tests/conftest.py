"""Fixtures that every test may use."""

import gc
import os
import shutil
from fcntl import LOCK_EX, flock
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from uuid import uuid4

import pytest
from django.conf import settings as instellingen
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from kern.db import is_postgres
from tests.factories import zet_klok
from tests.leegmaken import maak_leeg

hypothesis.register_profile("rustig", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.load_profile("rustig")  # a slow machine is no defect
TransactionTestCase._fixture_teardown = maak_leeg
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright keeps an event loop in the test's thread
# The longest first, so that at the end no process waits for another.
EERST = ("tests/test_rechten", "tests/test_toegankelijk", "tests/portaal/test_demo.", "tests/wandeling/")
WORTEL = Path(__file__).parents[1]
BELEID = "; ".join(
    f"{naam} {' '.join(bron)}" for naam, bron in instellingen.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
)


def pytest_configure(config):
    """Files need no more survive a power cut than the databases of tools/diensten.py; in a trial both do."""
    if config.option.markexpr == "not proef":
        os.fsync = lambda bestand: None


def pytest_xdist_auto_num_workers():
    """One more than there are processors: a test also waits, for Chromium, another process or a limit of time."""
    return len(os.sched_getaffinity(0)) + 1


def pytest_collection_modifyitems(items):
    """First the files of EERST, in that order; the rest as they were."""
    items.sort(key=lambda item: [not item.nodeid.startswith(begin) for begin in EERST])


def pytest_collection_finish():
    """What is loaded now stays; looking through it for garbage again and again costs a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_terminal_summary(terminalreporter):
    """How many requests the matrix of tests/test_rechten.py tried, over all processes."""
    verslagen = [verslag for soort in ("passed", "failed") for verslag in terminalreporter.getreports(soort)]
    eigen = [eigenschap for verslag in verslagen for eigenschap in getattr(verslag, "user_properties", [])]
    if aantal := sum(waarde for naam, waarde in eigen if naam == "combinaties"):
        terminalreporter.write_line(f"rechtenmatrix: {aantal} combinaties van adres, methode en gebruiker geprobeerd")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker, tmp_path_factory, worker_id):
    """The processes of one run copy one database: the first that needs it makes it, by all migrations."""
    if worker_id == "master" or not is_postgres():
        return
    proef = connection.settings_dict["TEST"]
    sjabloon = f"test_{connection.settings_dict['NAME']}_sjabloon"
    with (tmp_path_factory.getbasetemp().parent / "sjabloon").open("a+") as slot:
        flock(slot, LOCK_EX)
        if not slot.seek(0, os.SEEK_END):  # empty, now that it is ours
            eigen, proef["NAME"] = proef["NAME"], sjabloon
            with django_db_blocker.unblock():
                maak_databank(connection.settings_dict["NAME"])
            proef["NAME"] = eigen
            slot.write("gemaakt")
    proef["TEMPLATE"] = sjabloon


def maak_databank(eerst):
    """A database as Django makes one for tests, with nobody connected to it; afterwards we are back at `eerst`."""
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.creation.destroy_test_db(eerst, verbosity=0, keepdb=True)


@pytest.fixture(autouse=True)
def kluis_map(settings, tmp_path_factory):
    """A vault of its own for each test; most put nothing in it, so nothing is made."""
    settings.KLUIS_MAP = tmp_path_factory.getbasetemp() / f"kluis-{uuid4()}"
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
    """Chromium without a window, alone: it may not look for updates or anything else outside the test."""
    stil = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
    return {"executable_path": shutil.which("chromium-headless-shell"), "args": stil}


@pytest.fixture
def demo(settings):
    """The demo switched on, with its pages."""
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.demo_urls"


class Bladserver(SimpleHTTPRequestHandler):
    """Our own files, and at every other address an empty page under the policy of the portal."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path.startswith("/static/"):
            return super().do_GET()
        inhoud = b"<!doctype html><html lang=nl><title>Document</title>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(inhoud)))
        self.send_header("Content-Security-Policy", BELEID)
        self.end_headers()
        self.wfile.write(inhoud)
        return None

    def log_message(self, *_):
        """Nobody reads it."""


@pytest.fixture(scope="session")
def bladserver():
    """The address of a Bladserver."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Bladserver, directory=WORTEL)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def toonpagina(browser):
    """One page of Chromium for all tests of a file."""
    page = browser.new_page()
    yield page
    page.context.close()


@pytest.fixture
def open_bladzijde(toonpagina, bladserver):
    """Shows HTML with our own files and policy; gives page and complaints.

    It comes in the place of what the page showed, so that Chromium reads files and scripts of ours only once.
    """
    page, klachten = toonpagina, []

    def klaag(melding):
        if melding.type in ("error", "warning"):
            klachten.append(melding.text)

    def open_(inhoud):
        if page.url != bladserver:
            page.goto(bladserver)
        page.set_content(inhoud)
        return page, klachten

    page.on("console", klaag)
    yield open_
    page.remove_listener("console", klaag)
