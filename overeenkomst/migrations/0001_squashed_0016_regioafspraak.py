import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kern.db import alleen_toevoegen_sql, toestaan_sql, weiger_sql, wijzigbaar_sql
from kern.migratie import samen

ALLEEN_ERBIJ = ("overeenkomst_modeltekst", "overeenkomst_looptijdwijziging")  # what was signed stays what it was (A68)
NAAM, TABEL = "afspraak_cijfers_vast", "overeenkomst_prijsvolumeafspraak"
KOLOMMEN = ("verdeling_id", "regioinschrijving_id", "jaar", "van", "tot", "tarief", "jaarbedrag", "budget", "uren")
ANDERS = " OR ".join(f"NEW.{kolom} <> OLD.{kolom}" for kolom in KOLOMMEN)
WANNEER = f"OLD.status <> 'ontwerp' AND ({ANDERS} OR NEW.status = 'ontwerp')"


def zet_vast(apps, schema_editor):
    """The figures of an afspraak that was fixed never change: another one is a next version (IK-153, OV-121)."""
    vendor = schema_editor.connection.vendor
    opdrachten = weiger_sql(NAAM, TABEL, WANNEER, "afspraak: de cijfers liggen vast", vendor)
    for opdracht in [*(sql for tabel in ALLEEN_ERBIJ for sql in alleen_toevoegen_sql(tabel, vendor)), *opdrachten]:
        schema_editor.execute(opdracht)


def maak_los(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    opdrachten = toestaan_sql(NAAM, TABEL, vendor)
    for opdracht in [*(sql for tabel in ALLEEN_ERBIJ for sql in wijzigbaar_sql(tabel, vendor)), *opdrachten]:
        schema_editor.execute(opdracht)


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
            name="Overeenkomst",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("concept", "Concept"),
                            ("aangeboden", "Aangeboden"),
                            ("getekend", "Getekend"),
                            ("van_kracht", "Van kracht"),
                            ("beeindigd", "Beëindigd"),
                        ],
                        default="concept",
                        max_length=15,
                    ),
                ),
                ("aangeboden_op", models.DateTimeField(blank=True, null=True)),
                (
                    "getekend_op",
                    models.DateTimeField(blank=True, null=True, verbose_name="door beide partijen getekend op"),
                ),
                (
                    "inschrijving",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overeenkomst",
                        to="inschrijving.inschrijving",
                    ),
                ),
                ("eind_op", models.DateField(blank=True, null=True, verbose_name="loopt tot en met")),
                (
                    "getekend_stuk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kluis.stuk",
                        verbose_name="exemplaar van de organisatie",
                    ),
                ),
                ("ingang_op", models.DateField(blank=True, null=True, verbose_name="gaat in op")),
                (
                    "organisatie_getekend_op",
                    models.DateTimeField(blank=True, null=True, verbose_name="door de organisatie getekend op"),
                ),
                (
                    "exemplaar_zorgkantoor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kluis.stuk",
                        verbose_name="exemplaar van het zorgkantoor",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "overeenkomsten",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "concept"),
                            models.Q(
                                ("aangeboden_op__isnull", False),
                                ("eind_op__isnull", False),
                                ("ingang_op__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="overeenkomst_aangeboden_met_looptijd",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["getekend", "van_kracht", "beeindigd"]), _negated=True),
                            models.Q(
                                ("exemplaar_zorgkantoor__isnull", False),
                                ("getekend_op__isnull", False),
                                ("getekend_stuk__isnull", False),
                                ("organisatie_getekend_op__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="overeenkomst_getekend_door_beide",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Modeltekst",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("versie", models.PositiveSmallIntegerField()),
                ("titel", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("inhoud", models.JSONField()),
                ("op", models.DateTimeField()),
                (
                    "door",
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
                        related_name="modelteksten",
                        to="publicatie.inkoopronde",
                    ),
                ),
                (
                    "stuk",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kluis.stuk"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "modelteksten",
                "ordering": ["ronde", "-versie"],
                "constraints": [models.UniqueConstraint(fields=("ronde", "versie"), name="modeltekst_versie")],
            },
        ),
        migrations.CreateModel(
            name="Aanbieding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("versie", models.PositiveSmallIntegerField()),
                ("hash", models.CharField(max_length=64, verbose_name="sha256 van de pdf")),
                ("feiten", models.JSONField()),
                ("op", models.DateTimeField()),
                ("ingetrokken_op", models.DateTimeField(blank=True, null=True)),
                ("intrekreden", models.TextField(blank=True, verbose_name="reden van intrekken")),
                ("bijlagen", models.ManyToManyField(blank=True, related_name="+", to="kluis.stuk")),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "ingetrokken_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "modeltekst",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="overeenkomst.modeltekst",
                    ),
                ),
                (
                    "overeenkomst",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aanbiedingen",
                        to="overeenkomst.overeenkomst",
                    ),
                ),
                (
                    "stuk",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kluis.stuk"),
                ),
            ],
            options={
                "verbose_name_plural": "aanbiedingen",
                "ordering": ["overeenkomst", "-versie"],
                "constraints": [
                    models.UniqueConstraint(fields=("overeenkomst", "versie"), name="aanbieding_versie"),
                    models.UniqueConstraint(
                        condition=models.Q(("ingetrokken_op__isnull", True)),
                        fields=("overeenkomst",),
                        name="aanbieding_een_tegelijk",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ingetrokken_door__isnull", True),
                                ("ingetrokken_op__isnull", True),
                                ("intrekreden", ""),
                            ),
                            models.Q(
                                ("ingetrokken_door__isnull", False),
                                ("ingetrokken_op__isnull", False),
                                models.Q(("intrekreden", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="aanbieding_ingetrokken_samen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contactpersoon",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kant",
                    models.CharField(
                        choices=[("organisatie", "De organisatie"), ("zorgkantoor", "Het zorgkantoor")], max_length=15
                    ),
                ),
                ("naam", models.CharField(max_length=120)),
                ("functie", models.CharField(max_length=80)),
                ("telefoon", models.CharField(max_length=20)),
                ("email", models.EmailField(max_length=254, verbose_name="e-mailadres")),
                (
                    "overeenkomst",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contactpersonen",
                        to="overeenkomst.overeenkomst",
                    ),
                ),
                (
                    "soort",
                    models.CharField(
                        choices=[("afspraken", "De afspraken"), ("acuut", "Acute signalen")],
                        default="afspraken",
                        max_length=15,
                        verbose_name="waarvoor",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "contactpersonen",
                "ordering": ["kant", "-soort", "naam", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("overeenkomst", "kant", "soort", "email"),
                        name="contactpersoon_eenmaal",
                        violation_error_message="Deze contactpersoon staat er al.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Contractgegevens",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kvk_nummer", models.CharField(max_length=8, verbose_name="KvK-nummer")),
                ("rechtbank", models.CharField(max_length=80, verbose_name="plaats van de bevoegde rechtbank")),
                (
                    "uitvoerder",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contractgegevens",
                        to="partijen.wlzuitvoerder",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "contractgegevens",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kvk_nummer__regex", "^[0-9]{8}$")),
                        name="contractgegevens_kvk_acht_cijfers",
                        violation_error_message="Een KvK-nummer heeft 8 cijfers.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Ondertekening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kant",
                    models.CharField(
                        choices=[("organisatie", "De organisatie"), ("zorgkantoor", "Het zorgkantoor")], max_length=15
                    ),
                ),
                ("plek", models.PositiveSmallIntegerField(verbose_name="eerste of tweede ondertekenaar van deze kant")),
                ("naam", models.CharField(max_length=200)),
                ("functie", models.CharField(max_length=80)),
                ("organisatie", models.CharField(max_length=200)),
                ("plaats", models.CharField(max_length=80)),
                ("op", models.DateTimeField()),
                ("hash", models.CharField(max_length=64, verbose_name="sha256 van wat getekend is")),
                (
                    "controle",
                    models.JSONField(blank=True, null=True, verbose_name="wat de controle van het bestand zei"),
                ),
                (
                    "aanbieding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ondertekeningen",
                        to="overeenkomst.aanbieding",
                    ),
                ),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                "verbose_name_plural": "ondertekeningen",
                "ordering": ["aanbieding", "kant", "plek"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("aanbieding", "kant", "plek"), name="ondertekening_eenmaal_per_plek"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("naam", ""), _negated=True),
                            models.Q(("functie", ""), _negated=True),
                            models.Q(("organisatie", ""), _negated=True),
                            models.Q(("plaats", ""), _negated=True),
                        ),
                        name="ondertekening_compleet",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Verdeling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("jaar", models.PositiveSmallIntegerField()),
                ("versie", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[("ontwerp", "Ontwerp"), ("vastgesteld", "Vastgesteld")],
                        default="ontwerp",
                        max_length=15,
                    ),
                ),
                (
                    "geld",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="geld van de regio in euro"),
                ),
                ("basis", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
                ("opgesteld_op", models.DateTimeField()),
                ("vastgesteld_op", models.DateTimeField(blank=True, null=True)),
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
                        related_name="verdelingen",
                        to="publicatie.regiotoewijzing",
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
            ],
            options={
                "verbose_name_plural": "verdelingen",
                "ordering": ["toewijzing", "jaar", "versie"],
                "constraints": [
                    models.UniqueConstraint(fields=("toewijzing", "jaar", "versie"), name="verdeling_versie"),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "ontwerp")),
                        fields=("toewijzing", "jaar"),
                        name="verdeling_een_ontwerp",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("vastgesteld_door__isnull", True),
                            models.Q(("vastgesteld_door", models.F("opgesteld_door")), _negated=True),
                            _connector="OR",
                        ),
                        name="verdeling_vier_ogen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("status", "vastgesteld"), _negated=True),
                                ("vastgesteld_door__isnull", True),
                                ("vastgesteld_op__isnull", True),
                            ),
                            models.Q(("vastgesteld_door__isnull", False), ("vastgesteld_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="verdeling_vastgesteld_samen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Prijsvolumeafspraak",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("jaar", models.PositiveSmallIntegerField()),
                ("van", models.DateField()),
                ("tot", models.DateField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("ontwerp", "Ontwerp"),
                            ("voorgesteld", "Wacht op akkoord"),
                            ("overleg", "Overleg gevraagd"),
                            ("akkoord", "Akkoord"),
                            ("vervallen", "Vervangen"),
                        ],
                        default="ontwerp",
                        max_length=15,
                    ),
                ),
                (
                    "prognose",
                    models.DecimalField(decimal_places=2, max_digits=9, verbose_name="uren volgens de organisatie"),
                ),
                (
                    "schatting",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=9,
                        null=True,
                        verbose_name="uren volgens het zorgkantoor",
                    ),
                ),
                (
                    "voorstel",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="voorstel naar rato in euro per jaar"
                    ),
                ),
                (
                    "jaarbedrag",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="budget voor een heel jaar in euro"
                    ),
                ),
                ("reden", models.TextField(blank=True, verbose_name="waarom anders dan het voorstel")),
                (
                    "tarief",
                    models.DecimalField(
                        decimal_places=2, max_digits=7, verbose_name="tarief per uur in euro, met beschikbaarheid"
                    ),
                ),
                ("budget", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="maximum budget in euro")),
                ("uren", models.DecimalField(decimal_places=2, max_digits=9, verbose_name="uren die daarin passen")),
                ("beantwoord_op", models.DateTimeField(blank=True, null=True)),
                ("overleg", models.TextField(blank=True, verbose_name="waarover de organisatie wil overleggen")),
                (
                    "gevraagd_tarief",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=7,
                        null=True,
                        verbose_name="lager tarief dat de organisatie vraagt",
                    ),
                ),
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
                    "regioinschrijving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="afspraken",
                        to="inschrijving.regioinschrijving",
                    ),
                ),
                (
                    "verdeling",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="afspraken",
                        to="overeenkomst.verdeling",
                    ),
                ),
                ("vanaf", models.DateField(blank=True, null=True, verbose_name="gewijzigd vanaf, na de handtekening")),
            ],
            options={
                "verbose_name_plural": "prijs- en volumeafspraken",
                "ordering": ["-jaar", "regioinschrijving__toewijzing__regio__naam", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["akkoord", "overleg", "voorgesteld"])),
                        fields=("regioinschrijving", "jaar"),
                        name="afspraak_per_jaar",
                    ),
                    models.CheckConstraint(condition=models.Q(("tarief__gt", 0)), name="afspraak_tarief_positief"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("budget__gte", 0), ("budget__lte", models.F("jaarbedrag")), ("uren__gte", 0)
                        ),
                        name="afspraak_niet_negatief",
                    ),
                    models.CheckConstraint(condition=models.Q(("van__lte", models.F("tot"))), name="afspraak_van_tot"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("beantwoord_door__isnull", True), ("beantwoord_op__isnull", True)),
                            models.Q(("beantwoord_door__isnull", False), ("beantwoord_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="afspraak_beantwoord_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["akkoord", "overleg"]), _negated=True),
                            ("beantwoord_door__isnull", False),
                            _connector="OR",
                        ),
                        name="afspraak_akkoord_door_iemand",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "overleg"), _negated=True),
                            models.Q(("overleg", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="afspraak_overleg_waarover",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("vanaf__isnull", True)),
                        fields=("verdeling", "regioinschrijving"),
                        name="afspraak_eenmaal_per_verdeling",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Looptijdwijziging",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "soort",
                    models.CharField(
                        choices=[
                            ("verlenging", "Verlenging"),
                            ("addendum", "Addendum"),
                            ("beeindiging", "Eerder beëindigd"),
                        ],
                        max_length=15,
                    ),
                ),
                ("vanaf", models.DateField(verbose_name="geldt vanaf")),
                ("tot", models.DateField(verbose_name="loopt tot en met")),
                ("reden", models.TextField()),
                ("op", models.DateTimeField()),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "regioinschrijving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="looptijdwijzigingen",
                        to="inschrijving.regioinschrijving",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "looptijdwijzigingen",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reden", ""), _negated=True), name="looptijdwijziging_met_reden"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Onderaannemer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("naam", models.CharField(max_length=200)),
                ("kvk_nummer", models.CharField(max_length=8, verbose_name="KvK-nummer")),
                ("werk", models.TextField(verbose_name="wat de onderaannemer doet")),
                ("vanaf", models.DateField(verbose_name="begint op zijn vroegst op")),
                (
                    "aandeel",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        verbose_name="deel van de uren in procenten",
                    ),
                ),
                ("zelfde_eisen", models.BooleanField(verbose_name="voldoet aan dezelfde eisen")),
                ("geen_facturen", models.BooleanField(verbose_name="stuurt geen facturen aan cliënten")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("gemeld", "Wacht op antwoord"),
                            ("geweigerd", "Geweigerd"),
                            ("akkoord", "Akkoord, nog niet begonnen"),
                            ("begonnen", "Aan het werk"),
                            ("ingetrokken", "Melding ingetrokken"),
                            ("beeindigd", "Beëindigd"),
                        ],
                        default="gemeld",
                        max_length=15,
                    ),
                ),
                ("gemeld_op", models.DateTimeField()),
                ("antwoord", models.TextField(blank=True, verbose_name="reden van het zorgkantoor")),
                ("beantwoord_op", models.DateTimeField(blank=True, null=True)),
                ("begonnen_op", models.DateField(blank=True, null=True, verbose_name="eerste dag")),
                ("laatste_dag", models.DateField(blank=True, null=True)),
                ("eindreden", models.TextField(blank=True, verbose_name="waarom het ophoudt")),
                ("beeindigd_op", models.DateTimeField(blank=True, null=True)),
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
                    "beeindigd_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        related_name="onderaannemers",
                        to="overeenkomst.overeenkomst",
                    ),
                ),
                ("regios", models.ManyToManyField(related_name="onderaannemers", to="inschrijving.regioinschrijving")),
            ],
            options={
                "verbose_name_plural": "onderaannemers",
                "ordering": ["-gemeld_op", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["akkoord", "begonnen", "gemeld"])),
                        fields=("overeenkomst", "kvk_nummer"),
                        name="onderaannemer_eenmaal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kvk_nummer__regex", "^[0-9]{8}$")), name="onderaannemer_kvk_acht_cijfers"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("geen_facturen", True), ("zelfde_eisen", True)),
                        name="onderaannemer_met_verklaringen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("aandeel__isnull", True),
                            models.Q(("aandeel__gt", 0), ("aandeel__lte", 100)),
                            _connector="OR",
                        ),
                        name="onderaannemer_aandeel",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("beantwoord_door__isnull", True), ("beantwoord_op__isnull", True)),
                            models.Q(("beantwoord_door__isnull", False), ("beantwoord_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="onderaannemer_beantwoord_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["geweigerd", "akkoord", "begonnen", "beeindigd"]), _negated=True),
                            models.Q(("beantwoord_door__isnull", False), models.Q(("antwoord", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="onderaannemer_antwoord_met_reden",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("begonnen_op__isnull", True),
                            models.Q(
                                ("beantwoord_door__isnull", False),
                                ("begonnen_op__gte", models.F("vanaf")),
                                models.Q(("status__in", ["gemeld", "geweigerd"]), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="onderaannemer_begint_na_antwoord",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "begonnen"), _negated=True),
                            ("begonnen_op__isnull", False),
                            _connector="OR",
                        ),
                        name="onderaannemer_begonnen_met_dag",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("beeindigd_door__isnull", True), ("beeindigd_op__isnull", True)),
                            models.Q(("beeindigd_door__isnull", False), ("beeindigd_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="onderaannemer_einde_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["ingetrokken", "beeindigd"]), _negated=True),
                            models.Q(("beeindigd_door__isnull", False), models.Q(("eindreden", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="onderaannemer_einde_met_reden",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "beeindigd"), _negated=True),
                            models.Q(("begonnen_op__isnull", True), ("laatste_dag__isnull", True)),
                            ("laatste_dag__gte", models.F("begonnen_op")),
                            _connector="OR",
                        ),
                        name="onderaannemer_laatste_dag",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Onderaannemertoets",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("voldoet", models.BooleanField()),
                ("motivering", models.TextField(blank=True)),
                ("op", models.DateTimeField()),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "eis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="publicatie.minimumeis"
                    ),
                ),
                (
                    "onderaannemer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="toetsen",
                        to="overeenkomst.onderaannemer",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "toetsen van onderaannemers",
                "ordering": ["onderaannemer", "eis__nummer"],
                "constraints": [
                    models.UniqueConstraint(fields=("onderaannemer", "eis"), name="onderaannemertoets_per_eis"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("voldoet", True), models.Q(("motivering", ""), _negated=True), _connector="OR"
                        ),
                        name="onderaannemertoets_motiveert_gebrek",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Onderaannemervraag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("vraag", models.TextField()),
                ("gevraagd_op", models.DateTimeField()),
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
                    "gevraagd_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "onderaannemer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vragen",
                        to="overeenkomst.onderaannemer",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "vragen over onderaannemers",
                "ordering": ["onderaannemer", "gevraagd_op", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("beantwoord_op__isnull", True)),
                        fields=("onderaannemer",),
                        name="onderaannemervraag_een_tegelijk",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("beantwoord_door__isnull", True), ("beantwoord_op__isnull", True)),
                            models.Q(("beantwoord_door__isnull", False), ("beantwoord_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="onderaannemervraag_beantwoord_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("vraag", ""), _negated=True),
                            models.Q(
                                ("beantwoord_op__isnull", True),
                                models.Q(("antwoord", ""), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="onderaannemervraag_met_tekst",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Bereikbaarheid",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "telefoon",
                    models.CharField(
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[+0-9(][0-9 ()+-]{3,19}$",
                                "Vul een telefoonnummer in met alleen cijfers, spaties en streepjes, bijvoorbeeld 088 123 45 67.",
                            )
                        ],
                        verbose_name="telefoonnummer",
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mailadres")),
                ("werktijden", models.CharField(max_length=200, verbose_name="bereikbaar op")),
                ("website", models.URLField(verbose_name="website")),
                ("versie", models.PositiveSmallIntegerField(default=1)),
                ("gewijzigd_op", models.DateTimeField()),
                (
                    "gewijzigd_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bereikbaarheden",
                        to="partijen.organisatie",
                    ),
                ),
                (
                    "regio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bereikbaarheden",
                        to="publicatie.regio",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "bereikbaarheden",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("email", ""), _negated=True),
                            models.Q(("werktijden", ""), _negated=True),
                            models.Q(("website", ""), _negated=True),
                        ),
                        name="bereikbaarheid_compleet",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("telefoon__regex", "^[+0-9(][0-9 ()+-]{3,19}$")),
                        name="bereikbaarheid_telefoon",
                        violation_error_message="Vul een telefoonnummer in met alleen cijfers, spaties en streepjes, bijvoorbeeld 088 123 45 67.",
                    ),
                    models.UniqueConstraint(fields=("organisatie", "regio"), name="bereikbaarheid_per_regio"),
                ],
            },
        ),
        migrations.CreateModel(
            name="EigenOndersteuning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "telefoon",
                    models.CharField(
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[+0-9(][0-9 ()+-]{3,19}$",
                                "Vul een telefoonnummer in met alleen cijfers, spaties en streepjes, bijvoorbeeld 088 123 45 67.",
                            )
                        ],
                        verbose_name="telefoonnummer",
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mailadres")),
                ("werktijden", models.CharField(max_length=200, verbose_name="bereikbaar op")),
                ("website", models.URLField(verbose_name="website")),
                ("versie", models.PositiveSmallIntegerField(default=1)),
                ("gewijzigd_op", models.DateTimeField()),
                (
                    "gewijzigd_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "uitvoerder",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="eigen_ondersteuning",
                        to="partijen.wlzuitvoerder",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "eigen ondersteuning",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("email", ""), _negated=True),
                            models.Q(("werktijden", ""), _negated=True),
                            models.Q(("website", ""), _negated=True),
                        ),
                        name="eigenondersteuning_compleet",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("telefoon__regex", "^[+0-9(][0-9 ()+-]{3,19}$")),
                        name="eigenondersteuning_telefoon",
                        violation_error_message="Vul een telefoonnummer in met alleen cijfers, spaties en streepjes, bijvoorbeeld 088 123 45 67.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wijzigingsvoorstel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("volgnummer", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "In overleg"),
                            ("aangenomen", "Aangenomen"),
                            ("mislukt", "Geen overeenstemming"),
                            ("ingetrokken", "Ingetrokken"),
                        ],
                        default="open",
                        max_length=15,
                    ),
                ),
                (
                    "kant",
                    models.CharField(
                        choices=[("organisatie", "De organisatie"), ("zorgkantoor", "Het zorgkantoor")],
                        max_length=15,
                        verbose_name="wie het voorstelt",
                    ),
                ),
                (
                    "reden",
                    models.CharField(
                        choices=[
                            ("wet", "Een wet of regel is veranderd"),
                            ("beleid", "Het beleid van de overheid is veranderd"),
                            ("anders", "Iets anders"),
                        ],
                        max_length=15,
                    ),
                ),
                ("toelichting", models.TextField()),
                ("artikelen", models.CharField(max_length=300, verbose_name="artikelen en bijlagen")),
                ("tekst", models.TextField(verbose_name="tekst van het addendum")),
                ("ingang_op", models.DateField(verbose_name="gaat in op")),
                ("wijziging", models.JSONField(default=dict)),
                ("verschillen", models.JSONField(default=list)),
                ("opgesteld_op", models.DateTimeField()),
                ("besloten_op", models.DateTimeField(blank=True, null=True)),
                ("uitkomst", models.TextField(blank=True, verbose_name="waarom niet")),
                (
                    "besloten_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opgesteld_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "overeenkomst",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voorstellen",
                        to="overeenkomst.overeenkomst",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "wijzigingsvoorstellen",
                "ordering": ["overeenkomst", "volgnummer"],
                "constraints": [
                    models.UniqueConstraint(fields=("overeenkomst", "volgnummer"), name="voorstel_volgnummer"),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "open")), fields=("overeenkomst",), name="voorstel_een_tegelijk"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("besloten_door__isnull", True), ("besloten_op__isnull", True), ("status", "open")
                            ),
                            models.Q(("besloten_door__isnull", False), ("besloten_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="voorstel_besloten_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["open", "aangenomen"]),
                            models.Q(("uitkomst", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="voorstel_uitkomst_met_reden",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("toelichting", ""), _negated=True),
                            models.Q(("artikelen", ""), _negated=True),
                            models.Q(("tekst", ""), _negated=True),
                        ),
                        name="voorstel_zegt_iets",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wijzigingsoverleg",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("dag", models.DateField()),
                ("verslag", models.TextField()),
                ("op", models.DateTimeField()),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "voorstel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overleggen",
                        to="overeenkomst.wijzigingsvoorstel",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "overleggen",
                "ordering": ["dag", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("verslag", ""), _negated=True), name="wijzigingsoverleg_met_verslag"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Wijzigingshandtekening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kant",
                    models.CharField(
                        choices=[("organisatie", "De organisatie"), ("zorgkantoor", "Het zorgkantoor")], max_length=15
                    ),
                ),
                ("plek", models.PositiveSmallIntegerField(verbose_name="eerste of tweede ondertekenaar van deze kant")),
                ("naam", models.CharField(max_length=200)),
                ("functie", models.CharField(max_length=80)),
                ("organisatie", models.CharField(max_length=200)),
                ("plaats", models.CharField(max_length=80)),
                ("op", models.DateTimeField()),
                ("hash", models.CharField(max_length=64, verbose_name="sha256 van de inhoud")),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "voorstel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handtekeningen",
                        to="overeenkomst.wijzigingsvoorstel",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "handtekeningen",
                "ordering": ["op", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("voorstel", "kant", "plek", "hash"), name="wijziging_eenmaal_per_plek"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("naam", ""), _negated=True),
                            models.Q(("functie", ""), _negated=True),
                            models.Q(("organisatie", ""), _negated=True),
                            models.Q(("plaats", ""), _negated=True),
                        ),
                        name="wijzigingshandtekening_compleet",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Addendum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nummer", models.PositiveSmallIntegerField()),
                ("ingang_op", models.DateField(verbose_name="gaat in op")),
                ("op", models.DateTimeField(verbose_name="getekend door beide partijen op")),
                (
                    "overeenkomst",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addenda",
                        to="overeenkomst.overeenkomst",
                    ),
                ),
                (
                    "stuk",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kluis.stuk"),
                ),
                (
                    "voorstel",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addendum",
                        to="overeenkomst.wijzigingsvoorstel",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "addenda",
                "ordering": ["overeenkomst", "nummer"],
                "constraints": [models.UniqueConstraint(fields=("overeenkomst", "nummer"), name="addendum_nummer")],
            },
        ),
        migrations.CreateModel(
            name="Verlenging",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("jaar", models.PositiveSmallIntegerField(verbose_name="jaar waarin zij anders eindigt")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("ontwerp", "Wacht op een collega"),
                            ("aangeboden", "Wacht op de organisatie"),
                            ("aanvaard", "Verlengd"),
                            ("niet_verlengd", "Wordt niet verlengd"),
                        ],
                        default="ontwerp",
                        max_length=15,
                    ),
                ),
                ("tot", models.DateField(blank=True, null=True, verbose_name="verlengd tot en met")),
                ("reden", models.TextField()),
                ("opgesteld_op", models.DateTimeField()),
                ("besloten_op", models.DateTimeField(blank=True, null=True)),
                ("aanvaard_op", models.DateTimeField(blank=True, null=True)),
                (
                    "aanvaard_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "besloten_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opgesteld_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "overeenkomst",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verlengingen",
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
                "verbose_name_plural": "verlengingen",
                "ordering": ["overeenkomst", "jaar"],
                "constraints": [
                    models.UniqueConstraint(fields=("overeenkomst", "jaar"), name="verlenging_eenmaal_per_jaar"),
                    models.CheckConstraint(
                        condition=models.Q(("reden", ""), _negated=True), name="verlenging_met_reden"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("besloten_door__isnull", True),
                            models.Q(("besloten_door", models.F("opgesteld_door")), _negated=True),
                            _connector="OR",
                        ),
                        name="verlenging_vier_ogen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("besloten_door__isnull", True),
                                ("besloten_op__isnull", True),
                                ("status", "ontwerp"),
                                ("stuk__isnull", True),
                            ),
                            models.Q(
                                ("besloten_door__isnull", False),
                                ("besloten_op__isnull", False),
                                ("stuk__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="verlenging_besloten_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("status", "aanvaard"), _negated=True),
                                ("aanvaard_door__isnull", True),
                                ("aanvaard_op__isnull", True),
                            ),
                            models.Q(
                                ("aanvaard_door__isnull", False), ("aanvaard_op__isnull", False), ("tot__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="verlenging_aanvaard_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "niet_verlengd"), _negated=True), ("tot__isnull", True), _connector="OR"
                        ),
                        name="verlenging_nee_zonder_dag",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Regioafspraak",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tekst", models.TextField()),
                ("op", models.DateTimeField()),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "regioinschrijving",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="regioafspraak",
                        to="inschrijving.regioinschrijving",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "regioafspraken",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("tekst", ""), _negated=True), name="regioafspraak_zegt_iets"
                    )
                ],
            },
        ),
        migrations.RunPython(zet_vast, maak_los),
    ])
