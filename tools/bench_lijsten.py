"""Pages of the zorgkantoor: the list of 50 dossiers beside a bare Django list, and one dossier for a beoordelaar."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from beoordeling.models import Belangenverklaring
from beoordeling.states import Status
from inschrijving.models import Inschrijving
from kern import klok
from partijen.models import Gebruiker
from partijen.states import Rolsoort
from tools.bench_dossiers import beoordeeld, geopend
from tools.bench_gegevens import kopieer, medewerker, schuif, sessie, uitvoerder_met
from tools.bench_indienen import verdeling
from tools.webserver import Klant, Webserver, webserver

KLEIN, GROOT = 2_000, 20_000
KEREN = 60
TEGELIJK, SAMEN = 8, 240  # people at once, and their pages together


class Lijst:
    """The list of one inkoper, at two lengths."""

    def __init__(self, server: Webserver, bron: Inschrijving, omgeving: Mapping[str, str], werk: Path):
        self.server, self.bron, self.werk = server, bron, werk
        self.omgeving = {**omgeving, "DJANGO_SETTINGS_MODULE": "tools.bench_kaal"}
        self.toewijzingen = uitvoerder_met(bron.ronde, 2)[:2]
        uitvoerder = self.toewijzingen[0].uitvoerder
        self.inkopers = (medewerker(uitvoerder, Rolsoort.INKOPER), medewerker(uitvoerder, Rolsoort.INKOPER))
        self.sessie = sessie(self.inkopers[0])
        self.aantal = 0

    def meet(self, rijen: int, meld: Callable[[str], None]) -> dict[str, Any]:
        """At this number of dossiers: the page, its queries, and a bare list of the same table."""
        meld(f"lijst: {rijen} dossiers klaarzetten")
        beoordeeld(geopend(self.bron, self.toewijzingen, rijen - self.aantal, self.inkopers), self.inkopers[0])
        self.aantal = rijen
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        meld("lijst: meten")
        adres = reverse("dossiers")
        with webserver(omgeving=self.omgeving, logboek=self.werk / "kaal.log", gezond="/") as kaal:
            paren = [(haal(self.server, self.sessie, adres), haal(kaal, "", "/")) for _ in range(KEREN + 4)][
                4:
            ]  # both workers warm
        eigen, bloot = verdeling([a for a, _ in paren]), verdeling([b for _, b in paren])
        return {
            **eigen,
            "samen": samen(self.server, self.sessie, adres),
            "queries": queries(self.sessie, adres),
            "kaal_p50_ms": bloot["p50_ms"],
            "verhouding": round(eigen["p50_ms"] / bloot["p50_ms"], 2),
        }


def meet_dossier(server: Webserver, bron: Inschrijving, meld: Callable[[str], None]) -> dict[str, Any]:
    """The page on which a beoordelaar judges a complete dossier of two regions and six files."""
    meld("dossier: klaarzetten")
    schuif(bron.ronde, "beoordeling_vanaf", klok.nu())
    beoordelaar = medewerker(bron.uitvoerder, Rolsoort.INKOPER)
    collega = medewerker(bron.uitvoerder, Rolsoort.INKOPER)
    toewijzingen = [regio.toewijzing for regio in bron.regios.all()]
    dossier = _volledig(bron, toewijzingen, (beoordelaar, collega))
    sleutel, adres = sessie(beoordelaar), reverse("dossier", args=[dossier.kenmerk])
    meld("dossier: meten")
    duren = [haal(server, sleutel, adres) for _ in range(KEREN + 4)][4:]
    return {**verdeling(duren), "samen": samen(server, sleutel, adres), "queries": queries(sleutel, adres)}


def _volledig(bron: Inschrijving, toewijzingen: list[Any], inkopers: tuple[Gebruiker, Gebruiker]) -> Inschrijving:
    """An opened copy of `bron` with all its rows, for which the first inkoper declared no conflict of interest."""
    [leeg] = geopend(bron, toewijzingen, 1, inkopers)
    [vol] = kopieer(bron, 1, status="geopend")
    beoordeeld([vol], inkopers[0], Status.IN_BEOORDELING)
    dossier = Inschrijving.objects.get(pk=vol)
    dossier.indieningen.set(Inschrijving.objects.get(pk=leeg).indieningen.all())
    Belangenverklaring.objects.create(
        inschrijving=dossier, gebruiker=inkopers[0], heeft_belang=False, verklaard_op=klok.nu()
    )
    return dossier


def haal(server: Webserver, sleutel: str, adres: str) -> float:
    """Seconds for one page."""
    klant = Klant(server.poort, {settings.SESSION_COOKIE_NAME: sleutel} if sleutel else {})
    begin = time.monotonic()
    antwoord = klant.haal(adres)
    duur = time.monotonic() - begin
    if antwoord.status != 200:
        raise LookupError(f"{adres} geeft {antwoord.status} {antwoord.naar}")
    return duur


def samen(server: Webserver, sleutel: str, adres: str) -> dict[str, Any]:
    """The same page at eight connections at once: pages per second, and what each of them waits."""
    begin = time.monotonic()
    with ThreadPoolExecutor(TEGELIJK) as poel:
        duren = list(poel.map(lambda _: haal(server, sleutel, adres), range(SAMEN)))
    return {
        "verbindingen": TEGELIJK,
        "per_seconde": round(SAMEN / (time.monotonic() - begin), 1),
        **verdeling(duren),
    }


def queries(sleutel: str, adres: str) -> int:
    """Number of queries of one page, counted in this process."""
    client = Client(headers={"host": "localhost", "x-forwarded-proto": "https"})
    client.cookies[settings.SESSION_COOKIE_NAME] = sleutel
    client.get(adres)
    with CaptureQueriesContext(connection) as gevangen:
        client.get(adres)
    return len(gevangen)
