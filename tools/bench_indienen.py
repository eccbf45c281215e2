"""Final submits per second: dossiers complete and signed, files uploaded, eight people who press the button."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from statistics import quantiles
from typing import Any

from django.conf import settings
from django.urls import reverse

from inschrijving.models import Indiening, Inschrijving
from partijen.models import Gebruiker
from tools.bench_gegevens import kopieer, sessie, teken_over
from tools.webserver import Klant, Webserver

AANTAL = 600
KLANTEN = 8


def meet(server: Webserver, bron: Inschrijving, meld: Callable[[str], None]) -> dict[str, Any]:
    """Each dossier is submitted once by its own user; the page before it is fetched beforehand, as people do."""
    meld(f"indienen: {AANTAL} dossiers klaarzetten")
    ids = kopieer(bron, AANTAL)
    teken_over(ids)
    dossiers = Inschrijving.objects.in_bulk(ids).values()
    indieners = [_Indiener(server.poort, dossier) for dossier in dossiers]
    with ThreadPoolExecutor(KLANTEN) as poel:
        meld("indienen: bladzijden openen")
        bladzijden = list(poel.map(_Indiener.open_bladzijde, indieners))
        meld("indienen: indienen")
        begin = time.monotonic()
        duren = list(poel.map(_Indiener.dien_in, indieners))
        duur = time.monotonic() - begin
    gelukt = [d for d in duren if d is not None]
    return {
        "klanten": KLANTEN,
        "per_seconde": round(len(gelukt) / duur, 1),
        **verdeling(gelukt),
        "fouten": AANTAL - len(gelukt),
        "ontvangstbewijzen": Indiening.objects.filter(inschrijving__in=dossiers).count(),
        "bladzijde_ervoor": verdeling(bladzijden),
    }


class _Indiener:
    """The tekenbevoegde of one dossier in a browser."""

    def __init__(self, poort: int, dossier: Inschrijving):
        gebruiker = Gebruiker.objects.get(rollen__organisatie=dossier.organisatie_id)
        self.klant = Klant(poort, {settings.SESSION_COOKIE_NAME: sessie(gebruiker)})
        self.kenmerk = dossier.kenmerk
        self.velden: dict[str, str] = {}

    def open_bladzijde(self) -> float:
        begin = time.monotonic()
        antwoord = self.klant.haal(reverse("inschrijving_stap", args=[self.kenmerk, "indienen"]))
        self.velden = antwoord.verborgen
        return time.monotonic() - begin

    def dien_in(self) -> float | None:
        """Seconds until the answer that leads to the receipt; None for any other answer."""
        begin = time.monotonic()
        try:
            antwoord = self.klant.stuur(reverse("inschrijving_dien_in", args=[self.kenmerk]), self.velden)
        except (OSError, HTTPException):
            return None
        goed = antwoord.naar == reverse("ontvangstbewijs", args=[self.kenmerk])
        return time.monotonic() - begin if goed else None


def verdeling(duren: list[float]) -> dict[str, float]:
    """Median, 95th and 99th percentile and the worst, in milliseconds."""
    if len(duren) < 2:
        return {}
    honderdsten = quantiles(duren, n=100)
    punten = {"p50_ms": honderdsten[49], "p95_ms": honderdsten[94], "p99_ms": honderdsten[98], "max_ms": max(duren)}
    return {naam: round(waarde * 1000, 1) for naam, waarde in punten.items()}
