"""Periodieke gesprekken: when, about what, and what was said (bijlage 2 h3 lid 4, bijlage 4 h2)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from overeenkomst.models import Overeenkomst
from overeenkomst.states import Kant
from uitvoering.models.basis import InDossier, OvereenkomstrijQuerySet
from uitvoering.states.gesprek import KLEUREN, OVERGANGEN, Status

GEBRUIKER = settings.AUTH_USER_MODEL


class Gesprek(InDossier, models.Model):
    """One is planned at a time; its report is read by both sides."""

    overeenkomst = models.ForeignKey(Overeenkomst, models.PROTECT, related_name="gesprekken")
    op = models.DateTimeField("moment van het gesprek")
    plaats = models.CharField("plaats of link", max_length=200)
    status = models.CharField(max_length=15, choices=Status, default=Status.GEPLAND)
    gepland_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    verslag = models.TextField(blank=True)

    OVERGANGEN = OVERGANGEN
    objects = OvereenkomstrijQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "gesprekken"
        ordering = ["-op", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["overeenkomst"], condition=Q(status="gepland"), name="gesprek_een_gepland"),
            models.CheckConstraint(
                name="gesprek_gehouden_met_verslag", condition=~Q(status="gehouden") | ~Q(verslag="")
            ),
        ]

    @property
    def kleur(self) -> str:
        """Colour of the badge with the status."""
        return KLEUREN[Status(self.status)]


class Agendapunt(models.Model):
    """What a side wants to talk about; only that side can take it away (OV-206).

    Without `gesprek` it waits for the next one.
    """

    overeenkomst = models.ForeignKey(Overeenkomst, models.PROTECT, related_name="agendapunten")
    gesprek = models.ForeignKey(Gesprek, models.PROTECT, null=True, blank=True, related_name="punten")
    kant = models.CharField(max_length=15, choices=Kant)
    tekst = models.CharField(max_length=300)
    door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    op = models.DateTimeField()

    class Meta:
        verbose_name_plural = "agendapunten"
        ordering = ["op", "pk"]
        constraints = [models.CheckConstraint(name="agendapunt_heeft_tekst", condition=~Q(tekst=""))]


class Gespreksfrequentie(models.Model):
    """How often a year, from a moment on, and why; the latest counts (OV-186)."""

    overeenkomst = models.ForeignKey(Overeenkomst, models.PROTECT, related_name="gespreksfrequenties")
    per_jaar = models.PositiveSmallIntegerField()
    reden = models.TextField()
    door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    op = models.DateTimeField()

    class Meta:
        verbose_name_plural = "gespreksfrequenties"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="frequentie_per_jaar", condition=Q(per_jaar__gte=1, per_jaar__lte=12)),
            models.CheckConstraint(name="frequentie_met_reden", condition=~Q(reden="")),
        ]


class Kennisupdate(models.Model):
    """When the cliëntondersteuners last brought their knowledge up to date, and how; the latest day counts (eis 3)."""

    overeenkomst = models.ForeignKey(Overeenkomst, models.PROTECT, related_name="kennisupdates")
    dag = models.DateField("kennis bijgewerkt op")
    tekst = models.TextField("wat zij deden")
    door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    op = models.DateTimeField()

    class Meta:
        verbose_name_plural = "kennisupdates"
        ordering = ["-dag", "-pk"]
        constraints = [models.CheckConstraint(name="kennisupdate_zegt_iets", condition=~Q(tekst=""))]
