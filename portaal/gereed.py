"""Whether this web server can do its work: for a load balancer, and for whoever just updated it. Cheap."""

from collections.abc import Callable
from functools import cache

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from kern.db import databasetijd
from kluis import opslag


def niet_gereed() -> list[str]:
    """What is not ready, in plain words and without anything of the inside; empty when all is well."""
    try:
        databasetijd()
    except Error:
        return ["De databank antwoordt niet."]  # the migrations are in it
    return [tekst for tekst, klaar in DELEN if not klaar()]


@cache
def _gemigreerd() -> bool:
    """Whether every migration of this version is applied. Raises _Nog while not, so that only a yes is kept."""
    uitvoerder = MigrationExecutor(connection)
    if uitvoerder.migration_plan(uitvoerder.loader.graph.leaf_nodes()):
        raise _Nog
    return True


class _Nog(Exception):
    """Not yet."""


def _databank_bij() -> bool:
    try:
        return _gemigreerd()
    except _Nog:
        return False


def _kluis_schrijft() -> bool:
    try:
        opslag.proef()
    except OSError:
        return False
    return True


DELEN: tuple[tuple[str, Callable[[], bool]], ...] = (
    ("De databank is nog niet bijgewerkt naar deze versie.", _databank_bij),
    ("De kluis kan niet schrijven.", _kluis_schrijft),
)
