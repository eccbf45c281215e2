"""The archive of all letters of a ronde: one file, made by the worker."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from bekendmaking.states import ARCHIEF_ONAF, ARCHIEF_OVERGANGEN, Archiefstatus

STIL = timedelta(minutes=1)  # without a sign of life the worker is gone, and another one starts again


class ArchiefQuerySet(models.QuerySet):
    def te_maken(self, nu):
        """Asked for and not begun, or begun by a worker that is gone."""
        verlaten = Q(status=Archiefstatus.BEZIG, gezien_op__lte=nu - STIL)
        return self.filter(Q(status=Archiefstatus.AANGEVRAAGD) | verlaten)

    def onaf(self):
        return self.filter(status__in=ARCHIEF_ONAF)


class Archief(models.Model):
    """Progress and result of one archive; `poging` tells a worker that another one took over."""

    ronde = models.ForeignKey("publicatie.Inkoopronde", models.PROTECT, related_name="archieven")
    status = models.CharField(max_length=15, choices=Archiefstatus, default=Archiefstatus.AANGEVRAAGD)
    aangevraagd_door = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    aangevraagd_op = models.DateTimeField()
    poging = models.PositiveSmallIntegerField(default=0)
    gezien_op = models.DateTimeField("laatste teken van leven", null=True, blank=True)
    totaal = models.PositiveIntegerField("aantal brieven", default=0)
    gedaan = models.PositiveIntegerField(default=0)
    stuk = models.ForeignKey("kluis.Stuk", models.PROTECT, null=True, blank=True, related_name="+")
    manifest_hash = models.CharField("sha256 van manifest.json", max_length=64, blank=True)
    klaar_op = models.DateTimeField(null=True, blank=True)
    melding = models.TextField("waarom het niet lukte", blank=True)

    OVERGANGEN = ARCHIEF_OVERGANGEN
    objects = ArchiefQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "archieven"
        ordering = ["ronde", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ronde"], condition=Q(status__in=["aangevraagd", "bezig"]), name="archief_een_tegelijk"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["klaar", "vervangen"])
                | Q(stuk__isnull=False, klaar_op__isnull=False, manifest_hash__gt=""),
                name="archief_klaar_heeft_bestand",
            ),
        ]

    @property
    def dossier_sleutel(self) -> str:
        return f"archief:{self.pk}"

    @property
    def onaf(self) -> bool:
        return self.status in ARCHIEF_ONAF
