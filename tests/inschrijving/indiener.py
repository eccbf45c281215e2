"""Someone who submits over a real connection, again and again until there is an answer."""

import re
import time
from collections.abc import Callable
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from threading import Event
from typing import Self
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from inschrijving.integriteit import ontvangstbewijzen, versies
from inschrijving.models import Indiening, Inschrijving
from tests.berichten.werker import database_url
from tests.inschrijving.hulp import gezien, log_in
from tools.webserver import Antwoord, Klant, Webserver, webserver

GEDULD = 60.0  # seconds


@contextmanager
def web(werk: Path, poort: int | None = None, **anders: str):
    """gunicorn on the database of this test (through `poort`, when given), with two workers that can be killed.

    `anders` goes into its environment.
    """
    omgeving = {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": database_url(poort),
        "OCO_KLUIS_MAP": str(settings.KLUIS_MAP),
        "SECRET_KEY": settings.SECRET_KEY,
        "OCO_ACHTER_PROXY": "1",  # Klant says whose address it is, as nginx does
        **anders,
    }
    with webserver(omgeving=omgeving, logboek=werk / "web.log") as server:
        yield server


def eis_precies_eenmaal(getoond: dict[UUID, str]) -> None:
    """Every receipt shown is in the database exactly once, and nothing else is (I1, I2)."""
    assert {rij.sleutel: rij.ontvangstnummer for rij in Indiening.objects.all()} == getoond
    assert (ontvangstbewijzen([]).fouten, versies().fouten) == ([], [])


class Indiener:
    """The tekenbevoegde of one dossier, logged in with the password just given.

    Every key is a version of its own, also when nothing changed in between.
    """

    def __init__(self, klant: Klant, kenmerk: str, gezien: str):
        self.klant, self.kenmerk, self.gezien = klant, kenmerk, gezien

    @classmethod
    def van(cls, inschrijving: Inschrijving, server: Webserver, client) -> Self:
        """With a session in the database of this test."""
        log_in(client, inschrijving.bestuursverklaring.getekend_door)
        client.get(reverse("inschrijving_stap", args=[inschrijving.kenmerk, "indienen"]))  # for the csrf cookie
        koekjes = {naam: deel.value for naam, deel in client.cookies.items()}
        return cls(Klant(server.poort, koekjes), inschrijving.kenmerk, gezien(inschrijving))

    def dien_in(self, sleutel: UUID) -> str:
        """Post until it is accepted, finding out what came of it where the portal could not say (F19); the receipt
        number as the page shows it afterwards."""
        ontvangen, nagaan = (reverse(n, args=[self.kenmerk]) for n in ("ontvangstbewijs", "inschrijving_nagaan"))
        antwoord = self._houd_vol(lambda: self.stuur(sleutel))
        while antwoord.naar != ontvangen:
            assert antwoord.naar == f"{nagaan}?sleutel={sleutel}"
            adres = antwoord.naar
            antwoord = self._houd_vol(lambda: self.klant.haal(adres))  # noqa: B023 - asked at once
            if antwoord.status == HTTPStatus.OK:  # nothing came of it
                antwoord = self._houd_vol(lambda: self.stuur(sleutel))
        return self.ontvangstbewijs()

    def stuur(self, sleutel: UUID) -> Antwoord:
        """Post once."""
        velden = {"sleutel": str(sleutel), "gezien": self.gezien}
        return self.klant.stuur(reverse("inschrijving_dien_in", args=[self.kenmerk]), velden)

    def ontvangstbewijs(self) -> str:
        """The number on the receipt of the version that counts."""
        antwoord = self._houd_vol(lambda: self.klant.haal(reverse("ontvangstbewijs", args=[self.kenmerk])))
        [nummer] = re.findall(r'id="ontvangstnummer">([^<]+)<', antwoord.tekst)
        return nummer

    def _houd_vol(self, vraag: Callable[[], Antwoord]) -> Antwoord:
        """Ask again while the worker dies (gunicorn keeps the line open until the next one stands) or answers 5xx."""
        einde, pauze = time.monotonic() + GEDULD, Event()
        while time.monotonic() < einde:
            try:
                antwoord = vraag()
            except (OSError, HTTPException):
                continue
            if antwoord.status < HTTPStatus.INTERNAL_SERVER_ERROR:
                return antwoord
            pauze.wait(0.2)  # the database is away
        raise AssertionError("de webserver komt niet terug")
