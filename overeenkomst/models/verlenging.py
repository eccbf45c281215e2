"""The decision whether an overeenkomst of one year goes on: per contract and year, no by default (1.6; A55, IK-063)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from overeenkomst.models.contract import Overeenkomst
from overeenkomst.states import VERLENGING_OVERGANGEN, VERLENGINGKLEUREN, Verlengingstatus

GEBRUIKER = settings.AUTH_USER_MODEL


class Verlenging(models.Model):
    """Whether what ends in `jaar` runs on, and until when: drafted by one, decided by another, accepted by the party.

    `tot` empty: it does not. `stuk` is the letter of the decision.
    """

    overeenkomst = models.ForeignKey(Overeenkomst, models.PROTECT, related_name="verlengingen")
    jaar = models.PositiveSmallIntegerField("jaar waarin zij anders eindigt")
    status = models.CharField(max_length=15, choices=Verlengingstatus, default=Verlengingstatus.ONTWERP)
    tot = models.DateField("verlengd tot en met", null=True, blank=True)
    reden = models.TextField()
    opgesteld_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    opgesteld_op = models.DateTimeField()
    besloten_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    besloten_op = models.DateTimeField(null=True, blank=True)
    stuk = models.ForeignKey("kluis.Stuk", models.PROTECT, null=True, blank=True, related_name="+")
    aanvaard_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    aanvaard_op = models.DateTimeField(null=True, blank=True)

    OVERGANGEN = VERLENGING_OVERGANGEN

    class Meta:
        verbose_name_plural = "verlengingen"
        ordering = ["overeenkomst", "jaar"]
        constraints = [
            models.UniqueConstraint(fields=["overeenkomst", "jaar"], name="verlenging_eenmaal_per_jaar"),
            models.CheckConstraint(condition=~Q(reden=""), name="verlenging_met_reden"),
            models.CheckConstraint(
                name="verlenging_vier_ogen",
                condition=Q(besloten_door__isnull=True) | ~Q(besloten_door=F("opgesteld_door")),
            ),
            models.CheckConstraint(
                name="verlenging_besloten_samen",
                condition=Q(
                    status=Verlengingstatus.ONTWERP,
                    besloten_door__isnull=True,
                    besloten_op__isnull=True,
                    stuk__isnull=True,
                )
                | Q(besloten_door__isnull=False, besloten_op__isnull=False, stuk__isnull=False),
            ),
            models.CheckConstraint(
                name="verlenging_aanvaard_samen",
                condition=~Q(status=Verlengingstatus.AANVAARD) & Q(aanvaard_door__isnull=True, aanvaard_op__isnull=True)
                | Q(aanvaard_door__isnull=False, aanvaard_op__isnull=False, tot__isnull=False),
            ),
            models.CheckConstraint(
                name="verlenging_nee_zonder_dag",
                condition=~Q(status=Verlengingstatus.NIET_VERLENGD) | Q(tot__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"Verlenging van {self.overeenkomst.kenmerk} na {self.jaar}"

    def get_absolute_url(self) -> str:
        return reverse("verlenging", args=[self.overeenkomst.inschrijving.kenmerk, self.jaar])

    @property
    def dossier_sleutel(self) -> str:
        return self.overeenkomst.dossier_sleutel

    @property
    def kleur(self) -> str:
        return VERLENGINGKLEUREN[Verlengingstatus(self.status)]
