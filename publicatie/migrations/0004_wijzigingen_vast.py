"""What was changed after publication can only grow, and a closing moves only by a confirmed uitstel (R8, T14, B36)."""

from django.db import migrations

from kern.db import alleen_toevoegen_sql, toestaan_sql, weiger_sql, wijzigbaar_sql

WIJZIGINGEN = "publicatie_rondewijziging"
RONDE = "publicatie_inkoopronde"
NAAM = "publicatie_sluiting_vast"
ANDERS = """OLD.status = 'gepubliceerd' AND (NEW.status <> 'gepubliceerd' OR NEW.sluiting_op IS NULL
    OR (NEW.sluiting_op <> OLD.sluiting_op AND (NEW.sluiting_op < OLD.sluiting_op OR NOT EXISTS (
        SELECT 1 FROM publicatie_uitstel u
        WHERE u.ronde_id = NEW.id AND u.nieuw = NEW.sluiting_op AND u.status = 'bevestigd'))))"""
TEKST = "de sluiting van een gepubliceerde ronde wordt alleen later, door twee mensen"


def zet_vast(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for opdracht in (*alleen_toevoegen_sql(WIJZIGINGEN, vendor), *weiger_sql(NAAM, RONDE, ANDERS, TEKST, vendor)):
        schema_editor.execute(opdracht)


def maak_los(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for opdracht in (*wijzigbaar_sql(WIJZIGINGEN, vendor), *toestaan_sql(NAAM, RONDE, vendor)):
        schema_editor.execute(opdracht)


class Migration(migrations.Migration):
    dependencies = [("publicatie", "0003_rondes")]
    operations = [migrations.RunPython(zet_vast, maak_los)]
