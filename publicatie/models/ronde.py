"""The inkoopronde: its moments, its parameters and the national amounts."""

from datetime import datetime, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from publicatie.states import (
    OVERGANGEN,
    Budgeteenheid,
    Derdebron,
    Documentsoort,
    Klasse,
    Leveringsvorm,
    Rondesoort,
    Sector,
    Status,
)

DAGEN = [MinValueValidator(1), MaxValueValidator(365)]
JAAR = [MinValueValidator(2000), MaxValueValidator(2100)]


class InkooprondeQuerySet(models.QuerySet):
    def openbaar(self, nu):
        """Rounds that anyone may see: published, and the moment has come (IK-001)."""
        return self.filter(status=Status.GEPUBLICEERD, publicatie_op__lte=nu)


class Inkoopronde(models.Model):
    """One edition of the procedure: its tijdschema with clock times, its parameters and its term lengths.

    Moments are instants; a date that the sources do not know is empty.
    """

    code = models.SlugField("code", max_length=50, unique=True)
    naam = models.CharField("naam", max_length=120)
    status = models.CharField(max_length=15, choices=Status, default=Status.CONCEPT)
    opsteller = models.CharField("opgesteld door", max_length=120, blank=True)
    mede_opstellers = models.CharField("opgesteld met", max_length=200, blank=True)
    versie = models.CharField("versie van het kader", max_length=20, default="1.0")

    soort = models.CharField("soort ronde", max_length=10, choices=Rondesoort, default=Rondesoort.INKOOP)
    voorganger = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="opvolgers", verbose_name="gemaakt van ronde"
    )

    # tijdschema: seven milestones, the question round where there is one, and the two ends that belong to them
    publicatie_op = models.DateTimeField("publicatie en start van de inschrijving", null=True, blank=True)
    vragen_vanaf = models.DateTimeField("vragen stellen kan vanaf", null=True, blank=True)
    vragen_tot = models.DateTimeField("vragen stellen kan tot en met", null=True, blank=True)
    nota_op = models.DateTimeField("nota van inlichtingen uiterlijk", null=True, blank=True)
    sluiting_op = models.DateTimeField("sluiting van de inschrijving", null=True, blank=True)
    beoordeling_vanaf = models.DateTimeField("beoordeling vanaf", null=True, blank=True)
    bekendmaking_op = models.DateTimeField("bekendmaking van de beslissingen", null=True, blank=True)
    bezwaar_tot = models.DateTimeField("einde van de tijd voor bezwaar", null=True, blank=True)
    overeenkomsten_vanaf = models.DateTimeField("sluiten van de overeenkomsten vanaf", null=True, blank=True)
    ingang_op = models.DateField("ingang van de overeenkomst", null=True, blank=True)
    antwoord_uiterlijk = models.DateField("antwoord op bezwaar uiterlijk", null=True, blank=True)
    opschorting_tot = models.DateTimeField("opschortende termijn tot", null=True, blank=True)

    heropening_op = models.DateField("publicatie voor regio’s met te weinig organisaties", null=True, blank=True)

    # term lengths in calendar days after the dagtekening (A04)
    bezwaar_dagen = models.PositiveSmallIntegerField("dagen voor bezwaar", default=14, validators=DAGEN)
    bezwaar_uiterste_dagen = models.PositiveSmallIntegerField(
        "uiterste dagen voor bezwaar", default=15, validators=DAGEN
    )
    antwoord_dagen = models.PositiveSmallIntegerField("dagen voor antwoord op bezwaar", default=27, validators=DAGEN)
    opschorting_dagen = models.PositiveSmallIntegerField("dagen opschorting", default=27, validators=DAGEN)
    kort_geding_dagen = models.PositiveSmallIntegerField("dagen voor kort geding", default=20, validators=DAGEN)
    overige_geschillen_dagen = models.PositiveSmallIntegerField(
        "dagen voor overige geschillen", default=42, validators=DAGEN
    )

    # parameters
    maximum_per_regio = models.PositiveSmallIntegerField("organisaties per regio, ten hoogste", default=4)
    onderscheid_bestaand = models.BooleanField("bestaande organisaties gaan voor", default=True)
    referentiejaar = models.PositiveSmallIntegerField("referentiejaar", null=True, blank=True, validators=JAAR)
    tarief = models.DecimalField("tarief per uur in euro", max_digits=7, decimal_places=2, null=True, blank=True)
    budgeteenheid = models.CharField("budget in", max_length=5, choices=Budgeteenheid, default=Budgeteenheid.CENT)
    looptijd_bestaand_tot = models.DateField("looptijd bestaande organisatie tot en met", null=True, blank=True)
    looptijd_nieuw_tot = models.DateField("looptijd nieuwe organisatie tot en met", null=True, blank=True)
    verlenging_tot = models.DateField("te verlengen tot uiterlijk", null=True, blank=True)
    document_max_maanden = models.PositiveSmallIntegerField("documenten hooguit zo oud, in maanden", default=6)
    opening_na_minuten = models.PositiveSmallIntegerField("openen kan zoveel minuten na de sluiting", default=60)
    opening_binnen_minuten = models.PositiveSmallIntegerField("tweede opener bevestigt binnen, in minuten", default=10)
    min_clientondersteuners = models.PositiveSmallIntegerField("cliëntondersteuners, ten minste", default=3)
    herzieningsmaanden = models.JSONField("maanden van herziening", default=list, blank=True)
    overheveling_streng = models.BooleanField("overheveling alleen na akkoord", default=False)
    derde_bron = models.CharField(
        "derde bron bij overheveling", max_length=15, choices=Derdebron, default=Derdebron.UITVOERDERS
    )
    extra_geld_met = models.CharField("gesprek over extra geld met", max_length=80, default="VWS")

    # whom it is for, and on whose behalf (1.3, 1.4, Inleiding)
    definitie = models.TextField("wat cliëntondersteuning is", blank=True)
    sectoren = models.JSONField("sectoren", default=list, blank=True)
    leveringsvormen = models.JSONField("leveringsvormen", default=list, blank=True)
    mandaat_van = models.DateField("mandaat aan het zorgkantoor van", null=True, blank=True)
    mandaat_tot = models.DateField("mandaat aan het zorgkantoor tot en met", null=True, blank=True)

    # outside the portal: who gets the daily seal of the log; no content of the round
    zegeladressen = models.JSONField("adressen voor het zegel van het logboek", default=list, blank=True)

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
            models.CheckConstraint(
                condition=~Q(soort=Rondesoort.HEROPENING) | Q(voorganger__isnull=False),
                name="heropening_heeft_voorganger",
            ),
            models.CheckConstraint(
                condition=~Q(soort=Rondesoort.VERLENGING) | Q(voorganger__isnull=False),
                name="verlenging_heeft_voorganger",
            ),
            models.UniqueConstraint(
                fields=["voorganger", "ingang_op"],
                condition=Q(soort=Rondesoort.HEROPENING),
                name="heropening_eenmaal_per_ingang",
                violation_error_message="Voor deze ronde bestaat al een heropening met deze ingangsdatum.",
            ),
            models.UniqueConstraint(
                fields=["voorganger", "ingang_op"],
                condition=Q(soort=Rondesoort.VERLENGING),
                name="verlenging_eenmaal_per_ingang",
                violation_error_message="Voor deze ronde bestaat al een verlengingsronde met deze ingangsdatum.",
            ),
            models.CheckConstraint(
                condition=Q(mandaat_van__isnull=True, mandaat_tot__isnull=True)
                | Q(mandaat_van__isnull=False, mandaat_tot__isnull=False, mandaat_van__lte=F("mandaat_tot")),
                name="ronde_mandaat_van_voor_tot",
                violation_error_message="Het mandaat heeft een begin en een eind, en begint niet na het eind.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    def get_absolute_url(self) -> str:
        return reverse("ronde", args=[self.code])

    @property
    def is_verlenging(self) -> bool:
        return self.soort == Rondesoort.VERLENGING

    @property
    def verklaringnaam(self) -> str:
        """What the bestuur of an organisation signs here, as everybody calls it."""
        return "instemmingsverklaring" if self.is_verlenging else "bestuursverklaring"

    def documentnaam(self, soort: str) -> str:
        """A kind of document as this round calls it."""
        return (
            self.verklaringnaam.capitalize()
            if soort == Documentsoort.BESTUURSVERKLARING
            else Documentsoort(soort).label
        )

    @property
    def klassen(self) -> list[Klasse]:
        """As what an organisation can enter: a heropening for new ones (A56), a verlenging for who has a contract."""
        if self.is_verlenging:
            return [Klasse.BESTAAND]
        if self.soort == Rondesoort.INKOOP and self.onderscheid_bestaand:
            return [Klasse.BESTAAND, Klasse.NIEUW]
        return [Klasse.NIEUW]

    @property
    def sectornamen(self) -> list[str]:
        return [Sector(code).label for code in self.sectoren]

    @property
    def leveringsvormnamen(self) -> list[str]:
        return [Leveringsvorm(code).label for code in self.leveringsvormen]

    @property
    def opening_vanaf(self) -> datetime | None:
        """The first instant at which dossiers can be opened (IK-020)."""
        return self.sluiting_op and self.sluiting_op + timedelta(minutes=self.opening_na_minuten)


class LandelijkBedrag(models.Model):
    """What VWS makes available nationally for a year, in euro; a year without an amount is unknown (2.2)."""

    ronde = models.ForeignKey(Inkoopronde, models.CASCADE, related_name="landelijke_bedragen")
    jaar = models.PositiveSmallIntegerField()
    bedrag = models.DecimalField("bedrag in euro", max_digits=12, decimal_places=2, null=True, blank=True)
    voorlopig = models.BooleanField(default=True)
    bron = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["jaar"]
        constraints = [models.UniqueConstraint(fields=["ronde", "jaar"], name="landelijk_bedrag_per_jaar")]
