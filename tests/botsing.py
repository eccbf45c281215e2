"""PostgreSQL that takes a transaction back, as it does for a deadlock or a serialization failure (F20)."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def botst(wanneer: str, *, tabel: str = "kern_gebeurtenis") -> Iterator[None]:
    """Adding a row to `tabel` is taken back when `wanneer` holds: SQL in which `keer` is how often it was tried."""
    with connection.cursor() as cursor:
        cursor.execute(f"""
            CREATE SEQUENCE proef_botsing;
            CREATE FUNCTION proef_botst() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
            DECLARE keer bigint := nextval('proef_botsing');
            BEGIN
                IF {wanneer} THEN RAISE EXCEPTION 'proef' USING ERRCODE = 'deadlock_detected'; END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER proef_botst BEFORE INSERT ON {tabel} FOR EACH ROW EXECUTE FUNCTION proef_botst();""")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"""
                DROP TRIGGER proef_botst ON {tabel};
                DROP FUNCTION proef_botst(); DROP SEQUENCE proef_botsing;""")
