"""A version of the productieformulier is never changed; a later one from the same month takes its place (OV-224)."""

from django.db import migrations

from kern.db import alleen_toevoegen_sql, wijzigbaar_sql

TABEL = "uitvoering_productieformat"


def zet_vast(apps, schema_editor):
    for opdracht in alleen_toevoegen_sql(TABEL, schema_editor.connection.vendor):
        schema_editor.execute(opdracht)


def maak_los(apps, schema_editor):
    for opdracht in wijzigbaar_sql(TABEL, schema_editor.connection.vendor):
        schema_editor.execute(opdracht)


class Migration(migrations.Migration):
    dependencies = [("uitvoering", "0009_controle")]
    operations = [
        migrations.RemoveConstraint(model_name="productieformat", name="productieformat_vanaf"),
        migrations.RunPython(zet_vast, maak_los),
    ]
