"""Acute signals; the first opening and the answer do not change."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kern.db import toestaan_sql, weiger_sql

NAAM, TABEL = "acuutmelding_vast", "uitvoering_acuutmelding"


def blijft(*kolommen):
    """SQL that holds when one of these columns, all filled at once, changes after that."""
    anders = " OR ".join(f"NEW.{kolom} IS NULL OR NEW.{kolom} <> OLD.{kolom}" for kolom in kolommen)
    return f"(OLD.{kolommen[0]} IS NOT NULL AND ({anders}))"


WANNEER = " OR ".join(
    [
        "NEW.signaal_id <> OLD.signaal_id",
        blijft("gelezen_op", "gelezen_door_id"),
        blijft("antwoord_op", "antwoord_door_id", "antwoord"),
    ]
)


def zet_vast(apps, schema_editor):
    tekst = "acuut signaal: opening en antwoord liggen vast"
    for opdracht in weiger_sql(NAAM, TABEL, WANNEER, tekst, schema_editor.connection.vendor):
        schema_editor.execute(opdracht)


def maak_los(apps, schema_editor):
    for opdracht in toestaan_sql(NAAM, TABEL, schema_editor.connection.vendor):
        schema_editor.execute(opdracht)


class Migration(migrations.Migration):

    dependencies = [
        ('uitvoering', '0017_contractmelding'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Acuutmelding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gelezen_op', models.DateTimeField(blank=True, null=True, verbose_name='eerst geopend op')),
                ('antwoord', models.TextField(blank=True, verbose_name='wat het zorgkantoor doet')),
                ('antwoord_op', models.DateTimeField(blank=True, null=True)),
                ('antwoord_door', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('gelezen_door', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signaal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='acuut', to='uitvoering.signaal')),
            ],
            options={
                'verbose_name_plural': 'acuutmeldingen',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('gelezen_door__isnull', True), ('gelezen_op__isnull', True)), models.Q(('gelezen_door__isnull', False), ('gelezen_op__isnull', False)), _connector='OR'), name='acuut_gelezen_samen'), models.CheckConstraint(condition=models.Q(models.Q(('antwoord', ''), ('antwoord_door__isnull', True), ('antwoord_op__isnull', True)), models.Q(models.Q(('antwoord', ''), _negated=True), ('antwoord_door__isnull', False), ('antwoord_op__isnull', False)), _connector='OR'), name='acuut_antwoord_samen')],
            },
        ),
        migrations.RunPython(zet_vast, maak_los),
    ]
