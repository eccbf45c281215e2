"""How many cliënten were sent to another; NULL for what was reported before this was asked. It is as fixed as the rest."""

from django.db import migrations, models

from kern.db import toestaan_sql, weiger_sql

NAAM, RAPPORTAGE = "productie_doorverwijzingen_vast", "uitvoering_productierapportage"
ANDERS = "COALESCE(NEW.doorverwijzingen, -1) <> COALESCE(OLD.doorverwijzingen, -1)"
TEKST = "productie: de cijfers liggen vast"


def zet_vast(apps, schema_editor):
    for opdracht in weiger_sql(NAAM, RAPPORTAGE, ANDERS, TEKST, schema_editor.connection.vendor):
        schema_editor.execute(opdracht)


def maak_los(apps, schema_editor):
    for opdracht in toestaan_sql(NAAM, RAPPORTAGE, schema_editor.connection.vendor):
        schema_editor.execute(opdracht)


class Migration(migrations.Migration):
    dependencies = [("uitvoering", "0018_acuutmelding")]
    operations = [
        migrations.AddField(
            model_name="productierapportage",
            name="doorverwijzingen",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.RunPython(zet_vast, maak_los),
    ]
