import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kern.migratie import samen


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kluis", "0002_virusscan_en_signalen"),
        ("partijen", "0001_squashed_0005_huisstijl"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("publicatie", "0001_squashed_0010_richtminuten"),
    ]

    operations = samen([
        migrations.CreateModel(
            name="Inschrijving",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kenmerk", models.CharField(max_length=20, unique=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("concept", "Niet ingediend"),
                            ("ingediend", "Ingediend"),
                            ("ingetrokken", "Ingetrokken"),
                            ("geopend", "Geopend"),
                        ],
                        default="concept",
                        max_length=15,
                    ),
                ),
                ("begonnen_op", models.DateTimeField()),
                ("bewaard_op", models.DateTimeField()),
                ("wijziging_begonnen", models.BooleanField(default=False, verbose_name="gewijzigd na indienen")),
                ("intrekreden", models.TextField(blank=True, verbose_name="reden van intrekken")),
                (
                    "rechtspersoon_bevestigd",
                    models.BooleanField(default=False, verbose_name="dit is de rechtspersoon die tekent"),
                ),
                ("samenwerkingsverband", models.BooleanField(default=False)),
                (
                    "verbandnaam",
                    models.CharField(blank=True, max_length=200, verbose_name="naam van het samenwerkingsverband"),
                ),
                ("bezoekadres", models.CharField(blank=True, max_length=200)),
                ("telefoon", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(blank=True, max_length=254)),
                (
                    "werkdagen",
                    models.JSONField(
                        blank=True, default=list, verbose_name="werkdagen met bereikbaarheid in kantooruren"
                    ),
                ),
                (
                    "organisatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inschrijvingen",
                        to="partijen.organisatie",
                    ),
                ),
                (
                    "ronde",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inschrijvingen",
                        to="publicatie.inkoopronde",
                    ),
                ),
                (
                    "uitvoerder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inschrijvingen",
                        to="partijen.wlzuitvoerder",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "inschrijvingen",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["uitvoerder", "status"], name="inschrijving_werklijst")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ronde", "uitvoerder", "organisatie"),
                        name="een_inschrijving_per_uitvoerder",
                        violation_error_message="U hebt bij deze uitvoerder al een inschrijving.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Indiening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("volgnummer", models.PositiveIntegerField()),
                ("sleutel", models.UUIDField(verbose_name="idempotency key van het formulier")),
                ("ontvangstnummer", models.CharField(max_length=30, unique=True)),
                ("momentopname", models.JSONField(verbose_name="alle rijen van het dossier")),
                ("stukken", models.JSONField(verbose_name="per bestand: stuk, naam, grootte, sha256, soort")),
                ("hash", models.CharField(max_length=64, verbose_name="sha256 van momentopname en stukken")),
                ("aangekomen_op", models.DateTimeField()),
                ("vastgelegd_op", models.DateTimeField()),
                ("logkop", models.CharField(max_length=64)),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "inschrijving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indieningen",
                        to="inschrijving.inschrijving",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "indieningen",
                "ordering": ["volgnummer"],
                "constraints": [
                    models.UniqueConstraint(fields=("inschrijving", "volgnummer"), name="indiening_volgnummer"),
                    models.UniqueConstraint(fields=("inschrijving", "sleutel"), name="indiening_eenmaal_per_formulier"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ervaring",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "soort",
                    models.CharField(
                        choices=[
                            ("wlz_contract", "Overeenkomst OCO met een zorgkantoor"),
                            ("wmo_contract", "Overeenkomst met een gemeente (Wmo)"),
                            ("anderszins", "Andere ervaring"),
                        ],
                        max_length=15,
                    ),
                ),
                ("jaar", models.PositiveSmallIntegerField()),
                ("toelichting", models.TextField()),
                (
                    "gemeente",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publicatie.gemeente",
                    ),
                ),
                (
                    "inschrijving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ervaringen",
                        to="inschrijving.inschrijving",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "ervaringen",
                "ordering": ["soort", "-jaar", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("soort", "wmo_contract"), _negated=True),
                            ("gemeente__isnull", False),
                            _connector="OR",
                        ),
                        name="ervaring_wmo_noemt_gemeente",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Deelnemer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "soort",
                    models.CharField(
                        choices=[("organisatie", "Organisatie"), ("zzp", "ZZP'er")],
                        default="organisatie",
                        max_length=15,
                    ),
                ),
                ("naam", models.CharField(max_length=200)),
                ("kvk_nummer", models.CharField(max_length=8, verbose_name="KvK-nummer")),
                (
                    "inschrijving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deelnemers",
                        to="inschrijving.inschrijving",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("inschrijving", "kvk_nummer"), name="deelnemer_eenmaal"),
                    models.CheckConstraint(
                        condition=models.Q(("kvk_nummer__regex", "^[0-9]{8}$")), name="deelnemer_kvk_acht_cijfers"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Bewijsstuk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("datum", models.DateField(blank=True, null=True, verbose_name="datum op het document")),
                ("toegevoegd_op", models.DateTimeField()),
                ("eisen", models.ManyToManyField(blank=True, related_name="+", to="publicatie.minimumeis")),
                (
                    "stuk",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kluis.stuk"),
                ),
                (
                    "deelnemer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bewijsstukken",
                        to="inschrijving.deelnemer",
                    ),
                ),
                (
                    "inschrijving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bewijsstukken",
                        to="inschrijving.inschrijving",
                    ),
                ),
                (
                    "controle",
                    models.JSONField(
                        blank=True, null=True, verbose_name="wat de controle van de handtekening in het bestand zei"
                    ),
                ),
                (
                    "door_portaal",
                    models.BooleanField(default=False, verbose_name="door het portaal gemaakt bij het tekenen"),
                ),
            ],
            options={
                "verbose_name_plural": "bewijsstukken",
                "ordering": ["soort", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Bestuursverklaring",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "garantie",
                    models.BooleanField(
                        default=False, verbose_name="wij garanderen dit bij de start en tijdens de hele overeenkomst"
                    ),
                ),
                (
                    "andere_financiers",
                    models.TextField(blank=True, verbose_name="andere financiers dan het zorgkantoor"),
                ),
                ("beroepscode", models.BooleanField(default=False, verbose_name="wij stemmen in met de beroepscode")),
                (
                    "klachten_adres",
                    models.CharField(blank=True, max_length=300, verbose_name="webadres van de klachtenregeling"),
                ),
                (
                    "privacy_adres",
                    models.CharField(blank=True, max_length=300, verbose_name="webadres van het privacyreglement"),
                ),
                ("ondertekenaar", models.CharField(blank=True, max_length=120, verbose_name="naam van wie tekent")),
                ("functie", models.CharField(blank=True, max_length=80)),
                (
                    "bevoegdheid",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("bestuurder", "Bestuurder volgens het handelsregister"),
                            ("gemachtigd", "Gemachtigd door het bestuur"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "getekend_op",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="door allen getekend, of getekend aangeleverd"
                    ),
                ),
                (
                    "getekende_hash",
                    models.CharField(blank=True, max_length=64, verbose_name="sha256 van wat getekend is"),
                ),
                (
                    "vervallen_op",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="handtekening vervallen door een wijziging"
                    ),
                ),
                (
                    "getekend_door",
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bestuursverklaring",
                        to="inschrijving.inschrijving",
                    ),
                ),
                (
                    "tekenwijze",
                    models.CharField(
                        choices=[
                            ("alleen", "Eén persoon, die alleen bevoegd is"),
                            ("gezamenlijk", "Twee personen, die gezamenlijk bevoegd zijn"),
                        ],
                        default="alleen",
                        max_length=15,
                        verbose_name="wie moeten tekenen",
                    ),
                ),
                (
                    "tweede_bevoegdheid",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("bestuurder", "Bestuurder volgens het handelsregister"),
                            ("gemachtigd", "Gemachtigd door het bestuur"),
                        ],
                        max_length=15,
                    ),
                ),
                ("tweede_functie", models.CharField(blank=True, max_length=80)),
                (
                    "tweede_ondertekenaar",
                    models.CharField(blank=True, max_length=120, verbose_name="naam van de tweede die tekent"),
                ),
            ],
            options={
                "verbose_name_plural": "bestuursverklaringen",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("getekend_door__isnull", True), ("getekend_op__isnull", True), ("getekende_hash", "")
                            ),
                            models.Q(
                                ("getekend_door__isnull", False),
                                ("getekend_op__isnull", False),
                                models.Q(("getekende_hash", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="bestuursverklaring_getekend_samen",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Regioinschrijving",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "klasse",
                    models.CharField(
                        choices=[("bestaand", "Bestaande organisatie"), ("nieuw", "Nieuwe organisatie")],
                        default="nieuw",
                        max_length=10,
                        verbose_name="in deze regio bent u een",
                    ),
                ),
                (
                    "clienten",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="unieke cliënten per jaar"),
                ),
                (
                    "uren",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=9, null=True, verbose_name="uren per jaar"
                    ),
                ),
                ("prognose_onderbouwing", models.TextField(blank=True)),
                (
                    "lager_tarief",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=7,
                        null=True,
                        verbose_name="lager tarief per uur in euro",
                    ),
                ),
                ("lager_tarief_reden", models.TextField(blank=True)),
                ("leemte_toelichting", models.TextField(blank=True, verbose_name="waarom u in een leemte voorziet")),
                (
                    "inschrijving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="regios",
                        to="inschrijving.inschrijving",
                    ),
                ),
                (
                    "toewijzing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="regioinschrijvingen",
                        to="publicatie.regiotoewijzing",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "regioinschrijvingen",
                "ordering": ["toewijzing__regio__naam"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("inschrijving", "toewijzing"), name="regio_eenmaal_per_inschrijving"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("uren__isnull", True), ("uren__gte", 0), _connector="OR"),
                        name="uren_niet_negatief",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lager_tarief__isnull", True), ("lager_tarief__gt", 0), _connector="OR"),
                        name="lager_tarief_positief",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dekking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "deelnemer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="dekking",
                        to="inschrijving.deelnemer",
                    ),
                ),
                (
                    "gemeente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="publicatie.gemeente"
                    ),
                ),
                (
                    "regioinschrijving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="dekking",
                        to="inschrijving.regioinschrijving",
                    ),
                ),
            ],
            options={
                "ordering": ["gemeente__naam", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("regioinschrijving", "gemeente", "deelnemer"),
                        name="dekking_eenmaal",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Clientondersteuner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("naam", models.CharField(max_length=120)),
                ("hbo", models.BooleanField(default=False, verbose_name="heeft een relevante hbo-opleiding")),
                ("scholing", models.CharField(blank=True, max_length=300, verbose_name="aanvullende scholing")),
                (
                    "registratie",
                    models.CharField(
                        choices=[
                            ("geen", "Geen"),
                            ("in_opleiding", "In opleiding"),
                            ("beroepsorganisatie", "Lid van de beroepsorganisatie"),
                            ("beroepsregister", "Ingeschreven in het beroepsregister"),
                            ("beide", "Lid en ingeschreven"),
                        ],
                        default="geen",
                        max_length=20,
                    ),
                ),
                (
                    "registratienummer",
                    models.CharField(blank=True, max_length=30, verbose_name="lid- of registratienummer"),
                ),
                (
                    "geen_belangen",
                    models.BooleanField(
                        default=False, verbose_name="heeft geen belang bij een zorgaanbieder of zorgkantoor"
                    ),
                ),
                (
                    "inschrijving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clientondersteuners",
                        to="inschrijving.inschrijving",
                    ),
                ),
                (
                    "regios",
                    models.ManyToManyField(
                        blank=True, related_name="clientondersteuners", to="inschrijving.regioinschrijving"
                    ),
                ),
            ],
            options={
                "verbose_name": "cliëntondersteuner",
                "ordering": ["naam", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("inschrijving", "naam"), name="clientondersteuner_eenmaal")
                ],
            },
        ),
        migrations.CreateModel(
            name="Eisverklaring",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("bevestigd", models.BooleanField(default=False)),
                ("onderbouwing", models.TextField(blank=True)),
                (
                    "bestuursverklaring",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="eisverklaringen",
                        to="inschrijving.bestuursverklaring",
                    ),
                ),
                (
                    "eis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="publicatie.minimumeis"
                    ),
                ),
            ],
            options={
                "ordering": ["eis__nummer"],
                "constraints": [
                    models.UniqueConstraint(fields=("bestuursverklaring", "eis"), name="eisverklaring_eenmaal")
                ],
            },
        ),
        migrations.CreateModel(
            name="Handtekening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("plek", models.PositiveSmallIntegerField(verbose_name="eerste of tweede ondertekenaar")),
                ("op", models.DateTimeField()),
                ("naam", models.CharField(max_length=120)),
                ("functie", models.CharField(max_length=80)),
                (
                    "bevoegdheid",
                    models.CharField(
                        choices=[
                            ("bestuurder", "Bestuurder volgens het handelsregister"),
                            ("gemachtigd", "Gemachtigd door het bestuur"),
                        ],
                        max_length=15,
                    ),
                ),
                ("hash", models.CharField(max_length=64, verbose_name="sha256 van wat getekend is")),
                (
                    "bestuursverklaring",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handtekeningen",
                        to="inschrijving.bestuursverklaring",
                    ),
                ),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "handtekeningen",
                "ordering": ["plek"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bestuursverklaring", "plek"), name="handtekening_eenmaal_per_plek"
                    ),
                    models.UniqueConstraint(
                        fields=("bestuursverklaring", "door"), name="handtekening_eenmaal_per_persoon"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("plek__in", [1, 2])), name="handtekening_eerste_of_tweede"
                    ),
                ],
            },
        ),
    ])
