import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kern.db import alleen_toevoegen_sql, toestaan_sql, weiger_sql, wijzigbaar_sql
from kern.migratie import samen

WIJZIGINGEN = "publicatie_rondewijziging"
RONDE = "publicatie_inkoopronde"
NAAM = "publicatie_sluiting_vast"
ANDERS = """OLD.status = 'gepubliceerd' AND (NEW.status <> 'gepubliceerd' OR NEW.sluiting_op IS NULL
    OR (NEW.sluiting_op <> OLD.sluiting_op AND (NEW.sluiting_op < OLD.sluiting_op OR NOT EXISTS (
        SELECT 1 FROM publicatie_uitstel u
        WHERE u.ronde_id = NEW.id AND u.nieuw = NEW.sluiting_op AND u.status = 'bevestigd'))))"""
TEKST = "de sluiting van een gepubliceerde ronde wordt alleen later, door twee mensen"


def zet_vast(apps, schema_editor):
    """What was changed after publication can only grow, and a closing moves only by a confirmed uitstel (R8, T14)."""
    vendor = schema_editor.connection.vendor
    for opdracht in (*alleen_toevoegen_sql(WIJZIGINGEN, vendor), *weiger_sql(NAAM, RONDE, ANDERS, TEKST, vendor)):
        schema_editor.execute(opdracht)


def maak_los(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for opdracht in (*wijzigbaar_sql(WIJZIGINGEN, vendor), *toestaan_sql(NAAM, RONDE, vendor)):
        schema_editor.execute(opdracht)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kluis", "0002_virusscan_en_signalen"),
        ("partijen", "0001_squashed_0005_huisstijl"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = samen([
        migrations.CreateModel(
            name="Gemeente",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cbs_code", models.CharField(max_length=6, unique=True, verbose_name="CBS-code")),
                ("naam", models.CharField(max_length=80)),
            ],
            options={
                "ordering": ["naam"],
            },
        ),
        migrations.CreateModel(
            name="Gemeentealias",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("naam", models.CharField(max_length=80, unique=True)),
                (
                    "gemeente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="aliassen", to="publicatie.gemeente"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Inkoopronde",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(unique=True, verbose_name="code")),
                ("naam", models.CharField(max_length=120, verbose_name="naam")),
                (
                    "status",
                    models.CharField(
                        choices=[("concept", "Concept"), ("gepubliceerd", "Gepubliceerd")],
                        default="concept",
                        max_length=15,
                    ),
                ),
                ("opsteller", models.CharField(blank=True, max_length=120, verbose_name="opgesteld door")),
                ("mede_opstellers", models.CharField(blank=True, max_length=200, verbose_name="opgesteld met")),
                ("versie", models.CharField(default="1.0", max_length=20, verbose_name="versie van het kader")),
                (
                    "publicatie_op",
                    models.DateTimeField(blank=True, null=True, verbose_name="publicatie en start van de inschrijving"),
                ),
                (
                    "sluiting_op",
                    models.DateTimeField(blank=True, null=True, verbose_name="sluiting van de inschrijving"),
                ),
                ("beoordeling_vanaf", models.DateTimeField(blank=True, null=True, verbose_name="beoordeling vanaf")),
                (
                    "bekendmaking_op",
                    models.DateTimeField(blank=True, null=True, verbose_name="bekendmaking van de beslissingen"),
                ),
                (
                    "bezwaar_tot",
                    models.DateTimeField(blank=True, null=True, verbose_name="einde van de tijd voor bezwaar"),
                ),
                (
                    "overeenkomsten_vanaf",
                    models.DateTimeField(blank=True, null=True, verbose_name="sluiten van de overeenkomsten vanaf"),
                ),
                ("ingang_op", models.DateField(blank=True, null=True, verbose_name="ingang van de overeenkomst")),
                (
                    "antwoord_uiterlijk",
                    models.DateField(blank=True, null=True, verbose_name="antwoord op bezwaar uiterlijk"),
                ),
                (
                    "opschorting_tot",
                    models.DateTimeField(blank=True, null=True, verbose_name="opschortende termijn tot"),
                ),
                (
                    "bezwaar_dagen",
                    models.PositiveSmallIntegerField(
                        default=14,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="dagen voor bezwaar",
                    ),
                ),
                (
                    "bezwaar_uiterste_dagen",
                    models.PositiveSmallIntegerField(
                        default=15,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="uiterste dagen voor bezwaar",
                    ),
                ),
                (
                    "antwoord_dagen",
                    models.PositiveSmallIntegerField(
                        default=27,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="dagen voor antwoord op bezwaar",
                    ),
                ),
                (
                    "opschorting_dagen",
                    models.PositiveSmallIntegerField(
                        default=27,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="dagen opschorting",
                    ),
                ),
                (
                    "kort_geding_dagen",
                    models.PositiveSmallIntegerField(
                        default=20,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="dagen voor kort geding",
                    ),
                ),
                (
                    "overige_geschillen_dagen",
                    models.PositiveSmallIntegerField(
                        default=42,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="dagen voor overige geschillen",
                    ),
                ),
                (
                    "maximum_per_regio",
                    models.PositiveSmallIntegerField(default=4, verbose_name="organisaties per regio, ten hoogste"),
                ),
                (
                    "onderscheid_bestaand",
                    models.BooleanField(default=True, verbose_name="bestaande organisaties gaan voor"),
                ),
                (
                    "referentiejaar",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(2000),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="referentiejaar",
                    ),
                ),
                (
                    "tarief",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="tarief per uur in euro"
                    ),
                ),
                (
                    "budgeteenheid",
                    models.CharField(
                        choices=[("cent", "Centen"), ("euro", "Hele euro's")],
                        default="cent",
                        max_length=5,
                        verbose_name="budget in",
                    ),
                ),
                (
                    "looptijd_bestaand_tot",
                    models.DateField(blank=True, null=True, verbose_name="looptijd bestaande organisatie tot en met"),
                ),
                (
                    "looptijd_nieuw_tot",
                    models.DateField(blank=True, null=True, verbose_name="looptijd nieuwe organisatie tot en met"),
                ),
                ("verlenging_tot", models.DateField(blank=True, null=True, verbose_name="te verlengen tot uiterlijk")),
                (
                    "document_max_maanden",
                    models.PositiveSmallIntegerField(default=6, verbose_name="documenten hooguit zo oud, in maanden"),
                ),
                (
                    "opening_na_minuten",
                    models.PositiveSmallIntegerField(
                        default=60, verbose_name="openen kan zoveel minuten na de sluiting"
                    ),
                ),
                (
                    "opening_binnen_minuten",
                    models.PositiveSmallIntegerField(
                        default=10, verbose_name="tweede opener bevestigt binnen, in minuten"
                    ),
                ),
                (
                    "min_clientondersteuners",
                    models.PositiveSmallIntegerField(default=3, verbose_name="cliëntondersteuners, ten minste"),
                ),
                (
                    "herzieningsmaanden",
                    models.JSONField(blank=True, default=list, verbose_name="maanden van herziening"),
                ),
                (
                    "overheveling_streng",
                    models.BooleanField(default=False, verbose_name="overheveling alleen na akkoord"),
                ),
                (
                    "nota_op",
                    models.DateTimeField(blank=True, null=True, verbose_name="nota van inlichtingen uiterlijk"),
                ),
                (
                    "vragen_tot",
                    models.DateTimeField(blank=True, null=True, verbose_name="vragen stellen kan tot en met"),
                ),
                ("vragen_vanaf", models.DateTimeField(blank=True, null=True, verbose_name="vragen stellen kan vanaf")),
                ("definitie", models.TextField(blank=True, verbose_name="wat cliëntondersteuning is")),
                (
                    "heropening_op",
                    models.DateField(
                        blank=True, null=True, verbose_name="publicatie voor regio’s met te weinig organisaties"
                    ),
                ),
                ("leveringsvormen", models.JSONField(blank=True, default=list, verbose_name="leveringsvormen")),
                (
                    "mandaat_tot",
                    models.DateField(blank=True, null=True, verbose_name="mandaat aan het zorgkantoor tot en met"),
                ),
                (
                    "mandaat_van",
                    models.DateField(blank=True, null=True, verbose_name="mandaat aan het zorgkantoor van"),
                ),
                ("sectoren", models.JSONField(blank=True, default=list, verbose_name="sectoren")),
                (
                    "soort",
                    models.CharField(
                        choices=[
                            ("inkoop", "Inkoopronde"),
                            ("heropening", "Heropening voor regio’s met plaats"),
                            ("verlenging", "Verlenging van overeenkomsten"),
                        ],
                        default="inkoop",
                        max_length=10,
                        verbose_name="soort ronde",
                    ),
                ),
                (
                    "voorganger",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opvolgers",
                        to="publicatie.inkoopronde",
                        verbose_name="gemaakt van ronde",
                    ),
                ),
            ],
            options={
                "ordering": ["-publicatie_op", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "concept"),
                            models.Q(
                                ("bekendmaking_op__lt", models.F("bezwaar_tot")),
                                ("beoordeling_vanaf__lt", models.F("bekendmaking_op")),
                                ("publicatie_op__lt", models.F("sluiting_op")),
                                ("sluiting_op__lt", models.F("beoordeling_vanaf")),
                            ),
                            _connector="OR",
                        ),
                        name="ronde_tijdschema_op_volgorde",
                        violation_error_message="De datums van het tijdschema staan niet op volgorde.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("maximum_per_regio__gte", 1)), name="ronde_maximum_minstens_een"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("nota_op__isnull", True), ("vragen_tot__isnull", True), ("vragen_vanaf__isnull", True)
                            ),
                            models.Q(
                                ("nota_op__isnull", False),
                                ("vragen_tot__isnull", False),
                                ("vragen_tot__lt", models.F("nota_op")),
                                ("vragen_vanaf__isnull", False),
                                ("vragen_vanaf__lt", models.F("vragen_tot")),
                            ),
                            _connector="OR",
                        ),
                        name="ronde_vragen_op_volgorde",
                        violation_error_message="Vul voor een vragenronde drie momenten in, op volgorde: vragen vanaf, vragen tot en met, en de nota van inlichtingen. Of laat ze alle drie leeg.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("soort", "heropening"), _negated=True),
                            ("voorganger__isnull", False),
                            _connector="OR",
                        ),
                        name="heropening_heeft_voorganger",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("soort", "heropening")),
                        fields=("voorganger", "ingang_op"),
                        name="heropening_eenmaal_per_ingang",
                        violation_error_message="Voor deze ronde bestaat al een heropening met deze ingangsdatum.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("mandaat_tot__isnull", True), ("mandaat_van__isnull", True)),
                            models.Q(
                                ("mandaat_tot__isnull", False),
                                ("mandaat_van__isnull", False),
                                ("mandaat_van__lte", models.F("mandaat_tot")),
                            ),
                            _connector="OR",
                        ),
                        name="ronde_mandaat_van_voor_tot",
                        violation_error_message="Het mandaat heeft een begin en een eind, en begint niet na het eind.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("soort", "verlenging"), _negated=True),
                            ("voorganger__isnull", False),
                            _connector="OR",
                        ),
                        name="verlenging_heeft_voorganger",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("soort", "verlenging")),
                        fields=("voorganger", "ingang_op"),
                        name="verlenging_eenmaal_per_ingang",
                        violation_error_message="Voor deze ronde bestaat al een verlengingsronde met deze ingangsdatum.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Regio",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.SlugField(unique=True)),
                ("naam", models.CharField(max_length=80)),
                (
                    "tegelnaam",
                    models.CharField(max_length=40, verbose_name="naam op een tegel, met zachte afbreekstreepjes"),
                ),
                ("afkorting", models.CharField(max_length=3, verbose_name="naam op een smalle tegel")),
                ("kolom", models.PositiveSmallIntegerField()),
                ("rij", models.PositiveSmallIntegerField()),
            ],
            options={
                "verbose_name_plural": "regio's",
                "ordering": ["naam"],
                "constraints": [models.UniqueConstraint(fields=("kolom", "rij"), name="regio_tegel_eenmaal")],
            },
        ),
        migrations.CreateModel(
            name="Regioalias",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("naam", models.CharField(max_length=80, unique=True)),
                (
                    "regio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="aliassen", to="publicatie.regio"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Regiotoewijzing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "regio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="toewijzingen", to="publicatie.regio"
                    ),
                ),
                (
                    "ronde",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="toewijzingen",
                        to="publicatie.inkoopronde",
                    ),
                ),
                (
                    "uitvoerder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="toewijzingen",
                        to="partijen.wlzuitvoerder",
                    ),
                ),
                (
                    "plaatsen",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Leeg: het maximum van de ronde.", null=True, verbose_name="plaatsen"
                    ),
                ),
                (
                    "leemten_vastgesteld_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("leemten_vastgesteld_op", models.DateTimeField(blank=True, null=True)),
                (
                    "leemten_voorgelegd_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("leemten_voorgelegd_op", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["regio__naam"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ronde", "regio"),
                        name="regio_eenmaal_per_ronde",
                        violation_error_message="Deze regio hoort al bij de ronde.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("plaatsen__isnull", True), ("plaatsen__gte", 1), _connector="OR"),
                        name="toewijzing_minstens_een_plaats",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("leemten_voorgelegd_door__isnull", True), ("leemten_voorgelegd_op__isnull", True)
                            ),
                            models.Q(
                                ("leemten_voorgelegd_door__isnull", False), ("leemten_voorgelegd_op__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="leemtelijst_voorgelegd_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("leemten_vastgesteld_door__isnull", True), ("leemten_vastgesteld_op__isnull", True)
                            ),
                            models.Q(
                                ("leemten_vastgesteld_door__isnull", False), ("leemten_vastgesteld_op__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="leemtelijst_vastgesteld_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("leemten_vastgesteld_door__isnull", True),
                            models.Q(
                                ("leemten_voorgelegd_door__isnull", False),
                                models.Q(
                                    ("leemten_vastgesteld_door", models.F("leemten_voorgelegd_door")), _negated=True
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="leemtelijst_vier_ogen",
                        violation_error_message="Een ander dan wie de lijst voorlegde stelt haar vast.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Regiobudget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("jaar", models.PositiveSmallIntegerField()),
                ("bedrag", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "toewijzing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="budgetten",
                        to="publicatie.regiotoewijzing",
                    ),
                ),
                ("bron", models.CharField(default="Zorginstituut Nederland", max_length=120)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("toewijzing", "jaar"), name="regiobudget_per_jaar"),
                    models.CheckConstraint(condition=models.Q(("bedrag__gte", 0)), name="regiobudget_niet_negatief"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Leemte",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "soort",
                    models.CharField(
                        choices=[
                            ("doelgroep", "Doelgroep"),
                            ("leveringsvorm", "Leveringsvorm"),
                            ("gebied", "Gemeenten of deel van de regio"),
                            ("expertise", "Expertise"),
                            ("taal", "Taal"),
                        ],
                        max_length=15,
                    ),
                ),
                ("omschrijving", models.CharField(max_length=200)),
                ("reden", models.TextField()),
                ("vastgesteld_op", models.DateTimeField(blank=True, null=True)),
                (
                    "opgesteld_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "vastgesteld_door",
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
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="leemten",
                        to="publicatie.regiotoewijzing",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("vastgesteld_door__isnull", True), ("vastgesteld_op__isnull", True)),
                            models.Q(("vastgesteld_door__isnull", False), ("vastgesteld_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="leemte_vastgesteld_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("vastgesteld_door__isnull", True),
                            models.Q(("vastgesteld_door", models.F("opgesteld_door")), _negated=True),
                            _connector="OR",
                        ),
                        name="leemte_vier_ogen",
                        violation_error_message="Een ander dan de opsteller stelt de leemte vast.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rondedocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slot", models.SlugField()),
                ("titel", models.CharField(max_length=120)),
                ("versie", models.PositiveSmallIntegerField(default=1)),
                ("volgnummer", models.PositiveSmallIntegerField(default=0)),
                ("verplicht", models.BooleanField(default=True, verbose_name="nodig om te publiceren")),
                ("adres", models.URLField(blank=True, verbose_name="adres elders")),
                ("geplaatst_op", models.DateTimeField(blank=True, null=True)),
                (
                    "ronde",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documenten",
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
                "ordering": ["volgnummer", "-versie"],
                "constraints": [
                    models.UniqueConstraint(fields=("ronde", "slot", "versie"), name="rondedocument_versie")
                ],
            },
        ),
        migrations.CreateModel(
            name="Selectiecriterium",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("volgnummer", models.PositiveSmallIntegerField()),
                ("code", models.SlugField()),
                ("titel", models.CharField(max_length=120)),
                ("toelichting", models.TextField(blank=True)),
                (
                    "ronde",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="publicatie.inkoopronde",
                    ),
                ),
            ],
            options={
                "ordering": ["volgnummer"],
                "constraints": [
                    models.UniqueConstraint(fields=("ronde", "volgnummer"), name="criterium_volgnummer_per_ronde")
                ],
            },
        ),
        migrations.CreateModel(
            name="Documenteis",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "klasse",
                    models.CharField(
                        choices=[("bestaand", "Bestaande organisatie"), ("nieuw", "Nieuwe organisatie")], max_length=10
                    ),
                ),
                ("volgnummer", models.PositiveSmallIntegerField()),
                (
                    "soort",
                    models.CharField(
                        choices=[
                            ("bestuursverklaring", "Bestuursverklaring"),
                            ("prognose", "Prognose"),
                            ("aansprakelijkheid", "Verklaring hoofdelijke aansprakelijkheid"),
                            ("machtiging", "Bewijs van machtiging om te tekenen"),
                            ("vog", "Verklaring omtrent gedrag"),
                            ("kvk", "Uittreksel KvK"),
                            ("registratieoverzicht", "Overzicht registraties"),
                            ("onderbouwing", "Onderbouwing per eis"),
                            ("ervaring", "Bewijs van ervaring"),
                        ],
                        max_length=25,
                    ),
                ),
                ("titel", models.CharField(max_length=120)),
                ("toelichting", models.TextField()),
                ("uploaden", models.BooleanField(default=True, verbose_name="wordt geüpload")),
                (
                    "alleen_samenwerkingsverband",
                    models.BooleanField(default=False, verbose_name="alleen voor een samenwerkingsverband"),
                ),
                ("per_deelnemer", models.BooleanField(default=False, verbose_name="van elke deelnemer")),
                ("heeft_datum", models.BooleanField(default=False, verbose_name="de datum op het document telt")),
                (
                    "ronde",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documenteisen",
                        to="publicatie.inkoopronde",
                    ),
                ),
            ],
            options={
                "ordering": ["klasse", "volgnummer"],
                "constraints": [
                    models.UniqueConstraint(fields=("ronde", "klasse", "soort"), name="document_eenmaal_per_klasse")
                ],
            },
        ),
        migrations.CreateModel(
            name="Dienst",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nummer", models.PositiveSmallIntegerField()),
                ("naam", models.CharField(max_length=120)),
                (
                    "ronde",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="diensten",
                        to="publicatie.inkoopronde",
                    ),
                ),
                (
                    "richtminuten",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Alleen als daar een afspraak over is.",
                        null=True,
                        verbose_name="minuten die één vraag gemiddeld duurt",
                    ),
                ),
            ],
            options={
                "ordering": ["nummer"],
                "constraints": [models.UniqueConstraint(fields=("ronde", "nummer"), name="dienst_nummer_per_ronde")],
            },
        ),
        migrations.CreateModel(
            name="LandelijkBedrag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("jaar", models.PositiveSmallIntegerField()),
                (
                    "bedrag",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="bedrag in euro"
                    ),
                ),
                ("voorlopig", models.BooleanField(default=True)),
                ("bron", models.CharField(blank=True, max_length=120)),
                (
                    "ronde",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="landelijke_bedragen",
                        to="publicatie.inkoopronde",
                    ),
                ),
            ],
            options={
                "ordering": ["jaar"],
                "constraints": [models.UniqueConstraint(fields=("ronde", "jaar"), name="landelijk_bedrag_per_jaar")],
            },
        ),
        migrations.CreateModel(
            name="Minimumeis",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nummer", models.PositiveSmallIntegerField()),
                ("thema", models.CharField(max_length=120, verbose_name="thema")),
                ("titel", models.CharField(max_length=120)),
                ("tekst", models.TextField()),
                ("paragraaf", models.CharField(max_length=40, verbose_name="paragraaf van het kader")),
                ("regionaal", models.BooleanField(default=False, verbose_name="beoordeeld per regio")),
                ("aandachtspunten", models.JSONField(blank=True, default=list)),
                (
                    "ronde",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="eisen", to="publicatie.inkoopronde"
                    ),
                ),
                (
                    "uit_register",
                    models.BooleanField(
                        default=False, verbose_name="het contractregister zegt wie een lopende overeenkomst heeft"
                    ),
                ),
            ],
            options={
                "ordering": ["nummer"],
                "constraints": [
                    models.UniqueConstraint(fields=("ronde", "nummer"), name="eis_nummer_per_ronde"),
                    models.UniqueConstraint(
                        condition=models.Q(("uit_register", True)),
                        fields=("ronde",),
                        name="eis_uit_register_eenmaal",
                        violation_error_message="Er is al een eis die het contractregister gebruikt.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Gemeentelidmaatschap",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("van", models.DateField()),
                ("tot", models.DateField(blank=True, null=True)),
                (
                    "gemeente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lidmaatschappen",
                        to="publicatie.gemeente",
                    ),
                ),
                (
                    "regio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lidmaatschappen",
                        to="publicatie.regio",
                    ),
                ),
            ],
            options={
                "ordering": ["gemeente__naam"],
                "constraints": [
                    models.UniqueConstraint(fields=("gemeente", "van"), name="gemeente_in_een_regio"),
                    models.CheckConstraint(
                        condition=models.Q(("tot__isnull", True), ("tot__gte", models.F("van")), _connector="OR"),
                        name="lidmaatschap_van_voor_tot",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Nota",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("versie", models.PositiveSmallIntegerField()),
                ("gepubliceerd_op", models.DateTimeField()),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "ronde",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notas", to="publicatie.inkoopronde"
                    ),
                ),
                (
                    "stuk",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kluis.stuk"),
                ),
            ],
            options={
                "verbose_name_plural": "nota's",
                "ordering": ["ronde", "-versie"],
                "constraints": [models.UniqueConstraint(fields=("ronde", "versie"), name="nota_versie_per_ronde")],
            },
        ),
        migrations.CreateModel(
            name="Correctie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("onderwerp", models.CharField(max_length=120, verbose_name="onderwerp of paragraaf")),
                ("tekst", models.TextField()),
                ("opgesteld_op", models.DateTimeField()),
                (
                    "opgesteld_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "ronde",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="correcties",
                        to="publicatie.inkoopronde",
                    ),
                ),
                (
                    "nota",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correcties",
                        to="publicatie.nota",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Vraag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nummer", models.PositiveIntegerField()),
                (
                    "soort",
                    models.CharField(
                        choices=[("vraag", "Vraag"), ("bezwaar", "Bezwaar tegen een voorwaarde")], max_length=10
                    ),
                ),
                ("onderwerp", models.CharField(max_length=120, verbose_name="onderwerp of paragraaf")),
                ("tekst", models.TextField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("gesteld", "Wacht op antwoord"),
                            ("beantwoord", "Beantwoord, nog niet gepubliceerd"),
                            ("gepubliceerd", "Gepubliceerd"),
                        ],
                        default="gesteld",
                        max_length=15,
                    ),
                ),
                ("gesteld_op", models.DateTimeField()),
                ("sleutel", models.UUIDField(verbose_name="één keer versturen is één vraag")),
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
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "nota",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vragen",
                        to="publicatie.nota",
                    ),
                ),
                (
                    "organisatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="vragen", to="partijen.organisatie"
                    ),
                ),
                (
                    "ronde",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="vragen", to="publicatie.inkoopronde"
                    ),
                ),
                (
                    "uitvoerder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="vragen", to="partijen.wlzuitvoerder"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "vragen",
                "ordering": ["ronde", "nummer"],
                "constraints": [
                    models.UniqueConstraint(fields=("ronde", "nummer"), name="vraag_nummer_per_ronde"),
                    models.UniqueConstraint(fields=("organisatie", "sleutel"), name="vraag_eenmaal_verstuurd"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("antwoord", ""), ("beantwoord_door__isnull", True), ("beantwoord_op__isnull", True)
                            ),
                            models.Q(
                                ("beantwoord_door__isnull", False),
                                ("beantwoord_op__isnull", False),
                                models.Q(("antwoord", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="vraag_beantwoord_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "gesteld"), ("beantwoord_op__isnull", False), _connector="OR"),
                        name="vraag_met_antwoord",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "gepubliceerd"), _negated=True),
                            ("nota__isnull", False),
                            _connector="OR",
                        ),
                        name="vraag_in_een_nota",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rondewijziging",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("versie", models.PositiveSmallIntegerField()),
                ("wat", models.JSONField()),
                ("reden", models.TextField()),
                ("op", models.DateTimeField()),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "ronde",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wijzigingen",
                        to="publicatie.inkoopronde",
                    ),
                ),
            ],
            options={
                "ordering": ["ronde", "-versie"],
                "constraints": [
                    models.UniqueConstraint(fields=("ronde", "versie"), name="rondewijziging_versie"),
                    models.CheckConstraint(
                        condition=models.Q(("reden", ""), _negated=True), name="rondewijziging_heeft_reden"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Uitstel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("voorgesteld", "Wacht op een tweede persoon"),
                            ("bevestigd", "Bevestigd"),
                            ("ingetrokken", "Ingetrokken"),
                        ],
                        default="voorgesteld",
                        max_length=15,
                    ),
                ),
                ("oud", models.DateTimeField()),
                ("nieuw", models.DateTimeField()),
                ("reden", models.TextField()),
                ("voorgesteld_op", models.DateTimeField()),
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
                    "ronde",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uitstellen",
                        to="publicatie.inkoopronde",
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
                "verbose_name_plural": "uitstellen",
                "ordering": ["ronde", "-voorgesteld_op"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("nieuw__gt", models.F("oud"))),
                        name="uitstel_is_later",
                        violation_error_message="Kies een moment na de sluiting die nu geldt.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("bevestigd_door__isnull", True), ("bevestigd_op__isnull", True)),
                            models.Q(("bevestigd_door__isnull", False), ("bevestigd_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="uitstel_bevestigd_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bevestigd_door__isnull", True),
                            models.Q(("bevestigd_door", models.F("voorgesteld_door")), _negated=True),
                            _connector="OR",
                        ),
                        name="uitstel_vier_ogen",
                        violation_error_message="Een ander dan wie het voorstelt, bevestigt het uitstel.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "bevestigd"), _negated=True),
                            ("bevestigd_door__isnull", False),
                            _connector="OR",
                        ),
                        name="uitstel_bevestigd_door_iemand",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "voorgesteld")),
                        fields=("ronde",),
                        name="uitstel_een_voorstel_tegelijk",
                        violation_error_message="Er ligt al een voorstel voor uitstel.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Brieftekst",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("onderdeel", models.SlugField(max_length=40)),
                ("tekst", models.TextField(blank=True)),
                ("gewijzigd_op", models.DateTimeField()),
                (
                    "gewijzigd_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "ronde",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="briefteksten",
                        to="publicatie.inkoopronde",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "briefteksten",
                "ordering": ["onderdeel"],
                "constraints": [
                    models.UniqueConstraint(fields=("ronde", "onderdeel"), name="brieftekst_eenmaal_per_onderdeel")
                ],
            },
        ),
        migrations.RunPython(zet_vast, maak_los),
    ])
