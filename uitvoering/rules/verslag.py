"""The reports of the organisation: which is due when, and what keeps one from being handed in. Pure.

Kwartaalverslag (bijlage 2 h3 lid 3, bijlage 5 h4), cliëntervaring (Eis 11, bijlage 5 art. 10) and jaarverantwoording
(art. 23, bijlage 2 h4). No text gives a day for the first two: the quarter comes with the production of its last
month (OV-184, A63), the cliëntervaring with the jaarverantwoording.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kluis.rules import lijkt_burgerservicenummer
from uitvoering.rules import productie

KWARTAAL, ERVARING, JAAR = "kwartaal", "ervaring", "jaar"
STUKKEN = {  # the files that must come with it
    KWARTAAL: (),
    ERVARING: ("resultaten",),
    JAAR: ("jaarrekening", "jaarverslag", "accountantsverklaring"),
}
NODIG = {  # the fields that must be filled in; 0 is an answer
    KWARTAAL: ("unieke_clienten", "signalen_aantal", "samenvatting", "klachten"),
    ERVARING: ("uitvoerder_onderzoek", "deelnemers", "uitkomsten", "samen_zorgkantoor", "samen_zorgaanbieders"),
    JAAR: ("oordeel", "reikwijdte", "uren"),
}
GOEDKEUREND, GEHEEL = "goedkeurend", "geheel"
DAGEN_ROND = 14  # so long before the last day who still has to deliver is reminded, and so long after it
TRENDRIJEN = range(1, 7)
LEEG = "Vul dit in."
PERSOON = re.compile(r"\b(bsn|burgerservice\w*|geboorte(?:datum|dag)|geboren op)\b|[\w.+-]+@[\w-]+\.\w+", re.IGNORECASE)
GEEN_PERSONEN = (
    "Hier staat iets dat naar een persoon verwijst: een burgerservicenummer, geboortedatum of e-mailadres. Haal het "
    "weg. Noem geen cliënten."
)
Inhoud = Mapping[str, Any]


@dataclass(frozen=True, order=True)
class Periode:
    """A quarter, or a whole calendar year when `kwartaal` is 0."""

    jaar: int
    kwartaal: int = 0

    @property
    def begin(self) -> date:
        return date(self.jaar, 3 * max(self.kwartaal, 1) - 2, 1)

    @property
    def laatste_maand(self) -> date:
        return date(self.jaar, 3 * (self.kwartaal or 4), 1)

    @property
    def volgende(self) -> date:
        """First day after it."""
        return productie.volgende_maand(self.laatste_maand)

    @property
    def uiterlijk(self) -> date:
        """Last day on which a report of it is in time."""
        return productie.uiterlijk(self.laatste_maand) if self.kwartaal else date(self.jaar + 1, 6, 1)

    @property
    def code(self) -> str:
        """As in an address."""
        return f"{self.jaar}-{self.kwartaal}" if self.kwartaal else str(self.jaar)

    def __str__(self) -> str:
        return f"{self.kwartaal}e kwartaal {self.jaar}" if self.kwartaal else str(self.jaar)


def kwartalen(van: date, tot: date) -> list[Periode]:
    """Every quarter with at least one day from `van` to `tot` inclusive."""
    return sorted({Periode(maand.year, (maand.month + 2) // 3) for maand in productie.maanden(van, tot)})


def jaren(van: date, tot: date) -> list[Periode]:
    """Every calendar year with at least one such day."""
    return [Periode(jaar) for jaar in range(van.year, tot.year + 1)]


def aanleiding(uiterlijk: date, vandaag: date) -> str:
    """Why somebody who did not deliver hears of it today: 'herinnering', 'te_laat', or '' for not today."""
    over = (uiterlijk - vandaag).days
    if not -DAGEN_ROND <= over <= DAGEN_ROND:
        return ""
    return "herinnering" if over >= 0 else "te_laat"


def fouten(soort: str, inhoud: Inhoud, stukken: Collection[str]) -> dict[str, str]:
    """What keeps a report from being handed in: field to Dutch text; empty when nothing does."""
    uit = {veld: LEEG for veld in NODIG[soort] if inhoud.get(veld) in (None, "")}
    uit |= {f"stuk_{stuk}": "Voeg dit bestand toe." for stuk in STUKKEN[soort] if stuk not in stukken}
    if soort == KWARTAAL:
        uit |= _fouten_kwartaal(inhoud)
    if soort == JAAR:
        uit |= _fouten_jaar(inhoud)
    return uit | personen(inhoud)


def personen(inhoud: Inhoud) -> dict[str, str]:
    """The texts that point to a person (A54, OV-229); these are not even kept as a draft."""
    teksten = {veld: waarde for veld, waarde in inhoud.items() if isinstance(waarde, str)}
    return {veld: GEEN_PERSONEN for veld, tekst in teksten.items() if noemt_persoon(tekst)}


def noemt_persoon(tekst: str) -> bool:
    return PERSOON.search(tekst) is not None or lijkt_burgerservicenummer(tekst)


def _fouten_kwartaal(inhoud: Inhoud) -> dict[str, str]:
    uit = {}
    if inhoud.get("klachten") and not inhoud.get("klachten_toelichting"):
        uit["klachten_toelichting"] = "Schrijf waarover de klachten gingen en wat u ermee deed."
    for nummer in TRENDRIJEN:
        aantal, naam = f"trend_{nummer}_aantal", f"trend_{nummer}"
        if not inhoud.get(naam):
            if inhoud.get(aantal) is not None:
                uit[naam] = "Schrijf waar deze trend over gaat."
        elif (inhoud.get(aantal) or 0) < 2:
            uit[aantal] = "Een trend is een reeks: vul 2 of meer signalen in."
    return uit


def trends(inhoud: Inhoud) -> list[tuple[str, int]]:
    """The trends of a quarter: what each is about, and how many signals it has (OV-242)."""
    rijen = [(inhoud.get(f"trend_{nummer}"), inhoud.get(f"trend_{nummer}_aantal")) for nummer in TRENDRIJEN]
    return [(naam, aantal or 0) for naam, aantal in rijen if naam]


def _fouten_jaar(inhoud: Inhoud) -> dict[str, str]:
    uit = {}
    if not inhoud.get("besteed"):  # OV-100
        uit["besteed"] = "Verklaar waaraan het geld is besteed. Kan dat niet? Neem contact op met het zorgkantoor."
    if inhoud.get("reikwijdte") == GEHEEL and not inhoud.get("wlz_deel"):
        uit["wlz_deel"] = "De verklaring gaat over de hele organisatie. Schrijf waar het Wlz-deel apart staat."
    if inhoud.get("oordeel") not in (None, "", GOEDKEUREND) and not inhoud.get("oordeel_toelichting"):
        uit["oordeel_toelichting"] = "Leg uit waarom de accountant niet goedkeurt en wat u daaraan doet."
    return uit


def onvolledig(soort: str, inhoud: Inhoud) -> list[str]:
    """Why a delivery that came in is still not complete (OV-187); only a next one mends that."""
    if soort != JAAR:
        return []
    uit = []
    if inhoud.get("oordeel") != GOEDKEUREND:
        uit.append("De accountantsverklaring is niet goedkeurend.")
    if not inhoud.get("herkenbaar"):
        uit.append("Cliëntondersteuning staat niet herkenbaar in de jaarrekening.")
    return uit
