"""Document vault: where a file lies and how its bytes are proven. No URL of its own."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from kluis.rules import TYPEN
from kluis.states import ACTIEF, Scan, Signaal


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


class Geheim(models.Model):
    """A secret of the installation that must outlive a change of the master key, sealed by it (`verberg`)."""

    naam = models.SlugField(unique=True)
    verborgen = models.TextField()

    class Meta:
        verbose_name_plural = "geheimen"

    def __str__(self) -> str:
        return self.naam


class Stuk(models.Model):
    """One file, byte for byte, encrypted on disk under a random name."""

    sleutel = models.ForeignKey(Dossiersleutel, models.PROTECT, related_name="stukken")
    plek = models.UUIDField(unique=True)
    sha256 = models.CharField(max_length=64)
    grootte = models.PositiveBigIntegerField()
    type = models.CharField("soort bestand, naar inhoud", max_length=80)
    naam = models.CharField("naam van het bestand", max_length=200)
    bewaard_op = models.DateTimeField()
    signalen = models.JSONField("wat in het bestand is gezien", default=list, blank=True)
    scan = models.CharField("virusscan", max_length=15, choices=Scan, default=Scan.NIET_GESCAND)
    gescand_op = models.DateTimeField(null=True, blank=True)
    vernietigd_op = models.DateTimeField("vernietigd, zonder de rest van het dossier, op", null=True, blank=True)

    class Meta:
        verbose_name_plural = "stukken"
        constraints = [
            models.CheckConstraint(condition=Q(grootte__gt=0), name="stuk_niet_leeg"),
            models.CheckConstraint(
                condition=Q(scan="niet_gescand", gescand_op__isnull=True)
                | (~Q(scan="niet_gescand") & Q(gescand_op__isnull=False)),
                name="stuk_gescand_heeft_tijd",
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(scan="niet_gescand"), name="stuk_te_scannen")]

    def __str__(self) -> str:
        return self.naam

    @property
    def dossier_sleutel(self) -> str:
        return self.sleutel.dossier

    @property
    def weg_sinds(self) -> datetime | None:
        """When it was destroyed, by itself or with its dossier (R22)."""
        return self.vernietigd_op or self.sleutel.vernietigd_op

    @property
    def actief(self) -> bool:
        """Whether something in it acts by itself; then no page shows it (B11)."""
        return any(code in ACTIEF for code in self.signalen)

    @property
    def besmet(self) -> bool:
        return self.scan == Scan.BESMET

    @property
    def te_bekijken(self) -> bool:
        """Whether a page may show this file (B11)."""
        return self.type == TYPEN["pdf"] and not self.actief and not self.besmet

    @property
    def gezien(self) -> list[str]:
        """What was seen in it, in words; a citizen number has a warning of its own."""
        codes = (Signaal(code) for code in self.signalen)
        return [str(code.label) for code in codes if code != Signaal.BURGERSERVICENUMMER]

    @property
    def met_burgerservicenummer(self) -> bool:
        return Signaal.BURGERSERVICENUMMER in self.signalen
