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
        ("selectie", "0001_squashed_0004_loting_na_herziening"),
    ]

    operations = samen([
        migrations.CreateModel(
            name="Brief",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("versie", models.PositiveSmallIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("ontwerp", "Ontwerp"),
                            ("goedgekeurd", "Goedgekeurd"),
                            ("voorlopig", "Voorlopige beslissing"),
                            ("definitief", "Definitieve beslissing"),
                        ],
                        default="ontwerp",
                        max_length=15,
                    ),
                ),
                ("dagtekening", models.DateField()),
                ("hash", models.CharField(max_length=64, verbose_name="sha256 van de pdf")),
                ("opgesteld_op", models.DateTimeField()),
                ("goedgekeurd_op", models.DateTimeField(blank=True, null=True)),
                ("bekendgemaakt_op", models.DateTimeField(blank=True, null=True)),
                (
                    "goedgekeurd_door",
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
                        related_name="brieven",
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
                    "stuk",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kluis.stuk"),
                ),
                (
                    "geopend_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "geopend_op",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="door de organisatie voor het eerst geopend op"
                    ),
                ),
                ("inhoud_hash", models.CharField(max_length=64, verbose_name="sha256 van de pdf zonder zegel")),
                (
                    "opmaak_hash",
                    models.CharField(blank=True, max_length=64, verbose_name="sha256 van de teksten en de huisstijl"),
                ),
            ],
            options={
                "verbose_name_plural": "brieven",
                "ordering": ["inschrijving", "versie"],
                "constraints": [
                    models.UniqueConstraint(fields=("inschrijving", "versie"), name="brief_versie"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("goedgekeurd_door__isnull", True),
                            models.Q(("goedgekeurd_door", models.F("opgesteld_door")), _negated=True),
                            _connector="OR",
                        ),
                        name="brief_vier_ogen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("goedgekeurd_door__isnull", True), ("goedgekeurd_op__isnull", True)),
                            models.Q(("goedgekeurd_door__isnull", False), ("goedgekeurd_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="brief_goedgekeurd_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("geopend_door__isnull", True), ("geopend_op__isnull", True)),
                            models.Q(("geopend_door__isnull", False), ("geopend_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="brief_geopend_samen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Beslissing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("versie", models.PositiveSmallIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("ontwerp", "Ontwerp"),
                            ("goedgekeurd", "Goedgekeurd"),
                            ("voorlopig", "Voorlopige beslissing"),
                            ("definitief", "Definitieve beslissing"),
                        ],
                        default="ontwerp",
                        max_length=15,
                    ),
                ),
                (
                    "uitkomst",
                    models.CharField(
                        choices=[
                            ("overeenkomst_bestaand", "Overeenkomst"),
                            ("overeenkomst_nieuw", "Overeenkomst (nieuwe organisatie)"),
                            ("voldoet_niet", "Voldoet niet"),
                            ("niet_geselecteerd", "Niet geselecteerd"),
                            ("geen_plaats", "Voldoet, geen plaats"),
                        ],
                        max_length=25,
                    ),
                ),
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
                ("grond", models.CharField(blank=True, max_length=120, verbose_name="wat de doorslag gaf")),
                ("motivering", models.TextField()),
                ("looptijd_van", models.DateField(blank=True, null=True)),
                ("looptijd_tot", models.DateField(blank=True, null=True)),
                (
                    "tarief",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="tarief per uur in euro"
                    ),
                ),
                (
                    "budget",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="voorgenomen budget in euro",
                    ),
                ),
                (
                    "uren",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=9, null=True, verbose_name="voorgenomen uren"
                    ),
                ),
                (
                    "regioinschrijving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="beslissingen",
                        to="inschrijving.regioinschrijving",
                    ),
                ),
                (
                    "vervangt",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vervangen_door",
                        to="bekendmaking.beslissing",
                    ),
                ),
                (
                    "brief",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="beslissingen",
                        to="bekendmaking.brief",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "beslissingen",
                "constraints": [
                    models.UniqueConstraint(fields=("regioinschrijving", "versie"), name="beslissing_versie"),
                    models.CheckConstraint(
                        condition=models.Q(("motivering", ""), _negated=True), name="beslissing_heeft_motivering"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("looptijd_tot__isnull", False),
                                ("uitkomst__in", ["overeenkomst_bestaand", "overeenkomst_nieuw"]),
                            ),
                            models.Q(("uitkomst__in", ["overeenkomst_bestaand", "overeenkomst_nieuw"]), _negated=True),
                            _connector="OR",
                        ),
                        name="looptijd_bij_overeenkomst",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Bezwaar",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("ingediend", "Ingediend"),
                            ("in_behandeling", "In behandeling"),
                            ("beantwoord", "Beantwoord"),
                            ("niet_in_behandeling", "Niet in behandeling genomen"),
                            ("ingetrokken", "Ingetrokken"),
                        ],
                        default="ingediend",
                        max_length=20,
                    ),
                ),
                ("sleutel", models.UUIDField(verbose_name="idempotency key van het formulier")),
                ("motivering", models.TextField()),
                ("aangekomen_op", models.DateTimeField()),
                (
                    "na_sluitingstijd",
                    models.BooleanField(default=False, verbose_name="na de sluitingstijd, binnen 15 dagen"),
                ),
                ("toelaatbaar", models.BooleanField(null=True)),
                (
                    "oordeel",
                    models.CharField(
                        blank=True, choices=[("gegrond", "Gegrond"), ("ongegrond", "Ongegrond")], max_length=10
                    ),
                ),
                ("antwoord", models.TextField(blank=True)),
                ("beantwoord_op", models.DateTimeField(blank=True, null=True)),
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
                ("beslissingen", models.ManyToManyField(related_name="bezwaren", to="bekendmaking.beslissing")),
                ("bijlagen", models.ManyToManyField(blank=True, related_name="+", to="kluis.stuk")),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "brief",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bezwaren", to="bekendmaking.brief"
                    ),
                ),
                (
                    "antwoordbrief",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kluis.stuk",
                    ),
                ),
                (
                    "behandelaar",
                    models.ForeignKey(
                        blank=True,
                        help_text="Beoordeelde het dossier niet.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kanaal",
                    models.CharField(
                        choices=[
                            ("portaal", "Portaal"),
                            ("bezwaaradres", "E-mail aan het bezwaaradres"),
                            ("ander_emailadres", "E-mail aan een ander adres"),
                            ("post", "Post"),
                            ("telefoon", "Telefoon"),
                            ("gesprek", "Gesprek"),
                            ("anders", "Anders"),
                        ],
                        default="portaal",
                        max_length=20,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "bezwaren",
                "ordering": ["aangekomen_op"],
                "constraints": [
                    models.UniqueConstraint(fields=("brief", "sleutel"), name="bezwaar_eenmaal_per_formulier"),
                    models.CheckConstraint(
                        condition=models.Q(("motivering", ""), _negated=True), name="bezwaar_heeft_motivering"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("beantwoord_door__isnull", True), ("beantwoord_op__isnull", True)),
                            models.Q(
                                ("beantwoord_door__isnull", False),
                                ("beantwoord_op__isnull", False),
                                models.Q(("antwoord", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="bezwaar_beantwoord_samen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Vrijgave",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("vrij_op", models.DateTimeField()),
                ("klaargezet_op", models.DateTimeField()),
                ("vrijgegeven_op", models.DateTimeField(blank=True, null=True)),
                (
                    "klaargezet_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "ronde",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vrijgaven",
                        to="publicatie.inkoopronde",
                    ),
                ),
                (
                    "uitvoerder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vrijgaven",
                        to="partijen.wlzuitvoerder",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "vrijgaven",
                "constraints": [
                    models.UniqueConstraint(fields=("ronde", "uitvoerder"), name="vrijgave_eenmaal"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("vrijgegeven_op__isnull", True),
                            ("vrijgegeven_op__gte", models.F("vrij_op")),
                            _connector="OR",
                        ),
                        name="vrijgave_niet_te_vroeg",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Geschil",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("overleg", "In overleg"),
                            ("opgelost", "Samen opgelost"),
                            ("bij_rechter", "Bij de rechter"),
                            ("beslist", "Beslist door de rechter"),
                        ],
                        default="overleg",
                        max_length=15,
                    ),
                ),
                ("onderwerp", models.TextField()),
                (
                    "omstandigheid_op",
                    models.DateField(verbose_name="dag waarop de omstandigheid bekend had kunnen zijn"),
                ),
                ("laatste_dag", models.DateField(blank=True, null=True)),
                ("overleg_op", models.DateField(blank=True, null=True)),
                ("overleg_uitkomst", models.TextField(blank=True)),
                ("aanhangig_op", models.DateField(blank=True, null=True)),
                ("rechtbank", models.CharField(blank=True, max_length=80)),
                ("te_laat", models.BooleanField(default=False, verbose_name="niet ontvankelijk (zes weken)")),
                ("uitkomst", models.TextField(blank=True)),
                ("vastgelegd_op", models.DateTimeField()),
                (
                    "inschrijving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="geschillen",
                        to="inschrijving.inschrijving",
                    ),
                ),
                (
                    "vastgelegd_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "over_overeenkomst",
                    models.BooleanField(default=False, verbose_name="over de overeenkomst, niet over de procedure"),
                ),
            ],
            options={
                "verbose_name_plural": "geschillen",
                "ordering": ["omstandigheid_op", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("aanhangig_op__isnull", True),
                            models.Q(("overleg_op__isnull", False), models.Q(("overleg_uitkomst", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="geschil_overleg_voor_de_rechter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("overleg_op__isnull", True), ("overleg_uitkomst", "")),
                            models.Q(("overleg_op__isnull", False), models.Q(("overleg_uitkomst", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="geschil_overleg_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("laatste_dag__isnull", True), ("over_overeenkomst", True)),
                            models.Q(("laatste_dag__isnull", False), ("over_overeenkomst", False)),
                            _connector="OR",
                        ),
                        name="geschil_termijn_van_de_procedure",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KortGeding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("aanhangig", "Aanhangig"),
                            ("beslist", "Uitspraak gedaan"),
                            ("ingetrokken", "Ingetrokken"),
                        ],
                        default="aanhangig",
                        max_length=15,
                    ),
                ),
                ("betekend_op", models.DateField(verbose_name="dag waarop de dagvaarding is betekend")),
                ("laatste_dag", models.DateField(verbose_name="laatste dag van de vervaltermijn")),
                ("te_laat", models.BooleanField(default=False, verbose_name="termijn verstreken")),
                ("rechtbank", models.CharField(max_length=80)),
                ("zaaknummer", models.CharField(blank=True, max_length=40)),
                (
                    "uitspraak",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("toegewezen", "Vordering toegewezen"),
                            ("afgewezen", "Vordering afgewezen"),
                            ("niet_ontvankelijk", "Niet ontvankelijk"),
                        ],
                        max_length=20,
                    ),
                ),
                ("uitspraak_op", models.DateField(blank=True, null=True)),
                ("toelichting", models.TextField(blank=True, verbose_name="wat er is beslist, of waarom ingetrokken")),
                ("vastgelegd_op", models.DateTimeField()),
                ("doorgaan_reden", models.TextField(blank=True, verbose_name="waarom met anderen wordt doorgegaan")),
                ("doorgaan_op", models.DateTimeField(blank=True, null=True)),
                (
                    "beslissing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kort_gedingen",
                        to="bekendmaking.beslissing",
                    ),
                ),
                (
                    "doorgaan_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "vastgelegd_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "uitspraak_kenmerk",
                    models.CharField(blank=True, max_length=60, verbose_name="kenmerk van de uitspraak"),
                ),
                (
                    "vonnis",
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
                "verbose_name_plural": "kort gedingen",
                "ordering": ["betekend_op", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "beslist"), _negated=True),
                            models.Q(("uitspraak_op__isnull", False), models.Q(("uitspraak", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="kort_geding_uitspraak_volledig",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("doorgaan_door__isnull", True), ("doorgaan_op__isnull", True), ("doorgaan_reden", "")
                            ),
                            models.Q(
                                ("doorgaan_door__isnull", False),
                                ("doorgaan_op__isnull", False),
                                models.Q(("doorgaan_reden", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="kort_geding_doorgaan_samen",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "aanhangig")),
                        fields=("beslissing", "betekend_op"),
                        name="kort_geding_eenmaal_aanhangig",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Herziening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[("ontwerp", "Ontwerp"), ("vrijgegeven", "Vrijgegeven")],
                        default="ontwerp",
                        max_length=15,
                    ),
                ),
                ("reden", models.TextField(verbose_name="waarom, zoals het in elke brief staat")),
                (
                    "basis_hash",
                    models.CharField(max_length=64, verbose_name="sha256 van de invoer waarvan is uitgegaan"),
                ),
                ("invoer", models.JSONField(verbose_name="verbeterde invoer van proefselectie")),
                (
                    "motiveringen",
                    models.JSONField(
                        blank=True, default=dict, verbose_name="per kenmerk waarom een partij niet meer voldoet"
                    ),
                ),
                ("uitslag", models.JSONField(verbose_name="uitvoer van de rangschikking")),
                ("hash", models.CharField(max_length=64, verbose_name="sha256 van invoer, reden en brieven")),
                ("dagtekening", models.DateField()),
                ("opgesteld_op", models.DateTimeField()),
                ("vrijgegeven_op", models.DateTimeField(blank=True, null=True)),
                (
                    "opschorting_tot",
                    models.DateTimeField(blank=True, null=True, verbose_name="nieuw einde van de opschortende termijn"),
                ),
                (
                    "bezwaar",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="herzieningen",
                        to="bekendmaking.bezwaar",
                    ),
                ),
                (
                    "opgesteld_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "toewijzing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="herzieningen",
                        to="publicatie.regiotoewijzing",
                    ),
                ),
                (
                    "vrijgegeven_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kort_geding",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="herzieningen",
                        to="bekendmaking.kortgeding",
                    ),
                ),
                (
                    "loting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="herzieningen",
                        to="selectie.loting",
                    ),
                ),
                (
                    "intrekken_gevraagd_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("intrekken_gevraagd_op", models.DateTimeField(blank=True, null=True)),
                ("intrekreden", models.TextField(blank=True, verbose_name="waarom de loting niet door moet gaan")),
                (
                    "besluit_blijft",
                    models.BooleanField(
                        default=False, verbose_name="de beslissingen blijven, want er is er al een definitief"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "herzieningen",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "ontwerp")),
                        fields=("toewijzing",),
                        name="herziening_een_ontwerp_per_regio",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "vrijgegeven")),
                        fields=("bezwaar", "toewijzing"),
                        name="herziening_eenmaal_per_bezwaar_en_regio",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reden", ""), _negated=True), name="herziening_heeft_reden"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("vrijgegeven_door__isnull", True),
                            models.Q(("vrijgegeven_door", models.F("opgesteld_door")), _negated=True),
                            _connector="OR",
                        ),
                        name="herziening_vier_ogen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["ontwerp"]),
                                ("vrijgegeven_door__isnull", True),
                                ("vrijgegeven_op__isnull", True),
                            ),
                            models.Q(("vrijgegeven_door__isnull", False), ("vrijgegeven_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="herziening_vrijgegeven_samen",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "vrijgegeven")),
                        fields=("kort_geding",),
                        name="herziening_eenmaal_per_kort_geding",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("bezwaar__isnull", False), ("kort_geding__isnull", True)),
                            models.Q(("bezwaar__isnull", True), ("kort_geding__isnull", False)),
                            _connector="OR",
                        ),
                        name="herziening_een_aanleiding",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("intrekken_gevraagd_door__isnull", True),
                                ("intrekken_gevraagd_op__isnull", True),
                                ("intrekreden", ""),
                            ),
                            models.Q(
                                ("intrekken_gevraagd_door__isnull", False),
                                ("intrekken_gevraagd_op__isnull", False),
                                models.Q(("intrekreden", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="herziening_intrekken_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("besluit_blijft", False), ("loting__isnull", True), _connector="OR"),
                        name="herziening_blijft_zonder_loting",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Logo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stuk",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kluis.stuk"),
                ),
                (
                    "uitvoerder",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="logo", to="partijen.wlzuitvoerder"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "logo’s",
            },
        ),
        migrations.CreateModel(
            name="Archief",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("aangevraagd", "In de rij"),
                            ("bezig", "Wordt gemaakt"),
                            ("klaar", "Klaar"),
                            ("mislukt", "Niet gelukt"),
                            ("vervangen", "Vervangen"),
                        ],
                        default="aangevraagd",
                        max_length=15,
                    ),
                ),
                ("aangevraagd_op", models.DateTimeField()),
                ("poging", models.PositiveSmallIntegerField(default=0)),
                ("gezien_op", models.DateTimeField(blank=True, null=True, verbose_name="laatste teken van leven")),
                ("totaal", models.PositiveIntegerField(default=0, verbose_name="aantal brieven")),
                ("gedaan", models.PositiveIntegerField(default=0)),
                ("manifest_hash", models.CharField(blank=True, max_length=64, verbose_name="sha256 van manifest.json")),
                ("klaar_op", models.DateTimeField(blank=True, null=True)),
                ("melding", models.TextField(blank=True, verbose_name="waarom het niet lukte")),
                (
                    "aangevraagd_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "ronde",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="archieven",
                        to="publicatie.inkoopronde",
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
                "verbose_name_plural": "archieven",
                "ordering": ["ronde", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["aangevraagd", "bezig"])),
                        fields=("ronde",),
                        name="archief_een_tegelijk",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["klaar", "vervangen"]), _negated=True),
                            models.Q(("klaar_op__isnull", False), ("manifest_hash__gt", ""), ("stuk__isnull", False)),
                            _connector="OR",
                        ),
                        name="archief_klaar_heeft_bestand",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Brievenreeks",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("aangevraagd", "In de rij"),
                            ("bezig", "Wordt gemaakt"),
                            ("klaar", "Klaar"),
                            ("mislukt", "Niet gelukt"),
                            ("vervangen", "Vervangen"),
                        ],
                        default="aangevraagd",
                        max_length=15,
                    ),
                ),
                ("aangevraagd_op", models.DateTimeField()),
                ("poging", models.PositiveSmallIntegerField(default=0)),
                ("gezien_op", models.DateTimeField(blank=True, null=True, verbose_name="laatste teken van leven")),
                ("totaal", models.PositiveIntegerField(default=0, verbose_name="aantal brieven")),
                ("gedaan", models.PositiveIntegerField(default=0)),
                ("klaar_op", models.DateTimeField(blank=True, null=True)),
                ("melding", models.TextField(blank=True, verbose_name="waarom het niet lukte")),
                (
                    "overgeslagen",
                    models.JSONField(blank=True, default=list, verbose_name="per brief die niet lukte, waarom"),
                ),
                (
                    "aangevraagd_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "ronde",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="publicatie.inkoopronde"
                    ),
                ),
                (
                    "uitvoerder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partijen.wlzuitvoerder"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "brievenreeksen",
                "ordering": ["ronde", "uitvoerder", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["aangevraagd", "bezig"])),
                        fields=("ronde", "uitvoerder"),
                        name="brievenreeks_een_tegelijk",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "klaar"), _negated=True), ("klaar_op__isnull", False), _connector="OR"
                        ),
                        name="brievenreeks_klaar_heeft_moment",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="Brief",
            name="herziening",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="brieven",
                to="bekendmaking.herziening",
            ),
        ),
    ])
