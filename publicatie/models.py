"""Step 1: the inkoopronde and everything about it, as data. Rounds differ in rows, never in code."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from publicatie.states import OVERGANGEN, Budgeteenheid, Documentsoort, Klasse, Leemtesoort, Status


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

    # tijdschema: seven milestones and the two ends that belong to them
    publicatie_op = models.DateTimeField(null=True, blank=True)
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


class Regio(models.Model):
    """A zorgkantoorregio: a stable key over the editions, and its tile on the map."""

    sleutel = models.SlugField(unique=True)
    naam = models.CharField(max_length=80)
    tegelnaam = models.CharField("naam op een tegel, met zachte afbreekstreepjes", max_length=40)
    afkorting = models.CharField("naam op een smalle tegel", max_length=3)
    kolom = models.PositiveSmallIntegerField()
    rij = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["naam"]
        verbose_name_plural = "regio's"
        constraints = [models.UniqueConstraint(fields=["kolom", "rij"], name="regio_tegel_eenmaal")]

    def __str__(self) -> str:
        return self.naam


class Regioalias(models.Model):
    """Another spelling of a region, as a source has it."""

    regio = models.ForeignKey(Regio, models.CASCADE, related_name="aliassen")
    naam = models.CharField(max_length=80, unique=True)


class Regiotoewijzing(models.Model):
    """Which uitvoerder serves a region in a round."""

    ronde = models.ForeignKey(Inkoopronde, models.CASCADE, related_name="toewijzingen")
    regio = models.ForeignKey(Regio, models.PROTECT, related_name="toewijzingen")
    uitvoerder = models.ForeignKey("partijen.WlzUitvoerder", models.PROTECT, related_name="toewijzingen")

    class Meta:
        ordering = ["regio__naam"]
        constraints = [models.UniqueConstraint(fields=["ronde", "regio"], name="regio_eenmaal_per_ronde")]

    def __str__(self) -> str:
        return self.regio.naam


class Regiobudget(models.Model):
    """Money for a region in a year, in euro."""

    toewijzing = models.ForeignKey(Regiotoewijzing, models.CASCADE, related_name="budgetten")
    jaar = models.PositiveSmallIntegerField()
    bedrag = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["toewijzing", "jaar"], name="regiobudget_per_jaar")]


class Gemeente(models.Model):
    cbs_code = models.CharField("CBS-code", max_length=6, unique=True)
    naam = models.CharField(max_length=80)

    class Meta:
        ordering = ["naam"]

    def __str__(self) -> str:
        return self.naam


class Gemeentealias(models.Model):
    """Another spelling of a gemeente, as a source has it."""

    gemeente = models.ForeignKey(Gemeente, models.CASCADE, related_name="aliassen")
    naam = models.CharField(max_length=80, unique=True)


class LidmaatschapQuerySet(models.QuerySet):
    def op(self, dag):
        """Memberships in force on a day."""
        return self.filter(van__lte=dag).filter(Q(tot__isnull=True) | Q(tot__gte=dag))


class Gemeentelidmaatschap(models.Model):
    """A gemeente belongs to a region between two dates (A73: the borders move)."""

    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="lidmaatschappen")
    regio = models.ForeignKey(Regio, models.PROTECT, related_name="lidmaatschappen")
    van = models.DateField()
    tot = models.DateField(null=True, blank=True)

    objects = LidmaatschapQuerySet.as_manager()

    class Meta:
        ordering = ["gemeente__naam"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "van"], name="gemeente_in_een_regio"),
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gte=F("van")), name="lidmaatschap_van_voor_tot"
            ),
        ]


class Minimumeis(models.Model):
    """One of the eisen 1-11 of a round, in our own words, with the paragraph it comes from."""

    ronde = models.ForeignKey(Inkoopronde, models.CASCADE, related_name="eisen")
    nummer = models.PositiveSmallIntegerField()
    thema = models.CharField(max_length=120)
    titel = models.CharField(max_length=120)
    tekst = models.TextField()
    paragraaf = models.CharField(max_length=40)
    regionaal = models.BooleanField(default=False)
    aandachtspunten = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["nummer"]
        constraints = [models.UniqueConstraint(fields=["ronde", "nummer"], name="eis_nummer_per_ronde")]

    def __str__(self) -> str:
        return f"Eis {self.nummer}"


class Documenteis(models.Model):
    """A document that a class of organisation must hand in (2.1.1). Some are filled in on screen."""

    ronde = models.ForeignKey(Inkoopronde, models.CASCADE, related_name="documenteisen")
    klasse = models.CharField(max_length=10, choices=Klasse)
    volgnummer = models.PositiveSmallIntegerField()
    soort = models.CharField(max_length=25, choices=Documentsoort)
    titel = models.CharField(max_length=120)
    toelichting = models.TextField()
    uploaden = models.BooleanField("wordt geüpload", default=True)
    alleen_samenwerkingsverband = models.BooleanField(default=False)
    per_deelnemer = models.BooleanField(default=False)
    heeft_datum = models.BooleanField("de datum op het document telt", default=False)

    class Meta:
        ordering = ["klasse", "volgnummer"]
        constraints = [models.UniqueConstraint(fields=["ronde", "klasse", "soort"], name="document_eenmaal_per_klasse")]


class Selectiecriterium(models.Model):
    """A criterion of step 6, in order of weight (2.1.5)."""

    ronde = models.ForeignKey(Inkoopronde, models.CASCADE, related_name="criteria")
    volgnummer = models.PositiveSmallIntegerField()
    code = models.SlugField()
    titel = models.CharField(max_length=120)
    toelichting = models.TextField(blank=True)

    class Meta:
        ordering = ["volgnummer"]
        constraints = [models.UniqueConstraint(fields=["ronde", "volgnummer"], name="criterium_volgnummer_per_ronde")]


class Dienst(models.Model):
    """A service that hours are booked on (1.5; OV art. 7)."""

    ronde = models.ForeignKey(Inkoopronde, models.CASCADE, related_name="diensten")
    nummer = models.PositiveSmallIntegerField()
    naam = models.CharField(max_length=120)

    class Meta:
        ordering = ["nummer"]
        constraints = [models.UniqueConstraint(fields=["ronde", "nummer"], name="dienst_nummer_per_ronde")]


class Leemte(models.Model):
    """A gap in the supply of a region, fixed by two people before the opening (A36)."""

    toewijzing = models.ForeignKey(Regiotoewijzing, models.CASCADE, related_name="leemten")
    soort = models.CharField(max_length=15, choices=Leemtesoort)
    omschrijving = models.CharField(max_length=200)
    reden = models.TextField()
    opgesteld_door = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    vastgesteld_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    vastgesteld_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="leemte_vastgesteld_samen",
                condition=Q(vastgesteld_door__isnull=True, vastgesteld_op__isnull=True)
                | Q(vastgesteld_door__isnull=False, vastgesteld_op__isnull=False),
            ),
            models.CheckConstraint(
                name="leemte_vier_ogen",
                condition=Q(vastgesteld_door__isnull=True) | ~Q(vastgesteld_door=F("opgesteld_door")),
                violation_error_message="Een ander dan de opsteller stelt de leemte vast.",
            ),
        ]


class Rondedocument(models.Model):
    """A document of the round in its slot (kader, bijlage 1-5); a new version is a new row."""

    ronde = models.ForeignKey(Inkoopronde, models.CASCADE, related_name="documenten")
    slot = models.SlugField()
    titel = models.CharField(max_length=120)
    versie = models.PositiveSmallIntegerField(default=1)
    volgnummer = models.PositiveSmallIntegerField(default=0)
    verplicht = models.BooleanField(default=True)
    stuk = models.ForeignKey("kluis.Stuk", models.PROTECT, null=True, blank=True, related_name="+")
    adres = models.URLField("adres elders", blank=True)
    geplaatst_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["volgnummer", "-versie"]
        constraints = [models.UniqueConstraint(fields=["ronde", "slot", "versie"], name="rondedocument_versie")]
