"""What reaches the portal over a raw line: gunicorn as it runs, and nginx with our settings (B19, B20, B22).

nginx cannot end a body by its total time; what it does is keep the slow ones to itself: no worker waits with them,
and no address takes all connections.
"""

import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.inschrijving.indiener import web
from tests.test_compose import hoofdbestand, maak_certificaat
from tests.wachten import wacht_tot
from tools.diensten import vrije_poort

WORTEL = Path(settings.BASE_DIR)
DOMEIN = "portaal.example"
KOP = f"POST /account/login/ HTTP/1.1\r\nHost: {DOMEIN}\r\nConnection: close\r\n"
DEEL = b'--a\r\nContent-Disposition: form-data; name="x"%s\r\n\r\n1\r\n'
STIEKEM = "GET /gezond/?tweede HTTP/1.1\r\nHost: x\r\n\r\n"


def antwoorden(lijn: socket.socket, bericht: bytes) -> list[int]:
    """The status of every answer to these bytes, until the other side closes."""
    lijn.settimeout(10)
    lijn.sendall(bericht)
    uit = b""
    try:
        while hap := lijn.recv(65536):
            uit += hap
    except (ConnectionResetError, TimeoutError):
        pass
    return [int(status) for status in re.findall(rb"HTTP/1\.[01] (\d{3})", uit)]


# Broken forms


@pytest.mark.geval("B19")
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("soort", "lichaam"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=", b"x"),
        ("multipart/form-data; boundary=" + "x" * 300, b"x"),
        ("multipart/form-data; boundary=a", DEEL % b"" * 10_000 + b"--a--"),
        ("multipart/form-data; boundary=a", DEEL % b'; filename="x"' * 10_000 + b"--a--"),
        ("application/x-www-form-urlencoded", b"&".join(b"v%d=1" % n for n in range(100_000))),
    ],
)
def test_een_kapot_formulier_wordt_snel_geweigerd(soort, lichaam):
    assert Client().get(reverse("account_login")).status_code == 200  # loaded, so that only the refusal is timed
    begin = time.process_time()  # on a busy machine the clock on the wall says nothing
    antwoord = Client().generic("POST", reverse("account_login"), lichaam, content_type=soort)
    assert (antwoord.status_code in {400, 413}, time.process_time() - begin < 1) == (True, True)


@pytest.fixture(scope="module")
def gunicorn(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), web(tmp_path_factory.mktemp("web")) as server:
        yield server


@pytest.mark.geval("B19")
def test_een_kop_van_een_megabyte(gunicorn):
    with socket.create_connection(("127.0.0.1", gunicorn.poort)) as lijn:
        begin = time.monotonic()
        assert antwoorden(lijn, f"{KOP}X-Veel: {'x' * 1_000_000}\r\n\r\n".encode()) in ([400], [431], [])
        assert time.monotonic() - begin < 2


SMOKKEL = {
    "lengte en stukken": f"{KOP}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{STIEKEM}",
    "twee lengtes": f"{KOP}Content-Length: 0\r\nContent-Length: {len(STIEKEM)}\r\n\r\n{STIEKEM}",
    "vreemde stukken": f"{KOP}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{STIEKEM}",
    "spatie voor de dubbele punt": f"{KOP}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n{STIEKEM}",
    "plus in de lengte": f"{KOP}Content-Length: +0\r\n\r\n{STIEKEM}",
}


@pytest.mark.geval("B22")
@pytest.mark.parametrize("naam", SMOKKEL)
def test_een_verzoek_in_een_verzoek(gunicorn, naam):
    with socket.create_connection(("127.0.0.1", gunicorn.poort)) as lijn:
        statussen = antwoorden(lijn, SMOKKEL[naam].encode())
    assert statussen in ([400], [501])  # one refusal, and no second answer


# The proxy before it

TLS = ssl.create_default_context()
TLS.check_hostname, TLS.verify_mode = False, ssl.CERT_NONE


class Achterkant:
    """Takes the place of the portal behind nginx: counts the connections, and answers each request with 204."""

    def __init__(self) -> None:
        self.luisteraar = socket.create_server(("127.0.0.1", 0))
        self.poort = self.luisteraar.getsockname()[1]
        self.gekomen: list[bytes] = []
        threading.Thread(target=self._dien, daemon=True).start()

    def _dien(self) -> None:
        while True:
            try:
                lijn, _ = self.luisteraar.accept()
            except OSError:
                return
            with lijn:
                self.gekomen.append(lijn.recv(65536))
                lijn.sendall(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")


@contextmanager
def nginx(map_: Path, achterkant: Achterkant, *, wachttijd: str = "60s"):
    """Our own nginx.conf on free ports; gives a function that opens a line over TLS."""
    programma = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert programma is not None, "installeer nginx (make install)"
    maak_certificaat(map_)
    poort, http, gezond = vrije_poort(), vrije_poort(), vrije_poort()
    conf = (WORTEL / "deploy" / "nginx.conf").read_text().replace("${OCO_DOMEIN}", DOMEIN)
    conf = re.sub(r"listen (80|443)\b", lambda m: f"listen 127.0.0.1:{poort if m[1] == '443' else http}", conf)
    conf = conf.replace("web:8000", f"127.0.0.1:{achterkant.poort}")
    conf = conf.replace("127.0.0.1:8081", f"127.0.0.1:{gezond}").replace("/etc/nginx/tls", str(map_))
    conf = conf.replace("client_body_timeout 60s", f"client_body_timeout {wachttijd}")
    (map_ / "portaal.conf").write_text(conf)
    (map_ / "nginx.conf").write_text(f"daemon off;\nmaster_process off;\n{hoofdbestand(map_)}")
    proces = subprocess.Popen([programma, "-c", str(map_ / "nginx.conf"), "-p", str(map_)], stderr=subprocess.DEVNULL)
    try:
        wacht_tot(lambda: _open(gezond))
        yield lambda van="127.0.0.1": _tls(poort, van)
    finally:
        proces.terminate()
        proces.wait(10)


def _open(poort: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", poort), timeout=1).close()
    except OSError:
        return False
    return True


def _tls(poort: int, van: str) -> ssl.SSLSocket:
    lijn = socket.create_connection(("127.0.0.1", poort), source_address=(van, 0))
    return TLS.wrap_socket(lijn, server_hostname=DOMEIN)


def test_wat_heel_aankomt_gaat_door(tmp_path):
    achterkant = Achterkant()
    with nginx(tmp_path, achterkant) as verbind, verbind() as lijn:
        assert antwoorden(lijn, f"{KOP}Content-Length: 3\r\n\r\nabc".encode()) == [204]
    assert [verzoek.endswith(b"abc") for verzoek in achterkant.gekomen] == [True]


@pytest.mark.geval("B20")
def test_een_trage_upload_houdt_geen_werker_bezig(tmp_path):
    achterkant = Achterkant()
    with nginx(tmp_path, achterkant) as verbind, verbind() as traag, verbind() as snel:
        traag.sendall(f"{KOP}Content-Length: 100\r\n\r\n".encode())
        for _ in range(5):
            traag.sendall(b"x")
        assert antwoorden(snel, f"{KOP}Content-Length: 3\r\n\r\nabc".encode()) == [204]
        assert len(achterkant.gekomen) == 1


HEEL = f"{KOP}Content-Length: 3\r\n\r\nabc".encode()
DRUPPEL = f"{KOP}Content-Length: 100\r\n\r\nx".encode()
PER_ADRES = 40


def druppel(stapel: ExitStack, verbind, van: str, aantal: int) -> list[ssl.SSLSocket]:
    """Lines from one address, each with a body that has begun and does not go on."""
    lijnen = [stapel.enter_context(verbind(van)) for _ in range(aantal)]
    for lijn in lijnen:
        lijn.sendall(DRUPPEL)
    return lijnen


def _wacht_nog(lijn: ssl.SSLSocket) -> bool:
    lijn.setblocking(False)
    try:
        lijn.recv(1)
        return False  # an answer, or closed
    except ssl.SSLWantReadError:
        return True


@pytest.mark.geval("B20")
def test_een_adres_krijgt_een_deel_van_de_verbindingen(tmp_path):
    achterkant = Achterkant()
    with ExitStack() as stapel:
        verbind = stapel.enter_context(nginx(tmp_path, achterkant))
        traag = druppel(stapel, verbind, "127.0.0.2", PER_ADRES)
        assert antwoorden(stapel.enter_context(verbind("127.0.0.2")), HEEL) == [429]
        assert antwoorden(stapel.enter_context(verbind("127.0.0.3")), HEEL) == [204]
        traag[0].close()  # what ends makes room
        wacht_tot(lambda: antwoorden(stapel.enter_context(verbind("127.0.0.2")), HEEL) == [204])
    assert len(achterkant.gekomen) == 2


@pytest.mark.geval("B20", "L3")
def test_honderden_trage_uploads_laten_plaats_voor_wie_indient(tmp_path):
    achterkant = Achterkant()
    with ExitStack() as stapel:
        verbind = stapel.enter_context(nginx(tmp_path, achterkant))
        lijnen = []
        for nummer in range(14):  # 560 at once: more than nginx has by default
            lijnen += druppel(stapel, verbind, f"127.0.1.{nummer + 1}", PER_ADRES)
        assert [antwoorden(stapel.enter_context(verbind()), HEEL) for _ in range(5)] == [[204]] * 5
        assert all(map(_wacht_nog, lijnen))  # none of the slow ones was cut to make room
    assert len(achterkant.gekomen) == 5


@pytest.mark.geval("B5")
def test_te_groot_wordt_in_het_nederlands_geweigerd(tmp_path):
    with nginx(tmp_path, Achterkant()) as verbind, verbind() as lijn:
        lijn.sendall(f"{KOP}Content-Length: {27 * 1024 * 1024}\r\n\r\n".encode())
        lezer = lijn.makefile("rb")
        assert lezer.readline().startswith(b"HTTP/1.1 413 ")
        assert any(b"hoogstens 25 MB" in regel for regel in lezer)  # stops reading there: nginx lingers


@pytest.mark.geval("B20")
def test_wie_stilvalt_wordt_afgebroken(tmp_path):
    achterkant = Achterkant()
    with nginx(tmp_path, achterkant, wachttijd="1s") as verbind, verbind() as lijn:
        begin = time.monotonic()
        assert antwoorden(lijn, f"{KOP}Content-Length: 100\r\n\r\nx".encode()) in ([408], [])
        assert time.monotonic() - begin < 6
    assert achterkant.gekomen == []


@pytest.mark.geval("B20")
def test_wie_bij_99_procent_wegvalt_heeft_niets_gestuurd(tmp_path):
    achterkant = Achterkant()
    with nginx(tmp_path, achterkant) as verbind:
        with verbind() as lijn:
            lijn.sendall(f"{KOP}Content-Length: 100000\r\n\r\n".encode() + b"x" * 99_000)
        with verbind() as lijn:  # the next one comes through: nginx is done with the first
            assert antwoorden(lijn, f"{KOP}Content-Length: 3\r\n\r\nabc".encode()) == [204]
    assert len(achterkant.gekomen) == 1


@pytest.mark.geval("B20")
def test_de_wachttijd_van_productie_is_hooguit_zes_minuten():
    conf = (WORTEL / "deploy" / "nginx.conf").read_text()
    tijden = {naam: int(tijd) for naam, tijd in re.findall(r"(client_\w+_timeout) (\d+)s;", conf)}
    assert set(tijden) == {"client_header_timeout", "client_body_timeout"}
    assert max(tijden.values()) <= 360
    assert "proxy_request_buffering on;" in conf


@pytest.mark.geval("B22")
@pytest.mark.parametrize("naam", SMOKKEL)
def test_smokkel_haalt_de_achterkant_niet(tmp_path, naam):
    achterkant = Achterkant()
    with nginx(tmp_path, achterkant) as verbind, verbind() as lijn:
        statussen = antwoorden(lijn, SMOKKEL[naam].encode())
    assert statussen in ([400], [501])
    assert achterkant.gekomen == []
