"""The monthly production: versions of the form, how often it is due, and what came in."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from uitvoering.rules import productie
from uitvoering.states.productie import KLEUREN, PRODUCTIE_OVERGANGEN, Productiestatus

GEBRUIKER = settings.AUTH_USER_MODEL


class Productieformat(models.Model):
    """A later version of the form of a round, for the months from `vanaf` (OV-224, OV-248).

    Version 1 is not here: that is the diensten of the round. `diensten`: a list of [nummer, naam, richtminuten]. Rows
    are only added; a later version from the same month takes the place of the one before.
    """

    ronde = models.ForeignKey("publicatie.Inkoopronde", models.PROTECT, related_name="productieformats")
    versie = models.PositiveSmallIntegerField()
    vanaf = models.DateField("geldt vanaf de maand")
    diensten = models.JSONField()
    door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    op = models.DateTimeField()

    class Meta:
        verbose_name_plural = "productieformats"
        ordering = ["ronde", "-versie"]
        constraints = [
            models.UniqueConstraint(fields=["ronde", "versie"], name="productieformat_versie"),
            models.CheckConstraint(condition=Q(versie__gte=2), name="productieformat_na_de_eerste"),
            models.CheckConstraint(condition=Q(vanaf__day=1), name="productieformat_eerste_van_de_maand"),
        ]

    def __str__(self) -> str:
        return str(self.als_formaat)

    @property
    def als_formaat(self) -> productie.Formaat:
        return productie.Formaat(
            self.ronde.code, self.versie, tuple(productie.Dienst(*dienst) for dienst in self.diensten)
        )

    @property
    def dossier_sleutel(self) -> str:
        return f"productieformat:{self.ronde_id}"


class Leverritme(models.Model):
    """How often an overeenkomst delivers, from a month on; without a row every month (OV-230)."""

    overeenkomst = models.ForeignKey("overeenkomst.Overeenkomst", models.PROTECT, related_name="leverritmes")
    vanaf = models.DateField("geldt vanaf de maand")
    maanden = models.PositiveSmallIntegerField("maanden per levering")
    reden = models.TextField("wat is afgesproken")
    door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    op = models.DateTimeField()

    class Meta:
        verbose_name_plural = "leverritmes"
        ordering = ["overeenkomst", "vanaf"]
        constraints = [
            models.UniqueConstraint(fields=["overeenkomst", "vanaf"], name="leverritme_vanaf"),
            models.CheckConstraint(condition=Q(maanden__in=sorted(productie.RITMES)), name="leverritme_maanden"),
            models.CheckConstraint(condition=Q(vanaf__day=1), name="leverritme_eerste_van_de_maand"),
            models.CheckConstraint(condition=~Q(reden=""), name="leverritme_met_reden"),
        ]

    def __str__(self) -> str:
        return productie.RITMES[self.maanden]

    @property
    def dossier_sleutel(self) -> str:
        return self.overeenkomst.dossier_sleutel


class Productierapportage(models.Model):
    """What an organisation reported of a region and a month: aggregates only (OV-228, A54).

    Another report of the same month is a next version, that takes the place of this one and leaves it to be read
    (OV-180). The figures of a row never change: a trigger refuses it. The Excel file itself is not kept.
    """

    regioinschrijving = models.ForeignKey(
        "inschrijving.Regioinschrijving", models.PROTECT, related_name="productierapportages"
    )
    maand = models.DateField("eerste dag van de maand")
    versie = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=15, choices=Productiestatus, default=Productiestatus.ONTVANGEN)
    formaatversie = models.PositiveSmallIntegerField("versie van het formulier")
    unieke_clienten = models.PositiveIntegerField("unieke cliënten")
    doorverwijzingen = models.PositiveIntegerField(null=True, blank=True)  # None: reported before this was asked
    geen_productie = models.BooleanField("er was geen productie", default=False)
    reden = models.TextField("reden van de correctie", blank=True)
    hash = models.CharField("sha256 van de cijfers", max_length=64)
    bestand_sha256 = models.CharField("sha256 van het Excel-bestand", max_length=64, blank=True)
    door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    op = models.DateTimeField("ontvangen op")

    beoordeeld_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    beoordeeld_op = models.DateTimeField(null=True, blank=True)
    bevinding = models.TextField("wat er niet klopt", blank=True)

    OVERGANGEN = PRODUCTIE_OVERGANGEN

    class Meta:
        verbose_name_plural = "productierapportages"
        ordering = ["regioinschrijving", "maand", "-versie"]
        constraints = [
            models.UniqueConstraint(fields=["regioinschrijving", "maand", "versie"], name="productie_versie"),
            models.UniqueConstraint(
                fields=["regioinschrijving", "maand"], condition=~Q(status="vervangen"), name="productie_een_geldt"
            ),
            models.CheckConstraint(condition=Q(maand__day=1), name="productie_eerste_van_de_maand"),
            models.CheckConstraint(condition=Q(versie=1) | ~Q(reden=""), name="productie_correctie_met_reden"),
            models.CheckConstraint(
                condition=Q(geen_productie=False) | Q(unieke_clienten=0), name="productie_niets_is_niets"
            ),
            models.CheckConstraint(
                name="productie_beoordeeld_samen",
                condition=Q(beoordeeld_door__isnull=True, beoordeeld_op__isnull=True)
                | Q(beoordeeld_door__isnull=False, beoordeeld_op__isnull=False),
            ),
            models.CheckConstraint(
                name="productie_beoordeeld_door_iemand",
                condition=~Q(status__in=["akkoord", "met_fouten"]) | Q(beoordeeld_door__isnull=False),
            ),
            models.CheckConstraint(condition=~Q(status="met_fouten") | ~Q(bevinding=""), name="productie_fouten_welke"),
        ]

    def __str__(self) -> str:
        return f"{self.regioinschrijving} {productie.maandnaam(self.maand)}, versie {self.versie}"

    @property
    def dossier_sleutel(self) -> str:
        return self.regioinschrijving.dossier_sleutel

    @property
    def kleur(self) -> str:
        """Colour of the badge with the status."""
        return KLEUREN[self.status]

    @property
    def cijfers(self) -> productie.Cijfers:
        """Its figures as the rules know them; read `regels` and `delen` before."""
        regels = tuple(
            productie.Regel(productie.Dienst(r.nummer, r.naam, r.richtminuten), r.uren, r.vragen)
            for r in self.regels.all()
        )
        delen = tuple(productie.Deel(d.onderaannemer_id, d.uren) for d in self.delen.all())
        doorverwijzingen = self.doorverwijzingen or 0
        return productie.Cijfers(regels, self.unieke_clienten, self.geen_productie, delen, doorverwijzingen)


class Productieregel(models.Model):
    """Hours and ondersteuningsvragen of one service, with its name as it was then. Rows are only added."""

    rapportage = models.ForeignKey(Productierapportage, models.PROTECT, related_name="regels")
    nummer = models.PositiveSmallIntegerField()
    naam = models.CharField(max_length=120)
    richtminuten = models.PositiveSmallIntegerField(null=True, blank=True)
    uren = models.DecimalField(max_digits=9, decimal_places=2)
    vragen = models.PositiveIntegerField("ondersteuningsvragen")

    class Meta:
        verbose_name_plural = "productieregels"
        ordering = ["rapportage", "nummer"]
        constraints = [
            models.UniqueConstraint(fields=["rapportage", "nummer"], name="productieregel_per_dienst"),
            models.CheckConstraint(condition=Q(uren__gte=0), name="productieregel_uren"),
        ]

    def __str__(self) -> str:
        return f"{self.nummer}. {self.naam}"


class Onderaannemerdeel(models.Model):
    """How many of the hours of a report one onderaannemer worked (OV-089, OV-090). Rows are only added."""

    rapportage = models.ForeignKey(Productierapportage, models.PROTECT, related_name="delen")
    onderaannemer = models.ForeignKey("overeenkomst.Onderaannemer", models.PROTECT, related_name="+")
    uren = models.DecimalField(max_digits=9, decimal_places=2)

    class Meta:
        verbose_name_plural = "uren door onderaannemers"
        ordering = ["rapportage", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rapportage", "onderaannemer"], name="onderaannemerdeel_eenmaal"),
            models.CheckConstraint(condition=Q(uren__gt=0), name="onderaannemerdeel_uren"),
        ]

    def __str__(self) -> str:
        return f"Waarvan uren door {self.onderaannemer}"
