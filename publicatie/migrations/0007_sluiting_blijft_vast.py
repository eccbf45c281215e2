"""SQLite makes a table anew for a constraint (0006) and drops its triggers: the one that keeps a closing comes back."""

from importlib import import_module

from django.db import migrations

from kern.db import weiger_sql


def zet_terug(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        return
    eerder = import_module("publicatie.migrations.0004_wijzigingen_vast")
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {eerder.NAAM}")
    for opdracht in weiger_sql(eerder.NAAM, eerder.RONDE, eerder.ANDERS, eerder.TEKST, "sqlite"):
        schema_editor.execute(opdracht)


class Migration(migrations.Migration):
    dependencies = [("publicatie", "0006_verlenging")]
    operations = [migrations.RunPython(zet_terug, migrations.RunPython.noop)]
