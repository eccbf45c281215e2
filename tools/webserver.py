"""A real gunicorn as another process, and a small client for it: for benchmarks and kill trials."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tools.diensten import stop, vrije_poort

WORTEL = Path(__file__).resolve().parent.parent
STARTTIJD = 60.0  # seconds until the first worker answers
WACHTTIJD = 60.0  # seconds the client waits for an answer
MB = 1024 * 1024
GEEN: Mapping = {}
VERBORGEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@dataclass
class Webserver:
    """gunicorn with its workers, as production starts it."""

    poort: int
    proces: subprocess.Popen[bytes]

    def werkers(self) -> list[int]:
        """Process ids of the workers that live now."""
        return [
            int(pid) for pid in Path(f"/proc/{self.proces.pid}/task/{self.proces.pid}/children").read_text().split()
        ]

    def dood_werkers(self) -> None:
        """kill -9 for every worker; gunicorn starts new ones."""
        for pid in self.werkers():
            os.kill(pid, signal.SIGKILL)

    def geheugen(self) -> list[float]:
        """Resident memory of each worker in MB."""
        pagina = os.sysconf("SC_PAGE_SIZE")
        delen = [Path(f"/proc/{pid}/statm").read_text().split() for pid in self.werkers()]
        return [round(int(deel[1]) * pagina / MB, 1) for deel in delen]


@contextmanager
def webserver(
    *, omgeving: Mapping[str, str], logboek: Path, workers: int = 2, threads: int = 4, gezond: str = "/gezond/"
) -> Iterator[Webserver]:
    """Run gunicorn with this environment added; stopped on the way out. TimeoutError when it never answers."""
    poort = vrije_poort()
    # fmt: off
    opdracht = [sys.executable, "-m", "gunicorn", "oco_portal.wsgi", "--bind", f"127.0.0.1:{poort}", "--workers",
                str(workers), "--threads", str(threads), "--no-control-socket"]
    # fmt: on
    with logboek.open("ab") as uit:
        proces = subprocess.Popen(
            opdracht, cwd=WORTEL, env={**os.environ, **omgeving}, stdout=uit, stderr=uit, start_new_session=True
        )
    try:
        _wacht_op_antwoord(proces, Klant(poort), gezond)
        yield Webserver(poort, proces)
    finally:
        stop(proces, signal.SIGTERM)


def _wacht_op_antwoord(proces: subprocess.Popen[bytes], klant: "Klant", pad: str) -> None:
    einde = time.monotonic() + STARTTIJD
    while proces.poll() is None and time.monotonic() < einde:
        try:
            if klant.haal(pad).status == http.client.OK:
                return
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.1)
    raise TimeoutError("de webserver geeft geen antwoord")


@dataclass(frozen=True)
class Antwoord:
    """What the server said; `naar` is where it redirects to."""

    status: int
    naar: str
    inhoud: bytes
    koppen: Message

    @property
    def tekst(self) -> str:
        """The body as text."""
        return self.inhoud.decode(errors="replace")

    @property
    def verborgen(self) -> dict[str, str]:
        """The hidden fields of the forms on the page."""
        return dict(VERBORGEN.findall(self.tekst))


@dataclass
class Klant:
    """One browser as nginx passes it on: cookies are kept, each request has a connection of its own.

    Raises OSError or HTTPException when the server dies before the answer is complete.
    """

    poort: int
    koekjes: dict[str, str] = field(default_factory=dict)
    ip: str = "127.0.0.1"

    def haal(self, pad: str) -> Antwoord:
        return self._vraag("GET", pad)

    def stuur(
        self, pad: str, velden: Mapping[str, str], bestanden: Mapping[str, SimpleUploadedFile] = GEEN
    ) -> Antwoord:
        """Post a form, with the token against forgery of this browser."""
        velden = {**velden, "csrfmiddlewaretoken": self.koekjes.get(settings.CSRF_COOKIE_NAME, "")}
        if bestanden:
            return self._vraag("POST", pad, encode_multipart(BOUNDARY, {**velden, **bestanden}), MULTIPART_CONTENT)
        return self._vraag("POST", pad, urlencode(velden).encode(), "application/x-www-form-urlencoded")

    def _vraag(self, methode: str, pad: str, inhoud: bytes = b"", soort: str = "") -> Antwoord:
        koppen = {
            "Host": "localhost",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": self.ip,
            "Referer": "https://localhost/",
            "Cookie": "; ".join(f"{naam}={waarde}" for naam, waarde in self.koekjes.items()),
        }
        if soort:
            koppen["Content-Type"] = soort
        verbinding = http.client.HTTPConnection("127.0.0.1", self.poort, timeout=WACHTTIJD)
        try:
            verbinding.request(methode, pad, inhoud or None, koppen)
            antwoord = verbinding.getresponse()
            gelezen = antwoord.read()
        finally:
            verbinding.close()
        for kop in antwoord.headers.get_all("Set-Cookie", []):
            self.koekjes.update({naam: deel.value for naam, deel in SimpleCookie(kop).items()})
        return Antwoord(antwoord.status, antwoord.headers.get("Location", ""), gelezen, antwoord.headers)
