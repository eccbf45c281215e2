"""Outbox: one row per message, sent by Celery (R9-R13)."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Q
from django.urls import reverse

from berichten.states import HERVERZENDEN, KLEUREN, OVERGANGEN, Berichtsoort, Herverzendstatus, Status
from kern.log import sleutel

GEBRUIKER = settings.AUTH_USER_MODEL


class BerichtQuerySet(models.QuerySet):
    def openstaand(self, nu):
        """What may go now: ready, released, not waiting for its attachment or a later try; nothing during a stop."""
        stop = Exists(Verzendstop.objects.filter(opgeheven_op__isnull=True))
        vrij = self.filter(~stop, status=Status.KLAAR, wacht_op_bijlage=False, vrij_op__lte=nu)
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
    eerste = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="opnieuw")
    afgedaan_op = models.DateTimeField("van de lijst gehaald op", null=True, blank=True)

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


class Herverzending(models.Model):
    """One person asks to send a message again and says why; another decides. The message stays as it was (B29, R10)."""

    bericht = models.ForeignKey(Bericht, models.PROTECT, related_name="herverzendingen")
    ontvanger = models.EmailField()
    reden = models.TextField()
    status = models.CharField(max_length=15, choices=Herverzendstatus, default=Herverzendstatus.GEVRAAGD)
    gevraagd_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    gevraagd_op = models.DateTimeField()
    beslist_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    beslist_op = models.DateTimeField(null=True, blank=True)
    nieuw = models.OneToOneField(Bericht, models.PROTECT, null=True, blank=True, related_name="herverzonden_met")

    OVERGANGEN = HERVERZENDEN
    GEZIEN = ("bericht_id", "ontvanger", "reden", "gevraagd_door_id")

    class Meta:
        verbose_name_plural = "herverzendingen"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=sorted(Herverzendstatus)), name="herverzending_status"),
            models.UniqueConstraint(
                fields=["bericht"], condition=Q(status="gevraagd"), name="herverzending_een_tegelijk"
            ),
            models.CheckConstraint(condition=~Q(reden=""), name="herverzending_heeft_reden"),
            models.CheckConstraint(
                name="herverzending_vier_ogen",
                condition=Q(nieuw__isnull=True) | Q(beslist_door__isnull=False) & ~Q(beslist_door=F("gevraagd_door")),
            ),
            models.CheckConstraint(
                name="herverzending_beslist_samen",
                condition=Q(beslist_door__isnull=True, beslist_op__isnull=True)
                | Q(beslist_door__isnull=False, beslist_op__isnull=False),
            ),
            models.CheckConstraint(
                name="herverzending_goed_geeft_bericht",
                condition=~Q(status="goedgekeurd") | Q(nieuw__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bericht} opnieuw"

    @property
    def dossier_sleutel(self) -> str:
        return sleutel(self.bericht)


class Hartslag(models.Model):
    """One row: when the taker of the outbox last ran (F8)."""

    op = models.DateTimeField()

    class Meta:
        verbose_name_plural = "hartslagen"
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="hartslag_een_rij")]


class Verzendstop(models.Model):
    """From a restore until two people agree, nothing leaves (R25)."""

    reden = models.CharField(max_length=200)
    begonnen_op = models.DateTimeField()
    gevraagd_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    gevraagd_op = models.DateTimeField(null=True, blank=True)
    opgeheven_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    opgeheven_op = models.DateTimeField(null=True, blank=True)

    GEZIEN = ("reden", "gevraagd_door_id", "gevraagd_op")

    class Meta:
        verbose_name_plural = "verzendstops"
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=Q(opgeheven_op__isnull=True), name="verzendstop_een_tegelijk"
            ),
            models.CheckConstraint(
                condition=Q(gevraagd_door__isnull=True, gevraagd_op__isnull=True)
                | Q(gevraagd_door__isnull=False, gevraagd_op__isnull=False),
                name="verzendstop_gevraagd_samen",
            ),
            models.CheckConstraint(
                condition=Q(opgeheven_door__isnull=True, opgeheven_op__isnull=True)
                | Q(opgeheven_door__isnull=False, opgeheven_op__isnull=False, gevraagd_door__isnull=False)
                & ~Q(opgeheven_door=F("gevraagd_door")),
                name="verzendstop_vier_ogen",
            ),
        ]
