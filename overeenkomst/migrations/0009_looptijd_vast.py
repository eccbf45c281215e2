"""What changed a term stays to be read; and SQLite lost the trigger of the afspraken when 0008 made its table anew."""

from importlib import import_module

from django.db import migrations

from kern.db import alleen_toevoegen_sql, weiger_sql, wijzigbaar_sql

TABEL = "overeenkomst_looptijdwijziging"


def zet_vast(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for opdracht in alleen_toevoegen_sql(TABEL, vendor):
        schema_editor.execute(opdracht)
    if vendor == "sqlite":
        eerder = import_module("overeenkomst.migrations.0006_afspraak_vast")
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {eerder.NAAM}")
        for opdracht in weiger_sql(eerder.NAAM, eerder.TABEL, eerder.WANNEER, "afspraak: de cijfers liggen vast", vendor):
            schema_editor.execute(opdracht)


def maak_los(apps, schema_editor):
    for opdracht in wijzigbaar_sql(TABEL, schema_editor.connection.vendor):
        schema_editor.execute(opdracht)


class Migration(migrations.Migration):
    dependencies = [("overeenkomst", "0008_looptijd")]
    operations = [migrations.RunPython(zet_vast, maak_los)]
