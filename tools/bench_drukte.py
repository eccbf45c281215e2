"""The last minute: everyone logs in, uploads five PDFs of 200 kB and submits, all at once."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from inschrijving.integriteit import ontvangstbewijzen, versies
from inschrijving.models import Indiening, Inschrijving
from partijen.models import Gebruiker
from publicatie.states import Documentsoort
from tests.factories import WACHTWOORD
from tools.bench_gegevens import kopieer, pdf, teken_over
from tools.bench_indienen import verdeling
from tools.webserver import Antwoord, Klant, Webserver

DRUKTES = (8, 64)  # people at once
AANTAL = 64  # dossiers per measurement
UPLOADS = 5


class Mislukt(Exception):
    """An answer that is not the next step of someone who submits."""


def meet(server: Webserver, bron: Inschrijving, meld: Callable[[str], None]) -> dict[str, Any]:
    """Per number of people at once; what was shown is compared with the database afterwards (I1, I2)."""
    bestanden = [pdf(100 + nummer) for nummer in range(UPLOADS)]
    return {str(klanten): meet_druk(server, bron, klanten, bestanden, meld) for klanten in DRUKTES}


def meet_druk(
    server: Webserver, bron: Inschrijving, klanten: int, bestanden: list[bytes], meld: Callable[[str], None]
) -> dict[str, Any]:
    """So many people at once, each with a dossier like `bron` and these files to upload."""
    meld(f"drukte: {AANTAL} dossiers klaarzetten")
    ids = kopieer(bron, AANTAL)
    teken_over(ids)
    dossiers = list(Inschrijving.objects.in_bulk(ids).values())
    mensen = [_Mens(server.poort, dossier, nummer, bestanden) for nummer, dossier in enumerate(dossiers)]
    meld(f"drukte: {klanten} mensen tegelijk")
    begin = time.monotonic()
    with ThreadPoolExecutor(klanten) as poel:
        fouten = [fout for fout in poel.map(_Mens.doe_alles, mensen) if fout]
    duur = time.monotonic() - begin
    klaar = [mens for mens in mensen if mens.indienen]
    bewaard = set(Indiening.objects.filter(inschrijving__in=dossiers).values_list("inschrijving__kenmerk", flat=True))
    return {
        "per_seconde": round(len(klaar) / duur, 1),
        "indienen": verdeling([mens.indienen for mens in klaar]),
        "uploaden": verdeling([tijd for mens in mensen for tijd in mens.uploads]),
        "van_inloggen_tot_bewijs": verdeling([mens.totaal for mens in klaar]),
        "fouten": len(fouten),
        "eerste_fouten": fouten[:3],
        "bewijs_kwijt": len({mens.kenmerk for mens in klaar} - bewaard),
        "schendingen_I1_I2": ontvangstbewijzen([]).fouten + versies().fouten,
        "geheugen_webwerkers_mb": server.geheugen(),
    }


class _Mens:
    """The tekenbevoegde of one dossier, from an address of their own."""

    def __init__(self, poort: int, dossier: Inschrijving, nummer: int, bestanden: list[bytes]):
        self.email = Gebruiker.objects.get(rollen__organisatie=dossier.organisatie_id).email
        self.klant = Klant(poort, ip=f"10.0.{nummer // 250}.{nummer % 250 + 1}")
        self.kenmerk, self.bestanden = dossier.kenmerk, bestanden
        self.uploads: list[float] = []
        self.indienen = self.totaal = 0.0

    def doe_alles(self) -> str:
        """Log in, upload, submit; what went wrong, or nothing."""
        begin = time.monotonic()
        try:
            self._log_in()
            self._upload()
            self._dien_in()
        except (OSError, HTTPException, Mislukt) as fout:
            return f"{self.kenmerk}: {fout}"
        self.totaal = time.monotonic() - begin
        return ""

    def _log_in(self) -> None:
        adres = reverse("account_login")
        self.klant.haal(adres)
        self._eis(self.klant.stuur(adres, {"login": self.email, "password": WACHTWOORD}), 302)

    def _upload(self) -> None:
        adres = reverse("inschrijving_stap", args=[self.kenmerk, "documenten"])
        self._eis(self.klant.haal(adres), 200)
        velden = {"formulier": "anders", "anders-soort": Documentsoort.ERVARING}
        for nummer, inhoud in enumerate(self.bestanden):
            bestand = SimpleUploadedFile(f"bewijs-{nummer}.pdf", inhoud, "application/pdf")
            begin = time.monotonic()
            self._eis(self.klant.stuur(adres, velden, {"anders-bestanden": bestand}), 302)
            self.uploads.append(time.monotonic() - begin)

    def _dien_in(self) -> None:
        """Submitting asks for the password again; the time is that of the last request."""
        self._eis(self.klant.stuur(reverse("account_reauthenticate"), {"password": WACHTWOORD}), 302)
        bladzijde = self.klant.haal(reverse("inschrijving_stap", args=[self.kenmerk, "indienen"]))
        begin = time.monotonic()
        antwoord = self.klant.stuur(reverse("inschrijving_dien_in", args=[self.kenmerk]), bladzijde.verborgen)
        self._eis(antwoord, 302, reverse("ontvangstbewijs", args=[self.kenmerk]))
        self.indienen = time.monotonic() - begin

    @staticmethod
    def _eis(antwoord: Antwoord, status: int, naar: str = "") -> None:
        if antwoord.status != status or (naar and antwoord.naar != naar):
            raise Mislukt(f"antwoord {antwoord.status} naar {antwoord.naar or '-'}")
