"""Ground floor: the clock of demo and tests, and the append-only log."""

from datetime import timedelta

from django.db import models
from django.db.models import Q


class Klokstand(models.Model):
    """One row at most: how far the clock stands from real time (demo), or where it stands still (tests)."""

    verschuiving = models.DurationField(default=timedelta)
    vast = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="klokstand_een_rij")]


class Ketting(models.Model):
    """Head of the log chain of one dossier; its row lock orders the writers of that dossier."""

    dossier = models.CharField(max_length=80, primary_key=True)
    nummer = models.PositiveIntegerField(default=0)
    kop = models.CharField(max_length=64, blank=True)

    @property
    def dossier_sleutel(self) -> str:
        """A chain that is about no row, for an act about the portal itself, is its own dossier."""
        return self.dossier


class Uitkomst(models.TextChoices):
    GELUKT = "gelukt", "Gelukt"
    GEWEIGERD = "geweigerd", "Geweigerd"


class Gebeurtenis(models.Model):
    """One line of the log. Holds ids only, no names (R8); a trigger refuses update and delete."""

    dossier = models.CharField(max_length=80)
    nummer = models.PositiveIntegerField()
    handeling = models.CharField(max_length=60)
    object_soort = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    resultaat = models.CharField(max_length=10, choices=Uitkomst, default=Uitkomst.GELUKT)
    herkomst = models.CharField(max_length=20)
    actor_id = models.BigIntegerField(null=True)
    tijd = models.DateTimeField()
    gegevens = models.JSONField(default=dict)
    vorige_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "gebeurtenissen"
        ordering = ["dossier", "nummer"]
        constraints = [models.UniqueConstraint(fields=["dossier", "nummer"], name="gebeurtenis_nummer")]
        indexes = [
            models.Index(fields=["object_soort", "object_id"], name="gebeurtenis_object"),
            models.Index(fields=["tijd"], name="gebeurtenis_tijd"),
            models.Index(fields=["actor_id"], name="gebeurtenis_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier} {self.nummer}: {self.handeling}"


class Dagzegel(models.Model):
    """Daily chain over the heads of all dossiers (R8): shows a cut tail or a rewritten chain."""

    dag = models.DateField(unique=True)
    koppen = models.JSONField()
    vorige_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    gemaakt_op = models.DateTimeField()

    class Meta:
        ordering = ["dag"]


class Inzage(models.Model):
    """Somebody looked at a dossier, a file or a letter: one row per person, row and day (docs/adr/0017-wie-keek.md).

    A table of its own beside the chains: a look may not wait for the lock of a dossier. A trigger refuses update and
    delete, and the daily seal covers each day that is over.
    """

    gebruiker_id = models.BigIntegerField()
    soort = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    dossier = models.CharField(max_length=80)
    dag = models.DateField()
    tijd = models.DateTimeField("de eerste keer die dag")

    class Meta:
        verbose_name_plural = "inzagen"
        constraints = [
            models.UniqueConstraint(fields=["gebruiker_id", "soort", "object_id", "dag"], name="inzage_eenmaal_per_dag")
        ]
        indexes = [
            models.Index(fields=["dossier", "dag"], name="inzage_dossier"),
            models.Index(fields=["dag"], name="inzage_dag"),
        ]


class Moment(models.Model):
    """A due moment that was acted on; the unique pair keeps three beats from acting thrice (R12)."""

    naam = models.CharField(max_length=80)
    tijdstip = models.DateTimeField()
    gedaan_op = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["naam", "tijdstip"], name="moment_eenmaal")]


class Stand(models.TextChoices):
    GOED = "goed", "In orde"
    FOUT = "fout", "Storing"
    UIT = "uit", "Niet ingesteld"
    WACHT = "wacht", "Nog niet nodig"


class Bewaking(models.Model):
    """How one part of the portal is doing: `stand` is what counts and was mailed, `gemeten` what was seen last."""

    onderdeel = models.SlugField(max_length=20, unique=True)
    stand = models.CharField(max_length=5, choices=Stand, default=Stand.UIT)
    sinds = models.DateTimeField(null=True, blank=True)
    gemeten = models.CharField(max_length=5, choices=Stand, default=Stand.UIT)
    gemeten_sinds = models.DateTimeField(null=True, blank=True)
    gemeten_op = models.DateTimeField(null=True, blank=True)
    uitleg = models.CharField(max_length=300, blank=True)
    feiten = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name_plural = "bewakingen"
        constraints = [
            models.CheckConstraint(
                condition=Q(stand__in=sorted(Stand), gemeten__in=sorted(Stand)), name="bewaking_stand_bestaat"
            ),
            models.CheckConstraint(
                condition=Q(sinds__isnull=True, gemeten_sinds__isnull=True, gemeten_op__isnull=True)
                | Q(sinds__isnull=False, gemeten_sinds__isnull=False, gemeten_op__isnull=False),
                name="bewaking_gemeten_heeft_tijd",
            ),
        ]

    def __str__(self) -> str:
        return self.onderdeel


class Kopiesoort(models.TextChoices):
    KOPIE = "kopie", "Reservekopie gemaakt"
    OEFENING = "oefening", "Terugzetten geoefend"


class Reservekopie(models.Model):
    """A backup that was made, or a rehearsal of putting one back (R25). `naam`: of the file; no secret is in it."""

    soort = models.CharField(max_length=10, choices=Kopiesoort)
    naam = models.CharField(max_length=120)
    op = models.DateTimeField()
    seconden = models.PositiveIntegerField()

    class Meta:
        verbose_name = "reservekopie"
        verbose_name_plural = "reservekopieën"
        ordering = ["-op", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(soort__in=sorted(Kopiesoort)), name="reservekopie_soort_bestaat")
        ]

    def __str__(self) -> str:
        return self.naam
