"""A signal that became acute after it was shared: why, when and by whom, which stay as they are."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kern.db import toestaan_sql, weiger_sql

NAAM, TABEL = "acuutmelding_vast", "uitvoering_acuutmelding"
TEKST = "acuut signaal: wat gemeld, geopend en geantwoord is, ligt vast"


def blijft(*kolommen):
    """SQL that holds when one of these columns, all filled at once, changes after that."""
    anders = " OR ".join(f"NEW.{kolom} IS NULL OR NEW.{kolom} <> OLD.{kolom}" for kolom in kolommen)
    return f"(OLD.{kolommen[0]} IS NOT NULL AND ({anders}))"


EERDER = [
    "NEW.signaal_id <> OLD.signaal_id",
    blijft("gelezen_op", "gelezen_door_id"),
    blijft("antwoord_op", "antwoord_door_id", "antwoord"),
]
ALSNOG = ["NEW.alsnog_reden <> OLD.alsnog_reden", blijft("alsnog_op", "alsnog_door_id")]


def zet(schema_editor, wanneer):
    for opdracht in weiger_sql(NAAM, TABEL, " OR ".join(wanneer), TEKST, schema_editor.connection.vendor):
        schema_editor.execute(opdracht)


def zet_eerder(apps, schema_editor):
    zet(schema_editor, EERDER)


def zet_nieuw(apps, schema_editor):
    zet(schema_editor, EERDER + ALSNOG)


def maak_los(apps, schema_editor):
    for opdracht in toestaan_sql(NAAM, TABEL, schema_editor.connection.vendor):
        schema_editor.execute(opdracht)


class Migration(migrations.Migration):
    dependencies = [
        ("uitvoering", "0020_band_voorbij"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RunPython(maak_los, zet_eerder),  # SQLite makes the table anew, without its triggers
        migrations.AddField(
            model_name="acuutmelding",
            name="alsnog_reden",
            field=models.TextField(
                blank=True, default="", verbose_name="waarom het alsnog acuut is"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="acuutmelding", name="alsnog_op", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            model_name="acuutmelding",
            name="alsnog_door",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="acuutmelding",
            constraint=models.CheckConstraint(
                condition=models.Q(alsnog_reden="", alsnog_op__isnull=True, alsnog_door__isnull=True)
                | ~models.Q(alsnog_reden="") & models.Q(alsnog_op__isnull=False, alsnog_door__isnull=False),
                name="acuut_alsnog_samen",
            ),
        ),
        migrations.RunPython(zet_nieuw, maak_los),
    ]
