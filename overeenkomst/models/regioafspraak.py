"""What a zorgkantoor and a party agree for one region, beside the national text (OV-035)."""

from django.conf import settings
from django.db import models


class Regioafspraak(models.Model):
    """Goes into the document when it is offered; after the signatures a wijziging changes it (art. 32)."""

    regioinschrijving = models.OneToOneField(
        "inschrijving.Regioinschrijving", models.PROTECT, related_name="regioafspraak"
    )
    tekst = models.TextField()
    door = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    op = models.DateTimeField()

    class Meta:
        verbose_name_plural = "regioafspraken"
        constraints = [models.CheckConstraint(condition=~models.Q(tekst=""), name="regioafspraak_zegt_iets")]

    def __str__(self) -> str:
        return f"Afspraken voor {self.regioinschrijving.toewijzing.regio.naam}"
