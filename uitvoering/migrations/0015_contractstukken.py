"""What belongs to an overeenkomst beside its text; versions are only added."""

import django.db.models.deletion
import uitvoering.models.basis
from django.conf import settings
from django.db import migrations, models

from kern.db import alleen_toevoegen_sql, wijzigbaar_sql

TABEL = "uitvoering_contractstuk"


def zet_vast(apps, schema_editor):
    for opdracht in alleen_toevoegen_sql(TABEL, schema_editor.connection.vendor):
        schema_editor.execute(opdracht)


def maak_los(apps, schema_editor):
    for opdracht in wijzigbaar_sql(TABEL, schema_editor.connection.vendor):
        schema_editor.execute(opdracht)


class Migration(migrations.Migration):
    dependencies = [
        ("kluis", "0002_virusscan_en_signalen"),
        ("overeenkomst", "0017_exemplaren"),
        ("uitvoering", "0014_kennisupdate"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Contractstuk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "soort",
                    models.CharField(
                        choices=[
                            ("werkafspraken", "Werkafspraken als passende zorg niet op tijd wordt gevonden"),
                            ("signalering", "Werkwijze voor signalen"),
                        ],
                        max_length=15,
                    ),
                ),
                ("versie", models.PositiveSmallIntegerField()),
                ("tekst", models.TextField(blank=True)),
                ("op", models.DateTimeField()),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "overeenkomst",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contractstukken",
                        to="overeenkomst.overeenkomst",
                    ),
                ),
                (
                    "stuk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kluis.stuk",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "contractstukken",
                "ordering": ["overeenkomst", "soort", "-versie"],
                "constraints": [
                    models.UniqueConstraint(fields=("overeenkomst", "soort", "versie"), name="contractstuk_versie"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("tekst", ""), _negated=True), ("stuk__isnull", False), _connector="OR"
                        ),
                        name="contractstuk_met_inhoud",
                    ),
                ],
            },
            bases=(uitvoering.models.basis.InDossier, models.Model),
        ),
        migrations.RunPython(zet_vast, maak_los),
    ]
