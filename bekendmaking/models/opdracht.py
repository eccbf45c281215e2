"""Work for the worker that a screen follows: all letters of an uitvoerder, and the archive of a ronde."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from bekendmaking.states import OPDRACHT_ONAF, OPDRACHT_OVERGANGEN, Opdrachtstatus

STIL = timedelta(minutes=2)  # longer than one letter can take (kern.pdfmaker.HANGT_NA): then the worker is gone
ONAF = Q(status__in=["aangevraagd", "bezig"])


class OpdrachtQuerySet(models.QuerySet):
    def te_doen(self, nu: datetime):
        """Asked for and not begun, or begun by a worker that is gone."""
        verlaten = Q(status=Opdrachtstatus.BEZIG, gezien_op__lte=nu - STIL)
        return self.filter(Q(status=Opdrachtstatus.AANGEVRAAGD) | verlaten)

    def bezig(self, nu: datetime):
        """In the hands of a worker that gave a sign of life."""
        return self.filter(status=Opdrachtstatus.BEZIG, gezien_op__gt=nu - STIL)

    def onaf(self):
        return self.filter(status__in=OPDRACHT_ONAF)


class Opdracht(models.Model):
    """Progress of one piece of work; `poging` tells a worker that another one took over."""

    status = models.CharField(max_length=15, choices=Opdrachtstatus, default=Opdrachtstatus.AANGEVRAAGD)
    aangevraagd_door = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    aangevraagd_op = models.DateTimeField()
    poging = models.PositiveSmallIntegerField(default=0)
    gezien_op = models.DateTimeField("laatste teken van leven", null=True, blank=True)
    totaal = models.PositiveIntegerField("aantal brieven", default=0)
    gedaan = models.PositiveIntegerField(default=0)
    klaar_op = models.DateTimeField(null=True, blank=True)
    melding = models.TextField("waarom het niet lukte", blank=True)

    OVERGANGEN = OPDRACHT_OVERGANGEN
    objects = OpdrachtQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def onaf(self) -> bool:
        return self.status in OPDRACHT_ONAF


class Archief(Opdracht):
    """All letters of a ronde in one file."""

    ronde = models.ForeignKey("publicatie.Inkoopronde", models.PROTECT, related_name="archieven")
    stuk = models.ForeignKey("kluis.Stuk", models.PROTECT, null=True, blank=True, related_name="+")
    manifest_hash = models.CharField("sha256 van manifest.json", max_length=64, blank=True)

    class Meta:
        verbose_name_plural = "archieven"
        ordering = ["ronde", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ronde"], condition=ONAF, name="archief_een_tegelijk"),
            models.CheckConstraint(
                condition=~Q(status__in=["klaar", "vervangen"])
                | Q(stuk__isnull=False, klaar_op__isnull=False, manifest_hash__gt=""),
                name="archief_klaar_heeft_bestand",
            ),
        ]

    @property
    def dossier_sleutel(self) -> str:
        return f"archief:{self.pk}"


class Brievenreeks(Opdracht):
    """Every letter of an uitvoerder that can be made, made in one go."""

    ronde = models.ForeignKey("publicatie.Inkoopronde", models.PROTECT, related_name="+")
    uitvoerder = models.ForeignKey("partijen.WlzUitvoerder", models.PROTECT, related_name="+")
    overgeslagen = models.JSONField("per brief die niet lukte, waarom", default=list, blank=True)

    class Meta:
        verbose_name_plural = "brievenreeksen"
        ordering = ["ronde", "uitvoerder", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ronde", "uitvoerder"], condition=ONAF, name="brievenreeks_een_tegelijk"),
            models.CheckConstraint(
                condition=~Q(status="klaar") | Q(klaar_op__isnull=False), name="brievenreeks_klaar_heeft_moment"
            ),
        ]

    @property
    def dossier_sleutel(self) -> str:
        return f"vrijgave:{self.ronde_id}:{self.uitvoerder_id}"

    @property
    def gelukt(self) -> int:
        """How many letters were made."""
        return self.totaal - len(self.overgeslagen)
