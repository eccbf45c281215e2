"""What belongs to an overeenkomst beside its text, version by version (OV-088, OV-238)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from overeenkomst.models import Overeenkomst
from uitvoering.models.basis import InDossier
from uitvoering.states.contractstuk import Contractsoort


class Contractstuk(InDossier, models.Model):
    """A version of the werkafspraken or of the method for signals: described, as a file, or both. Only added."""

    overeenkomst = models.ForeignKey(Overeenkomst, models.PROTECT, related_name="contractstukken")
    soort = models.CharField(max_length=15, choices=Contractsoort)
    versie = models.PositiveSmallIntegerField()
    tekst = models.TextField(blank=True)
    stuk = models.ForeignKey("kluis.Stuk", models.PROTECT, null=True, blank=True, related_name="+")
    door = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    op = models.DateTimeField()

    class Meta:
        verbose_name_plural = "contractstukken"
        ordering = ["overeenkomst", "soort", "-versie"]
        constraints = [
            models.UniqueConstraint(fields=["overeenkomst", "soort", "versie"], name="contractstuk_versie"),
            models.CheckConstraint(name="contractstuk_met_inhoud", condition=~Q(tekst="") | Q(stuk__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()}, versie {self.versie}"
