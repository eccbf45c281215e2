"""The only writer of the log. Action, object, result, origin, actor, time; ids only (R8)."""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC
from typing import Any

from django.db import connection, models

from kern.klok import nu
from kern.models import Gebeurtenis, Ketting, Uitkomst
from kern.rules import regelhash

_herkomst: ContextVar[str] = ContextVar("herkomst", default="systeem")


@contextmanager
def herkomst(naam: str):
    """Set where what happens comes from: `web`, `taak`, `opdracht` or `systeem`."""
    teken = _herkomst.set(naam)
    try:
        yield
    finally:
        _herkomst.reset(teken)


def sleutel(rij: models.Model) -> str:
    """The chain a row belongs to: its own `dossier_sleutel`, else one for that row."""
    return getattr(rij, "dossier_sleutel", None) or f"{rij._meta.label_lower}:{rij.pk}"


def leg_vast(
    rij: models.Model, handeling: str, *, door=None, resultaat=Uitkomst.GELUKT, **gegevens: Any
) -> Gebeurtenis:
    """Add one line to the chain of the row's dossier, in the transaction of the act itself.

    `door` is a user or None for the portal; `gegevens` must be JSON and hold no personal data.
    """
    assert connection.in_atomic_block, "log and act belong in one transaction"
    dossier = sleutel(rij)
    ketting = _op_slot(dossier)
    regel = Gebeurtenis(
        dossier=dossier,
        nummer=ketting.nummer + 1,
        handeling=handeling,
        object_soort=rij._meta.label_lower,
        object_id=str(rij.pk),
        resultaat=str(resultaat),
        herkomst=_herkomst.get(),
        actor_id=door.pk if door else None,
        tijd=nu(),
        gegevens=gegevens,
        vorige_hash=ketting.kop,
    )
    regel.hash = regelhash(als_feiten(regel), ketting.kop)
    regel.save(force_insert=True)
    ketting.nummer, ketting.kop = regel.nummer, regel.hash
    ketting.save(update_fields=["nummer", "kop"])
    return regel


def _op_slot(dossier: str) -> Ketting:
    """The head of the chain under its row lock; made at the first line."""
    kettingen = Ketting.objects.select_for_update(of=("self",))
    if (ketting := kettingen.filter(pk=dossier).first()) is None:
        Ketting.objects.get_or_create(pk=dossier)
        ketting = kettingen.get(pk=dossier)
    return ketting


def als_feiten(regel: Gebeurtenis) -> dict[str, Any]:
    """The line as plain values, the form that is hashed; `tijd` in UTC to the microsecond."""
    velden = ("dossier", "nummer", "handeling", "object_soort", "object_id", "resultaat", "herkomst", "actor_id")
    return {
        **{veld: getattr(regel, veld) for veld in velden},
        "tijd": regel.tijd.astimezone(UTC).isoformat(timespec="microseconds"),
        "gegevens": regel.gegevens,
        "vorige_hash": regel.vorige_hash,
        "hash": regel.hash,
    }


def kop_van(rij: models.Model) -> str:
    """Head of the chain of the row's dossier; stands in receipts."""
    return Ketting.objects.filter(pk=sleutel(rij)).values_list("kop", flat=True).first() or ""
