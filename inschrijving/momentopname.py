"""A frozen copy of all rows of a dossier, and its exact restoration with the same keys (docs/adr/0002)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.core import serializers
from django.db import models

from inschrijving.models import (
    Bestuursverklaring,
    Bewijsstuk,
    Clientondersteuner,
    Deelnemer,
    Dekking,
    Eisverklaring,
    Ervaring,
    Handtekening,
    Indiening,
    Inschrijving,
    Regioinschrijving,
)
from kern.rules import canoniek, sha256

# Parents first, each with the way from its rows to the inschrijving.
RIJEN: tuple[tuple[type[models.Model], str], ...] = (
    (Deelnemer, "inschrijving"),
    (Regioinschrijving, "inschrijving"),
    (Clientondersteuner, "inschrijving"),
    (Dekking, "regioinschrijving__inschrijving"),
    (Ervaring, "inschrijving"),
    (Bestuursverklaring, "inschrijving"),
    (Handtekening, "bestuursverklaring__inschrijving"),
    (Eisverklaring, "bestuursverklaring__inschrijving"),
    (Bewijsstuk, "inschrijving"),
)
EIGEN_VELDEN = (
    "rechtspersoon_bevestigd",
    "samenwerkingsverband",
    "verbandnaam",
    "bezoekadres",
    "telefoon",
    "email",
    "werkdagen",
)


def maak(inschrijving: Inschrijving) -> dict[str, Any]:
    """All rows of the working copy as plain JSON values, with their keys, in a fixed order.

    Of a dossier as `queries.met_dossier` reads it: nothing is read twice. `partij` freezes who enters where, by
    name: that is read, never put back.
    """
    return {
        "partij": _partij(inschrijving),
        "inschrijving": {veld: getattr(inschrijving, veld) for veld in EIGEN_VELDEN},
        "rijen": [_kaal(rij) for rij in serializers.serialize("python", _rijen(inschrijving))],
    }


def _rijen(inschrijving: Inschrijving) -> Iterator[models.Model]:
    """The rows in the order of `RIJEN`, each kind in order of key."""
    regios = _op_sleutel(inschrijving.regios)
    yield from _op_sleutel(inschrijving.deelnemers)
    yield from regios
    yield from _op_sleutel(inschrijving.clientondersteuners)
    yield from sorted((rij for regio in regios for rij in regio.dekking.all()), key=lambda rij: rij.pk)
    yield from _op_sleutel(inschrijving.ervaringen)
    if verklaring := getattr(inschrijving, "bestuursverklaring", None):
        yield verklaring
        yield from _op_sleutel(verklaring.handtekeningen)
        yield from _op_sleutel(verklaring.eisverklaringen)
    yield from _op_sleutel(inschrijving.bewijsstukken)


def _op_sleutel(rijen: Any) -> list[Any]:
    return sorted(rijen.all(), key=lambda rij: rij.pk)


def stukken(inschrijving: Inschrijving) -> list[dict[str, Any]]:
    """Every file of the working copy: name, size, SHA-256 and what it is."""
    return [
        {
            "stuk": rij.stuk_id,
            "naam": rij.stuk.naam,
            "grootte": rij.stuk.grootte,
            "sha256": rij.stuk.sha256,
            "soort": rij.soort,
            "van": rij.deelnemer.naam if rij.deelnemer else "",
        }
        for rij in _op_sleutel(inschrijving.bewijsstukken)
    ]


def inhoudshash(opname: dict[str, Any], bestanden: list[dict[str, Any]]) -> str:
    """SHA-256 over snapshot and files: what the page showed, and what the receipt stands for."""
    return sha256(canoniek({"momentopname": opname, "stukken": bestanden}))


def hash_nu(inschrijving: Inschrijving) -> str:
    """The `inhoudshash` of the working copy as `inschrijving` has it (see `maak`)."""
    return inhoudshash(maak(inschrijving), stukken(inschrijving))


def zet_terug(indiening: Indiening) -> None:
    """Make the working copy equal to the submitted version, rows and keys alike."""
    inschrijving = indiening.inschrijving
    for model, pad in reversed(RIJEN):
        model._default_manager.filter(**{pad: inschrijving}).delete()
    for veld, waarde in indiening.momentopname["inschrijving"].items():
        setattr(inschrijving, veld, waarde)
    inschrijving.save(update_fields=EIGEN_VELDEN)
    gelezen = list(serializers.deserialize("python", indiening.momentopname["rijen"]))
    for model, _ in RIJEN:
        model._default_manager.bulk_create(rij.object for rij in gelezen if type(rij.object) is model)
    for rij in gelezen:
        for veld, doelen in (rij.m2m_data or {}).items():
            if doelen:
                getattr(rij.object, veld).set(doelen)


def _partij(inschrijving: Inschrijving) -> dict[str, Any]:
    organisatie = inschrijving.organisatie
    regios = _op_sleutel(inschrijving.regios)
    return {
        "kvk_nummer": organisatie.kvk_nummer,
        "statutaire_naam": organisatie.statutaire_naam,
        "adres": f"{organisatie.straat}, {organisatie.postcode} {organisatie.plaats}",
        "naam": inschrijving.partijnaam,
        "regios": [{"naam": regio.toewijzing.regio.naam, "klasse": regio.klasse} for regio in regios],
    }


def _kaal(rij: dict[str, Any]) -> dict[str, Any]:
    return {**rij, "fields": {veld: _waarde(waarde) for veld, waarde in rij["fields"].items()}}


def _waarde(waarde: Any) -> Any:
    """A value as JSON can hold it without loss; instants in UTC to the microsecond."""
    if isinstance(waarde, datetime):
        return waarde.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(waarde, date):
        return waarde.isoformat()
    if isinstance(waarde, Decimal):
        return str(waarde)
    return sorted(waarde) if isinstance(waarde, list) else waarde
