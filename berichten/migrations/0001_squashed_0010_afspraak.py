import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kern.migratie import samen


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kluis", "0002_virusscan_en_signalen"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = samen([
        migrations.CreateModel(
            name="Bericht",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "soort",
                    models.CharField(
                        choices=[
                            ("account", "Account"),
                            ("ontvangst", "Ontvangst"),
                            ("herinnering", "Herinnering"),
                            ("beslissing", "Beslissing"),
                            ("bezwaar", "Bezwaar"),
                            ("antwoord", "Antwoord op bezwaar"),
                            ("loting", "Uitnodiging loting"),
                            ("loting_vervalt", "Loting gaat niet door"),
                            ("afspraak", "Prijs en volume"),
                            ("rondewijziging", "Wijziging van de ronde"),
                            ("nota", "Nota van inlichtingen"),
                            ("verduidelijking", "Vraag over een inschrijving"),
                            ("overeenkomst", "Overeenkomst"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "over",
                    models.CharField(
                        help_text="Bijvoorbeeld bekendmaking.brief:12.",
                        max_length=80,
                        verbose_name="onderwerp in het systeem",
                    ),
                ),
                ("ontvanger", models.EmailField(max_length=254)),
                ("volgnummer", models.PositiveIntegerField(default=1)),
                ("onderwerp", models.CharField(max_length=200)),
                ("tekst", models.TextField()),
                ("dossier_sleutel", models.CharField(blank=True, max_length=80)),
                ("vrij_op", models.DateTimeField()),
                ("niet_voor", models.DateTimeField(blank=True, null=True)),
                ("pogingen", models.PositiveIntegerField(default=0)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("klaar", "Wacht op versturen"),
                            ("geclaimd", "Wordt verstuurd"),
                            ("overgedragen", "Verstuurd"),
                            ("onbeslist", "Onbeslist"),
                            ("geweigerd", "Geweigerd"),
                            ("gebounced", "Teruggekomen"),
                        ],
                        default="klaar",
                        max_length=15,
                    ),
                ),
                ("gemaakt_op", models.DateTimeField()),
                ("geclaimd_op", models.DateTimeField(blank=True, null=True)),
                ("afgehandeld_op", models.DateTimeField(blank=True, null=True)),
                ("serverantwoord", models.CharField(blank=True, max_length=300)),
                ("bijlagen", models.ManyToManyField(blank=True, to="kluis.stuk")),
                (
                    "wacht_op_bijlage",
                    models.BooleanField(default=False, verbose_name="wacht tot de bijlage is gemaakt"),
                ),
                ("afgedaan_op", models.DateTimeField(blank=True, null=True, verbose_name="van de lijst gehaald op")),
                (
                    "eerste",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opnieuw",
                        to="berichten.bericht",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "berichten",
                "ordering": ["-gemaakt_op", "-pk"],
                "indexes": [models.Index(fields=["status", "vrij_op"], name="bericht_te_doen")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("over", "ontvanger", "soort", "volgnummer"), name="bericht_eenmaal"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["gebounced", "geclaimd", "geweigerd", "klaar", "onbeslist", "overgedragen"])
                        ),
                        name="bericht_status_bestaat",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "geclaimd"), _negated=True),
                            ("geclaimd_op__isnull", False),
                            _connector="OR",
                        ),
                        name="bericht_geclaimd_heeft_tijd",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "overgedragen"), _negated=True),
                            ("afgehandeld_op__isnull", False),
                            _connector="OR",
                        ),
                        name="bericht_overgedragen_heeft_tijd",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("over", ""), _negated=True), name="bericht_gaat_ergens_over"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Hartslag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("op", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "hartslagen",
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="hartslag_een_rij")],
            },
        ),
        migrations.CreateModel(
            name="Herverzending",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ontvanger", models.EmailField(max_length=254)),
                ("reden", models.TextField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("gevraagd", "Wacht op een tweede persoon"),
                            ("goedgekeurd", "Goedgekeurd"),
                            ("afgewezen", "Afgewezen"),
                        ],
                        default="gevraagd",
                        max_length=15,
                    ),
                ),
                ("gevraagd_op", models.DateTimeField()),
                ("beslist_op", models.DateTimeField(blank=True, null=True)),
                (
                    "bericht",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="herverzendingen",
                        to="berichten.bericht",
                    ),
                ),
                (
                    "beslist_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "gevraagd_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "nieuw",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="herverzonden_met",
                        to="berichten.bericht",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "herverzendingen",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["afgewezen", "gevraagd", "goedgekeurd"])),
                        name="herverzending_status",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "gevraagd")),
                        fields=("bericht",),
                        name="herverzending_een_tegelijk",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reden", ""), _negated=True), name="herverzending_heeft_reden"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nieuw__isnull", True),
                            models.Q(
                                ("beslist_door__isnull", False),
                                models.Q(("beslist_door", models.F("gevraagd_door")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="herverzending_vier_ogen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("beslist_door__isnull", True), ("beslist_op__isnull", True)),
                            models.Q(("beslist_door__isnull", False), ("beslist_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="herverzending_beslist_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "goedgekeurd"), _negated=True),
                            ("nieuw__isnull", False),
                            _connector="OR",
                        ),
                        name="herverzending_goed_geeft_bericht",
                    ),
                ],
            },
        ),
    ])
