"""The money of a region in a year: its division, and what each organisation gets of it (2.2; A59-A61)."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from overeenkomst.states import (
    AFSPRAAK_OVERGANGEN,
    AFSPRAAKKLEUREN,
    BEKEND,
    GELDEND,
    VERDELING_OVERGANGEN,
    Afspraakstatus,
    Verdelingstatus,
)
from partijen.permissions import Recht, bevoegdheid

GEBRUIKER = settings.AUTH_USER_MODEL
EURO = {"max_digits": 12, "decimal_places": 2}
UREN = {"max_digits": 9, "decimal_places": 2}


class Verdeling(models.Model):
    """The division of a region's money for a year: drafted by one, fixed by another (R17).

    A next version is a new row; what was fixed stays. `toewijzing` is of the round whose money it is, also where a
    later round (a verlenging, a heropening) has part of it. `basis`: hash of what it was reckoned from; `hash`: that
    of what it says.
    """

    toewijzing = models.ForeignKey("publicatie.Regiotoewijzing", models.PROTECT, related_name="verdelingen")
    jaar = models.PositiveSmallIntegerField()
    versie = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=15, choices=Verdelingstatus, default=Verdelingstatus.ONTWERP)
    geld = models.DecimalField("geld van de regio in euro", **EURO)
    basis = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    opgesteld_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    opgesteld_op = models.DateTimeField()
    vastgesteld_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    vastgesteld_op = models.DateTimeField(null=True, blank=True)

    OVERGANGEN = VERDELING_OVERGANGEN

    class Meta:
        verbose_name_plural = "verdelingen"
        ordering = ["toewijzing", "jaar", "versie"]
        constraints = [
            models.UniqueConstraint(fields=["toewijzing", "jaar", "versie"], name="verdeling_versie"),
            models.UniqueConstraint(
                fields=["toewijzing", "jaar"], condition=Q(status="ontwerp"), name="verdeling_een_ontwerp"
            ),
            models.CheckConstraint(
                name="verdeling_vier_ogen",
                condition=Q(vastgesteld_door__isnull=True) | ~Q(vastgesteld_door=F("opgesteld_door")),
            ),
            models.CheckConstraint(
                name="verdeling_vastgesteld_samen",
                condition=~Q(status="vastgesteld") & Q(vastgesteld_door__isnull=True, vastgesteld_op__isnull=True)
                | Q(vastgesteld_door__isnull=False, vastgesteld_op__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.toewijzing} {self.jaar}, versie {self.versie}"

    def get_absolute_url(self) -> str:
        return reverse("verdeling", args=[self.toewijzing_id, self.jaar])

    @property
    def rest(self) -> Decimal:
        """What stays with the region, as it was divided."""
        return self.geld - sum((rij.budget for rij in self.afspraken.all() if rij.vanaf is None), Decimal(0))

    @property
    def dossier_sleutel(self) -> str:
        return f"verdeling:{self.toewijzing_id}:{self.jaar}"


class PrijsvolumeafspraakQuerySet(models.QuerySet):
    def geldend(self):
        """Fixed and not replaced: at most one per party, region and year."""
        return self.filter(status__in=GELDEND)

    def voor_staf(self, gebruiker, recht=Recht.PRIJSVOLUME_ZIEN):
        """What is fixed at the uitvoerders for which the user has this right."""
        uitvoerders = bevoegdheid(gebruiker).uitvoerders(recht)
        rijen = self.filter(status__in=BEKEND)
        return (
            rijen if uitvoerders is None else rijen.filter(regioinschrijving__inschrijving__uitvoerder__in=uitvoerders)
        )

    def van_organisatie(self, gebruiker, recht=Recht.BESLISSING_ONTVANGEN):
        """What is fixed for the organisations for which the user has this right."""
        eigen = bevoegdheid(gebruiker).organisaties(recht)
        return self.filter(status__in=BEKEND, regioinschrijving__inschrijving__organisatie__in=eigen)


class Prijsvolumeafspraak(models.Model):
    """One tarief and one maximum budget for a party in a region and a year (IK-153, IK-170, IK-174, OV-150).

    The tarief includes beschikbaarheid: there is no other fee. `jaarbedrag` is for a whole year, `budget` the part of
    it from `van` to `tot` (A61). `vanaf`: the day of a change after the signature (art. 32, OV-121). The figures of a
    fixed row never change: a trigger refuses it.
    """

    verdeling = models.ForeignKey(Verdeling, models.PROTECT, related_name="afspraken")
    regioinschrijving = models.ForeignKey("inschrijving.Regioinschrijving", models.PROTECT, related_name="afspraken")
    jaar = models.PositiveSmallIntegerField()
    van = models.DateField()
    tot = models.DateField()
    vanaf = models.DateField("gewijzigd vanaf, na de handtekening", null=True, blank=True)
    status = models.CharField(max_length=15, choices=Afspraakstatus, default=Afspraakstatus.ONTWERP)

    prognose = models.DecimalField("uren volgens de organisatie", **UREN)
    schatting = models.DecimalField("uren volgens het zorgkantoor", null=True, blank=True, **UREN)
    voorstel = models.DecimalField("voorstel naar rato in euro per jaar", **EURO)
    jaarbedrag = models.DecimalField("budget voor een heel jaar in euro", **EURO)
    reden = models.TextField("waarom anders dan het voorstel", blank=True)
    tarief = models.DecimalField("tarief per uur in euro, met beschikbaarheid", max_digits=7, decimal_places=2)
    budget = models.DecimalField("maximum budget in euro", **EURO)
    uren = models.DecimalField("uren die daarin passen", **UREN)

    beantwoord_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    beantwoord_op = models.DateTimeField(null=True, blank=True)
    overleg = models.TextField("waarover de organisatie wil overleggen", blank=True)
    gevraagd_tarief = models.DecimalField(
        "lager tarief dat de organisatie vraagt", max_digits=7, decimal_places=2, null=True, blank=True
    )

    OVERGANGEN = AFSPRAAK_OVERGANGEN
    objects = PrijsvolumeafspraakQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "prijs- en volumeafspraken"
        ordering = ["-jaar", "regioinschrijving__toewijzing__regio__naam", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["verdeling", "regioinschrijving"],
                condition=Q(vanaf__isnull=True),
                name="afspraak_eenmaal_per_verdeling",
            ),
            models.UniqueConstraint(
                fields=["regioinschrijving", "jaar"], condition=Q(status__in=sorted(GELDEND)), name="afspraak_per_jaar"
            ),
            models.CheckConstraint(condition=Q(tarief__gt=0), name="afspraak_tarief_positief"),
            models.CheckConstraint(
                condition=Q(budget__gte=0, budget__lte=F("jaarbedrag"), uren__gte=0), name="afspraak_niet_negatief"
            ),
            models.CheckConstraint(condition=Q(van__lte=F("tot")), name="afspraak_van_tot"),
            models.CheckConstraint(
                name="afspraak_beantwoord_samen",
                condition=Q(beantwoord_door__isnull=True, beantwoord_op__isnull=True)
                | Q(beantwoord_door__isnull=False, beantwoord_op__isnull=False),
            ),
            models.CheckConstraint(
                name="afspraak_akkoord_door_iemand",
                condition=~Q(status__in=["akkoord", "overleg"]) | Q(beantwoord_door__isnull=False),
            ),
            models.CheckConstraint(condition=~Q(status="overleg") | ~Q(overleg=""), name="afspraak_overleg_waarover"),
        ]

    def __str__(self) -> str:
        return f"{self.regioinschrijving} {self.jaar}"

    def get_absolute_url(self) -> str:
        return reverse("afspraak", args=[self.pk])

    @property
    def dossier_sleutel(self) -> str:
        return f"inschrijving:{self.regioinschrijving.inschrijving_id}"

    @property
    def kleur(self) -> str:
        """Colour of the badge with the status."""
        return AFSPRAAKKLEUREN[Afspraakstatus(self.status)]

    @property
    def deel_van_jaar(self) -> bool:
        """Whether the overeenkomst runs for part of the year only."""
        return self.budget != self.jaarbedrag

    @property
    def inhoud(self) -> tuple:
        """What is agreed; two rows with the same say the same."""
        return (self.tarief, self.jaarbedrag, self.budget, self.van, self.tot)
