"""The log and its daily seals can only grow (R8)."""

from django.db import migrations

from kern.db import alleen_toevoegen_sql, wijzigbaar_sql

TABELLEN = ("kern_gebeurtenis", "kern_dagzegel")


def zet_vast(apps, schema_editor):
    for tabel in TABELLEN:
        for opdracht in alleen_toevoegen_sql(tabel, schema_editor.connection.vendor):
            schema_editor.execute(opdracht)


def maak_los(apps, schema_editor):
    for tabel in TABELLEN:
        for opdracht in wijzigbaar_sql(tabel, schema_editor.connection.vendor):
            schema_editor.execute(opdracht)


class Migration(migrations.Migration):
    dependencies = [("kern", "0001_initial")]
    operations = [migrations.RunPython(zet_vast, maak_los)]
