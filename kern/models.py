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


class Moment(models.Model):
    """A due moment that was acted on; the unique pair keeps three beats from acting thrice (R12)."""

    naam = models.CharField(max_length=80)
    tijdstip = models.DateTimeField()
    gedaan_op = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["naam", "tijdstip"], name="moment_eenmaal")]
