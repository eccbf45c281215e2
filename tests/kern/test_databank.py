"""What every connection of the portal asks of PostgreSQL (docs/databases.md)."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_een_vraag_met_veel_tabellen_wordt_niet_eerst_gecompileerd():
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
