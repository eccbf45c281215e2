"""When a signed overeenkomst ends, in each of its regions, where that became another day than was decided."""

from django.conf import settings
from django.db import models

from overeenkomst.states import Looptijdsoort


class Looptijdwijziging(models.Model):
    """From `vanaf` on, a region of a signed overeenkomst ends on `tot`: why, and by whom. The latest one counts.

    Rows are only added: a trigger refuses UPDATE and DELETE.
    """

    regioinschrijving = models.ForeignKey(
        "inschrijving.Regioinschrijving", models.PROTECT, related_name="looptijdwijzigingen"
    )
    soort = models.CharField(max_length=15, choices=Looptijdsoort)
    vanaf = models.DateField("geldt vanaf")
    tot = models.DateField("loopt tot en met")
    reden = models.TextField()
    door = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    op = models.DateTimeField()

    class Meta:
        verbose_name_plural = "looptijdwijzigingen"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reden=""), name="looptijdwijziging_met_reden"),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()}: tot en met {self.tot:%d-%m-%Y}"
