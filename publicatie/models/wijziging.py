"""What became of a round after its publication: versions with a reason, and a later deadline by two people."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from publicatie.models.ronde import Inkoopronde
from publicatie.states import UITSTELOVERGANGEN, Uitstelstatus


class Rondewijziging(models.Model):
    """A version of a published round. Rows are only added: triggers refuse UPDATE and DELETE.

    `wat` is a list of {"wat": label, "oud": text, "nieuw": text}; an empty text means: it was not there.
    """

    ronde = models.ForeignKey(Inkoopronde, models.PROTECT, related_name="wijzigingen")
    versie = models.PositiveSmallIntegerField()
    wat = models.JSONField()
    reden = models.TextField()
    door = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    op = models.DateTimeField()

    class Meta:
        ordering = ["ronde", "-versie"]
        constraints = [
            models.UniqueConstraint(fields=["ronde", "versie"], name="rondewijziging_versie"),
            models.CheckConstraint(condition=~Q(reden=""), name="rondewijziging_heeft_reden"),
        ]

    def __str__(self) -> str:
        return f"wijziging {self.versie} van {self.ronde}"


class Uitstel(models.Model):
    """A later closing of a published round, proposed by one person and confirmed by another (T14, B36)."""

    ronde = models.ForeignKey(Inkoopronde, models.PROTECT, related_name="uitstellen")
    status = models.CharField(max_length=15, choices=Uitstelstatus, default=Uitstelstatus.VOORGESTELD)
    oud = models.DateTimeField()
    nieuw = models.DateTimeField()
    reden = models.TextField()
    voorgesteld_door = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    voorgesteld_op = models.DateTimeField()
    bevestigd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    bevestigd_op = models.DateTimeField(null=True, blank=True)

    OVERGANGEN = UITSTELOVERGANGEN

    class Meta:
        verbose_name_plural = "uitstellen"
        ordering = ["ronde", "-voorgesteld_op"]
        constraints = [
            models.CheckConstraint(
                condition=Q(nieuw__gt=F("oud")),
                name="uitstel_is_later",
                violation_error_message="Kies een moment na de sluiting die nu geldt.",
            ),
            models.CheckConstraint(
                name="uitstel_bevestigd_samen",
                condition=Q(bevestigd_door__isnull=True, bevestigd_op__isnull=True)
                | Q(bevestigd_door__isnull=False, bevestigd_op__isnull=False),
            ),
            models.CheckConstraint(
                name="uitstel_vier_ogen",
                condition=Q(bevestigd_door__isnull=True) | ~Q(bevestigd_door=F("voorgesteld_door")),
                violation_error_message="Een ander dan wie het voorstelt, bevestigt het uitstel.",
            ),
            models.CheckConstraint(
                name="uitstel_bevestigd_door_iemand",
                condition=~Q(status=Uitstelstatus.BEVESTIGD) | Q(bevestigd_door__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["ronde"],
                condition=Q(status=Uitstelstatus.VOORGESTELD),
                name="uitstel_een_voorstel_tegelijk",
                violation_error_message="Er ligt al een voorstel voor uitstel.",
            ),
        ]

    def __str__(self) -> str:
        return f"uitstel van {self.ronde}"
