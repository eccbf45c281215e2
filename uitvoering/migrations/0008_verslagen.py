"""Reports of the organisation; what was handed in is never changed: a correction is a next version."""

import django.core.serializers.json
import django.db.models.deletion
import uitvoering.models.basis
from django.conf import settings
from django.db import migrations, models

from kern.db import toestaan_sql, weiger_sql

STATUS = "(SELECT status FROM uitvoering_verslag WHERE id = OLD.verslag_id)"
VAST = (
    ("verslag_vast", "uitvoering_verslag", "OLD.status <> 'concept' AND NEW.inhoud <> OLD.inhoud"),
    ("verslagstuk_vast", "uitvoering_verslagstuk", f"{STATUS} <> 'concept'"),
)


def zet_vast(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for naam, tabel, wanneer in VAST:
        for opdracht in weiger_sql(naam, tabel, wanneer, "verslag: wat is ingediend ligt vast", vendor):
            schema_editor.execute(opdracht)


def maak_los(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for naam, tabel, _ in VAST:
        for opdracht in toestaan_sql(naam, tabel, vendor):
            schema_editor.execute(opdracht)


class Migration(migrations.Migration):
    dependencies = [
        ("kluis", "0002_virusscan_en_signalen"),
        ("overeenkomst", "0001_squashed_0016_regioafspraak"),
        ("uitvoering", "0001_squashed_0007_declaraties_vast"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Verslag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "soort",
                    models.CharField(
                        choices=[
                            ("kwartaal", "Kwartaalverslag"),
                            ("ervaring", "Cliëntervaring en samenwerking"),
                            ("jaar", "Jaarverantwoording"),
                        ],
                        max_length=15,
                    ),
                ),
                ("code", models.CharField(max_length=100)),
                ("van", models.DateField(verbose_name="eerste dag van de periode")),
                ("versie", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("concept", "Concept"),
                            ("ingediend", "Ingediend"),
                            ("aanvulling", "Aanvulling gevraagd"),
                            ("akkoord", "Akkoord"),
                            ("vervangen", "Vervangen"),
                        ],
                        default="concept",
                        max_length=15,
                    ),
                ),
                ("inhoud", models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ("wijziging", models.PositiveIntegerField(default=0)),
                ("reden", models.TextField(blank=True, verbose_name="wat er is veranderd")),
                ("ingediend_op", models.DateTimeField(blank=True, null=True)),
                ("beoordeeld_op", models.DateTimeField(blank=True, null=True)),
                ("vraag", models.TextField(blank=True, verbose_name="wat er nog moet komen")),
                (
                    "beoordeeld_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                        related_name="verslagen",
                        to="overeenkomst.overeenkomst",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "verslagen",
                "ordering": ["overeenkomst", "code", "-versie"],
            },
            bases=(uitvoering.models.basis.InDossier, models.Model),
        ),
        migrations.CreateModel(
            name="Verslagstuk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "soort",
                    models.CharField(
                        choices=[
                            ("resultaten", "Resultaten van het onderzoek"),
                            ("jaarrekening", "Jaarrekening"),
                            ("jaarverslag", "Jaarverslag"),
                            ("accountantsverklaring", "Accountantsverklaring"),
                        ],
                        max_length=25,
                    ),
                ),
                (
                    "stuk",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kluis.stuk"),
                ),
                (
                    "verslag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="stukken", to="uitvoering.verslag"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "verslagstukken",
                "ordering": ["verslag", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="verslag",
            constraint=models.UniqueConstraint(fields=("overeenkomst", "code", "versie"), name="verslag_versie"),
        ),
        migrations.AddConstraint(
            model_name="verslag",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "concept")), fields=("overeenkomst", "code"), name="verslag_een_concept"
            ),
        ),
        migrations.AddConstraint(
            model_name="verslag",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["aanvulling", "akkoord", "ingediend"])),
                fields=("overeenkomst", "code"),
                name="verslag_een_geldt",
            ),
        ),
        migrations.AddConstraint(
            model_name="verslag",
            constraint=models.CheckConstraint(
                condition=models.Q(("status", "concept"), ("ingediend_op__isnull", False), _connector="OR"),
                name="verslag_ingediend_wanneer",
            ),
        ),
        migrations.AddConstraint(
            model_name="verslag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("beoordeeld_door__isnull", True), ("beoordeeld_op__isnull", True)),
                    models.Q(("beoordeeld_door__isnull", False), ("beoordeeld_op__isnull", False)),
                    _connector="OR",
                ),
                name="verslag_beoordeeld_samen",
            ),
        ),
        migrations.AddConstraint(
            model_name="verslag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["akkoord", "aanvulling"]), _negated=True),
                    ("beoordeeld_door__isnull", False),
                    _connector="OR",
                ),
                name="verslag_beoordeeld_door_iemand",
            ),
        ),
        migrations.AddConstraint(
            model_name="verslag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "aanvulling"), _negated=True),
                    models.Q(("vraag", ""), _negated=True),
                    _connector="OR",
                ),
                name="verslag_aanvulling_welke",
            ),
        ),
        migrations.AddConstraint(
            model_name="verslagstuk",
            constraint=models.UniqueConstraint(fields=("verslag", "soort"), name="verslagstuk_een_per_soort"),
        ),
        migrations.RunPython(zet_vast, maak_los),
    ]
