"""A region in a round: who serves it, with what money, and where supply is short."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from partijen.permissions import bevoegdheid
from publicatie.models.regio import Regio
from publicatie.models.ronde import Inkoopronde
from publicatie.states import Leemtesoort


class RegiotoewijzingQuerySet(models.QuerySet):
    def binnen_bereik(self, gebruiker, recht):
        """Regions of the uitvoerders for which the user has this right; all of them for a national role."""
        uitvoerders = bevoegdheid(gebruiker).uitvoerders(recht)
        return self if uitvoerders is None else self.filter(uitvoerder__in=uitvoerders)


class Regiotoewijzing(models.Model):
    """Which uitvoerder serves a region in a round, and for how many organisations there is place.

    The list of its leemten, empty or not, is put forward by one person and fixed by another before the opening; from
    then on it cannot change (A36).
    """

    ronde = models.ForeignKey(Inkoopronde, models.CASCADE, related_name="toewijzingen")
    regio = models.ForeignKey(Regio, models.PROTECT, related_name="toewijzingen")
    uitvoerder = models.ForeignKey("partijen.WlzUitvoerder", models.PROTECT, related_name="toewijzingen")
    plaatsen = models.PositiveSmallIntegerField(
        "plaatsen", null=True, blank=True, help_text="Leeg: het maximum van de ronde."
    )

    leemten_voorgelegd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    leemten_voorgelegd_op = models.DateTimeField(null=True, blank=True)
    leemten_vastgesteld_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    leemten_vastgesteld_op = models.DateTimeField(null=True, blank=True)

    objects = RegiotoewijzingQuerySet.as_manager()

    class Meta:
        ordering = ["regio__naam"]
        constraints = [
            models.UniqueConstraint(
                fields=["ronde", "regio"],
                name="regio_eenmaal_per_ronde",
                violation_error_message="Deze regio hoort al bij de ronde.",
            ),
            models.CheckConstraint(
                condition=Q(plaatsen__isnull=True) | Q(plaatsen__gte=1), name="toewijzing_minstens_een_plaats"
            ),
            models.CheckConstraint(
                name="leemtelijst_voorgelegd_samen",
                condition=Q(leemten_voorgelegd_door__isnull=True, leemten_voorgelegd_op__isnull=True)
                | Q(leemten_voorgelegd_door__isnull=False, leemten_voorgelegd_op__isnull=False),
            ),
            models.CheckConstraint(
                name="leemtelijst_vastgesteld_samen",
                condition=Q(leemten_vastgesteld_door__isnull=True, leemten_vastgesteld_op__isnull=True)
                | Q(leemten_vastgesteld_door__isnull=False, leemten_vastgesteld_op__isnull=False),
            ),
            models.CheckConstraint(
                name="leemtelijst_vier_ogen",
                condition=Q(leemten_vastgesteld_door__isnull=True)
                | Q(leemten_voorgelegd_door__isnull=False) & ~Q(leemten_vastgesteld_door=F("leemten_voorgelegd_door")),
                violation_error_message="Een ander dan wie de lijst voorlegde stelt haar vast.",
            ),
        ]

    def __str__(self) -> str:
        return self.regio.naam

    @property
    def maximum(self) -> int:
        """How many organisations can get an overeenkomst here: all places of the ronde, or what a heropening left."""
        return self.ronde.maximum_per_regio if self.plaatsen is None else self.plaatsen


class Regiobudget(models.Model):
    """Money for a region in a year, in euro, and who divided it (IK-071)."""

    toewijzing = models.ForeignKey(Regiotoewijzing, models.CASCADE, related_name="budgetten")
    jaar = models.PositiveSmallIntegerField()
    bedrag = models.DecimalField(max_digits=12, decimal_places=2)
    bron = models.CharField(max_length=120, default="Zorginstituut Nederland")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["toewijzing", "jaar"], name="regiobudget_per_jaar"),
            models.CheckConstraint(condition=Q(bedrag__gte=0), name="regiobudget_niet_negatief"),
        ]


class Leemte(models.Model):
    """A gap in the supply of a region, fixed by two people before the opening (A36)."""

    toewijzing = models.ForeignKey(Regiotoewijzing, models.CASCADE, related_name="leemten")
    soort = models.CharField(max_length=15, choices=Leemtesoort)
    omschrijving = models.CharField(max_length=200)
    reden = models.TextField()
    opgesteld_door = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    vastgesteld_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    vastgesteld_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="leemte_vastgesteld_samen",
                condition=Q(vastgesteld_door__isnull=True, vastgesteld_op__isnull=True)
                | Q(vastgesteld_door__isnull=False, vastgesteld_op__isnull=False),
            ),
            models.CheckConstraint(
                name="leemte_vier_ogen",
                condition=Q(vastgesteld_door__isnull=True) | ~Q(vastgesteld_door=F("opgesteld_door")),
                violation_error_message="Een ander dan de opsteller stelt de leemte vast.",
            ),
        ]
