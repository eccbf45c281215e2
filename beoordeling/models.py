"""Steps 3 and 4: the opening, the verdicts of two people, and bestaand or nieuw."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from beoordeling.states import (
    OPENING_OVERGANGEN,
    OVERGANGEN,
    VERDUIDELIJKING_OVERGANGEN,
    VRAAG_OVERGANGEN,
    Indeling,
    Oordeel,
    Openingstatus,
    Status,
    Verduidelijkingstatus,
    Vraagstatus,
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
    GEZIEN = ("eerste_door_id", "eerste_op")
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


class VraagQuerySet(models.QuerySet):
    def zichtbaar_voor(self, gebruiker, recht=Recht.DOSSIER_ZIEN):
        """Questions at the uitvoerders where the user has this right."""
        uitvoerders = bevoegdheid(gebruiker).uitvoerders(recht)
        return self if uitvoerders is None else self.filter(inschrijving__uitvoerder__in=uitvoerders)


class Verduidelijkingsvraag(models.Model):
    """One question on one eis about what was submitted, the same for all in the same position (A52, IK-207).

    Begun at one dossier; written by one person and sent by another; its text never changes.
    """

    inschrijving = models.ForeignKey("inschrijving.Inschrijving", models.PROTECT, related_name="vragen_vanuit")
    eis = models.ForeignKey("publicatie.Minimumeis", models.PROTECT, related_name="+")
    aanleiding = models.CharField("soort bevinding", max_length=30, blank=True)
    onderwerp = models.CharField("wat er is ingediend", max_length=40)
    tekst = models.TextField()
    status = models.CharField(max_length=15, choices=Vraagstatus, default=Vraagstatus.OPGESTELD)
    opgesteld_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    opgesteld_op = models.DateTimeField()
    verstuurd_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    verstuurd_op = models.DateTimeField(null=True, blank=True)
    herinneren_op = models.DateTimeField(null=True, blank=True)
    tot = models.DateTimeField("einde van de termijn", null=True, blank=True)

    OVERGANGEN = VRAAG_OVERGANGEN
    objects = VraagQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "verduidelijkingsvragen"
        constraints = [
            models.CheckConstraint(
                name="vraag_twee_personen",
                condition=Q(verstuurd_door__isnull=True) | ~Q(verstuurd_door=F("opgesteld_door")),
            ),
            models.CheckConstraint(
                name="vraag_verstuurd_samen",
                condition=Q(
                    verstuurd_door__isnull=True, verstuurd_op__isnull=True, herinneren_op__isnull=True, tot__isnull=True
                )
                | Q(
                    verstuurd_door__isnull=False,
                    verstuurd_op__isnull=False,
                    herinneren_op__isnull=False,
                    tot__gt=F("verstuurd_op"),
                ),
            ),
            models.CheckConstraint(
                name="vraag_verstuurd_heeft_termijn", condition=~Q(status="verstuurd") | Q(tot__isnull=False)
            ),
        ]

    @property
    def dossier_sleutel(self) -> str:
        return f"inschrijving:{self.inschrijving_id}"


class VerduidelijkingQuerySet(models.QuerySet):
    def gesteld(self):
        """Those that were really sent."""
        return self.filter(status__in=[Verduidelijkingstatus.GESTELD, Verduidelijkingstatus.BEANTWOORD])

    def van_organisatie_van(self, gebruiker, recht=Recht.INSCHRIJVEN):
        """What was asked of the organisations for which the user has this right; nobody sees who else was asked."""
        return self.gesteld().filter(inschrijving__organisatie__in=bevoegdheid(gebruiker).organisaties(recht))


class Verduidelijking(models.Model):
    """The question in one dossier, per region for a regional eis: who was asked, who was left out and why, the answer.

    `vervallen`: verdicts and unconfirmed outcomes of a meeting that were there when the question was sent.
    """

    vraag = models.ForeignKey(Verduidelijkingsvraag, models.PROTECT, related_name="verduidelijkingen")
    inschrijving = models.ForeignKey("inschrijving.Inschrijving", models.PROTECT, related_name="verduidelijkingen")
    regioinschrijving = models.ForeignKey(
        "inschrijving.Regioinschrijving", models.PROTECT, null=True, blank=True, related_name="verduidelijkingen"
    )
    waarover = models.TextField("wat deze organisatie daarvan indiende")
    status = models.CharField(max_length=15, choices=Verduidelijkingstatus, default=Verduidelijkingstatus.OPGESTELD)
    reden = models.TextField("waarom deze organisatie de vraag niet krijgt", blank=True)
    antwoord = models.TextField(blank=True)
    sleutel = models.UUIDField("één keer versturen is één antwoord", null=True, blank=True)
    beantwoord_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    beantwoord_op = models.DateTimeField("aankomst", null=True, blank=True)
    vervallen = models.JSONField(default=list, blank=True)

    OVERGANGEN = VERDUIDELIJKING_OVERGANGEN
    objects = VerduidelijkingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "verduidelijkingen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["vraag", "inschrijving", "regioinschrijving"],
                name="verduidelijking_eenmaal",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="verduidelijking_beantwoord_samen",
                condition=Q(beantwoord_door__isnull=True, beantwoord_op__isnull=True, sleutel__isnull=True, antwoord="")
                | (
                    Q(beantwoord_door__isnull=False, beantwoord_op__isnull=False, sleutel__isnull=False)
                    & ~Q(antwoord="")
                ),
            ),
            models.CheckConstraint(
                name="verduidelijking_beantwoord_heeft_antwoord",
                condition=~Q(status="beantwoord") | Q(beantwoord_op__isnull=False),
            ),
            models.CheckConstraint(name="weggelaten_heeft_reden", condition=~Q(status="weggelaten") | ~Q(reden="")),
        ]

    @property
    def dossier_sleutel(self) -> str:
        return f"inschrijving:{self.inschrijving_id}"
