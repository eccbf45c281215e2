import django.db.models.deletion
import django.db.models.expressions
import uitvoering.models.basis
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from kern.db import alleen_toevoegen_sql, toestaan_sql, weiger_sql, wijzigbaar_sql
from kern.migratie import samen

VAST = {  # what was reported or handed in is never changed: a correction is a next version (OV-180)
    ("productie_cijfers_vast", "uitvoering_productierapportage", "productie: de cijfers liggen vast"): (
        *("regioinschrijving_id", "maand", "versie", "formaatversie", "unieke_clienten", "geen_productie", "hash"),
        "op",
    ),
    ("declaratie_vast", "uitvoering_declaratie", "declaratie: de bedragen liggen vast"): (
        *("regioinschrijving_id", "maand", "versie", "rapportage_id", "afspraak_id", "uren", "korting", "tarief"),
        *("bruto", "bedrag", "btw_percentage", "btw", "totaal", "verrekend", "hash", "op_tijd", "overmacht"),
        *("door_id", "op", "uiterlijk"),
    ),
}
REGEL = "uitvoering_productieregel"


def zet_vast(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for opdracht in alleen_toevoegen_sql(REGEL, vendor):
        schema_editor.execute(opdracht)
    for (naam, tabel, tekst), kolommen in VAST.items():
        anders = " OR ".join(f"NEW.{kolom} <> OLD.{kolom}" for kolom in kolommen)
        for opdracht in weiger_sql(naam, tabel, anders, tekst, vendor):
            schema_editor.execute(opdracht)


def maak_los(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for opdracht in wijzigbaar_sql(REGEL, vendor):
        schema_editor.execute(opdracht)
    for naam, tabel, _ in VAST:
        for opdracht in toestaan_sql(naam, tabel, vendor):
            schema_editor.execute(opdracht)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("inschrijving", "0001_squashed_0002_handtekeningen"),
        ("kluis", "0002_virusscan_en_signalen"),
        ("overeenkomst", "0001_squashed_0016_regioafspraak"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("publicatie", "0001_squashed_0010_richtminuten"),
    ]

    operations = samen([
        migrations.CreateModel(
            name="Tekortkoming",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nummer", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("vastgesteld", "Vastgesteld"),
                            ("in_gebreke", "In gebreke gesteld"),
                            ("verzuim", "In verzuim"),
                            ("gesloten", "Gesloten"),
                        ],
                        default="vastgesteld",
                        max_length=15,
                    ),
                ),
                (
                    "bron",
                    models.CharField(
                        choices=[
                            ("eis", "Een eis"),
                            ("verklaring", "Wat in de bestuursverklaring staat over een eis"),
                            ("artikel", "Een artikel of bijlage van de overeenkomst"),
                        ],
                        max_length=15,
                    ),
                ),
                ("artikel", models.CharField(blank=True, max_length=80, verbose_name="artikel of bijlage")),
                ("omschrijving", models.TextField(verbose_name="wat er niet is nagekomen")),
                ("sinds", models.DateField()),
                ("geopend_op", models.DateTimeField()),
                ("zienswijze_tot", models.DateField(blank=True, null=True, verbose_name="reactie gevraagd tot en met")),
                (
                    "onmogelijk_reden",
                    models.TextField(blank=True, verbose_name="waarom nakomen blijvend onmogelijk is"),
                ),
                ("verzuim_op", models.DateField(blank=True, null=True, verbose_name="in verzuim sinds")),
                ("bevinding", models.TextField(blank=True, verbose_name="wat is komen vast te staan")),
                ("bevinding_op", models.DateField(blank=True, null=True)),
                (
                    "schadebeperking",
                    models.TextField(blank=True, verbose_name="wat het zorgkantoor deed om de schade te beperken"),
                ),
                (
                    "uitkomst",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hersteld", "Hersteld"),
                            ("maatregel", "Afgedaan met een maatregel"),
                            ("geen", "Toch geen tekortkoming"),
                            ("anders", "Anders afgedaan"),
                        ],
                        max_length=15,
                    ),
                ),
                ("uitkomst_op", models.DateField(blank=True, null=True)),
                ("toelichting", models.TextField(blank=True, verbose_name="toelichting bij de uitkomst")),
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
                    "geopend_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "overeenkomst",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tekortkomingen",
                        to="overeenkomst.overeenkomst",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "tekortkomingen",
                "ordering": ["-geopend_op", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("overeenkomst", "nummer"), name="tekortkoming_nummer"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("bron", "artikel"), ("eis__isnull", True), models.Q(("artikel", ""), _negated=True)
                            ),
                            models.Q(("artikel", ""), ("bron__in", ["eis", "verklaring"]), ("eis__isnull", False)),
                            _connector="OR",
                        ),
                        name="tekortkoming_een_bron",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "verzuim"), _negated=True),
                            ("verzuim_op__isnull", False),
                            _connector="OR",
                        ),
                        name="tekortkoming_verzuim_sinds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "gesloten"), _negated=True),
                            models.Q(
                                ("uitkomst_op__isnull", False),
                                models.Q(("uitkomst", ""), _negated=True),
                                models.Q(("toelichting", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="tekortkoming_gesloten_met_uitkomst",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("bevinding", ""), ("bevinding_op__isnull", True)),
                            models.Q(("bevinding_op__isnull", False), models.Q(("bevinding", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="tekortkoming_bevinding_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("omschrijving", ""), _negated=True), name="tekortkoming_omschreven"
                    ),
                ],
            },
            bases=(uitvoering.models.basis.InDossier, models.Model),
        ),
        migrations.CreateModel(
            name="Schade",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "benadeelde",
                    models.CharField(
                        choices=[("zorgkantoor", "Het zorgkantoor"), ("client", "Een of meer cliënten")], max_length=15
                    ),
                ),
                ("bedrag", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="bedrag in euro")),
                ("omschrijving", models.TextField()),
                ("op", models.DateTimeField()),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "tekortkoming",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="schades",
                        to="uitvoering.tekortkoming",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "schades",
                "ordering": ["op", "pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("bedrag__gt", 0)), name="schade_bedrag_boven_nul"),
                    models.CheckConstraint(
                        condition=models.Q(("omschrijving", ""), _negated=True), name="schade_omschreven"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reactie",
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
                    "tekortkoming",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reacties",
                        to="uitvoering.tekortkoming",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "reacties",
                "ordering": ["op", "pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("tekst", ""), _negated=True), name="reactie_heeft_tekst")
                ],
            },
        ),
        migrations.CreateModel(
            name="Maatregel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nummer", models.PositiveSmallIntegerField()),
                (
                    "soort",
                    models.CharField(
                        choices=[
                            ("budget", "Het budget gaat omlaag"),
                            ("terugvordering", "Een declaratie wordt (deels) teruggevorderd"),
                            ("korting", "Korting op de tarieven"),
                            ("ontbinding", "Ontbinding van de overeenkomst"),
                            ("anders", "Een andere maatregel"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("ontwerp", "Wacht op een collega"),
                            ("opgelegd", "Opgelegd"),
                            ("verworpen", "Niet doorgegaan"),
                        ],
                        default="ontwerp",
                        max_length=15,
                    ),
                ),
                ("motivering", models.TextField()),
                ("vanaf", models.DateField(verbose_name="gaat in op")),
                ("tot", models.DateField(blank=True, null=True, verbose_name="loopt tot en met")),
                ("declaratie", models.CharField(blank=True, max_length=80, verbose_name="welke declaratie")),
                (
                    "bedrag",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="bedrag in euro"
                    ),
                ),
                (
                    "oud_bedrag",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="bedrag dat het was, in euro",
                    ),
                ),
                (
                    "percentage",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=4, null=True, verbose_name="korting in procent"
                    ),
                ),
                ("opgesteld_op", models.DateTimeField()),
                ("hash", models.CharField(max_length=64, verbose_name="sha256 van wat is opgesteld")),
                ("beslist_op", models.DateTimeField(blank=True, null=True)),
                ("reden_verworpen", models.TextField(blank=True)),
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
                        related_name="+",
                        to="inschrijving.regioinschrijving",
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
                (
                    "tekortkoming",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="maatregelen",
                        to="uitvoering.tekortkoming",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "maatregelen",
                "ordering": ["opgesteld_op", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("tekortkoming", "nummer"), name="maatregel_nummer"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "opgelegd"), _negated=True),
                            models.Q(
                                ("beslist_door__isnull", False),
                                ("stuk__isnull", False),
                                models.Q(("beslist_door", models.F("opgesteld_door")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="maatregel_vier_ogen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("beslist_door__isnull", True), ("beslist_op__isnull", True)),
                            models.Q(("beslist_door__isnull", False), ("beslist_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="maatregel_beslist_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("motivering", ""), _negated=True), name="maatregel_gemotiveerd"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(models.Q(("soort", "korting"), _negated=True), ("percentage__isnull", True)),
                            models.Q(
                                ("percentage__gt", 0),
                                ("percentage__lte", 5),
                                ("soort", "korting"),
                                ("tot__gte", models.F("vanaf")),
                            ),
                            _connector="OR",
                        ),
                        name="maatregel_korting_hoogstens_vijf",
                        violation_error_message="De korting is hoogstens 5,00 %.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("soort", "terugvordering"), _negated=True),
                            models.Q(
                                ("bedrag__gt", 0),
                                ("bedrag__lte", models.F("oud_bedrag")),
                                models.Q(("declaratie", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="maatregel_vordert_niet_meer_terug",
                        violation_error_message="Er wordt niet meer teruggevorderd dan de declaratie.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("soort", "budget"), _negated=True),
                            models.Q(
                                ("bedrag__gte", 0),
                                ("bedrag__lt", models.F("oud_bedrag")),
                                ("regioinschrijving__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="maatregel_verlaagt_budget",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ingebrekestelling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("eist", models.TextField(verbose_name="wat de organisatie alsnog moet doen")),
                ("dagtekening", models.DateField()),
                ("termijn_tot", models.DateField(verbose_name="laatste dag van de termijn")),
                ("verzonden_op", models.DateTimeField()),
                (
                    "stuk",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kluis.stuk"),
                ),
                (
                    "verzonden_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "tekortkoming",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ingebrekestelling",
                        to="uitvoering.tekortkoming",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "ingebrekestellingen",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("termijn_tot__gt", models.F("dagtekening"))),
                        name="ingebrekestelling_termijn_erna",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("eist", ""), _negated=True), name="ingebrekestelling_eist_iets"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Beeindiging",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nummer", models.PositiveSmallIntegerField()),
                (
                    "kant",
                    models.CharField(
                        choices=[("organisatie", "De organisatie"), ("zorgkantoor", "Het zorgkantoor")],
                        max_length=15,
                        verbose_name="wie opzegt",
                    ),
                ),
                (
                    "grond",
                    models.CharField(
                        choices=[
                            ("hoedanigheid", "Een partij is niet meer wat zij volgens de overeenkomst moet zijn"),
                            ("surseance", "De andere partij heeft (voorlopige) surseance van betaling"),
                            (
                                "insolventie",
                                "De andere partij is insolvent of failliet, of er is beslag of vereffening",
                            ),
                            ("zeggenschap", "De zeggenschap over de organisatie verandert"),
                            ("staking", "De onderneming van de organisatie stopt, helemaal of voor een deel"),
                            ("geen_uren", "De organisatie gaf zes maanden achter elkaar geen ondersteuning"),
                            ("niet_nakomen", "De andere partij komt haar verplichtingen niet na"),
                            ("overmacht", "Overmacht bij de andere partij, langer dan 30 dagen"),
                            ("wijziging", "Geen overeenstemming over een noodzakelijke wijziging"),
                            ("ontbinding", "Ontbinding na verzuim"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("ontwerp", "Wacht op een collega"),
                            ("verstuurd", "Opgezegd"),
                            ("afgerond", "Afgerond"),
                            ("verworpen", "Niet doorgegaan"),
                        ],
                        default="ontwerp",
                        max_length=15,
                    ),
                ),
                ("laatste_dag", models.DateField()),
                ("toelichting", models.TextField()),
                (
                    "wie",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("zorgkantoor", "Het zorgkantoor of de Wlz-uitvoerder past niet meer bij het begrip"),
                            ("organisatie", "De organisatie voldoet niet meer aan de voorwaarden"),
                        ],
                        max_length=15,
                    ),
                ),
                ("sinds", models.DateField(blank=True, null=True)),
                ("tot", models.DateField(blank=True, null=True, verbose_name="naar verwachting tot")),
                ("wat", models.CharField(blank=True, max_length=120)),
                (
                    "termijn_tot",
                    models.DateField(blank=True, null=True, verbose_name="termijn van de ingebrekestelling"),
                ),
                (
                    "geen_ingebrekestelling",
                    models.BooleanField(default=False, verbose_name="geen ingebrekestelling nodig"),
                ),
                ("opgesteld_op", models.DateTimeField()),
                ("hash", models.CharField(max_length=64, verbose_name="sha256 van wat is opgesteld")),
                ("verstuurd_op", models.DateTimeField(blank=True, null=True)),
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
                    "opgesteld_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "overeenkomst",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="beeindigingen",
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
                (
                    "tekortkoming",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="uitvoering.tekortkoming",
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
                "verbose_name_plural": "beeindigingen",
                "ordering": ["-opgesteld_op", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["ontwerp", "verstuurd"])),
                        fields=("overeenkomst",),
                        name="beeindiging_een_tegelijk",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("grond__in", ["zeggenschap", "staking", "geen_uren", "ontbinding"]),
                            ("kant", "organisatie"),
                            _negated=True,
                        ),
                        name="beeindiging_alleen_zorgkantoor",
                        violation_error_message="Op deze grond kan alleen het zorgkantoor opzeggen.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verstuurd_door__isnull", True), ("verstuurd_op__isnull", True)),
                            models.Q(("verstuurd_door__isnull", False), ("verstuurd_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="beeindiging_verstuurd_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verstuurd_door__isnull", True),
                            ("kant", "organisatie"),
                            models.Q(("verstuurd_door", models.F("opgesteld_door")), _negated=True),
                            _connector="OR",
                        ),
                        name="beeindiging_vier_ogen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["verstuurd", "afgerond"]), _negated=True),
                            models.Q(("stuk__isnull", False), ("verstuurd_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="beeindiging_verstuurd_met_brief",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("toelichting", ""), _negated=True), name="beeindiging_toegelicht"
                    ),
                ],
            },
            bases=(uitvoering.models.basis.InDossier, models.Model),
        ),
        migrations.CreateModel(
            name="Lopend",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("aantal", models.PositiveIntegerField()),
                ("op", models.DateTimeField()),
                (
                    "beeindiging",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lopend", to="uitvoering.beeindiging"
                    ),
                ),
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
                        related_name="+",
                        to="inschrijving.regioinschrijving",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "lopende ondersteuningsvragen",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("beeindiging", "regioinschrijving"), name="lopend_eenmaal_per_regio"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Overdracht",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("aantal", models.PositiveIntegerField()),
                ("op", models.DateTimeField()),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "lopend",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="overdrachten", to="uitvoering.lopend"
                    ),
                ),
                (
                    "ontvanger",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="overeenkomst.overeenkomst"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "overdrachten",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("aantal__gte", 1)), name="overdracht_van_iets")
                ],
            },
        ),
        migrations.CreateModel(
            name="Zeggenschapsmelding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "soort",
                    models.CharField(
                        choices=[
                            ("overname", "Overname door een ander"),
                            ("fusie", "Fusie"),
                            ("splitsing", "Splitsing"),
                            ("aandelen", "Overdracht van aandelen"),
                            ("anders", "Een andere wijziging van de zeggenschap"),
                        ],
                        max_length=15,
                    ),
                ),
                ("dag", models.DateField(verbose_name="dag van de wijziging")),
                ("toelichting", models.TextField()),
                ("gemeld_op", models.DateTimeField()),
                ("overleg_uitkomst", models.TextField(blank=True)),
                ("overleg_op", models.DateTimeField(blank=True, null=True)),
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
                        related_name="zeggenschapsmeldingen",
                        to="overeenkomst.overeenkomst",
                    ),
                ),
                (
                    "overleg_door",
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
                "verbose_name_plural": "zeggenschapsmeldingen",
                "ordering": ["-gemeld_op", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("toelichting", ""), _negated=True), name="zeggenschap_toegelicht"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("overleg_door__isnull", True), ("overleg_op__isnull", True), ("overleg_uitkomst", "")
                            ),
                            models.Q(
                                ("overleg_door__isnull", False),
                                ("overleg_op__isnull", False),
                                models.Q(("overleg_uitkomst", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="zeggenschap_overleg_samen",
                    ),
                ],
            },
            bases=(uitvoering.models.basis.InDossier, models.Model),
        ),
        migrations.CreateModel(
            name="Productierapportage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("maand", models.DateField(verbose_name="eerste dag van de maand")),
                ("versie", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("ontvangen", "Ontvangen"),
                            ("in_controle", "In controle"),
                            ("met_fouten", "Met fouten"),
                            ("akkoord", "Akkoord"),
                            ("vervangen", "Vervangen"),
                        ],
                        default="ontvangen",
                        max_length=15,
                    ),
                ),
                ("formaatversie", models.PositiveSmallIntegerField(verbose_name="versie van het formulier")),
                ("unieke_clienten", models.PositiveIntegerField(verbose_name="unieke cliënten")),
                ("geen_productie", models.BooleanField(default=False, verbose_name="er was geen productie")),
                ("reden", models.TextField(blank=True, verbose_name="reden van de correctie")),
                ("hash", models.CharField(max_length=64, verbose_name="sha256 van de cijfers")),
                (
                    "bestand_sha256",
                    models.CharField(blank=True, max_length=64, verbose_name="sha256 van het Excel-bestand"),
                ),
                ("op", models.DateTimeField(verbose_name="ontvangen op")),
                ("beoordeeld_op", models.DateTimeField(blank=True, null=True)),
                ("bevinding", models.TextField(blank=True, verbose_name="wat er niet klopt")),
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
                    "regioinschrijving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="productierapportages",
                        to="inschrijving.regioinschrijving",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "productierapportages",
                "ordering": ["regioinschrijving", "maand", "-versie"],
                "constraints": [
                    models.UniqueConstraint(fields=("regioinschrijving", "maand", "versie"), name="productie_versie"),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "vervangen"), _negated=True),
                        fields=("regioinschrijving", "maand"),
                        name="productie_een_geldt",
                    ),
                    models.CheckConstraint(condition=models.Q(("maand__day", 1)), name="productie_eerste_van_de_maand"),
                    models.CheckConstraint(
                        condition=models.Q(("versie", 1), models.Q(("reden", ""), _negated=True), _connector="OR"),
                        name="productie_correctie_met_reden",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("geen_productie", False), ("unieke_clienten", 0), _connector="OR"),
                        name="productie_niets_is_niets",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("beoordeeld_door__isnull", True), ("beoordeeld_op__isnull", True)),
                            models.Q(("beoordeeld_door__isnull", False), ("beoordeeld_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="productie_beoordeeld_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["akkoord", "met_fouten"]), _negated=True),
                            ("beoordeeld_door__isnull", False),
                            _connector="OR",
                        ),
                        name="productie_beoordeeld_door_iemand",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "met_fouten"), _negated=True),
                            models.Q(("bevinding", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="productie_fouten_welke",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Productieregel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nummer", models.PositiveSmallIntegerField()),
                ("naam", models.CharField(max_length=120)),
                ("richtminuten", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("uren", models.DecimalField(decimal_places=2, max_digits=9)),
                ("vragen", models.PositiveIntegerField(verbose_name="ondersteuningsvragen")),
                (
                    "rapportage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="regels",
                        to="uitvoering.productierapportage",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "productieregels",
                "ordering": ["rapportage", "nummer"],
                "constraints": [
                    models.UniqueConstraint(fields=("rapportage", "nummer"), name="productieregel_per_dienst"),
                    models.CheckConstraint(condition=models.Q(("uren__gte", 0)), name="productieregel_uren"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Leverritme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("vanaf", models.DateField(verbose_name="geldt vanaf de maand")),
                ("maanden", models.PositiveSmallIntegerField(verbose_name="maanden per levering")),
                ("reden", models.TextField(verbose_name="wat is afgesproken")),
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
                        related_name="leverritmes",
                        to="overeenkomst.overeenkomst",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "leverritmes",
                "ordering": ["overeenkomst", "vanaf"],
                "constraints": [
                    models.UniqueConstraint(fields=("overeenkomst", "vanaf"), name="leverritme_vanaf"),
                    models.CheckConstraint(
                        condition=models.Q(("maanden__in", [1, 3, 6, 12])), name="leverritme_maanden"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("vanaf__day", 1)), name="leverritme_eerste_van_de_maand"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reden", ""), _negated=True), name="leverritme_met_reden"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Productieformat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("versie", models.PositiveSmallIntegerField()),
                ("vanaf", models.DateField(verbose_name="geldt vanaf de maand")),
                ("diensten", models.JSONField()),
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
                        related_name="productieformats",
                        to="publicatie.inkoopronde",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "productieformats",
                "ordering": ["ronde", "-versie"],
                "constraints": [
                    models.UniqueConstraint(fields=("ronde", "versie"), name="productieformat_versie"),
                    models.UniqueConstraint(fields=("ronde", "vanaf"), name="productieformat_vanaf"),
                    models.CheckConstraint(condition=models.Q(("versie__gte", 2)), name="productieformat_na_de_eerste"),
                    models.CheckConstraint(
                        condition=models.Q(("vanaf__day", 1)), name="productieformat_eerste_van_de_maand"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Gesprek",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("op", models.DateTimeField(verbose_name="moment van het gesprek")),
                ("plaats", models.CharField(max_length=200, verbose_name="plaats of link")),
                (
                    "status",
                    models.CharField(
                        choices=[("gepland", "Gepland"), ("gehouden", "Gehouden"), ("vervallen", "Gaat niet door")],
                        default="gepland",
                        max_length=15,
                    ),
                ),
                ("verslag", models.TextField(blank=True)),
                (
                    "gepland_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "overeenkomst",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gesprekken",
                        to="overeenkomst.overeenkomst",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "gesprekken",
                "ordering": ["-op", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "gepland")), fields=("overeenkomst",), name="gesprek_een_gepland"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "gehouden"), _negated=True),
                            models.Q(("verslag", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="gesprek_gehouden_met_verslag",
                    ),
                ],
            },
            bases=(uitvoering.models.basis.InDossier, models.Model),
        ),
        migrations.CreateModel(
            name="Agendapunt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kant",
                    models.CharField(
                        choices=[("organisatie", "De organisatie"), ("zorgkantoor", "Het zorgkantoor")], max_length=15
                    ),
                ),
                ("tekst", models.CharField(max_length=300)),
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
                        related_name="agendapunten",
                        to="overeenkomst.overeenkomst",
                    ),
                ),
                (
                    "gesprek",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="punten",
                        to="uitvoering.gesprek",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "agendapunten",
                "ordering": ["op", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("tekst", ""), _negated=True), name="agendapunt_heeft_tekst"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Gespreksfrequentie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("per_jaar", models.PositiveSmallIntegerField()),
                ("reden", models.TextField()),
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
                        related_name="gespreksfrequenties",
                        to="overeenkomst.overeenkomst",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "gespreksfrequenties",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("per_jaar__gte", 1), ("per_jaar__lte", 12)), name="frequentie_per_jaar"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reden", ""), _negated=True), name="frequentie_met_reden"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Declaratie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("maand", models.DateField(verbose_name="eerste dag van de maand")),
                ("versie", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("ingediend", "Ingediend"),
                            ("akkoord", "Akkoord"),
                            ("betaald", "Betaald"),
                            ("afgewezen", "Afgewezen"),
                            ("teruggedraaid", "Teruggedraaid"),
                        ],
                        default="ingediend",
                        max_length=15,
                    ),
                ),
                ("reden", models.CharField(blank=True, max_length=200, verbose_name="waarom er een nieuwe versie is")),
                ("uren", models.DecimalField(decimal_places=2, max_digits=9)),
                (
                    "korting",
                    models.DecimalField(
                        decimal_places=2, max_digits=4, verbose_name="korting op het tarief in procent"
                    ),
                ),
                (
                    "tarief",
                    models.DecimalField(
                        decimal_places=2, max_digits=7, verbose_name="tarief per uur in euro, na korting"
                    ),
                ),
                (
                    "bruto",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="uren maal tarief in euro"),
                ),
                (
                    "bedrag",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="wat binnen het budget past, in euro"
                    ),
                ),
                ("btw_percentage", models.DecimalField(decimal_places=2, max_digits=4, verbose_name="btw in procent")),
                ("btw", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="btw in euro")),
                ("totaal", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="bedrag met btw in euro")),
                (
                    "verrekend",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="wat over deze maand al is betaald, in euro"
                    ),
                ),
                ("hash", models.CharField(max_length=64, verbose_name="sha256 van wat is ingediend")),
                ("op_tijd", models.BooleanField(verbose_name="alles is hoogstens zes maanden geleden afgerond")),
                ("overmacht", models.TextField(blank=True, verbose_name="waarom het door overmacht later is")),
                ("overmacht_reden", models.TextField(blank=True, verbose_name="waarom de overmacht is erkend")),
                ("overmacht_op", models.DateTimeField(blank=True, null=True)),
                ("op", models.DateTimeField(verbose_name="ingediend op")),
                ("uiterlijk", models.DateField(verbose_name="betalen uiterlijk op")),
                ("beoordeeld_op", models.DateTimeField(blank=True, null=True)),
                ("bevinding", models.TextField(blank=True, verbose_name="waarom zij is afgewezen")),
                ("betaald_dag", models.DateField(blank=True, null=True, verbose_name="betaald op")),
                ("betaald_op", models.DateTimeField(blank=True, null=True, verbose_name="betaling vastgelegd op")),
                (
                    "afspraak",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="declaraties",
                        to="overeenkomst.prijsvolumeafspraak",
                    ),
                ),
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
                    "betaald_door",
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
                    "overmacht_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rapportage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="declaraties",
                        to="uitvoering.productierapportage",
                    ),
                ),
                (
                    "regioinschrijving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="declaraties",
                        to="inschrijving.regioinschrijving",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "declaraties",
                "ordering": ["-maand", "regioinschrijving", "-versie"],
                "constraints": [
                    models.UniqueConstraint(fields=("regioinschrijving", "maand", "versie"), name="declaratie_versie"),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["akkoord", "betaald", "ingediend"])),
                        fields=("regioinschrijving", "maand"),
                        name="declaratie_een_geldt",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("maand__day", 1)), name="declaratie_eerste_van_de_maand"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bedrag__gte", 0),
                            ("bedrag__lte", models.F("bruto")),
                            ("btw__gte", 0),
                            ("tarief__gt", 0),
                            ("uren__gte", 0),
                        ),
                        name="declaratie_niet_boven_bruto",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "totaal__gt",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("bedrag"), "+", models.F("btw")
                                    ),
                                    "-",
                                    models.Value(Decimal("0.005")),
                                ),
                            ),
                            (
                                "totaal__lt",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("bedrag"), "+", models.F("btw")
                                    ),
                                    "+",
                                    models.Value(Decimal("0.005")),
                                ),
                            ),
                        ),
                        name="declaratie_telt_op",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("korting__gte", 0), ("korting__lte", 5)),
                        name="declaratie_korting_hoogstens_vijf",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("op_tijd", True), models.Q(("overmacht", ""), _negated=True), _connector="OR"
                        ),
                        name="declaratie_met_verklaring",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["akkoord", "betaald"]), _negated=True),
                            ("op_tijd", True),
                            ("overmacht_op__isnull", False),
                            _connector="OR",
                        ),
                        name="declaratie_te_laat_alleen_bij_overmacht",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("overmacht_door__isnull", True), ("overmacht_op__isnull", True)),
                            models.Q(("overmacht_door__isnull", False), ("overmacht_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="declaratie_overmacht_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("beoordeeld_door__isnull", True), ("beoordeeld_op__isnull", True)),
                            models.Q(("beoordeeld_door__isnull", False), ("beoordeeld_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="declaratie_beoordeeld_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["akkoord", "betaald", "afgewezen"]), _negated=True),
                            ("beoordeeld_door__isnull", False),
                            _connector="OR",
                        ),
                        name="declaratie_beoordeeld_door_iemand",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "afgewezen"), _negated=True),
                            models.Q(("bevinding", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="declaratie_waarom_niet",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("betaald_dag__isnull", True),
                                ("betaald_door__isnull", True),
                                ("betaald_op__isnull", True),
                            ),
                            models.Q(
                                ("betaald_dag__isnull", False),
                                ("betaald_door__isnull", False),
                                ("betaald_op__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="declaratie_betaald_samen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "betaald"), _negated=True),
                            ("betaald_door__isnull", False),
                            _connector="OR",
                        ),
                        name="declaratie_betaald_door_iemand",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("betaald_door__isnull", True),
                            models.Q(("betaald_door", models.F("beoordeeld_door")), _negated=True),
                            _connector="OR",
                        ),
                        name="declaratie_vier_ogen",
                    ),
                ],
            },
        ),
        migrations.RunPython(zet_vast, maak_los),
    ])
