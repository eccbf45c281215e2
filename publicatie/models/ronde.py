"""The inkoopronde: its moments, its parameters and the national amounts."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from publicatie.states import OVERGANGEN, Budgeteenheid, Status


class InkooprondeQuerySet(models.QuerySet):
    def openbaar(self, nu):
        """Rounds that anyone may see: published, and the moment has come (IK-001)."""
        return self.filter(status=Status.GEPUBLICEERD, publicatie_op__lte=nu)


class Inkoopronde(models.Model):
    """One edition of the procedure: its tijdschema with clock times, its parameters and its term lengths.

    Moments are instants; a date that the sources do not know is empty.
    """

    code = models.SlugField(unique=True)
    naam = models.CharField(max_length=120)
    status = models.CharField(max_length=15, choices=Status, default=Status.CONCEPT)
    opsteller = models.CharField(max_length=120, blank=True)
    mede_opstellers = models.CharField(max_length=200, blank=True)
    versie = models.CharField(max_length=20, default="1.0")

    # tijdschema: seven milestones, the question round where there is one, and the two ends that belong to them
    publicatie_op = models.DateTimeField(null=True, blank=True)
    vragen_vanaf = models.DateTimeField("vragen stellen kan vanaf", null=True, blank=True)
    vragen_tot = models.DateTimeField("vragen stellen kan tot en met", null=True, blank=True)
    nota_op = models.DateTimeField("nota van inlichtingen uiterlijk", null=True, blank=True)
    sluiting_op = models.DateTimeField(null=True, blank=True)
    beoordeling_vanaf = models.DateTimeField(null=True, blank=True)
    bekendmaking_op = models.DateTimeField(null=True, blank=True)
    bezwaar_tot = models.DateTimeField(null=True, blank=True)
    overeenkomsten_vanaf = models.DateTimeField(null=True, blank=True)
    ingang_op = models.DateField(null=True, blank=True)
    antwoord_uiterlijk = models.DateField(null=True, blank=True)
    opschorting_tot = models.DateTimeField(null=True, blank=True)

    # term lengths in calendar days after the dagtekening (A04)
    bezwaar_dagen = models.PositiveSmallIntegerField(default=14)
    bezwaar_uiterste_dagen = models.PositiveSmallIntegerField(default=15)
    antwoord_dagen = models.PositiveSmallIntegerField(default=27)
    opschorting_dagen = models.PositiveSmallIntegerField(default=27)
    kort_geding_dagen = models.PositiveSmallIntegerField(default=20)
    overige_geschillen_dagen = models.PositiveSmallIntegerField(default=42)

    # parameters
    maximum_per_regio = models.PositiveSmallIntegerField(default=4)
    onderscheid_bestaand = models.BooleanField("bestaande organisaties gaan voor", default=True)
    referentiejaar = models.PositiveSmallIntegerField(null=True, blank=True)
    tarief = models.DecimalField("tarief per uur in euro", max_digits=7, decimal_places=2, null=True, blank=True)
    budgeteenheid = models.CharField(max_length=5, choices=Budgeteenheid, default=Budgeteenheid.CENT)
    looptijd_bestaand_tot = models.DateField(null=True, blank=True)
    looptijd_nieuw_tot = models.DateField(null=True, blank=True)
    verlenging_tot = models.DateField(null=True, blank=True)
    document_max_maanden = models.PositiveSmallIntegerField(default=6)
    opening_na_minuten = models.PositiveSmallIntegerField(default=60)
    opening_binnen_minuten = models.PositiveSmallIntegerField(default=10)
    min_clientondersteuners = models.PositiveSmallIntegerField(default=3)
    herzieningsmaanden = models.JSONField(default=list, blank=True)
    overheveling_streng = models.BooleanField(default=False)

    OVERGANGEN = OVERGANGEN
    objects = InkooprondeQuerySet.as_manager()

    class Meta:
        ordering = ["-publicatie_op", "code"]
        constraints = [
            models.CheckConstraint(
                name="ronde_tijdschema_op_volgorde",
                condition=Q(status=Status.CONCEPT)
                | Q(
                    publicatie_op__lt=F("sluiting_op"),
                    sluiting_op__lt=F("beoordeling_vanaf"),
                    beoordeling_vanaf__lt=F("bekendmaking_op"),
                    bekendmaking_op__lt=F("bezwaar_tot"),
                ),
                violation_error_message="De datums van het tijdschema staan niet op volgorde.",
            ),
            models.CheckConstraint(
                name="ronde_vragen_op_volgorde",
                condition=Q(vragen_vanaf__isnull=True, vragen_tot__isnull=True, nota_op__isnull=True)
                | Q(
                    vragen_vanaf__isnull=False,
                    vragen_tot__isnull=False,
                    nota_op__isnull=False,
                    vragen_vanaf__lt=F("vragen_tot"),
                    vragen_tot__lt=F("nota_op"),
                ),
                violation_error_message="Vul voor een vragenronde drie momenten in, op volgorde: vragen vanaf, "
                "vragen tot en met, en de nota van inlichtingen. Of laat ze alle drie leeg.",
            ),
            models.CheckConstraint(condition=Q(maximum_per_regio__gte=1), name="ronde_maximum_minstens_een"),
        ]

    def __str__(self) -> str:
        return self.naam

    def get_absolute_url(self) -> str:
        return reverse("ronde", args=[self.code])

    @property
    def opening_vanaf(self) -> datetime | None:
        """The first instant at which dossiers can be opened (IK-020)."""
        return self.sluiting_op and self.sluiting_op + timedelta(minutes=self.opening_na_minuten)


class LandelijkBedrag(models.Model):
    """What VWS makes available nationally for a year, in euro; a year without an amount is unknown (2.2)."""

    ronde = models.ForeignKey(Inkoopronde, models.CASCADE, related_name="landelijke_bedragen")
    jaar = models.PositiveSmallIntegerField()
    bedrag = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    voorlopig = models.BooleanField(default=True)
    bron = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["jaar"]
        constraints = [models.UniqueConstraint(fields=["ronde", "jaar"], name="landelijk_bedrag_per_jaar")]
