"""A version of an official text is never changed: what was signed stays what it was (A68)."""

from django.db import migrations

from kern.db import alleen_toevoegen_sql, wijzigbaar_sql

TABEL = "overeenkomst_modeltekst"


def zet_vast(apps, schema_editor):
    for opdracht in alleen_toevoegen_sql(TABEL, schema_editor.connection.vendor):
        schema_editor.execute(opdracht)


def maak_los(apps, schema_editor):
    for opdracht in wijzigbaar_sql(TABEL, schema_editor.connection.vendor):
        schema_editor.execute(opdracht)


class Migration(migrations.Migration):
    dependencies = [("overeenkomst", "0002_modeltekst")]
    operations = [migrations.RunPython(zet_vast, maak_los)]
