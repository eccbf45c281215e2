"""What was reported of a month is never changed: a correction is a next version (OV-180)."""

from django.db import migrations

from kern.db import alleen_toevoegen_sql, toestaan_sql, weiger_sql, wijzigbaar_sql

NAAM, RAPPORTAGE, REGEL = "productie_cijfers_vast", "uitvoering_productierapportage", "uitvoering_productieregel"
KOLOMMEN = ("regioinschrijving_id", "maand", "versie", "formaatversie", "unieke_clienten", "geen_productie", "hash", "op")
ANDERS = " OR ".join(f"NEW.{kolom} <> OLD.{kolom}" for kolom in KOLOMMEN)
TEKST = "productie: de cijfers liggen vast"


def zet_vast(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for opdracht in [*weiger_sql(NAAM, RAPPORTAGE, ANDERS, TEKST, vendor), *alleen_toevoegen_sql(REGEL, vendor)]:
        schema_editor.execute(opdracht)


def maak_los(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for opdracht in [*toestaan_sql(NAAM, RAPPORTAGE, vendor), *wijzigbaar_sql(REGEL, vendor)]:
        schema_editor.execute(opdracht)


class Migration(migrations.Migration):
    dependencies = [("uitvoering", "0003_productie")]
    operations = [migrations.RunPython(zet_vast, maak_los)]
