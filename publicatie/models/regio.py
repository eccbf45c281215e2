"""Regions and gemeenten, which outlive a round."""

from datetime import date

from django.db import models
from django.db.models import F, Q


class Regio(models.Model):
    """A zorgkantoorregio: a stable key over the editions, and its tile on the map."""

    sleutel = models.SlugField(unique=True)
    naam = models.CharField(max_length=80)
    tegelnaam = models.CharField("naam op een tegel, met zachte afbreekstreepjes", max_length=40)
    afkorting = models.CharField("naam op een smalle tegel", max_length=3)
    kolom = models.PositiveSmallIntegerField()
    rij = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["naam"]
        verbose_name_plural = "regio's"
        constraints = [models.UniqueConstraint(fields=["kolom", "rij"], name="regio_tegel_eenmaal")]

    def __str__(self) -> str:
        return self.naam


class Regioalias(models.Model):
    """Another spelling of a region, as a source has it."""

    regio = models.ForeignKey(Regio, models.CASCADE, related_name="aliassen")
    naam = models.CharField(max_length=80, unique=True)


class Gemeente(models.Model):
    cbs_code = models.CharField("CBS-code", max_length=6, unique=True)
    naam = models.CharField(max_length=80)

    class Meta:
        ordering = ["naam"]

    def __str__(self) -> str:
        return self.naam


class Gemeentealias(models.Model):
    """Another spelling of a gemeente, as a source has it."""

    gemeente = models.ForeignKey(Gemeente, models.CASCADE, related_name="aliassen")
    naam = models.CharField(max_length=80, unique=True)


class LidmaatschapQuerySet(models.QuerySet):
    def op(self, dag):
        """Memberships in force on a day."""
        return self.filter(van__lte=dag).filter(Q(tot__isnull=True) | Q(tot__gte=dag))


class Gemeentelidmaatschap(models.Model):
    """A gemeente belongs to a region between two dates (A73: the borders move)."""

    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="lidmaatschappen")
    regio = models.ForeignKey(Regio, models.PROTECT, related_name="lidmaatschappen")
    van = models.DateField()
    tot = models.DateField(null=True, blank=True)

    objects = LidmaatschapQuerySet.as_manager()

    class Meta:
        ordering = ["gemeente__naam"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "van"], name="gemeente_in_een_regio"),
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gte=F("van")), name="lidmaatschap_van_voor_tot"
            ),
        ]

    def geldt_op(self, dag: date) -> bool:
        """Whether the membership is in force on a day; for rows that were read already."""
        return self.van <= dag and (self.tot is None or dag <= self.tot)
