"""What an organisation is paid for the production of a region and a month."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from partijen.permissions import Recht, bevoegdheid
from uitvoering.models.basis import EURO, samen
from uitvoering.models.productie import Productierapportage
from uitvoering.rules.betaalblad import code
from uitvoering.rules.productie import maandnaam
from uitvoering.states.declaratie import DECLARATIE_OVERGANGEN, GELDEND, KLEUREN, WACHT, Declaratiestatus
from uitvoering.states.productie import Productiestatus

GEBRUIKER = settings.AUTH_USER_MODEL
MINDER = Decimal("0.005")


class DeclaratieQuerySet(models.QuerySet):
    def geldend(self):
        """Neither rejected nor reversed: at most one per region and month."""
        return self.filter(status__in=GELDEND)

    def betaald(self):
        """Paid, and not reversed since."""
        return self.filter(status=Declaratiestatus.BETAALD)

    def te_betalen(self):
        """Found correct, and with something to pay or to get back."""
        return self.filter(status=Declaratiestatus.AKKOORD).exclude(totaal=F("verrekend"))

    def betaalbaar(self, gebruiker):
        """To be paid now, and found correct by somebody else than this user (R17)."""
        return self.te_betalen().filter(rapportage__status=Productiestatus.AKKOORD).exclude(beoordeeld_door=gebruiker)

    def voor_staf(self, gebruiker, recht=Recht.PRODUCTIE_ZIEN):
        """At the uitvoerders for which the user has this right."""
        uitvoerders = bevoegdheid(gebruiker).uitvoerders(recht)
        bereik = Q() if uitvoerders is None else Q(regioinschrijving__inschrijving__uitvoerder__in=uitvoerders)
        return self.filter(bereik)

    def van_organisatie(self, gebruiker, recht=Recht.PRODUCTIE_LEVEREN):
        """Of the organisations for which the user has this right."""
        eigen = bevoegdheid(gebruiker).organisaties(recht)
        return self.filter(regioinschrijving__inschrijving__organisatie__in=eigen)

    def met_namen(self):
        """With party, region, zorgkantoor, report and people."""
        dossier = "regioinschrijving__inschrijving"
        return self.select_related(
            "rapportage",
            "afspraak",
            "regioinschrijving__toewijzing__regio",
            *(f"{dossier}__{wat}" for wat in ("organisatie", "uitvoerder", "ronde", "overeenkomst")),
            *("door", "beoordeeld_door", "overmacht_door", "betaald_door"),
        )


class Declaratie(models.Model):
    """Belongs to one version of the report, so that the hours of both are the same (OV-174). There is no cliënt in it.

    A correction, or another month that uses the budget first, reverses it and makes a next version; its amounts never
    change (a trigger refuses it). `verrekend`: what was paid of the month before this version.
    """

    regioinschrijving = models.ForeignKey("inschrijving.Regioinschrijving", models.PROTECT, related_name="declaraties")
    maand = models.DateField("eerste dag van de maand")
    versie = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=15, choices=Declaratiestatus, default=Declaratiestatus.INGEDIEND)
    rapportage = models.ForeignKey(Productierapportage, models.PROTECT, related_name="declaraties")
    afspraak = models.ForeignKey("overeenkomst.Prijsvolumeafspraak", models.PROTECT, related_name="declaraties")
    reden = models.CharField("waarom er een nieuwe versie is", max_length=200, blank=True)

    uren = models.DecimalField(max_digits=9, decimal_places=2)
    korting = models.DecimalField("korting op het tarief in procent", max_digits=4, decimal_places=2)
    tarief = models.DecimalField("tarief per uur in euro, na korting", max_digits=7, decimal_places=2)
    bruto = models.DecimalField("uren maal tarief in euro", **EURO)
    bedrag = models.DecimalField("wat binnen het budget past, in euro", **EURO)
    btw_percentage = models.DecimalField("btw in procent", max_digits=4, decimal_places=2)
    btw = models.DecimalField("btw in euro", **EURO)
    totaal = models.DecimalField("bedrag met btw in euro", **EURO)
    verrekend = models.DecimalField("wat over deze maand al is betaald, in euro", **EURO)
    hash = models.CharField("sha256 van wat is ingediend", max_length=64)

    op_tijd = models.BooleanField("alles is hoogstens zes maanden geleden afgerond")
    overmacht = models.TextField("waarom het door overmacht later is", blank=True)
    overmacht_reden = models.TextField("waarom de overmacht is erkend", blank=True)
    overmacht_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    overmacht_op = models.DateTimeField(null=True, blank=True)
    door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    op = models.DateTimeField("ingediend op")
    uiterlijk = models.DateField("betalen uiterlijk op")

    beoordeeld_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    beoordeeld_op = models.DateTimeField(null=True, blank=True)
    bevinding = models.TextField("waarom zij is afgewezen", blank=True)
    betaald_dag = models.DateField("betaald op", null=True, blank=True)
    betaald_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    betaald_op = models.DateTimeField("betaling vastgelegd op", null=True, blank=True)

    OVERGANGEN = DECLARATIE_OVERGANGEN
    objects = DeclaratieQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "declaraties"
        ordering = ["-maand", "regioinschrijving", "-versie"]
        constraints = [
            models.UniqueConstraint(fields=["regioinschrijving", "maand", "versie"], name="declaratie_versie"),
            models.UniqueConstraint(
                fields=["regioinschrijving", "maand"],
                condition=Q(status__in=sorted(GELDEND)),
                name="declaratie_een_geldt",
            ),
            models.CheckConstraint(condition=Q(maand__day=1), name="declaratie_eerste_van_de_maand"),
            models.CheckConstraint(
                condition=Q(uren__gte=0, tarief__gt=0, bedrag__gte=0, bedrag__lte=F("bruto"), btw__gte=0),
                name="declaratie_niet_boven_bruto",
            ),
            models.CheckConstraint(  # to less than a cent: SQLite adds up in floats
                condition=Q(totaal__gt=F("bedrag") + F("btw") - MINDER, totaal__lt=F("bedrag") + F("btw") + MINDER),
                name="declaratie_telt_op",
            ),
            models.CheckConstraint(
                condition=Q(korting__gte=0, korting__lte=5), name="declaratie_korting_hoogstens_vijf"
            ),
            models.CheckConstraint(condition=Q(op_tijd=True) | ~Q(overmacht=""), name="declaratie_met_verklaring"),
            models.CheckConstraint(
                condition=~Q(status__in=["akkoord", "betaald"]) | Q(op_tijd=True) | Q(overmacht_op__isnull=False),
                name="declaratie_te_laat_alleen_bij_overmacht",
            ),
            models.CheckConstraint(
                condition=samen("overmacht_door", "overmacht_op"), name="declaratie_overmacht_samen"
            ),
            models.CheckConstraint(
                condition=samen("beoordeeld_door", "beoordeeld_op"), name="declaratie_beoordeeld_samen"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["akkoord", "betaald", "afgewezen"]) | Q(beoordeeld_door__isnull=False),
                name="declaratie_beoordeeld_door_iemand",
            ),
            models.CheckConstraint(condition=~Q(status="afgewezen") | ~Q(bevinding=""), name="declaratie_waarom_niet"),
            models.CheckConstraint(
                condition=samen("betaald_dag", "betaald_door", "betaald_op"), name="declaratie_betaald_samen"
            ),
            models.CheckConstraint(
                condition=~Q(status="betaald") | Q(betaald_door__isnull=False), name="declaratie_betaald_door_iemand"
            ),
            models.CheckConstraint(
                condition=Q(betaald_door__isnull=True) | ~Q(betaald_door=F("beoordeeld_door")),
                name="declaratie_vier_ogen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.regionaam} {self.maandnaam}, versie {self.versie}"

    def get_absolute_url(self) -> str:
        return reverse("declaratie", args=[self.pk])

    code = property(lambda self: code(self.pk))
    kleur = property(lambda self: KLEUREN[Declaratiestatus(self.status)])
    maandnaam = property(lambda self: maandnaam(self.maand))
    regionaam = property(lambda self: self.regioinschrijving.toewijzing.regio.naam)
    dossier = property(lambda self: self.regioinschrijving.inschrijving)
    organisatie = property(lambda self: self.dossier.partijnaam)
    zorgkantoor = property(lambda self: self.dossier.uitvoerder.zorgkantoor)
    dossier_sleutel = property(lambda self: self.regioinschrijving.dossier_sleutel)

    @property
    def boven(self) -> Decimal:
        """What is above the budget and never paid."""
        return self.bruto - self.bedrag

    @property
    def te_betalen(self) -> Decimal:
        """What this version still asks; below zero when the organisation got too much."""
        return self.totaal - self.verrekend

    @property
    def terug(self) -> Decimal:
        """What the zorgkantoor gets back, or settles with a later payment."""
        return -min(self.te_betalen, Decimal(0))

    @property
    def na_deze(self) -> Decimal:
        """What is paid of the month when a next version takes its place."""
        return self.totaal if self.betaald_op else self.verrekend

    @property
    def sleutel(self) -> tuple[int, int, int]:
        """What the address of its month holds."""
        return self.regioinschrijving_id, self.maand.year, self.maand.month

    @property
    def open_bedrag(self) -> Decimal:
        """What is still to be paid now: nothing once it is paid, rejected or reversed."""
        return self.te_betalen if self.status in WACHT else Decimal(0)

    def laat(self, vandaag: date) -> bool:
        """Whether payment is, or was, after its last day (OV-181)."""
        dag = self.betaald_dag or (vandaag if self.open_bedrag else None)
        return dag is not None and dag > self.uiterlijk
