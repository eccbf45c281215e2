"""Someone who submits over a real connection, again and again until there is an answer."""

import re
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from inschrijving.integriteit import ontvangstbewijzen, versies
from inschrijving.models import Indiening, Inschrijving
from tests.berichten.werker import database_url
from tests.inschrijving.hulp import gezien, log_in
from tools.webserver import Klant, Webserver, webserver

POGINGEN = 20


@contextmanager
def web(werk: Path):
    """gunicorn on the database of this test, with two workers that can be killed."""
    omgeving = {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": database_url(),
        "OCO_KLUIS_MAP": str(settings.KLUIS_MAP),
        "SECRET_KEY": settings.SECRET_KEY,
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

    def __init__(self, server: Webserver, client, inschrijving: Inschrijving):
        log_in(client, inschrijving.bestuursverklaring.getekend_door)
        self.klant = Klant(server.poort, {naam: deel.value for naam, deel in client.cookies.items()})
        self.dossier = inschrijving.kenmerk
        self.gezien = gezien(inschrijving)
        self.klant.haal(reverse("inschrijving_stap", args=[self.dossier, "indienen"]))  # for the csrf cookie

    def dien_in(self, sleutel: UUID) -> str:
        """Post until the server answers; the receipt number as the page shows it afterwards."""
        velden = {"sleutel": str(sleutel), "gezien": self.gezien}
        antwoord = self._houd_vol(
            lambda: self.klant.stuur(reverse("inschrijving_dien_in", args=[self.dossier]), velden)
        )
        assert (antwoord.status, antwoord.naar) == (302, reverse("ontvangstbewijs", args=[self.dossier]))
        return self.ontvangstbewijs()

    def ontvangstbewijs(self) -> str:
        """The number on the receipt of the version that counts."""
        antwoord = self._houd_vol(lambda: self.klant.haal(reverse("ontvangstbewijs", args=[self.dossier])))
        [nummer] = re.findall(r'id="ontvangstnummer">([^<]+)<', antwoord.tekst)
        return nummer

    def _houd_vol(self, vraag):
        for _ in range(POGINGEN):
            try:
                return vraag()
            except (OSError, HTTPException):
                continue  # the worker died; gunicorn holds the line open until the next one stands
        raise AssertionError("de webserver komt niet terug")
