"""The few differences between PostgreSQL (production) and SQLite (demo and commands); docs/databases.md."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TypeVar

from django.db import OperationalError, connection, transaction

Resultaat = TypeVar("Resultaat")
BOTSINGEN = ("40001", "40P01")
HERKANSINGEN = 3


def is_postgres() -> bool:
    return connection.vendor == "postgresql"


@contextmanager
def een_beeld() -> Iterator[None]:
    """A transaction in which every query sees the database at one instant, for checks across tables."""
    buitenste = not connection.in_atomic_block
    with transaction.atomic():
        if buitenste and is_postgres():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def databasetijd() -> datetime:
    """The instant now in UTC: the clock of the database on PostgreSQL (R1), system time on SQLite."""
    if not is_postgres():
        return datetime.now(UTC)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def is_botsing(fout: BaseException | None) -> bool:
    """Whether PostgreSQL took a transaction back because of another one: a deadlock or a serialization failure."""
    return getattr(getattr(fout, "__cause__", None), "pgcode", None) in BOTSINGEN


def bij_botsing_opnieuw(doe: Callable[[], Resultaat]) -> Resultaat:
    """Do a whole transaction, and again when another one was in its way, HERKANSINGEN times at most (F20).

    `doe` begins and ends the transaction itself, so that nothing of a failed try stays.
    """
    for _ in range(HERKANSINGEN):
        try:
            return doe()
        except OperationalError as fout:
            if not is_botsing(fout):
                raise
    return doe()


def alleen_toevoegen_sql(tabel: str, vendor: str) -> list[str]:
    """SQL for triggers that refuse UPDATE and DELETE on a table (R8), per database."""
    if vendor == "postgresql":
        return [
            f"""CREATE FUNCTION {tabel}_vast() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION '{tabel}: alleen toevoegen'; END $$""",
            f"""CREATE TRIGGER {tabel}_vast BEFORE UPDATE OR DELETE ON {tabel}
                FOR EACH ROW EXECUTE FUNCTION {tabel}_vast()""",
        ]
    return [
        f"""CREATE TRIGGER {tabel}_{actie.lower()} BEFORE {actie} ON {tabel}
            BEGIN SELECT RAISE(ABORT, '{tabel}: alleen toevoegen'); END"""
        for actie in ("UPDATE", "DELETE")
    ]


def wijzigbaar_sql(tabel: str, vendor: str) -> list[str]:
    """SQL that takes the triggers of `alleen_toevoegen_sql` away again."""
    if vendor == "postgresql":
        return [f"DROP TRIGGER {tabel}_vast ON {tabel}", f"DROP FUNCTION {tabel}_vast()"]
    return [f"DROP TRIGGER {tabel}_update", f"DROP TRIGGER {tabel}_delete"]


def weiger_sql(naam: str, tabel: str, wanneer: str, tekst: str, vendor: str) -> list[str]:
    """SQL for a trigger that refuses an UPDATE of a row when `wanneer` holds; it may name OLD, NEW and other tables."""
    if vendor == "postgresql":
        return [
            f"""CREATE FUNCTION {naam}() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN IF {wanneer} THEN RAISE EXCEPTION '{tekst}' USING ERRCODE = 'check_violation'; END IF;
                RETURN NEW; END $$""",
            f"CREATE TRIGGER {naam} BEFORE UPDATE ON {tabel} FOR EACH ROW EXECUTE FUNCTION {naam}()",
        ]
    return [f"CREATE TRIGGER {naam} BEFORE UPDATE ON {tabel} WHEN {wanneer} BEGIN SELECT RAISE(ABORT, '{tekst}'); END"]


def toestaan_sql(naam: str, tabel: str, vendor: str) -> list[str]:
    """SQL that takes the trigger of `weiger_sql` away again."""
    if vendor == "postgresql":
        return [f"DROP TRIGGER {naam} ON {tabel}", f"DROP FUNCTION {naam}()"]
    return [f"DROP TRIGGER {naam}"]


def overslaan_indien_bezet() -> dict[str, bool]:
    """Arguments of select_for_update for a taker of work: SKIP LOCKED exists on PostgreSQL only."""
    return {"skip_locked": True} if is_postgres() else {}
