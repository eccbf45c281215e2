import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kern.migratie import samen


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("inschrijving", "0001_squashed_0002_handtekeningen"),
        ("kluis", "0002_virusscan_en_signalen"),
        ("partijen", "0001_squashed_0005_huisstijl"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("publicatie", "0001_squashed_0010_richtminuten"),
    ]

    operations = samen([
        migrations.CreateModel(
            name="Regiobeoordeling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("in_beoordeling", "In beoordeling"),
                            ("voldoet", "Voldoet"),
                            ("voldoet_niet", "Voldoet niet"),
                        ],
                        default="in_beoordeling",
                        max_length=15,
                    ),
                ),
                ("afgerond_op", models.DateTimeField(blank=True, null=True)),
                (
                    "regioinschrijving",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="beoordeling",
                        to="inschrijving.regioinschrijving",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "regiobeoordelingen",
            },
        ),
        migrations.CreateModel(
            name="Belangenverklaring",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("heeft_belang", models.BooleanField()),
                ("toelichting", models.TextField(blank=True)),
                ("verklaard_op", models.DateTimeField()),
                (
                    "gebruiker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "inschrijving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="belangenverklaringen",
                        to="inschrijving.inschrijving",
                    ),
                ),
                (
                    "overgenomen_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("inschrijving", "gebruiker"), name="belangen_eenmaal")],
            },
        ),
        migrations.CreateModel(
            name="Classificatie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "voorstel",
                    models.CharField(
                        choices=[
                            ("bestaand", "Bestaande organisatie"),
                            ("nieuw_in_regio", "Nieuw in de regio"),
                            ("geheel_nieuw", "Geheel nieuw"),
                            ("deels", "Deel van het jaar een overeenkomst (telt als nieuw)"),
                        ],
                        max_length=15,
                    ),
                ),
                ("voorstel_reden", models.TextField()),
                (
                    "indeling",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("bestaand", "Bestaande organisatie"),
                            ("nieuw_in_regio", "Nieuw in de regio"),
                            ("geheel_nieuw", "Geheel nieuw"),
                            ("deels", "Deel van het jaar een overeenkomst (telt als nieuw)"),
                        ],
                        max_length=15,
                    ),
                ),
                ("reden", models.TextField(blank=True, verbose_name="reden van de afwijking")),
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
                    "regioinschrijving",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="classificatie",
                        to="inschrijving.regioinschrijving",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("bevestigd_door__isnull", True), ("bevestigd_op__isnull", True), ("indeling", "")
                            ),
                            models.Q(
                                ("bevestigd_door__isnull", False),
                                ("bevestigd_op__isnull", False),
                                models.Q(("indeling", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="classificatie_bevestigd_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("indeling", ""),
                            ("indeling", models.F("voorstel")),
                            models.Q(("reden", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="afwijkende_indeling_heeft_reden",
                        violation_error_message="Schrijf op waarom u van het voorstel afwijkt.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contract",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kvk_nummer", models.CharField(max_length=8)),
                ("naam", models.CharField(max_length=200)),
                ("van", models.DateField()),
                ("tot", models.DateField()),
                ("bron", models.CharField(blank=True, max_length=120)),
                (
                    "regio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contracten", to="publicatie.regio"
                    ),
                ),
                (
                    "uitvoerder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contracten",
                        to="partijen.wlzuitvoerder",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "contractregister",
                "ordering": ["naam", "regio", "van"],
                "indexes": [models.Index(fields=["kvk_nummer"], name="contract_kvk")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("tot__gte", models.F("van"))), name="contract_van_voor_tot"
                    ),
                    models.UniqueConstraint(fields=("kvk_nummer", "regio", "van"), name="contract_eenmaal"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Eisoordeel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "oordeel",
                    models.CharField(choices=[("voldoet", "Voldoet"), ("voldoet_niet", "Voldoet niet")], max_length=15),
                ),
                ("motivering", models.TextField(blank=True)),
                (
                    "opmerkingen",
                    models.JSONField(
                        blank=True, default=dict, verbose_name="per aandachtspunt van het thema een opmerking"
                    ),
                ),
                ("gegeven_op", models.DateTimeField()),
                (
                    "beoordelaar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="eisoordelen",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "eis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="publicatie.minimumeis"
                    ),
                ),
                (
                    "inschrijving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="eisoordelen",
                        to="inschrijving.inschrijving",
                    ),
                ),
                (
                    "regioinschrijving",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="eisoordelen",
                        to="inschrijving.regioinschrijving",
                    ),
                ),
                (
                    "gezien_hash",
                    models.CharField(
                        max_length=64, verbose_name="sha256 van de ingediende versie die op het scherm stond"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "eisoordelen",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("inschrijving", "eis", "regioinschrijving", "beoordelaar"),
                        name="eisoordeel_eenmaal",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("oordeel", "voldoet_niet"), _negated=True),
                            models.Q(("motivering", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="nee_heeft_motivering",
                        violation_error_message="Schrijf bij ‘voldoet niet’ waarom. De motivering komt in de brief.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[("aangevraagd", "Wacht op de tweede persoon"), ("geopend", "Geopend")],
                        default="aangevraagd",
                        max_length=15,
                    ),
                ),
                ("eerste_op", models.DateTimeField()),
                ("tweede_op", models.DateTimeField(blank=True, null=True)),
                (
                    "dossiers",
                    models.JSONField(
                        default=list,
                        verbose_name="per dossier: kenmerk, partij, ontvangstnummer, aankomst, aantal bestanden, hash",
                    ),
                ),
                (
                    "eerste_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                    "ronde",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="openingen",
                        to="publicatie.inkoopronde",
                    ),
                ),
                (
                    "tweede_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "uitvoerder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="openingen",
                        to="partijen.wlzuitvoerder",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "openingen",
                "constraints": [
                    models.UniqueConstraint(fields=("ronde", "uitvoerder"), name="opening_eenmaal"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tweede_door__isnull", True),
                            models.Q(("tweede_door", models.F("eerste_door")), _negated=True),
                            _connector="OR",
                        ),
                        name="opening_twee_personen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("tweede_door__isnull", True), ("tweede_op__isnull", True)),
                            models.Q(("tweede_door__isnull", False), ("tweede_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="opening_tweede_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "geopend"), _negated=True),
                            ("tweede_door__isnull", False),
                            _connector="OR",
                        ),
                        name="geopend_door_twee",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Overleg",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("volgnummer", models.PositiveSmallIntegerField(default=1)),
                (
                    "oordeel",
                    models.CharField(choices=[("voldoet", "Voldoet"), ("voldoet_niet", "Voldoet niet")], max_length=15),
                ),
                ("motivering", models.TextField()),
                ("opgesteld_op", models.DateTimeField()),
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
                    "eis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="publicatie.minimumeis"
                    ),
                ),
                (
                    "inschrijving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overleggen",
                        to="inschrijving.inschrijving",
                    ),
                ),
                (
                    "opgesteld_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "regioinschrijving",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overleggen",
                        to="inschrijving.regioinschrijving",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "overleggen",
                "ordering": ["volgnummer"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("inschrijving", "eis", "regioinschrijving", "volgnummer"),
                        name="overleg_volgnummer",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bevestigd_door__isnull", True),
                            models.Q(("bevestigd_door", models.F("opgesteld_door")), _negated=True),
                            _connector="OR",
                        ),
                        name="overleg_twee_personen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("bevestigd_door__isnull", True), ("bevestigd_op__isnull", True)),
                            models.Q(("bevestigd_door__isnull", False), ("bevestigd_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="overleg_bevestigd_samen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Beoordelaar",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("plek", models.PositiveSmallIntegerField(verbose_name="eerste of tweede")),
                ("toebedeeld_op", models.DateTimeField()),
                (
                    "gebruiker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "inschrijving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="beoordelaars",
                        to="inschrijving.inschrijving",
                    ),
                ),
                (
                    "toebedeeld_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "beoordelaars",
                "ordering": ["plek"],
                "constraints": [
                    models.UniqueConstraint(fields=("inschrijving", "plek"), name="beoordelaar_plek_eenmaal"),
                    models.UniqueConstraint(fields=("inschrijving", "gebruiker"), name="beoordelaar_twee_mensen"),
                    models.CheckConstraint(condition=models.Q(("plek__in", [1, 2])), name="beoordelaar_twee_plekken"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Verduidelijkingsvraag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("aanleiding", models.CharField(blank=True, max_length=30, verbose_name="soort bevinding")),
                ("onderwerp", models.CharField(max_length=40, verbose_name="wat er is ingediend")),
                ("tekst", models.TextField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("opgesteld", "Wacht op de tweede persoon"),
                            ("verstuurd", "Verstuurd"),
                            ("ingetrokken", "Ingetrokken"),
                        ],
                        default="opgesteld",
                        max_length=15,
                    ),
                ),
                ("opgesteld_op", models.DateTimeField()),
                ("verstuurd_op", models.DateTimeField(blank=True, null=True)),
                ("herinneren_op", models.DateTimeField(blank=True, null=True)),
                ("tot", models.DateTimeField(blank=True, null=True, verbose_name="einde van de termijn")),
                (
                    "eis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="publicatie.minimumeis"
                    ),
                ),
                (
                    "inschrijving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vragen_vanuit",
                        to="inschrijving.inschrijving",
                    ),
                ),
                (
                    "opgesteld_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "verstuurd_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "verduidelijkingsvragen",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verstuurd_door__isnull", True),
                            models.Q(("verstuurd_door", models.F("opgesteld_door")), _negated=True),
                            _connector="OR",
                        ),
                        name="vraag_twee_personen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("herinneren_op__isnull", True),
                                ("tot__isnull", True),
                                ("verstuurd_door__isnull", True),
                                ("verstuurd_op__isnull", True),
                            ),
                            models.Q(
                                ("herinneren_op__isnull", False),
                                ("tot__gt", models.F("verstuurd_op")),
                                ("verstuurd_door__isnull", False),
                                ("verstuurd_op__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="vraag_verstuurd_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "verstuurd"), _negated=True), ("tot__isnull", False), _connector="OR"
                        ),
                        name="vraag_verstuurd_heeft_termijn",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Verduidelijking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("waarover", models.TextField(verbose_name="wat deze organisatie daarvan indiende")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("opgesteld", "Nog niet verstuurd"),
                            ("weggelaten", "Krijgt de vraag niet"),
                            ("gesteld", "Gesteld"),
                            ("beantwoord", "Beantwoord"),
                        ],
                        default="opgesteld",
                        max_length=15,
                    ),
                ),
                ("reden", models.TextField(blank=True, verbose_name="waarom deze organisatie de vraag niet krijgt")),
                ("antwoord", models.TextField(blank=True)),
                ("sleutel", models.UUIDField(blank=True, null=True, verbose_name="één keer versturen is één antwoord")),
                ("beantwoord_op", models.DateTimeField(blank=True, null=True, verbose_name="aankomst")),
                ("vervallen", models.JSONField(blank=True, default=list)),
                (
                    "beantwoord_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "inschrijving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verduidelijkingen",
                        to="inschrijving.inschrijving",
                    ),
                ),
                (
                    "regioinschrijving",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verduidelijkingen",
                        to="inschrijving.regioinschrijving",
                    ),
                ),
                (
                    "vraag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verduidelijkingen",
                        to="beoordeling.verduidelijkingsvraag",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "verduidelijkingen",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("vraag", "inschrijving", "regioinschrijving"),
                        name="verduidelijking_eenmaal",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("antwoord", ""),
                                ("beantwoord_door__isnull", True),
                                ("beantwoord_op__isnull", True),
                                ("sleutel__isnull", True),
                            ),
                            models.Q(
                                ("beantwoord_door__isnull", False),
                                ("beantwoord_op__isnull", False),
                                ("sleutel__isnull", False),
                                models.Q(("antwoord", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="verduidelijking_beantwoord_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "beantwoord"), _negated=True),
                            ("beantwoord_op__isnull", False),
                            _connector="OR",
                        ),
                        name="verduidelijking_beantwoord_heeft_antwoord",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "weggelaten"), _negated=True),
                            models.Q(("reden", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="weggelaten_heeft_reden",
                    ),
                ],
            },
        ),
    ])
