"""What many tests begin with is built once per process by the real actions; later tests get the same rows back.

Only for a beginning on an empty database: what it needs it makes itself. Copying the rows takes a tenth of the time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from io import StringIO
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import connection, models, transaction

from kern import klok
from kern.db import is_postgres
from kern.models import Klokstand
from partijen.models import Organisatie, WlzUitvoerder
from publicatie.models import Inkoopronde, Regio

LEEG = (Inkoopronde, Regio, WlzUitvoerder, Organisatie)
M = TypeVar("M", bound=models.Model)
T = TypeVar("T")


@dataclass(frozen=True)
class Stand:
    """The rows of a beginning, by table as PostgreSQL copies them, and the files of the vault."""

    tabellen: dict[str, str]
    bestanden: dict[Path, bytes]

    def zet_terug(self) -> None:
        """Put everything back in the database and the vault of this test."""
        with transaction.atomic(), connection.cursor() as cursor:
            for tabel, rijen in self.tabellen.items():
                cursor.copy_expert(f"COPY {tabel} FROM STDIN", StringIO(rijen))
        for pad, inhoud in self.bestanden.items():
            doel = Path(settings.KLUIS_MAP, pad)
            doel.parent.mkdir(parents=True, exist_ok=True)
            doel.write_bytes(inhoud)


def onthoud(maak: Callable[..., M]) -> Callable[..., M]:
    """Decorator for a builder that gives a model instance.

    Without arguments it is remembered from its first use; with arguments, which are mostly used once, from the second.
    """
    standen: dict[tuple, tuple[type[M], int, Stand] | None] = {}

    @wraps(maak)
    def maak_of_zet_terug(**kwargs) -> M:
        if not is_postgres() or any(model._default_manager.exists() for model in LEEG):
            return maak(**kwargs)
        sleutel = (klok.nu(), repr(sorted(kwargs.items())))
        if kwargs and sleutel not in standen:
            standen[sleutel] = None
            return maak(**kwargs)
        if standen.get(sleutel) is None:
            gemaakt, stand = maak_en_leg_vast(partial(maak, **kwargs))
            standen[sleutel] = type(gemaakt), gemaakt.pk, stand
            return gemaakt
        model, pk, stand = standen[sleutel]
        stand.zet_terug()
        return model._default_manager.get(pk=pk)

    return maak_of_zet_terug


def maak_en_leg_vast(maak: Callable[[], T]) -> tuple[T, Stand]:
    """What is made, with all rows and files that came with it; without the clock."""
    alle = connection.introspection.django_table_names(only_existing=True, include_views=False)
    tabellen = sorted({*alle} - {Klokstand._meta.db_table})
    with connection.cursor() as cursor:
        voor = {tabel: set(_rijen(cursor, tabel)) for tabel in tabellen}
        gemaakt = maak()
        na = {tabel: _rijen(cursor, tabel) for tabel in tabellen}
    nieuw = {tabel: "".join(f"{rij}\n" for rij in na[tabel] if rij not in voor[tabel]) for tabel in tabellen}
    kluis = Path(settings.KLUIS_MAP)
    bestanden = {pad.relative_to(kluis): pad.read_bytes() for pad in kluis.rglob("*") if pad.is_file()}
    return gemaakt, Stand({t: r for t, r in nieuw.items() if r}, bestanden)


def _rijen(cursor, tabel: str) -> list[str]:
    uit = StringIO()
    cursor.copy_expert(f"COPY {tabel} TO STDOUT", uit)
    return uit.getvalue().split("\n")[:-1]
