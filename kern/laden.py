"""Fill a table from plain rows by natural key: what is missing is added, what differs is set right."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from kern.klok import AMSTERDAM

Rij = Mapping[str, Any]


@dataclass(frozen=True)
class Telling:
    """How many rows of a table were new, changed, and already right."""

    tabel: str
    nieuw: int
    gewijzigd: int
    gelijk: int

    def __str__(self) -> str:
        return f"{self.tabel}: {self.nieuw} nieuw, {self.gewijzigd} gewijzigd, {self.gelijk} gelijk"


def vul(
    model: type[models.Model], sleutel: tuple[str, ...], rijen: Iterable[Rij], *, eenmalig: Iterable[str] = ()
) -> Telling:
    """Write `rijen` to the table of `model`; run twice, the second run changes nothing.

    In: the field names of the natural key, and rows of field name to plain value (ISO text for a date or
    a moment; a moment is local time of Amsterdam, without offset). Fields in `eenmalig` are set when a row
    is new and belong to the beheerder afterwards. Rows that are only in the table stay.
    """
    bestaand = {tuple(getattr(rij, veld) for veld in sleutel): rij for rij in model._default_manager.all()}
    vast = {*sleutel, *eenmalig}
    nieuw, gewijzigd, gelijk = [], 0, 0
    for ruw in rijen:
        waarden = {veld: _waarde(model, veld, waarde) for veld, waarde in ruw.items()}
        rij = bestaand.get(tuple(waarden[veld] for veld in sleutel))
        if rij is None:
            nieuw.append(model(**waarden))
        elif anders := [veld for veld in waarden if veld not in vast and getattr(rij, veld) != waarden[veld]]:
            for veld in anders:
                setattr(rij, veld, waarden[veld])
            rij.save(update_fields=anders)
            gewijzigd += 1
        else:
            gelijk += 1
    model._default_manager.bulk_create(nieuw)
    return Telling(model._meta.label, len(nieuw), gewijzigd, gelijk)


def _waarde(model: type[models.Model], veldnaam: str, waarde: Any) -> Any:
    veld = model._meta.get_field(veldnaam)
    assert isinstance(veld, models.Field), "a column, not a relation back"
    if isinstance(veld, models.DateTimeField) and waarde is not None:
        return datetime.fromisoformat(waarde).replace(tzinfo=AMSTERDAM)
    return veld.to_python(waarde)
