"""Steps 3 and 4: the opening, the verdicts of two people, and bestaand or nieuw."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from beoordeling.states import (
    OPENING_OVERGANGEN,
    OVERGANGEN,
    Indeling,
    Oordeel,
    Openingstatus,
    Status,
)
from kern.rules import canoniek, sha256
from partijen.permissions import Recht, bevoegdheid

GEBRUIKER = settings.AUTH_USER_MODEL


class OpeningQuerySet(models.QuerySet):
    def zichtbaar_voor(self, gebruiker, recht=Recht.WERK_ZIEN):
        """Openings at the uitvoerders where the user has this right."""
        uitvoerders = bevoegdheid(gebruiker).uitvoerders(recht)
        return self if uitvoerders is None else self.filter(uitvoerder__in=uitvoerders)


class Opening(models.Model):
    """All dossiers of a round at one uitvoerder, opened by two people together (R7, I4)."""

    ronde = models.ForeignKey("publicatie.Inkoopronde", models.PROTECT, related_name="openingen")
    uitvoerder = models.ForeignKey("partijen.WlzUitvoerder", models.PROTECT, related_name="openingen")
    status = models.CharField(max_length=15, choices=Openingstatus, default=Openingstatus.AANGEVRAAGD)
    eerste_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    eerste_op = models.DateTimeField()
    tweede_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    tweede_op = models.DateTimeField(null=True, blank=True)
    dossiers = models.JSONField(
        "per dossier: kenmerk, partij, ontvangstnummer, aankomst, aantal bestanden, hash", default=list
    )
    proces_verbaal = models.ForeignKey("kluis.Stuk", models.PROTECT, null=True, blank=True, related_name="+")

    OVERGANGEN = OPENING_OVERGANGEN
    objects = OpeningQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "openingen"
        constraints = [
            models.UniqueConstraint(fields=["ronde", "uitvoerder"], name="opening_eenmaal"),
            models.CheckConstraint(
                name="opening_twee_personen", condition=Q(tweede_door__isnull=True) | ~Q(tweede_door=F("eerste_door"))
            ),
            models.CheckConstraint(
                name="opening_tweede_samen",
                condition=Q(tweede_door__isnull=True, tweede_op__isnull=True)
                | Q(tweede_door__isnull=False, tweede_op__isnull=False),
            ),
            models.CheckConstraint(
                name="geopend_door_twee", condition=~Q(status="geopend") | Q(tweede_door__isnull=False)
            ),
        ]

    @property
    def dossier_sleutel(self) -> str:
        return f"opening:{self.ronde_id}:{self.uitvoerder_id}"


class Belangenverklaring(models.Model):
    """A beoordelaar says whether there is a conflict of interest, before the dossier opens."""

    inschrijving = models.ForeignKey("inschrijving.Inschrijving", models.PROTECT, related_name="belangenverklaringen")
    gebruiker = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    heeft_belang = models.BooleanField()
    toelichting = models.TextField(blank=True)
    verklaard_op = models.DateTimeField()
    overgenomen_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inschrijving", "gebruiker"], name="belangen_eenmaal")]


class Beoordelaar(models.Model):
    """One of the two people to whom a dossier is given to judge: a help for dividing the work, not a right."""

    inschrijving = models.ForeignKey("inschrijving.Inschrijving", models.PROTECT, related_name="beoordelaars")
    gebruiker = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    plek = models.PositiveSmallIntegerField("eerste of tweede")
    toebedeeld_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    toebedeeld_op = models.DateTimeField()

    class Meta:
        verbose_name_plural = "beoordelaars"
        ordering = ["plek"]
        constraints = [
            models.UniqueConstraint(fields=["inschrijving", "plek"], name="beoordelaar_plek_eenmaal"),
            models.UniqueConstraint(fields=["inschrijving", "gebruiker"], name="beoordelaar_twee_mensen"),
            models.CheckConstraint(condition=Q(plek__in=[1, 2]), name="beoordelaar_twee_plekken"),
        ]


class Eisoordeel(models.Model):
    """The verdict of one person on one eis; per region only for the regional eisen (IK-114)."""

    inschrijving = models.ForeignKey("inschrijving.Inschrijving", models.PROTECT, related_name="eisoordelen")
    eis = models.ForeignKey("publicatie.Minimumeis", models.PROTECT, related_name="+")
    regioinschrijving = models.ForeignKey(
        "inschrijving.Regioinschrijving", models.PROTECT, null=True, blank=True, related_name="eisoordelen"
    )
    beoordelaar = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="eisoordelen")
    oordeel = models.CharField(max_length=15, choices=Oordeel)
    motivering = models.TextField(blank=True)
    opmerkingen = models.JSONField("per aandachtspunt van het thema een opmerking", default=dict, blank=True)
    gegeven_op = models.DateTimeField()
    gezien_hash = models.CharField("sha256 van de ingediende versie die op het scherm stond", max_length=64)

    class Meta:
        verbose_name_plural = "eisoordelen"
        constraints = [
            models.UniqueConstraint(
                fields=["inschrijving", "eis", "regioinschrijving", "beoordelaar"],
                name="eisoordeel_eenmaal",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="nee_heeft_motivering",
                condition=~Q(oordeel="voldoet_niet") | ~Q(motivering=""),
                violation_error_message="Schrijf bij ‘voldoet niet’ waarom. De motivering komt in de brief.",
            ),
        ]


class Overleg(models.Model):
    """The outcome of a meeting on one eis, written by one and confirmed by the other; the last row counts.

    A confirmed row never changes: after a reopening the next meeting is the next row.
    """

    inschrijving = models.ForeignKey("inschrijving.Inschrijving", models.PROTECT, related_name="overleggen")
    eis = models.ForeignKey("publicatie.Minimumeis", models.PROTECT, related_name="+")
    regioinschrijving = models.ForeignKey(
        "inschrijving.Regioinschrijving", models.PROTECT, null=True, blank=True, related_name="overleggen"
    )
    volgnummer = models.PositiveSmallIntegerField(default=1)
    oordeel = models.CharField(max_length=15, choices=Oordeel)
    motivering = models.TextField()
    opgesteld_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    opgesteld_op = models.DateTimeField()
    bevestigd_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    bevestigd_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "overleggen"
        ordering = ["volgnummer"]
        constraints = [
            models.UniqueConstraint(
                fields=["inschrijving", "eis", "regioinschrijving", "volgnummer"],
                name="overleg_volgnummer",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="overleg_twee_personen",
                condition=Q(bevestigd_door__isnull=True) | ~Q(bevestigd_door=F("opgesteld_door")),
            ),
            models.CheckConstraint(
                name="overleg_bevestigd_samen",
                condition=Q(bevestigd_door__isnull=True, bevestigd_op__isnull=True)
                | Q(bevestigd_door__isnull=False, bevestigd_op__isnull=False),
            ),
        ]

    @property
    def hash(self) -> str:
        """SHA-256 of what is confirmed (R17)."""
        inhoud = [self.pk, self.volgnummer, self.oordeel, self.motivering, self.opgesteld_door_id]
        return sha256(canoniek(inhoud))


class RegiobeoordelingQuerySet(models.QuerySet):
    def zichtbaar_voor(self, gebruiker, recht=Recht.DOSSIER_ZIEN):
        """Verdicts of opened dossiers at the uitvoerders where the user has this right."""
        uitvoerders = bevoegdheid(gebruiker).uitvoerders(recht)
        rijen = self.filter(regioinschrijving__inschrijving__status="geopend")
        return (
            rijen if uitvoerders is None else rijen.filter(regioinschrijving__inschrijving__uitvoerder__in=uitvoerders)
        )


class Regiobeoordeling(models.Model):
    """The derived total of one region; made at the opening (IK-079)."""

    regioinschrijving = models.OneToOneField(
        "inschrijving.Regioinschrijving", models.PROTECT, related_name="beoordeling"
    )
    status = models.CharField(max_length=15, choices=Status, default=Status.IN_BEOORDELING)
    afgerond_op = models.DateTimeField(null=True, blank=True)

    OVERGANGEN = OVERGANGEN
    objects = RegiobeoordelingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "regiobeoordelingen"

    @property
    def dossier_sleutel(self) -> str:
        return self.regioinschrijving.dossier_sleutel


class ContractQuerySet(models.QuerySet):
    def zichtbaar_voor(self, gebruiker, recht=Recht.DOSSIER_ZIEN):
        """Contracts with the uitvoerders where the user has this right."""
        uitvoerders = bevoegdheid(gebruiker).uitvoerders(recht)
        return self if uitvoerders is None else self.filter(uitvoerder__in=uitvoerders)


class Contract(models.Model):
    """Contractregister: who held which OCO contract where and when, by KvK number (IK-075)."""

    kvk_nummer = models.CharField(max_length=8)
    naam = models.CharField(max_length=200)
    uitvoerder = models.ForeignKey("partijen.WlzUitvoerder", models.PROTECT, related_name="contracten")
    regio = models.ForeignKey("publicatie.Regio", models.PROTECT, related_name="contracten")
    van = models.DateField()
    tot = models.DateField()
    bron = models.CharField(max_length=120, blank=True)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "contractregister"
        ordering = ["naam", "regio", "van"]
        constraints = [
            models.CheckConstraint(condition=Q(tot__gte=F("van")), name="contract_van_voor_tot"),
            models.UniqueConstraint(fields=["kvk_nummer", "regio", "van"], name="contract_eenmaal"),
        ]
        indexes = [models.Index(fields=["kvk_nummer"], name="contract_kvk")]

    @property
    def dossier_sleutel(self) -> str:
        """All changes of the register of one uitvoerder stand in the chain of that uitvoerder."""
        return f"partijen.wlzuitvoerder:{self.uitvoerder_id}"

    @property
    def hash(self) -> str:
        """SHA-256 of what stands in the row: who changes it names what was seen (B29)."""
        dagen = [self.van.isoformat(), self.tot.isoformat()]
        return sha256(canoniek([self.pk, self.kvk_nummer, self.naam, self.regio_id, *dagen, self.bron]))


class Classificatie(models.Model):
    """Bestaand or nieuw for one region: the rule proposes, an inkoper confirms (IK-150)."""

    regioinschrijving = models.OneToOneField(
        "inschrijving.Regioinschrijving", models.PROTECT, related_name="classificatie"
    )
    voorstel = models.CharField(max_length=15, choices=Indeling)
    voorstel_reden = models.TextField()
    indeling = models.CharField(max_length=15, choices=Indeling, blank=True)
    reden = models.TextField("reden van de afwijking", blank=True)
    bevestigd_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    bevestigd_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="classificatie_bevestigd_samen",
                condition=Q(bevestigd_door__isnull=True, bevestigd_op__isnull=True, indeling="")
                | (Q(bevestigd_door__isnull=False, bevestigd_op__isnull=False) & ~Q(indeling="")),
            ),
            models.CheckConstraint(
                name="afwijkende_indeling_heeft_reden",
                condition=Q(indeling="") | Q(indeling=F("voorstel")) | ~Q(reden=""),
                violation_error_message="Schrijf op waarom u van het voorstel afwijkt.",
            ),
        ]
