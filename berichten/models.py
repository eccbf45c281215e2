"""Outbox: one row per message, sent by Celery (R9-R13)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from berichten.states import KLEUREN, OVERGANGEN, Berichtsoort, Status


class BerichtQuerySet(models.QuerySet):
    def openstaand(self, nu):
        """What may go now: ready, released, and not waiting for its attachment or a later try."""
        vrij = self.filter(status=Status.KLAAR, wacht_op_bijlage=False, vrij_op__lte=nu)
        return vrij.filter(Q(niet_voor__isnull=True) | Q(niet_voor__lte=nu)).order_by("vrij_op", "pk")

    def wacht_op_bijlage(self):
        """What stays until its attachment is made, the oldest first."""
        return self.filter(status=Status.KLAAR, wacht_op_bijlage=True).order_by("pk")

    def blijven_hangen(self, sinds):
        """Claimed before `sinds` and never recorded: nobody knows whether they left (R10)."""
        return self.filter(status=Status.GECLAIMD, geclaimd_op__lt=sinds)


class Bericht(models.Model):
    """One message to one recipient. A resend is the next volgnummer, with a reason."""

    soort = models.CharField(max_length=20, choices=Berichtsoort)
    over = models.CharField("onderwerp in het systeem", max_length=80, help_text="Bijvoorbeeld bekendmaking.brief:12.")
    ontvanger = models.EmailField()
    volgnummer = models.PositiveIntegerField(default=1)
    onderwerp = models.CharField(max_length=200)
    tekst = models.TextField()
    bijlagen = models.ManyToManyField("kluis.Stuk", blank=True)
    wacht_op_bijlage = models.BooleanField("wacht tot de bijlage is gemaakt", default=False)
    dossier_sleutel = models.CharField(max_length=80, blank=True)
    vrij_op = models.DateTimeField()
    niet_voor = models.DateTimeField(null=True, blank=True)
    pogingen = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=15, choices=Status, default=Status.KLAAR)
    gemaakt_op = models.DateTimeField()
    geclaimd_op = models.DateTimeField(null=True, blank=True)
    afgehandeld_op = models.DateTimeField(null=True, blank=True)
    serverantwoord = models.CharField(max_length=300, blank=True)

    OVERGANGEN = OVERGANGEN
    objects = BerichtQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "berichten"
        ordering = ["-gemaakt_op", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["over", "ontvanger", "soort", "volgnummer"], name="bericht_eenmaal"),
            models.CheckConstraint(condition=Q(status__in=sorted(Status)), name="bericht_status_bestaat"),
            models.CheckConstraint(
                condition=~Q(status="geclaimd") | Q(geclaimd_op__isnull=False), name="bericht_geclaimd_heeft_tijd"
            ),
            models.CheckConstraint(
                condition=~Q(status="overgedragen") | Q(afgehandeld_op__isnull=False),
                name="bericht_overgedragen_heeft_tijd",
            ),
            models.CheckConstraint(condition=~Q(over=""), name="bericht_gaat_ergens_over"),
        ]
        indexes = [models.Index(fields=["status", "vrij_op"], name="bericht_te_doen")]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} aan {self.ontvanger}"

    def get_absolute_url(self) -> str:
        return reverse("bericht", args=[self.pk])

    @property
    def kleur(self) -> str:
        """Colour of the badge with the status."""
        return KLEUREN[Status(self.status)]
