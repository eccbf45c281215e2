"""A round as one flat list of labels and texts: the head and every row below it. Two of them give what changed."""

from datetime import date, datetime
from typing import Any

from django.db import models

from kern.opmaak import datum, getal, lokaal, moment
from publicatie.models import Inkoopronde
from publicatie.states import Leveringsvorm, Sector

EISVELDEN = ("titel", "tekst", "thema", "regionaal", "aandachtspunten", "uit_register")
BUITEN = frozenset({"id", "status", "voorganger", "zegeladressen"})  # no content of the round
NAMEN = {"sectoren": dict(Sector.choices), "leveringsvormen": dict(Leveringsvorm.choices)}


def beeld(ronde: Inkoopronde) -> dict[str, str]:
    """Everything that a round says to everyone, read now, in 7 queries whatever its size.

    The budget of a region is not in it: it is for the zorgkantoor to reckon with, not a condition of the round.
    """
    regels = {
        hoofdletter(veld.verbose_name): tekst(getattr(ronde, veld.name), veld)
        for veld in ronde._meta.concrete_fields
        if veld.name not in BUITEN
    }
    for rij in ronde.toewijzingen.select_related("regio", "uitvoerder"):
        regels[f"Regio {rij}"] = rij.uitvoerder.naam + (f", {rij.plaatsen} plaatsen" if rij.plaatsen else "")
    for rij in ronde.landelijke_bedragen.all():
        regels[f"Landelijk bedrag {rij.jaar}"] = _bedrag(rij)
    for rij in ronde.eisen.all():
        regels |= _velden(f"Eis {rij.nummer}", rij, *EISVELDEN)
    for rij in ronde.documenteisen.all():
        kop = f"Document {rij.get_soort_display()} ({rij.get_klasse_display().lower()})"
        rest = ("uploaden", "alleen_samenwerkingsverband", "per_deelnemer", "heeft_datum", "volgnummer")
        regels |= _velden(kop, rij, "titel", "toelichting", *rest)
    for rij in ronde.criteria.all():
        regels |= _velden(f"Criterium {rij.volgnummer}", rij, "titel", "toelichting")
    for rij in ronde.diensten.all():
        richt = f", circa {rij.richtminuten} minuten per vraag" if rij.richtminuten else ""
        regels[f"Dienst {rij.nummer}"] = rij.naam + richt
    for rij in ronde.documenten.select_related("stuk"):
        inhoud = rij.stuk.naam if rij.stuk else rij.adres
        regels[f"{rij.titel}, versie {rij.versie}"] = inhoud or "nog leeg"
    return {label: waarde for label, waarde in regels.items() if waarde}


def _bedrag(rij: Any) -> str:
    if rij.bedrag is None:
        return "nog niet bekend"
    return tekst(rij.bedrag) + (" (voorlopig)" if rij.voorlopig else "")


def _velden(kop: str, rij: models.Model, *namen: str) -> dict[str, str]:
    velden = {naam: rij._meta.get_field(naam) for naam in namen}
    return {f"{kop}, {veld.verbose_name}": tekst(getattr(rij, naam), veld) for naam, veld in velden.items()}


def hoofdletter(label: Any) -> str:
    return str(label)[:1].upper() + str(label)[1:]


def tekst(waarde: Any, veld: models.Field | None = None) -> str:
    """A value as people read it; a moment with its distance to UTC, so that it is one instant."""
    if veld is not None and veld.choices:
        return str(dict(veld.flatchoices).get(waarde, waarde))
    match waarde:
        case None | "" | []:
            return ""
        case bool():
            return "ja" if waarde else "nee"
        case datetime():
            return f"{moment(waarde)} (UTC{lokaal(waarde).isoformat()[-6:]})"
        case date():
            return datum(waarde)
        case list():
            namen = NAMEN.get(veld.name, {}) if veld is not None else {}
            return ", ".join(str(namen.get(deel, deel)) for deel in waarde)
        case str():
            return waarde
    return getal(waarde)
