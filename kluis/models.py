"""Document vault: where a file lies and how its bytes are proven. No URL of its own."""

from django.db import models
from django.db.models import Q


class Dossiersleutel(models.Model):
    """The data key of one dossier, wrapped by the master key. Destroying it destroys the dossier's files (R22)."""

    dossier = models.CharField(max_length=80, unique=True)
    verpakt = models.BinaryField(null=True)
    vernietigd_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verpakt__isnull=True, vernietigd_op__isnull=False)
                | Q(verpakt__isnull=False, vernietigd_op__isnull=True),
                name="dossiersleutel_of_vernietigd",
            )
        ]

    def __str__(self) -> str:
        return self.dossier

    @property
    def dossier_sleutel(self) -> str:
        return self.dossier


class Stuk(models.Model):
    """One file, byte for byte, encrypted on disk under a random name."""

    sleutel = models.ForeignKey(Dossiersleutel, models.PROTECT, related_name="stukken")
    plek = models.UUIDField(unique=True)
    sha256 = models.CharField(max_length=64)
    grootte = models.PositiveBigIntegerField()
    type = models.CharField("soort bestand, naar inhoud", max_length=80)
    naam = models.CharField("naam van het bestand", max_length=200)
    bewaard_op = models.DateTimeField()

    class Meta:
        verbose_name_plural = "stukken"
        constraints = [models.CheckConstraint(condition=Q(grootte__gt=0), name="stuk_niet_leeg")]

    def __str__(self) -> str:
        return self.naam

    @property
    def dossier_sleutel(self) -> str:
        return self.sleutel.dossier
