"""The second wall (R15, docs/adr/0018): during a web request PostgreSQL itself gives only rows of who asks.

A request of a visitor or of somebody of an organisation runs as the role `oco_web`, with the organisations of its user
in a variable of the session that the policies read (portaal.muur). Without one it sees no row behind the wall. Staff of
a zorgkantoor or the portal, workers and commands keep the role they logged in with. On SQLite there is no wall.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import Error, connection
from django.db.backends.signals import connection_created
from django.dispatch import receiver

from kern.db import is_postgres

ROL = "oco_web"
GEEN_RECHT = "42501"
ZET = "SELECT set_config('role', %s, false), set_config('oco.organisaties', %s, false)"


@dataclass(frozen=True)
class Bereik:
    """Ids of the organisations whose rows may be reached; `alles`: there is no wall."""

    organisaties: frozenset[int] = frozenset()
    alles: bool = False

    @property
    def waarden(self) -> tuple[str, str]:
        """What ZET puts in the session."""
        if self.alles:
            return "none", ""
        return ROL, f"{{{','.join(map(str, sorted(self.organisaties)))}}}"


ALLES = Bereik(alles=True)
_bereik: ContextVar[Bereik] = ContextVar("bereik", default=ALLES)


@contextmanager
def achter(bereik: Bereik) -> Iterator[None]:
    """Everything inside reaches this scope only, also on a connection that is made there."""
    if bereik == _bereik.get():
        yield
        return
    teken = _bereik.set(bereik)
    try:
        _zet()
        yield
    finally:
        _bereik.reset(teken)
        _zet()


@contextmanager
def erbuiten() -> Iterator[None]:
    """For what is everyone's business, or is right to look at rows of others: every place says why.

    Also a decorator.
    """
    with achter(ALLES):
        yield


def hield_tegen(fout: BaseException) -> bool:
    """Whether an error may come from the wall: a row that is not there for this user, or may not be written."""
    if _bereik.get().alles:
        return False
    return isinstance(fout, ObjectDoesNotExist) or getattr(fout.__cause__, "pgcode", None) == GEEN_RECHT


def _zet() -> None:
    """Bring the connection, if there is one, in line with the scope.

    In one statement on the driver's own cursor: it is part of no page, so it must not count as a query of one. A
    connection that does not take it is closed; the next one is in line from its birth. Inside a broken transaction
    nothing can be set: its rollback puts back what was there before.
    """
    if connection.connection is None or not is_postgres():
        return
    try:
        _voer_uit()
    except Error:
        if not connection.in_atomic_block:
            connection.close()


def _voer_uit() -> None:
    with connection.wrap_database_errors, connection.connection.cursor() as cursor:
        cursor.execute(ZET, _bereik.get().waarden)


@receiver(connection_created)
def _bij_nieuwe_verbinding(**_: Any) -> None:
    """A connection made halfway a request starts behind the wall, or not at all."""
    if _bereik.get().alles or not is_postgres():
        return
    try:
        _voer_uit()
    except Error:
        connection.connection.close()
        connection.connection = None
        raise
