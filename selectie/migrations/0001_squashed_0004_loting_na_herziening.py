import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kern.migratie import samen


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("inschrijving", "0001_squashed_0002_handtekeningen"),
        ("kluis", "0002_virusscan_en_signalen"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("publicatie", "0001_squashed_0010_richtminuten"),
    ]

    operations = samen([
        migrations.CreateModel(
            name="Regioselectie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("geen_selectie_nodig", "Geen selectie nodig"),
                            ("geen_plaats", "Geen plaats voor nieuwe organisaties"),
                            ("gerangschikt", "Gerangschikt, invoer bevroren"),
                            ("vastgesteld", "Vastgesteld"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                (
                    "invoer",
                    models.JSONField(blank=True, null=True, verbose_name="invoer van proefselectie, zoals bevroren"),
                ),
                ("invoer_hash", models.CharField(blank=True, max_length=64)),
                ("voorgesteld_op", models.DateTimeField(blank=True, null=True)),
                ("bevroren_op", models.DateTimeField(blank=True, null=True)),
                ("uitslag", models.JSONField(blank=True, null=True, verbose_name="uitvoer van de rangschikking")),
                ("vastgesteld_op", models.DateTimeField(blank=True, null=True)),
                (
                    "bevroren_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "toewijzing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="selectie",
                        to="publicatie.regiotoewijzing",
                    ),
                ),
                (
                    "voorgesteld_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "terug_gevraagd_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("terug_gevraagd_op", models.DateTimeField(blank=True, null=True)),
                ("terugreden", models.TextField(blank=True, verbose_name="waarom de bevriezing teruggaat")),
            ],
            options={
                "verbose_name_plural": "regioselecties",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bevroren_door__isnull", True),
                            models.Q(("bevroren_door", models.F("voorgesteld_door")), _negated=True),
                            _connector="OR",
                        ),
                        name="invoer_door_twee",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("bevroren_door__isnull", True), ("bevroren_op__isnull", True)),
                            models.Q(
                                ("bevroren_door__isnull", False),
                                ("bevroren_op__isnull", False),
                                ("voorgesteld_door__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="bevroren_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("invoer__isnull", True),
                                ("voorgesteld_door__isnull", True),
                                ("voorgesteld_op__isnull", True),
                            ),
                            models.Q(
                                ("invoer__isnull", False),
                                ("voorgesteld_door__isnull", False),
                                ("voorgesteld_op__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="voorgesteld_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "open"),
                            models.Q(("bevroren_door__isnull", False), ("uitslag__isnull", False)),
                            _connector="OR",
                        ),
                        name="niet_open_is_bevroren",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "vastgesteld"), _negated=True),
                            ("vastgesteld_op__isnull", False),
                            _connector="OR",
                        ),
                        name="vastgesteld_heeft_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("terug_gevraagd_door__isnull", True),
                                ("terug_gevraagd_op__isnull", True),
                                ("terugreden", ""),
                            ),
                            models.Q(
                                ("terug_gevraagd_door__isnull", False),
                                ("terug_gevraagd_op__isnull", False),
                                models.Q(("terugreden", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="terug_gevraagd_samen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Kandidaat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("voorziet_in_leemte", models.BooleanField(null=True)),
                ("leemte_motivering", models.TextField(blank=True)),
                ("wlz_contract", models.BooleanField(null=True)),
                ("wlz_contract_bewijs", models.TextField(blank=True)),
                ("wmo_contract", models.BooleanField(null=True)),
                ("wmo_contract_bewijs", models.TextField(blank=True)),
                ("anderszins", models.BooleanField(null=True)),
                ("anderszins_bewijs", models.TextField(blank=True)),
                ("clientondersteuners", models.PositiveIntegerField(blank=True, null=True)),
                ("geregistreerd", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "regioinschrijving",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kandidaat",
                        to="inschrijving.regioinschrijving",
                    ),
                ),
                (
                    "regioselectie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kandidaten",
                        to="selectie.regioselectie",
                    ),
                ),
                (
                    "aandeel_toelichting",
                    models.TextField(blank=True, verbose_name="waarom de aantallen afwijken van de lijst"),
                ),
            ],
            options={
                "verbose_name_plural": "kandidaten",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("geregistreerd__isnull", True),
                            models.Q(
                                ("clientondersteuners__gte", 1), ("geregistreerd__lte", models.F("clientondersteuners"))
                            ),
                            _connector="OR",
                        ),
                        name="kandidaat_aandeel",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Leemteoordeel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("voorziet", models.BooleanField(verbose_name="voorziet in deze leemte")),
                ("motivering", models.TextField()),
                ("gegeven_op", models.DateTimeField()),
                (
                    "beoordelaar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "leemte",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="oordelen", to="publicatie.leemte"
                    ),
                ),
                (
                    "regioinschrijving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leemteoordelen",
                        to="inschrijving.regioinschrijving",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "leemteoordelen",
                "ordering": ["gegeven_op", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("regioinschrijving", "leemte", "beoordelaar"),
                        name="leemteoordeel_eenmaal_per_beoordelaar",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("motivering", ""), _negated=True), name="leemteoordeel_gemotiveerd"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Teruggezet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("invoer", models.JSONField()),
                ("invoer_hash", models.CharField(max_length=64)),
                ("uitslag", models.JSONField()),
                ("voorgesteld_op", models.DateTimeField()),
                ("bevroren_op", models.DateTimeField()),
                ("reden", models.TextField()),
                ("gevraagd_op", models.DateTimeField()),
                ("teruggezet_op", models.DateTimeField()),
                (
                    "bevroren_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "gevraagd_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "regioselectie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="teruggezet",
                        to="selectie.regioselectie",
                    ),
                ),
                (
                    "teruggezet_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "voorgesteld_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "teruggezette bevriezingen",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("teruggezet_door", models.F("gevraagd_door")), _negated=True),
                            models.Q(("reden", ""), _negated=True),
                        ),
                        name="teruggezet_door_twee",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Loting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("klaargezet", "Klaargezet"),
                            ("ingevoerd", "Ingevoerd door de notaris"),
                            ("bevestigd", "Bevestigd"),
                            ("ingetrokken", "Ingetrokken"),
                        ],
                        default="klaargezet",
                        max_length=15,
                    ),
                ),
                ("deelnemers", models.JSONField(verbose_name="kenmerken, gesorteerd")),
                ("deelnemers_hash", models.CharField(max_length=64)),
                ("plaatsen", models.PositiveSmallIntegerField()),
                (
                    "methode",
                    models.CharField(
                        choices=[("hand", "Met de hand, door de notaris"), ("rfc3797", "Berekend volgens RFC 3797")],
                        default="hand",
                        max_length=10,
                    ),
                ),
                (
                    "aangekondigde_bronnen",
                    models.JSONField(blank=True, default=list, verbose_name="omschrijving per bron, vooraf"),
                ),
                ("klaargezet_op", models.DateTimeField()),
                ("bronnen", models.JSONField(blank=True, null=True, verbose_name="waarden per bron")),
                ("volgorde", models.JSONField(blank=True, null=True, verbose_name="kenmerken, eerst getrokken eerst")),
                ("getrokken_op", models.DateField(blank=True, null=True)),
                (
                    "notaris_naam",
                    models.CharField(blank=True, max_length=120, verbose_name="naam en plaats van de notaris"),
                ),
                ("ingevoerd_op", models.DateTimeField(blank=True, null=True)),
                ("terugreden", models.TextField(blank=True, verbose_name="waarom de invoer terugging naar de notaris")),
                ("bevestigd_op", models.DateTimeField(blank=True, null=True)),
                (
                    "bevestigd_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "klaargezet_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "notaris",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proces_verbaal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kluis.stuk",
                    ),
                ),
                (
                    "regioselectie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lotingen",
                        to="selectie.regioselectie",
                    ),
                ),
                ("plaats", models.CharField(max_length=200, verbose_name="waar de notaris loot")),
                (
                    "trekking_op",
                    models.DateTimeField(verbose_name="wanneer de notaris loot; eerder bestaat er geen toeval"),
                ),
                (
                    "uitnodiging",
                    models.PositiveSmallIntegerField(default=1, verbose_name="nummer van de laatste uitnodiging"),
                ),
                (
                    "verslag",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kluis.stuk",
                        verbose_name="gemaakt proces-verbaal",
                    ),
                ),
                (
                    "vindplaatsen",
                    models.JSONField(blank=True, default=list, verbose_name="waar de waarden te vinden zijn, per bron"),
                ),
                (
                    "eerdere_bronnen",
                    models.JSONField(blank=True, default=list, verbose_name="genoemd voor een eerder moment"),
                ),
                (
                    "teruggezet",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="loting",
                        to="selectie.teruggezet",
                        verbose_name="ingetrokken met",
                    ),
                ),
                (
                    "herzien_hash",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="sha256 van de herziene invoer waarop zij rust"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "lotingen",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bevestigd_door__isnull", True),
                            models.Q(("bevestigd_door", models.F("notaris")), _negated=True),
                            _connector="OR",
                        ),
                        name="loting_bevestigd_door_ander",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("bevestigd_door__isnull", True), ("bevestigd_op__isnull", True)),
                            models.Q(("bevestigd_door__isnull", False), ("bevestigd_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="loting_bevestigd_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "bevestigd"), _negated=True),
                            ("bevestigd_door__isnull", False),
                            _connector="OR",
                        ),
                        name="loting_bevestigd_door_iemand",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["klaargezet", "ingetrokken"]),
                            models.Q(
                                ("getrokken_op__isnull", False),
                                ("notaris__isnull", False),
                                ("proces_verbaal__isnull", False),
                                ("volgorde__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="loting_ingevoerd_volledig",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "ingetrokken"), _negated=True),
                            models.Q(("teruggezet__isnull", False), ("volgorde__isnull", True)),
                            _connector="OR",
                        ),
                        name="loting_ingetrokken_zonder_uitslag",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(models.Q(("status", "ingetrokken"), _negated=True), ("herzien_hash", "")),
                        fields=("regioselectie",),
                        name="loting_een_per_regio",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "ingetrokken"), _negated=True),
                        fields=("regioselectie", "deelnemers_hash", "plaatsen"),
                        name="loting_eenmaal_per_groep",
                    ),
                ],
            },
        ),
    ])
