"""Reference data: reads the plain files of `fixtures/` and writes regions, gemeenten and rounds."""

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.db import models, transaction

from kern.laden import Rij, Telling, vul
from partijen.laden import laad_uitvoerders
from publicatie.models import (
    Dienst,
    Documenteis,
    Gemeente,
    Gemeentealias,
    Gemeentelidmaatschap,
    Inkoopronde,
    LandelijkBedrag,
    Minimumeis,
    Regio,
    Regioalias,
    Regiotoewijzing,
    Rondedocument,
    Selectiecriterium,
)
from publicatie.states import Status


@transaction.atomic
def laad_referentiedata(map_: Path) -> list[Telling]:
    """Write everything in the folder `map_`; gives a count per table. A second run changes nothing.

    A published round is left as it is: from then on only people change it, by an action (B36).
    """
    regels = _lees(map_ / "regios.json")
    telling, uitvoerders = laad_uitvoerders(_lees(map_ / "uitvoerders.json"))
    tellingen = [telling, *_laad_regios(regels)]
    regios = dict(Regio.objects.values_list("sleutel", "pk"))
    tellingen += _laad_gemeenten(map_ / "gemeenten.csv", regios)
    gepubliceerd = set(Inkoopronde.objects.filter(status=Status.GEPUBLICEERD).values_list("code", flat=True))
    rondes = [_lees(pad) for pad in sorted(map_.glob("ronde-*.json"))]
    for gegevens in rondes:
        code = gegevens["ronde"]["code"]
        if code not in gepubliceerd:
            toewijzingen = [(regios[r["sleutel"]], uitvoerders[r["uitvoerders"][code]]) for r in regels]
            tellingen += _laad_ronde(gegevens, toewijzingen)
    return tellingen


def _lees(pad: Path) -> Any:
    return json.loads(pad.read_text(encoding="utf-8"))


def _laad_regios(regels: Sequence[Rij]) -> list[Telling]:
    velden = ("sleutel", "naam", "tegelnaam", "afkorting", "kolom", "rij")
    telling = vul(Regio, ("sleutel",), [{veld: r[veld] for veld in velden} for r in regels])
    ids = dict(Regio.objects.values_list("sleutel", "pk"))
    aliassen = [{"naam": naam, "regio_id": ids[r["sleutel"]]} for r in regels for naam in r["aliassen"]]
    return [telling, vul(Regioalias, ("naam",), aliassen)]


def _laad_gemeenten(pad: Path, regios: dict[str, int]) -> list[Telling]:
    """Gemeenten with their memberships (A73); a beheerder may end a membership and add one (OV-201)."""
    with pad.open(encoding="utf-8", newline="") as bestand:
        regels = list(csv.DictReader(bestand))
    telling = vul(Gemeente, ("cbs_code",), [{"cbs_code": r["cbs_code"], "naam": r["naam"]} for r in regels])
    ids = dict(Gemeente.objects.values_list("cbs_code", "pk"))
    aliassen = [{"naam": r["alias"], "gemeente_id": ids[r["cbs_code"]]} for r in regels if r["alias"]]
    leden = [
        {"gemeente_id": ids[r["cbs_code"]], "van": r["van"], "regio_id": regios[r["regio"]], "tot": r["tot"] or None}
        for r in regels
    ]
    return [
        telling,
        vul(Gemeentealias, ("naam",), aliassen),
        vul(Gemeentelidmaatschap, ("gemeente_id", "van"), leden, eenmalig=("regio_id", "tot")),
    ]


def _laad_ronde(gegevens: dict[str, Any], toewijzingen: Sequence[tuple[int, int]]) -> list[Telling]:
    """A round with all that hangs on it; `toewijzingen` are pairs of ids (regio, uitvoerder)."""
    telling = vul(Inkoopronde, ("code",), [gegevens["ronde"]])
    ronde_id = Inkoopronde.objects.values_list("pk", flat=True).get(code=gegevens["ronde"]["code"])

    def onderdeel(model: type[models.Model], sleutel: tuple[str, ...], rijen: Iterable[Rij], **opties: Any) -> Telling:
        return vul(model, ("ronde_id", *sleutel), [{"ronde_id": ronde_id, **rij} for rij in rijen], **opties)

    return [
        telling,
        onderdeel(Regiotoewijzing, ("regio_id",), [{"regio_id": r, "uitvoerder_id": u} for r, u in toewijzingen]),
        onderdeel(LandelijkBedrag, ("jaar",), gegevens["landelijke_bedragen"]),
        onderdeel(Minimumeis, ("nummer",), [_met_thema(eis, gegevens["themas"]) for eis in gegevens["eisen"]]),
        onderdeel(Documenteis, ("klasse", "soort"), gegevens["documenteisen"]),
        onderdeel(Selectiecriterium, ("volgnummer",), gegevens["criteria"]),
        onderdeel(Dienst, ("nummer",), gegevens["diensten"]),
        onderdeel(Rondedocument, ("slot", "versie"), gegevens["documenten"], eenmalig=("adres",)),
    ]


def _met_thema(eis: dict[str, Any], themas: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The eis with the title and the points of attention of its theme written out."""
    thema = themas[str(eis["thema"])]
    return {**eis, "thema": thema["titel"], "aandachtspunten": thema["aandachtspunten"]}
