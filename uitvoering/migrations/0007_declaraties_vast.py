"""What was handed in is never changed: a correction is a next version (OV-180)."""

from django.db import migrations

from kern.db import toestaan_sql, weiger_sql

NAAM, TABEL, TEKST = "declaratie_vast", "uitvoering_declaratie", "declaratie: de bedragen liggen vast"
KOLOMMEN = (
    *("regioinschrijving_id", "maand", "versie", "rapportage_id", "afspraak_id", "uren", "korting", "tarief", "bruto"),
    *("bedrag", "btw_percentage", "btw", "totaal", "verrekend", "hash", "op_tijd", "overmacht", "door_id", "op"),
    "uiterlijk",
)
ANDERS = " OR ".join(f"NEW.{kolom} <> OLD.{kolom}" for kolom in KOLOMMEN)


def zet_vast(apps, schema_editor):
    for opdracht in weiger_sql(NAAM, TABEL, ANDERS, TEKST, schema_editor.connection.vendor):
        schema_editor.execute(opdracht)


def maak_los(apps, schema_editor):
    for opdracht in toestaan_sql(NAAM, TABEL, schema_editor.connection.vendor):
        schema_editor.execute(opdracht)


class Migration(migrations.Migration):
    dependencies = [("uitvoering", "0006_declaraties")]
    operations = [migrations.RunPython(zet_vast, maak_los)]
