"""Who there is: people, organisations, Wlz-uitvoerders and the roles between them."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.module_loading import import_string

from partijen.rules import KLEURCODE
from partijen.states import LANDELIJK, VOOR_ORGANISATIE, VOOR_UITVOERDER, Fusiesoort, Rolsoort


class GebruikerManager(BaseUserManager):
    def create_user(self, email, password=None, **velden):
        gebruiker = self.model(email=self.normalize_email(email).lower(), **velden)
        gebruiker.set_password(password)
        gebruiker.save(using=self._db)
        return gebruiker

    def create_superuser(self, email, password=None, **velden):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **velden)


class Gebruiker(AbstractUser):
    """A natural person with one login. What someone may do stands in Rol, never here."""

    username = None
    first_name = None
    last_name = None
    email = models.EmailField("e-mailadres", unique=True)
    naam = models.CharField("naam", max_length=120)
    sessieronde = models.PositiveIntegerField(default=0, editable=False)  # see _get_session_auth_hash
    geleegd_op = models.DateTimeField("naam en e-mailadres gewist op", null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["naam"]
    objects = GebruikerManager()

    class Meta:
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"
        constraints = [
            models.CheckConstraint(
                condition=Q(geleegd_op__isnull=True) | Q(is_active=False), name="gebruiker_geleegd_is_dicht"
            )
        ]

    def __str__(self) -> str:
        return self.naam or self.email

    def _get_session_auth_hash(self, secret=None) -> str:
        """A session of an earlier round is worth nothing, like one of an earlier password."""
        return f"{super()._get_session_auth_hash(secret)}.{self.sessieronde}"


class Sessie(AbstractBaseSession):
    """A session and whose it is; `partijen.sessies` keeps it, and it goes away by itself."""

    gebruiker = models.ForeignKey(Gebruiker, models.CASCADE, null=True, related_name="sessies")

    class Meta(AbstractBaseSession.Meta):
        verbose_name = "sessie"
        verbose_name_plural = "sessies"

    @classmethod
    def get_session_store_class(cls):
        return import_string(f"{settings.SESSION_ENGINE}.SessionStore")


class Organisatie(models.Model):
    """The legal person that enters: one per KvK number, under its statutory name (OV-004)."""

    kvk_nummer = models.CharField(
        "KvK-nummer",
        max_length=8,
        unique=True,
        validators=[RegexValidator(r"^[0-9]{8}$", "Een KvK-nummer heeft 8 cijfers.")],
    )
    statutaire_naam = models.CharField("statutaire naam", max_length=200)
    straat = models.CharField("straat en huisnummer", max_length=120)
    postcode = models.CharField("postcode", max_length=7)
    plaats = models.CharField("plaats", max_length=80)
    email = models.EmailField("e-mailadres voor berichten")
    telefoon = models.CharField("telefoonnummer", max_length=20, blank=True)
    website = models.CharField("website", max_length=200, blank=True)
    rsin = models.CharField("RSIN", max_length=9, blank=True)
    agb_code = models.CharField("AGB-code", max_length=8, blank=True)
    namen_openbaar = models.BooleanField("toont de namen van de cliëntondersteuners aan iedereen", default=False)

    class Meta:
        ordering = ["statutaire_naam"]
        indexes = [models.Index(fields=["statutaire_naam"], name="organisatie_naam")]  # lists are in this order
        constraints = [
            models.CheckConstraint(
                condition=Q(kvk_nummer__regex=r"^[0-9]{8}$"),
                name="organisatie_kvk_acht_cijfers",
                violation_error_message="Een KvK-nummer heeft 8 cijfers.",
            ),
            models.CheckConstraint(
                condition=Q(agb_code="") | Q(agb_code__regex=r"^[0-9]{8}$"),
                name="organisatie_agb_acht_cijfers",
                violation_error_message="Een AGB-code heeft 8 cijfers.",
            ),
        ]

    def __str__(self) -> str:
        return self.statutaire_naam

    def get_absolute_url(self) -> str:
        return reverse("organisatie", args=[self.pk])


class Voorganger(models.Model):
    """A legal person that this organisation succeeded, by its own word; it need not have an account (A18)."""

    organisatie = models.ForeignKey(Organisatie, models.CASCADE, related_name="voorgangers")
    kvk_nummer = models.CharField("KvK-nummer", max_length=8)
    naam = models.CharField("statutaire naam", max_length=200)
    soort = models.CharField(max_length=15, choices=Fusiesoort, default=Fusiesoort.JURIDISCH)
    sinds = models.DateField("datum van de fusie of overname")

    class Meta:
        ordering = ["-sinds", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisatie", "kvk_nummer"], name="voorganger_eenmaal"),
            models.CheckConstraint(condition=Q(kvk_nummer__regex=r"^[0-9]{8}$"), name="voorganger_kvk_acht_cijfers"),
        ]

    def __str__(self) -> str:
        return self.naam


class UitnodigingQuerySet(models.QuerySet):
    def open(self, nu):
        """Not used, and not too old."""
        return self.filter(gebruikt_op__isnull=True, geldig_tot__gt=nu)


class Uitnodiging(models.Model):
    """A colleague asked to join, by mail; used once, within its term. Only the hash of its link is kept (B32)."""

    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="uitnodigingen")
    email = models.EmailField("e-mailadres")
    soort = models.CharField(max_length=20, choices=[(s.value, s.label) for s in sorted(VOOR_ORGANISATIE)])
    token_hash = models.CharField(max_length=64, unique=True)
    door = models.ForeignKey(Gebruiker, models.PROTECT, related_name="+")
    gemaakt_op = models.DateTimeField()
    geldig_tot = models.DateTimeField()
    gebruikt_op = models.DateTimeField(null=True, blank=True)
    gebruikt_door = models.ForeignKey(Gebruiker, models.PROTECT, null=True, blank=True, related_name="+")

    objects = UitnodigingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "uitnodigingen"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(soort__in=sorted(VOOR_ORGANISATIE)), name="uitnodiging_voor_organisatie"
            ),
            models.CheckConstraint(
                condition=Q(gebruikt_op__isnull=True, gebruikt_door__isnull=True)
                | Q(gebruikt_op__isnull=False, gebruikt_door__isnull=False),
                name="uitnodiging_gebruikt_samen",
            ),
        ]

    def __str__(self) -> str:
        return self.email


class WlzUitvoerder(models.Model):
    """A Wlz-uitvoerder with its zorgkantoor, role mailboxes and the colours of its letters."""

    code = models.SlugField(unique=True)
    naam = models.CharField(max_length=80)
    zorgkantoor = models.CharField("naam van het zorgkantoor", max_length=80)
    inschrijf_email = models.EmailField()
    bezwaar_email = models.EmailField()
    postadres = models.CharField(max_length=200, help_text="Regels gescheiden door een komma.")
    kleur = models.CharField("hoofdkleur van de brieven", max_length=7, default="#12495a")
    accent = models.CharField("kleur van de lijnen in de brieven", max_length=7, default="#51616b")

    class Meta:
        verbose_name = "Wlz-uitvoerder"
        ordering = ["naam"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kleur__regex=KLEURCODE, accent__regex=KLEURCODE),
                name="uitvoerder_kleuren_als_code",
                violation_error_message="Een kleur is een # met zes cijfers of letters a tot en met f.",
            )
        ]

    def __str__(self) -> str:
        return self.naam

    def get_absolute_url(self) -> str:
        return reverse("zorgkantoor", args=[self.code])


class RolQuerySet(models.QuerySet):
    def geldig(self, dag):
        """Roles in force on a day."""
        return self.filter(Q(van__lte=dag), Q(tot__isnull=True) | Q(tot__gte=dag))


class Rol(models.Model):
    """What a person is, for which organisation or uitvoerder, and when. Tot is the last day."""

    gebruiker = models.ForeignKey(Gebruiker, models.PROTECT, related_name="rollen")
    soort = models.CharField(max_length=20, choices=Rolsoort)
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, null=True, blank=True, related_name="rollen")
    uitvoerder = models.ForeignKey(WlzUitvoerder, models.PROTECT, null=True, blank=True, related_name="rollen")
    van = models.DateField()
    tot = models.DateField(null=True, blank=True)

    objects = RolQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "rollen"
        constraints = [
            models.CheckConstraint(
                name="rol_bereik_past_bij_soort",
                condition=Q(soort__in=sorted(VOOR_ORGANISATIE), organisatie__isnull=False, uitvoerder__isnull=True)
                | Q(soort__in=sorted(VOOR_UITVOERDER), organisatie__isnull=True, uitvoerder__isnull=False)
                | Q(soort__in=sorted(LANDELIJK), organisatie__isnull=True, uitvoerder__isnull=True),
                violation_error_message="Kies bij deze rol een organisatie of een uitvoerder die erbij past.",
            ),
            models.CheckConstraint(
                name="rol_van_voor_tot",
                condition=Q(tot__isnull=True) | Q(tot__gte=models.F("van")),
                violation_error_message="De einddatum ligt vóór de begindatum.",
            ),
            models.UniqueConstraint(
                fields=["gebruiker", "soort", "organisatie", "uitvoerder", "van"],
                name="rol_eenmaal",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} {self.organisatie or self.uitvoerder or ''}".strip()
