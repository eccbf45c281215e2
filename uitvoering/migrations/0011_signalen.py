"""The list of signals of an organisation; what was shared does not change."""

import django.db.models.deletion
import uitvoering.models.basis
from django.conf import settings
from django.db import migrations, models

from kern.db import toestaan_sql, weiger_sql

NAAM, TABEL = "signaal_vast", "uitvoering_signaal"
KOLOMMEN = ("gezien_op", "zorgaanbieder", "onderwerp", "omschrijving", "opgemerkt_door", "keuze", "actie")
ANDERS = " OR ".join(f"NEW.{kolom} <> OLD.{kolom}" for kolom in KOLOMMEN)
WANNEER = f"OLD.gedeeld_op IS NOT NULL AND (NEW.gedeeld_op IS NULL OR {ANDERS})"


def zet_vast(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for opdracht in weiger_sql(NAAM, TABEL, WANNEER, "signaal: wat is gedeeld ligt vast", vendor):
        schema_editor.execute(opdracht)


def maak_los(apps, schema_editor):
    for opdracht in toestaan_sql(NAAM, TABEL, schema_editor.connection.vendor):
        schema_editor.execute(opdracht)


class Migration(migrations.Migration):
    dependencies = [
        ("inschrijving", "0001_squashed_0002_handtekeningen"),
        ("overeenkomst", "0017_exemplaren"),
        ("uitvoering", "0010_productieformat"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Signaal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("gezien_op", models.DateField(verbose_name="dag waarop het is gezien")),
                ("zorgaanbieder", models.CharField(max_length=200)),
                ("onderwerp", models.CharField(max_length=200)),
                ("omschrijving", models.TextField()),
                (
                    "opgemerkt_door",
                    models.CharField(
                        choices=[
                            ("beroepskracht", "Beroepskracht"),
                            ("vrijwilliger", "Vrijwilliger"),
                            ("mantelzorger", "Mantelzorger"),
                            ("ander", "Een andere betrokkene"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "keuze",
                    models.CharField(
                        choices=[
                            ("zelf", "Wij doen zelf iets"),
                            ("anderen", "Anderen moeten iets doen"),
                            ("geen", "Geen actie"),
                        ],
                        max_length=10,
                        verbose_name="wat u ermee doet",
                    ),
                ),
                ("actie", models.TextField(blank=True, verbose_name="gevraagde actie")),
                ("opvolging", models.TextField(blank=True, verbose_name="wat ermee is gebeurd")),
                ("op", models.DateTimeField()),
                ("gedeeld_op", models.DateTimeField(blank=True, null=True)),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "gedeeld_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "overeenkomst",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signalen",
                        to="overeenkomst.overeenkomst",
                    ),
                ),
                (
                    "regio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signalen",
                        to="inschrijving.regioinschrijving",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "signalen",
                "ordering": ["-gezien_op", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("gedeeld_door__isnull", True), ("gedeeld_op__isnull", True)),
                            models.Q(("gedeeld_door__isnull", False), ("gedeeld_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="signaal_gedeeld_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("keuze", "geen"), models.Q(("actie", ""), _negated=True), _connector="OR"),
                        name="signaal_met_actie",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("zorgaanbieder", ""), _negated=True),
                            models.Q(("onderwerp", ""), _negated=True),
                            models.Q(("omschrijving", ""), _negated=True),
                        ),
                        name="signaal_waarover",
                    ),
                ],
            },
            bases=(uitvoering.models.basis.InDossier, models.Model),
        ),
        migrations.RunPython(zet_vast, maak_los),
    ]
