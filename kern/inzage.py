"""Who looked at what: the writer of `Inzage`, and its part of the daily seal (R8)."""

from datetime import UTC, date, datetime
from typing import Any

from django.core.cache import cache
from django.db import models
from django.db.models import Q

from kern.klok import lokaal
from kern.log import sleutel
from kern.models import Inzage
from kern.rules import canoniek, sha256

IN_ZEGEL = "inzage"  # beside the heads of the chains; no chain has this name
DAG = 86400  # seconds


def noteer(rij: models.Model, *, gebruiker_id: int, nu: datetime) -> None:
    """Note that this user looked at this row today: one query the first time, none after that.

    The cache only saves the query: without it the database keeps the row single.
    """
    soort, dag = rij._meta.label_lower, lokaal(nu).date()
    gezien = f"inzage:{gebruiker_id}:{soort}:{rij.pk}:{dag}"
    if cache.get(gezien):
        return
    nieuw = Inzage(
        gebruiker_id=gebruiker_id, soort=soort, object_id=str(rij.pk), dossier=sleutel(rij), dag=dag, tijd=nu
    )
    Inzage.objects.bulk_create([nieuw], ignore_conflicts=True)
    cache.set(gezien, 1, DAG)


def dagkop(van: date | None, tot: date) -> list[Any]:
    """Number and hash of all rows from the day `van` (None: the first) up to, not including, the day `tot`."""
    rijen = Inzage.objects.filter(Q() if van is None else Q(dag__gte=van), dag__lt=tot)
    velden = rijen.order_by("dag", "gebruiker_id", "soort", "object_id").values_list(
        "gebruiker_id", "soort", "object_id", "dossier", "dag", "tijd"
    )
    regels = [[*rest, str(dag), tijd.astimezone(UTC).isoformat()] for *rest, dag, tijd in velden.iterator(5000)]
    return [len(regels), sha256(canoniek(regels))]
