"""The figures of an afspraak that was fixed never change: another one is a next version (IK-153, OV-121)."""

from django.db import migrations

from kern.db import toestaan_sql, weiger_sql

NAAM, TABEL = "afspraak_cijfers_vast", "overeenkomst_prijsvolumeafspraak"
KOLOMMEN = ("verdeling_id", "regioinschrijving_id", "jaar", "van", "tot", "tarief", "jaarbedrag", "budget", "uren")
ANDERS = " OR ".join(f"NEW.{kolom} <> OLD.{kolom}" for kolom in KOLOMMEN)
WANNEER = f"OLD.status <> 'ontwerp' AND ({ANDERS} OR NEW.status = 'ontwerp')"


def zet_vast(apps, schema_editor):
    for opdracht in weiger_sql(NAAM, TABEL, WANNEER, "afspraak: de cijfers liggen vast", schema_editor.connection.vendor):
        schema_editor.execute(opdracht)


def maak_los(apps, schema_editor):
    for opdracht in toestaan_sql(NAAM, TABEL, schema_editor.connection.vendor):
        schema_editor.execute(opdracht)


class Migration(migrations.Migration):
    dependencies = [("overeenkomst", "0005_prijsvolume")]
    operations = [migrations.RunPython(zet_vast, maak_los)]
