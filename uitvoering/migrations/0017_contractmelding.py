import django.db.models.deletion
import django.db.models.functions.text
import uitvoering.models.basis
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("overeenkomst", "0018_bereikbaarheid_kanalen"),
        ("publicatie", "0011_derde_bron"),
        ("uitvoering", "0016_onderaannemerdelen"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Contractmelding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kant",
                    models.CharField(
                        choices=[("organisatie", "De organisatie"), ("zorgkantoor", "Het zorgkantoor")],
                        max_length=15,
                        verbose_name="wie het meldt",
                    ),
                ),
                (
                    "band",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("eigendom", "Eigendom: de een bezit de ander, helemaal of voor een deel"),
                            ("kvk", "Hetzelfde KvK-nummer"),
                            ("bestuur", "Bestuur: iemand bestuurt allebei of houdt er toezicht op"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "partijsoort",
                    models.CharField(
                        blank=True,
                        choices=[("zorgaanbieder", "Een zorgaanbieder"), ("zorgkantoor", "Een zorgkantoor")],
                        max_length=15,
                        verbose_name="band met",
                    ),
                ),
                ("partij", models.CharField(blank=True, max_length=200, verbose_name="naam van die partij")),
                ("vanaf", models.DateField()),
                ("toelichting", models.TextField()),
                ("gemeld_op", models.DateTimeField()),
                (
                    "afhandeling",
                    models.CharField(
                        blank=True,
                        choices=[("gezien", "Gezien"), ("hertoetsing", "Hertoetsing aangekondigd")],
                        max_length=15,
                    ),
                ),
                ("reactie", models.TextField(blank=True, verbose_name="reactie van het zorgkantoor")),
                ("afgehandeld_op", models.DateTimeField(blank=True, null=True)),
                (
                    "afgehandeld_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "controle",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="uitvoering.controle",
                    ),
                ),
                (
                    "eis",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publicatie.minimumeis",
                    ),
                ),
                (
                    "gemeld_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "overeenkomst",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contractmeldingen",
                        to="overeenkomst.overeenkomst",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "contractmeldingen",
                "ordering": ["-gemeld_op", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("eis__isnull", False), ("band", ""), ("partij", ""), ("partijsoort", "")),
                            models.Q(
                                ("eis__isnull", True),
                                models.Q(("band", ""), _negated=True),
                                models.Q(("partijsoort", ""), _negated=True),
                                models.Q(("partij", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="contractmelding_eis_of_band",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("eis__isnull", True), ("kant", "organisatie"), _connector="OR"),
                        name="contractmelding_verklaring_van_organisatie",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("toelichting", ""), _negated=True), name="contractmelding_toegelicht"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("afgehandeld_door__isnull", True),
                                ("afgehandeld_op__isnull", True),
                                ("afhandeling", ""),
                                ("reactie", ""),
                            ),
                            models.Q(
                                ("afgehandeld_door__isnull", False),
                                ("afgehandeld_op__isnull", False),
                                models.Q(("afhandeling", ""), _negated=True),
                                models.Q(("reactie", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="contractmelding_afgehandeld_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("afhandeling", "hertoetsing"), ("controle__isnull", False)),
                            models.Q(
                                models.Q(("afhandeling", "hertoetsing"), _negated=True), ("controle__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="contractmelding_hertoetsing_met_controle",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("afgehandeld_op__isnull", True)),
                        fields=("overeenkomst", "eis"),
                        name="contractmelding_een_open_per_eis",
                    ),
                    models.UniqueConstraint(
                        models.F("overeenkomst"),
                        models.F("band"),
                        django.db.models.functions.text.Lower("partij"),
                        condition=models.Q(("band", ""), _negated=True),
                        name="contractmelding_band_eenmaal",
                    ),
                ],
            },
            bases=(uitvoering.models.basis.InDossier, models.Model),
        ),
    ]
