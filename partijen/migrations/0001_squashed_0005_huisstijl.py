import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from kern.migratie import samen


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = samen([
        migrations.CreateModel(
            name="WlzUitvoerder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(unique=True)),
                ("naam", models.CharField(max_length=80)),
                ("zorgkantoor", models.CharField(max_length=80, verbose_name="naam van het zorgkantoor")),
                ("inschrijf_email", models.EmailField(max_length=254)),
                ("bezwaar_email", models.EmailField(max_length=254)),
                ("postadres", models.CharField(help_text="Regels gescheiden door een komma.", max_length=200)),
                ("kleur", models.CharField(default="#12495a", max_length=7, verbose_name="hoofdkleur van de brieven")),
                (
                    "accent",
                    models.CharField(default="#51616b", max_length=7, verbose_name="kleur van de lijnen in de brieven"),
                ),
            ],
            options={
                "verbose_name": "Wlz-uitvoerder",
                "ordering": ["naam"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("accent__regex", "^#[0-9a-f]{6}$"), ("kleur__regex", "^#[0-9a-f]{6}$")),
                        name="uitvoerder_kleuren_als_code",
                        violation_error_message="Een kleur is een # met zes cijfers of letters a tot en met f.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Gebruiker",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined")),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mailadres")),
                ("naam", models.CharField(max_length=120, verbose_name="naam")),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "gebruiker",
                "verbose_name_plural": "gebruikers",
            },
        ),
        migrations.CreateModel(
            name="Organisatie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kvk_nummer",
                    models.CharField(
                        max_length=8,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator("^[0-9]{8}$", "Een KvK-nummer heeft 8 cijfers.")
                        ],
                        verbose_name="KvK-nummer",
                    ),
                ),
                ("statutaire_naam", models.CharField(max_length=200, verbose_name="statutaire naam")),
                ("straat", models.CharField(max_length=120, verbose_name="straat en huisnummer")),
                ("postcode", models.CharField(max_length=7, verbose_name="postcode")),
                ("plaats", models.CharField(max_length=80, verbose_name="plaats")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mailadres voor berichten")),
                ("telefoon", models.CharField(blank=True, max_length=20, verbose_name="telefoonnummer")),
                ("website", models.CharField(blank=True, max_length=200, verbose_name="website")),
                ("rsin", models.CharField(blank=True, max_length=9, verbose_name="RSIN")),
                ("agb_code", models.CharField(blank=True, max_length=8, verbose_name="AGB-code")),
                (
                    "namen_openbaar",
                    models.BooleanField(
                        default=False, verbose_name="toont de namen van de cliëntondersteuners aan iedereen"
                    ),
                ),
            ],
            options={
                "ordering": ["statutaire_naam"],
                "indexes": [models.Index(fields=["statutaire_naam"], name="organisatie_naam")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kvk_nummer__regex", "^[0-9]{8}$")),
                        name="organisatie_kvk_acht_cijfers",
                        violation_error_message="Een KvK-nummer heeft 8 cijfers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("agb_code", ""), ("agb_code__regex", "^[0-9]{8}$"), _connector="OR"),
                        name="organisatie_agb_acht_cijfers",
                        violation_error_message="Een AGB-code heeft 8 cijfers.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rol",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "soort",
                    models.CharField(
                        choices=[
                            ("invuller", "Invuller"),
                            ("tekenbevoegde", "Tekenbevoegde"),
                            ("inkoper", "Inkoper"),
                            ("inkoopmanager", "Inkoopmanager"),
                            ("notaris", "Notaris"),
                            ("beheerder", "Beheerder"),
                            ("auditor", "Auditor"),
                        ],
                        max_length=20,
                    ),
                ),
                ("van", models.DateField()),
                ("tot", models.DateField(blank=True, null=True)),
                (
                    "gebruiker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rollen", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisatie",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rollen",
                        to="partijen.organisatie",
                    ),
                ),
                (
                    "uitvoerder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rollen",
                        to="partijen.wlzuitvoerder",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "rollen",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("organisatie__isnull", False),
                                ("soort__in", ["invuller", "tekenbevoegde"]),
                                ("uitvoerder__isnull", True),
                            ),
                            models.Q(
                                ("organisatie__isnull", True),
                                ("soort__in", ["inkoopmanager", "inkoper", "notaris"]),
                                ("uitvoerder__isnull", False),
                            ),
                            models.Q(
                                ("organisatie__isnull", True),
                                ("soort__in", ["auditor", "beheerder"]),
                                ("uitvoerder__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="rol_bereik_past_bij_soort",
                        violation_error_message="Kies bij deze rol een organisatie of een uitvoerder die erbij past.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tot__isnull", True), ("tot__gte", models.F("van")), _connector="OR"),
                        name="rol_van_voor_tot",
                        violation_error_message="De einddatum ligt vóór de begindatum.",
                    ),
                    models.UniqueConstraint(
                        fields=("gebruiker", "soort", "organisatie", "uitvoerder", "van"),
                        name="rol_eenmaal",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Uitnodiging",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mailadres")),
                (
                    "soort",
                    models.CharField(
                        choices=[("invuller", "Invuller"), ("tekenbevoegde", "Tekenbevoegde")], max_length=20
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("gemaakt_op", models.DateTimeField()),
                ("geldig_tot", models.DateTimeField()),
                ("gebruikt_op", models.DateTimeField(blank=True, null=True)),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "gebruikt_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uitnodigingen",
                        to="partijen.organisatie",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "uitnodigingen",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("soort__in", ["invuller", "tekenbevoegde"])),
                        name="uitnodiging_voor_organisatie",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("gebruikt_door__isnull", True), ("gebruikt_op__isnull", True)),
                            models.Q(("gebruikt_door__isnull", False), ("gebruikt_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="uitnodiging_gebruikt_samen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Voorganger",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kvk_nummer", models.CharField(max_length=8, verbose_name="KvK-nummer")),
                ("naam", models.CharField(max_length=200, verbose_name="statutaire naam")),
                (
                    "soort",
                    models.CharField(
                        choices=[
                            ("juridisch", "Juridische fusie: de rechtspersoon is in de onze opgegaan"),
                            ("overname", "Overname van de activiteiten: de rechtspersoon bleef bestaan"),
                        ],
                        default="juridisch",
                        max_length=15,
                    ),
                ),
                ("sinds", models.DateField(verbose_name="datum van de fusie of overname")),
                (
                    "organisatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="voorgangers",
                        to="partijen.organisatie",
                    ),
                ),
            ],
            options={
                "ordering": ["-sinds", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("organisatie", "kvk_nummer"), name="voorganger_eenmaal"),
                    models.CheckConstraint(
                        condition=models.Q(("kvk_nummer__regex", "^[0-9]{8}$")), name="voorganger_kvk_acht_cijfers"
                    ),
                ],
            },
        ),
    ])
