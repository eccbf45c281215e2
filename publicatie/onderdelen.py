"""The lists of a round as data: which rows, under which name, with which form and columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet

from kern.opmaak import euro
from publicatie.forms import rijen as forms
from publicatie.models import (
    Dienst,
    Documenteis,
    Inkoopronde,
    LandelijkBedrag,
    Minimumeis,
    Rondedocument,
    Selectiecriterium,
)

Kolom = tuple[str, Callable[[Any], str]]


def ja_nee(waarde: bool) -> str:
    return "ja" if waarde else "nee"


@dataclass(frozen=True)
class Onderdeel:
    """`kolommen`: heading and text of a row; the first column names the row."""

    sleutel: str
    naam: str
    een: str  # 'een eis'
    model: type[models.Model]
    form: type[forms.RijForm]
    kolommen: Sequence[Kolom]

    def hoort_bij(self, ronde: Inkoopronde) -> bool:
        """A verlenging selects nobody, so it has no criteria."""
        return not (ronde.is_verlenging and self.model is Selectiecriterium)

    def rijen(self, ronde: Inkoopronde) -> QuerySet[Any]:
        return self.model._default_manager.filter(ronde=ronde)

    def regels(self, ronde: Inkoopronde) -> list[tuple[Any, list[tuple[str, str]]]]:
        """Per row its (heading, text) pairs; one query, or two with the files of the bijlagen."""
        rijen = self.rijen(ronde)
        if self.model is Rondedocument:
            rijen = rijen.select_related("stuk")
        return [(rij, [(kop, waarde(rij)) for kop, waarde in self.kolommen]) for rij in rijen]

    @property
    def koppen(self) -> list[str]:
        return [kop for kop, _ in self.kolommen]


def _bijlage(rij: Rondedocument) -> str:
    return rij.stuk.naam if rij.stuk else rij.adres or "nog leeg"


def _bedrag(rij: LandelijkBedrag) -> str:
    if rij.bedrag is None:
        return "nog niet bekend"
    return euro(rij.bedrag) + (" (voorlopig)" if rij.voorlopig else "")


ONDERDELEN: dict[str, Onderdeel] = {
    deel.sleutel: deel
    for deel in (
        Onderdeel(
            "bedragen",
            "Landelijk bedrag",
            "een jaar",
            LandelijkBedrag,
            forms.BedragForm,
            [("Jaar", lambda r: str(r.jaar)), ("Bedrag", _bedrag), ("Bron", lambda r: r.bron or "geen")],
        ),
        Onderdeel(
            "eisen",
            "Eisen",
            "een eis",
            Minimumeis,
            forms.EisForm,
            [
                ("Eis", lambda r: f"{r.nummer}. {r.titel}"),
                ("Thema", lambda r: r.thema),
                ("Per regio", lambda r: ja_nee(r.regionaal)),
                ("Paragraaf", lambda r: r.paragraaf),
            ],
        ),
        Onderdeel(
            "documenten",
            "Documenten per soort organisatie",
            "een document",
            Documenteis,
            forms.DocumenteisForm,
            [
                ("Document", lambda r: r.titel),
                ("Voor", lambda r: r.get_klasse_display()),
                ("Volgorde", lambda r: str(r.volgnummer)),
                ("Uploaden", lambda r: ja_nee(r.uploaden)),
                ("Datum telt", lambda r: ja_nee(r.heeft_datum)),
            ],
        ),
        Onderdeel(
            "criteria",
            "Criteria voor de selectie",
            "een criterium",
            Selectiecriterium,
            forms.CriteriumForm,
            [("Criterium", lambda r: f"{r.volgnummer}. {r.titel}"), ("Toelichting", lambda r: r.toelichting or "geen")],
        ),
        Onderdeel(
            "diensten",
            "Diensten",
            "een dienst",
            Dienst,
            forms.DienstForm,
            [("Dienst", lambda r: f"{r.nummer}. {r.naam}")],
        ),
        Onderdeel(
            "bijlagen",
            "Kader en bijlagen",
            "een bijlage",
            Rondedocument,
            forms.BijlageForm,
            [
                ("Bijlage", lambda r: r.titel),
                ("Versie", lambda r: str(r.versie)),
                ("Inhoud", _bijlage),
                ("Nodig om te publiceren", lambda r: ja_nee(r.verplicht)),
            ],
        ),
    )
}
