"""What the organisation reports: kwartaalverslag, cliëntervaring and jaarverantwoording."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from overeenkomst.models import Overeenkomst
from uitvoering.models.basis import InDossier, samen
from uitvoering.states.verslag import GELDEND, KLEUREN, OVERGANGEN, Stuksoort, Verslagsoort, Verslagstatus

GEBRUIKER = settings.AUTH_USER_MODEL


class Verslag(InDossier, models.Model):
    """One version of a report. What was handed in never changes: a trigger refuses it; a correction is a next version.

    `code`: kind, period and region, as `Verslagstand.code`. `inhoud`: what was typed, by field of its form.
    `wijziging` counts how often a draft was saved, so that nobody saves over a colleague.
    """

    overeenkomst = models.ForeignKey(Overeenkomst, models.PROTECT, related_name="verslagen")
    soort = models.CharField(max_length=15, choices=Verslagsoort)
    code = models.CharField(max_length=100)
    van = models.DateField("eerste dag van de periode")
    versie = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=15, choices=Verslagstatus, default=Verslagstatus.CONCEPT)
    inhoud = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    wijziging = models.PositiveIntegerField(default=0)
    reden = models.TextField("wat er is veranderd", blank=True)
    door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    ingediend_op = models.DateTimeField(null=True, blank=True)

    beoordeeld_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    beoordeeld_op = models.DateTimeField(null=True, blank=True)
    vraag = models.TextField("wat er nog moet komen", blank=True)

    OVERGANGEN = OVERGANGEN

    class Meta:
        verbose_name_plural = "verslagen"
        ordering = ["overeenkomst", "code", "-versie"]
        constraints = [
            models.UniqueConstraint(fields=["overeenkomst", "code", "versie"], name="verslag_versie"),
            models.UniqueConstraint(
                fields=["overeenkomst", "code"], condition=Q(status="concept"), name="verslag_een_concept"
            ),
            models.UniqueConstraint(
                fields=["overeenkomst", "code"], condition=Q(status__in=sorted(GELDEND)), name="verslag_een_geldt"
            ),
            models.CheckConstraint(
                name="verslag_ingediend_wanneer", condition=Q(status="concept") | Q(ingediend_op__isnull=False)
            ),
            models.CheckConstraint(
                name="verslag_beoordeeld_samen", condition=samen("beoordeeld_door", "beoordeeld_op")
            ),
            models.CheckConstraint(
                name="verslag_beoordeeld_door_iemand",
                condition=~Q(status__in=["akkoord", "aanvulling"]) | Q(beoordeeld_door__isnull=False),
            ),
            models.CheckConstraint(name="verslag_aanvulling_welke", condition=~Q(status="aanvulling") | ~Q(vraag="")),
        ]

    def __str__(self) -> str:
        return f"{self.code}, versie {self.versie}"

    @property
    def kleur(self) -> str:
        """Colour of the badge with the status."""
        return KLEUREN[Verslagstatus(self.status)]


class Verslagstuk(models.Model):
    """A file of a report, one of each kind."""

    verslag = models.ForeignKey(Verslag, models.PROTECT, related_name="stukken")
    soort = models.CharField(max_length=25, choices=Stuksoort)
    stuk = models.ForeignKey("kluis.Stuk", models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "verslagstukken"
        ordering = ["verslag", "pk"]
        constraints = [models.UniqueConstraint(fields=["verslag", "soort"], name="verslagstuk_een_per_soort")]

    def __str__(self) -> str:
        return self.get_soort_display()
