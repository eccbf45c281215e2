"""Facts of a complete dossier, for rules that need no database."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from inschrijving.feiten import (
    Deelnemer,
    Document,
    Documenteis,
    Dossier,
    Eis,
    Ondersteuner,
    Regio,
    Vereist,
    Verklaring,
)
from inschrijving.rules import WERKDAGEN, vereiste_documenten

BRON = json.loads((Path(__file__).parents[2] / "fixtures" / "ronde-2018-2020.json").read_text(encoding="utf-8"))
DOCUMENTEISEN = tuple(
    Documenteis(**{naam: waarde for naam, waarde in rij.items() if naam != "volgnummer"})
    for rij in BRON["documenteisen"]
)
EISEN = tuple(Eis(rij["nummer"], rij["titel"], rij["tekst"], True, "Zo doen wij dat.") for rij in BRON["eisen"])
JUIST = date(2017, 7, 1)


def regio(pk=1, naam="Utrecht", klasse="nieuw", **anders) -> Regio:
    velden = {
        "clienten": 120,
        "uren": Decimal(900),
        "onderbouwing": "Gelijk aan vorig jaar.",
        "lager_tarief": None,
        "lager_tarief_reden": "",
        "gemeenten": frozenset({"Almere", "Bunnik"}),
        "gedekt": frozenset({"Almere", "Bunnik"}),
    }
    return Regio(pk, naam, klasse, **velden | anders)


def persoon(pk=1, **anders) -> Ondersteuner:
    velden = {
        "naam": f"Persoon {pk}",
        "hbo": True,
        "geregistreerd": True,
        "registratienummer": f"R{pk}",
        "geen_belangen": True,
        "regios": frozenset({1, 2}),
    }
    return Ondersteuner(pk, **velden | anders)


def document(soort, deelnemer=None, datum=JUIST, eisen=()) -> Document:
    return Document(1, soort, f"{soort}.pdf", datum, deelnemer, frozenset(eisen))


def lid(pk=5, naam="Stichting Wulp", soort="organisatie", kvk_nummer="87654321") -> Deelnemer:
    return Deelnemer(pk, naam, soort, kvk_nummer)


VERKLARING = Verklaring(
    garantie=True,
    beroepscode=True,
    klachten_adres="https://steun.example/klachten",
    privacy_adres="https://steun.example/privacy",
    andere_financiers="",
    ondertekenaar="A. de Vries",
    functie="bestuurder",
    bevoegdheid="bestuurder",
    getekend=True,
    vervallen=False,
)


def dossier(*regios: Regio, **anders) -> Dossier:
    """Complete for its regions (default: one, nieuw), except for what `anders` says."""
    vol = Dossier(
        kvk_nummer="12345678",
        statutaire_naam="Stichting Kiekendief",
        partijnaam="Stichting Kiekendief",
        uitvoerder="CZ",
        jaar=2018,
        sluitingsdag=date(2017, 8, 1),
        document_max_maanden=6,
        min_clientondersteuners=3,
        rechtspersoon_bevestigd=True,
        bezoekadres="Dorpsstraat 1, Utrecht",
        telefoon="030 123 45 67",
        email="steun@kiekendief.example",
        werkdagen=WERKDAGEN,
        samenwerkingsverband=False,
        verbandnaam="",
        deelnemers=(),
        regios=regios or (regio(),),
        ondersteuners=(persoon(1), persoon(2), persoon(3)),
        ervaringen=(),
        documenten=(),
        eisen=EISEN,
        documenteisen=DOCUMENTEISEN,
        verklaring=VERKLARING,
    )
    if "documenten" not in anders:
        half = replace(vol, **anders)
        anders["documenten"] = tuple(document(v.soort, v.deelnemer) for v in vereiste_documenten(half) if v.uploaden)
    return replace(vol, **anders)


def wat(vereist: list[Vereist]) -> list[tuple[str, tuple[str, ...]]]:
    """Kind and causing regions of each required document."""
    return [(v.soort, v.regios) for v in vereist]
