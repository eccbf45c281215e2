"""Step 2: the dossier of an organisation at one Wlz-uitvoerder.

The rows below an Inschrijving are the working copy; an Indiening is a frozen version of all of them
(docs/adr/0002). Until the opening the submitted version stands, whatever happens to the working copy.
"""

from datetime import UTC

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from inschrijving.states import (
    OVERGANGEN,
    Bevoegdheid,
    Deelnemersoort,
    Ervaringsoort,
    Registratie,
    Status,
    Tekenwijze,
)
from partijen.permissions import Recht, bevoegdheid
from publicatie.states import Documentsoort, Klasse


class InschrijvingQuerySet(models.QuerySet):
    def zichtbaar_voor(self, gebruiker, recht=Recht.DOSSIER_ZIEN):
        """Dossiers a user may see. Own organisation: always. Staff: only opened ones of the own uitvoerder."""
        b = bevoegdheid(gebruiker)
        eigen = Q(organisatie__in=b.organisaties(Recht.INSCHRIJVEN))
        return self.filter(eigen | self._voor_staf(b.uitvoerders(recht)))

    def van_organisatie_van(self, gebruiker, recht=Recht.INSCHRIJVEN):
        """Dossiers of the organisations for which the user has this right."""
        return self.filter(organisatie__in=bevoegdheid(gebruiker).organisaties(recht))

    def geopend_voor(self, gebruiker, recht):
        """Opened dossiers at the uitvoerders for which the user has this right."""
        return self.filter(self._voor_staf(bevoegdheid(gebruiker).uitvoerders(recht)))

    @staticmethod
    def _voor_staf(uitvoerders):
        geopend = Q(status=Status.GEOPEND)
        return geopend if uitvoerders is None else geopend & Q(uitvoerder__in=uitvoerders)


class Inschrijving(models.Model):
    """One organisation at one Wlz-uitvoerder in one round, for one or more of its regions (IK-086, IK-087)."""

    kenmerk = models.CharField(max_length=20, unique=True)
    ronde = models.ForeignKey("publicatie.Inkoopronde", models.PROTECT, related_name="inschrijvingen")
    uitvoerder = models.ForeignKey("partijen.WlzUitvoerder", models.PROTECT, related_name="inschrijvingen")
    organisatie = models.ForeignKey("partijen.Organisatie", models.PROTECT, related_name="inschrijvingen")
    status = models.CharField(max_length=15, choices=Status, default=Status.CONCEPT)
    begonnen_op = models.DateTimeField()
    bewaard_op = models.DateTimeField()
    wijziging_begonnen = models.BooleanField("gewijzigd na indienen", default=False)
    intrekreden = models.TextField("reden van intrekken", blank=True)
    vernietigd_op = models.DateTimeField("inhoud vernietigd op", null=True, blank=True)

    rechtspersoon_bevestigd = models.BooleanField("dit is de rechtspersoon die tekent", default=False)
    samenwerkingsverband = models.BooleanField(default=False)
    verbandnaam = models.CharField("naam van het samenwerkingsverband", max_length=200, blank=True)
    bezoekadres = models.CharField(max_length=200, blank=True)
    telefoon = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    werkdagen = models.JSONField("werkdagen met bereikbaarheid in kantooruren", default=list, blank=True)

    OVERGANGEN = OVERGANGEN
    objects = InschrijvingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "inschrijvingen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ronde", "uitvoerder", "organisatie"],
                name="een_inschrijving_per_uitvoerder",
                violation_error_message="U hebt bij deze uitvoerder al een inschrijving.",
            )
        ]
        indexes = [models.Index(fields=["uitvoerder", "status"], name="inschrijving_werklijst")]

    def __str__(self) -> str:
        return self.kenmerk

    def get_absolute_url(self) -> str:
        return reverse("inschrijving", args=[self.kenmerk])

    @property
    def dossier_sleutel(self) -> str:
        """Chain of the log and key of the vault for this dossier."""
        return f"inschrijving:{self.pk}"

    @property
    def partijnaam(self) -> str:
        """The one party that enters: the samenwerkingsverband or the organisation (IK-073)."""
        return self.verbandnaam if self.samenwerkingsverband and self.verbandnaam else self.organisatie.statutaire_naam


class Indiening(models.Model):
    """A frozen, submitted version. Never changed; the last one counts (R3, R5, I1, I2)."""

    inschrijving = models.ForeignKey(Inschrijving, models.PROTECT, related_name="indieningen")
    volgnummer = models.PositiveIntegerField()
    sleutel = models.UUIDField("idempotency key van het formulier")
    ontvangstnummer = models.CharField(max_length=30, unique=True)
    momentopname = models.JSONField("alle rijen van het dossier")
    stukken = models.JSONField("per bestand: stuk, naam, grootte, sha256, soort")
    hash = models.CharField("sha256 van momentopname en stukken", max_length=64)
    aangekomen_op = models.DateTimeField()
    vastgelegd_op = models.DateTimeField()
    logkop = models.CharField(max_length=64)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "indieningen"
        ordering = ["volgnummer"]
        constraints = [
            models.UniqueConstraint(fields=["inschrijving", "volgnummer"], name="indiening_volgnummer"),
            models.UniqueConstraint(fields=["inschrijving", "sleutel"], name="indiening_eenmaal_per_formulier"),
        ]

    def __str__(self) -> str:
        return self.ontvangstnummer

    @property
    def aangekomen_utc(self) -> str:
        """The arrival in UTC to the microsecond, as on the receipt."""
        return f"{self.aangekomen_op.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f} UTC"

    @property
    def bestanden(self) -> list[dict]:
        """The files as submitted, each with the name of its kind."""
        ronde = self.inschrijving.ronde
        return [{**stuk, "soortnaam": ronde.documentnaam(stuk["soort"])} for stuk in self.stukken]


class Deelnemer(models.Model):
    """A member of a samenwerkingsverband; each is liable for the whole (IK-072, IK-074)."""

    inschrijving = models.ForeignKey(Inschrijving, models.CASCADE, related_name="deelnemers")
    soort = models.CharField(max_length=15, choices=Deelnemersoort, default=Deelnemersoort.ORGANISATIE)
    naam = models.CharField(max_length=200)
    kvk_nummer = models.CharField("KvK-nummer", max_length=8)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["inschrijving", "kvk_nummer"], name="deelnemer_eenmaal"),
            models.CheckConstraint(condition=Q(kvk_nummer__regex=r"^[0-9]{8}$"), name="deelnemer_kvk_acht_cijfers"),
        ]

    def __str__(self) -> str:
        return self.naam


class Regioinschrijving(models.Model):
    """The part for one region: the declared class, the prognose and the claims for selection."""

    inschrijving = models.ForeignKey(Inschrijving, models.CASCADE, related_name="regios")
    toewijzing = models.ForeignKey("publicatie.Regiotoewijzing", models.PROTECT, related_name="regioinschrijvingen")
    klasse = models.CharField("in deze regio bent u een", max_length=10, choices=Klasse, default=Klasse.NIEUW)
    clienten = models.PositiveIntegerField("unieke cliënten per jaar", null=True, blank=True)
    uren = models.DecimalField("uren per jaar", max_digits=9, decimal_places=2, null=True, blank=True)
    prognose_onderbouwing = models.TextField(blank=True)
    lager_tarief = models.DecimalField(
        "lager tarief per uur in euro", max_digits=7, decimal_places=2, null=True, blank=True
    )
    lager_tarief_reden = models.TextField(blank=True)
    leemte_toelichting = models.TextField("waarom u in een leemte voorziet", blank=True)

    class Meta:
        verbose_name_plural = "regioinschrijvingen"
        ordering = ["toewijzing__regio__naam"]
        constraints = [
            models.UniqueConstraint(fields=["inschrijving", "toewijzing"], name="regio_eenmaal_per_inschrijving"),
            models.CheckConstraint(condition=Q(uren__isnull=True) | Q(uren__gte=0), name="uren_niet_negatief"),
            models.CheckConstraint(
                condition=Q(lager_tarief__isnull=True) | Q(lager_tarief__gt=0), name="lager_tarief_positief"
            ),
        ]

    def __str__(self) -> str:
        return self.toewijzing.regio.naam

    @property
    def dossier_sleutel(self) -> str:
        return f"inschrijving:{self.inschrijving_id}"


class Clientondersteuner(models.Model):
    """A person who gives support; one person counts once, however many regions (A24, A25, A44)."""

    inschrijving = models.ForeignKey(Inschrijving, models.CASCADE, related_name="clientondersteuners")
    naam = models.CharField(max_length=120)
    hbo = models.BooleanField("heeft een relevante hbo-opleiding", default=False)
    scholing = models.CharField("aanvullende scholing", max_length=300, blank=True)
    registratie = models.CharField(max_length=20, choices=Registratie, default=Registratie.GEEN)
    registratienummer = models.CharField("lid- of registratienummer", max_length=30, blank=True)
    geen_belangen = models.BooleanField("heeft geen belang bij een zorgaanbieder of zorgkantoor", default=False)
    regios = models.ManyToManyField(Regioinschrijving, blank=True, related_name="clientondersteuners")

    class Meta:
        verbose_name = "cliëntondersteuner"
        ordering = ["naam", "pk"]
        constraints = [models.UniqueConstraint(fields=["inschrijving", "naam"], name="clientondersteuner_eenmaal")]

    def __str__(self) -> str:
        return self.naam


class Dekking(models.Model):
    """A gemeente of the region in which the party works (eis 8, A26).

    In a samenwerkingsverband each deelnemer names its own; the coverage is their union (IK-138).
    Without a deelnemer it is the organisation itself.
    """

    regioinschrijving = models.ForeignKey(Regioinschrijving, models.CASCADE, related_name="dekking")
    gemeente = models.ForeignKey("publicatie.Gemeente", models.PROTECT, related_name="+")
    deelnemer = models.ForeignKey(Deelnemer, models.CASCADE, null=True, blank=True, related_name="dekking")

    class Meta:
        ordering = ["gemeente__naam", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["regioinschrijving", "gemeente", "deelnemer"], name="dekking_eenmaal", nulls_distinct=False
            )
        ]


class Ervaring(models.Model):
    """Experience the organisation states: for eis 1 and for criterion 2 (IK-120, IK-157)."""

    inschrijving = models.ForeignKey(Inschrijving, models.CASCADE, related_name="ervaringen")
    soort = models.CharField(max_length=15, choices=Ervaringsoort)
    gemeente = models.ForeignKey("publicatie.Gemeente", models.PROTECT, null=True, blank=True, related_name="+")
    jaar = models.PositiveSmallIntegerField()
    toelichting = models.TextField()

    class Meta:
        verbose_name_plural = "ervaringen"
        ordering = ["soort", "-jaar", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(soort="wmo_contract") | Q(gemeente__isnull=False), name="ervaring_wmo_noemt_gemeente"
            )
        ]

    def __str__(self) -> str:
        plek = f" {self.gemeente}" if self.gemeente else ""
        return f"{self.get_soort_display()}{plek}, {self.jaar}"


class Bestuursverklaring(models.Model):
    """Bijlage 1: the eisen confirmed one by one, the guarantee, and the signature (IK-116, IK-117)."""

    inschrijving = models.OneToOneField(Inschrijving, models.CASCADE, related_name="bestuursverklaring")
    garantie = models.BooleanField("wij garanderen dit bij de start en tijdens de hele overeenkomst", default=False)
    andere_financiers = models.TextField("andere financiers dan het zorgkantoor", blank=True)
    beroepscode = models.BooleanField("wij stemmen in met de beroepscode", default=False)
    klachten_adres = models.CharField("webadres van de klachtenregeling", max_length=300, blank=True)
    privacy_adres = models.CharField("webadres van het privacyreglement", max_length=300, blank=True)
    ondertekenaar = models.CharField("naam van wie tekent", max_length=120, blank=True)
    functie = models.CharField(max_length=80, blank=True)
    bevoegdheid = models.CharField(max_length=15, choices=Bevoegdheid, blank=True)
    tekenwijze = models.CharField("wie moeten tekenen", max_length=15, choices=Tekenwijze, default=Tekenwijze.ALLEEN)
    tweede_ondertekenaar = models.CharField("naam van de tweede die tekent", max_length=120, blank=True)
    tweede_functie = models.CharField(max_length=80, blank=True)
    tweede_bevoegdheid = models.CharField(max_length=15, choices=Bevoegdheid, blank=True)
    getekend_op = models.DateTimeField("door allen getekend, of getekend aangeleverd", null=True, blank=True)
    getekend_door = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    getekende_hash = models.CharField("sha256 van wat getekend is", max_length=64, blank=True)
    vervallen_op = models.DateTimeField("handtekening vervallen door een wijziging", null=True, blank=True)

    class Meta:
        verbose_name_plural = "bestuursverklaringen"
        constraints = [
            models.CheckConstraint(
                name="bestuursverklaring_getekend_samen",
                condition=Q(getekend_op__isnull=True, getekend_door__isnull=True, getekende_hash="")
                | (Q(getekend_op__isnull=False, getekend_door__isnull=False) & ~Q(getekende_hash="")),
            )
        ]


class Handtekening(models.Model):
    """One person's signature in the portal: as whom, when, and on what (hash over the content and its PDF, R17)."""

    bestuursverklaring = models.ForeignKey(Bestuursverklaring, models.CASCADE, related_name="handtekeningen")
    plek = models.PositiveSmallIntegerField("eerste of tweede ondertekenaar")
    door = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    op = models.DateTimeField()
    naam = models.CharField(max_length=120)
    functie = models.CharField(max_length=80)
    bevoegdheid = models.CharField(max_length=15, choices=Bevoegdheid)
    hash = models.CharField("sha256 van wat getekend is", max_length=64)

    class Meta:
        verbose_name_plural = "handtekeningen"
        ordering = ["plek"]
        constraints = [
            models.UniqueConstraint(fields=["bestuursverklaring", "plek"], name="handtekening_eenmaal_per_plek"),
            models.UniqueConstraint(fields=["bestuursverklaring", "door"], name="handtekening_eenmaal_per_persoon"),
            models.CheckConstraint(condition=Q(plek__in=[1, 2]), name="handtekening_eerste_of_tweede"),
        ]

    def __str__(self) -> str:
        return f"{self.naam}, {self.functie}"


class Eisverklaring(models.Model):
    """The statement on one eis and how the organisation meets it (IK-101, IK-116)."""

    bestuursverklaring = models.ForeignKey(Bestuursverklaring, models.CASCADE, related_name="eisverklaringen")
    eis = models.ForeignKey("publicatie.Minimumeis", models.PROTECT, related_name="+")
    bevestigd = models.BooleanField(default=False)
    onderbouwing = models.TextField(blank=True)

    class Meta:
        ordering = ["eis__nummer"]
        constraints = [models.UniqueConstraint(fields=["bestuursverklaring", "eis"], name="eisverklaring_eenmaal")]


class Bewijsstuk(models.Model):
    """A file in the dossier: what it is, the date on it, and whom or what it is for."""

    inschrijving = models.ForeignKey(Inschrijving, models.CASCADE, related_name="bewijsstukken")
    soort = models.CharField(max_length=25, choices=Documentsoort)
    stuk = models.ForeignKey("kluis.Stuk", models.PROTECT, related_name="+")
    datum = models.DateField("datum op het document", null=True, blank=True)
    deelnemer = models.ForeignKey(Deelnemer, models.CASCADE, null=True, blank=True, related_name="bewijsstukken")
    eisen = models.ManyToManyField("publicatie.Minimumeis", blank=True, related_name="+")
    toegevoegd_op = models.DateTimeField()
    door_portaal = models.BooleanField("door het portaal gemaakt bij het tekenen", default=False)
    controle = models.JSONField("wat de controle van de handtekening in het bestand zei", null=True, blank=True)

    class Meta:
        verbose_name_plural = "bewijsstukken"
        ordering = ["soort", "pk"]

    @property
    def soortnaam(self) -> str:
        """What it is, as its round calls it."""
        return self.inschrijving.ronde.documentnaam(self.soort)
