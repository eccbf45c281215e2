"""Bezwaar, and the herziening that may follow from it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from bekendmaking.models.brief import Beslissing, Brief
from bekendmaking.states import (
    BEZWAAR_OVERGANGEN,
    HERZIENING_OVERGANGEN,
    ONBEANTWOORD,
    Bezwaarstatus,
    Herzieningstatus,
    Kanaal,
    Oordeel,
)
from partijen.permissions import Recht, bevoegdheid

GEBRUIKER = settings.AUTH_USER_MODEL


class BezwaarQuerySet(models.QuerySet):
    def zichtbaar_voor(self, gebruiker, recht=Recht.BEZWAAR_ZIEN):
        """Own bezwaren of an organisation; for staff those at the own uitvoerder."""
        eigen = bevoegdheid(gebruiker).organisaties(Recht.BEZWAAR_MAKEN)
        return self.voor_staf(gebruiker, recht) | self.filter(brief__inschrijving__organisatie__in=eigen)

    def voor_staf(self, gebruiker, recht=Recht.BEZWAAR_ZIEN):
        """Bezwaren at the uitvoerders for which the user has this right."""
        uitvoerders = bevoegdheid(gebruiker).uitvoerders(recht)
        return self.all() if uitvoerders is None else self.filter(brief__inschrijving__uitvoerder__in=uitvoerders)


class Bezwaar(models.Model):
    """A motivated objection against a voorlopige beslissing, for one or more regions (IK-196 to IK-201)."""

    brief = models.ForeignKey(Brief, models.PROTECT, related_name="bezwaren")
    beslissingen = models.ManyToManyField(Beslissing, related_name="bezwaren")
    status = models.CharField(max_length=20, choices=Bezwaarstatus, default=Bezwaarstatus.INGEDIEND)
    sleutel = models.UUIDField("idempotency key van het formulier")
    motivering = models.TextField()
    bijlagen = models.ManyToManyField("kluis.Stuk", blank=True, related_name="+")
    aangekomen_op = models.DateTimeField()
    na_sluitingstijd = models.BooleanField("na de sluitingstijd, binnen 15 dagen", default=False)
    kanaal = models.CharField(max_length=20, choices=Kanaal, default=Kanaal.PORTAAL)
    door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    behandelaar = models.ForeignKey(
        GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+", help_text="Beoordeelde het dossier niet."
    )
    toelaatbaar = models.BooleanField(null=True)
    oordeel = models.CharField(max_length=10, choices=Oordeel, blank=True)
    antwoord = models.TextField(blank=True)
    beantwoord_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    beantwoord_op = models.DateTimeField(null=True, blank=True)
    antwoordbrief = models.ForeignKey("kluis.Stuk", models.PROTECT, null=True, blank=True, related_name="+")

    OVERGANGEN = BEZWAAR_OVERGANGEN
    objects = BezwaarQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "bezwaren"
        ordering = ["aangekomen_op"]
        constraints = [
            models.UniqueConstraint(fields=["brief", "sleutel"], name="bezwaar_eenmaal_per_formulier"),
            models.CheckConstraint(condition=~Q(motivering=""), name="bezwaar_heeft_motivering"),
            models.CheckConstraint(
                name="bezwaar_beantwoord_samen",
                condition=Q(beantwoord_door__isnull=True, beantwoord_op__isnull=True)
                | (Q(beantwoord_door__isnull=False, beantwoord_op__isnull=False) & ~Q(antwoord="")),
            ),
        ]

    @property
    def kenmerk(self) -> str:
        return f"{self.brief.kenmerk}/Z{self.pk}"

    @property
    def onbeantwoord(self) -> bool:
        return self.status in ONBEANTWOORD

    @property
    def dossier_sleutel(self) -> str:
        return self.brief.dossier_sleutel


class HerzieningQuerySet(models.QuerySet):
    def voor_staf(self, gebruiker, recht=Recht.BRIEF_ZIEN):
        """Herzieningen in the regions of the uitvoerders for which the user has this right."""
        uitvoerders = bevoegdheid(gebruiker).uitvoerders(recht)
        return self.all() if uitvoerders is None else self.filter(toewijzing__uitvoerder__in=uitvoerders)


class Herziening(models.Model):
    """A region decided anew after a gegrond bezwaar or a kort geding that was won: corrected input, its result, and
    the letters that follow.

    What was judged and selected stays as it was; see docs/adr/0006. Once a decision there is definitive, the other
    outcome of the two people is that the decisions stay (`besluit_blijft`, docs/adr/0013).
    """

    toewijzing = models.ForeignKey("publicatie.Regiotoewijzing", models.PROTECT, related_name="herzieningen")
    bezwaar = models.ForeignKey(Bezwaar, models.PROTECT, null=True, blank=True, related_name="herzieningen")
    kort_geding = models.ForeignKey(
        "bekendmaking.KortGeding", models.PROTECT, null=True, blank=True, related_name="herzieningen"
    )
    loting = models.ForeignKey("selectie.Loting", models.PROTECT, null=True, blank=True, related_name="herzieningen")
    status = models.CharField(max_length=15, choices=Herzieningstatus, default=Herzieningstatus.ONTWERP)
    reden = models.TextField("waarom, zoals het in elke brief staat")
    basis_hash = models.CharField("sha256 van de invoer waarvan is uitgegaan", max_length=64)
    invoer = models.JSONField("verbeterde invoer van proefselectie")
    motiveringen = models.JSONField("per kenmerk waarom een partij niet meer voldoet", default=dict, blank=True)
    uitslag = models.JSONField("uitvoer van de rangschikking")
    hash = models.CharField("sha256 van invoer, reden en brieven", max_length=64)
    besluit_blijft = models.BooleanField("de beslissingen blijven, want er is er al een definitief", default=False)
    dagtekening = models.DateField()
    opgesteld_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    opgesteld_op = models.DateTimeField()
    vrijgegeven_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    vrijgegeven_op = models.DateTimeField(null=True, blank=True)
    intrekken_gevraagd_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    intrekken_gevraagd_op = models.DateTimeField(null=True, blank=True)
    intrekreden = models.TextField("waarom de loting niet door moet gaan", blank=True)
    opschorting_tot = models.DateTimeField("nieuw einde van de opschortende termijn", null=True, blank=True)

    OVERGANGEN = HERZIENING_OVERGANGEN
    GEZIEN = ("hash", "intrekreden", "intrekken_gevraagd_door_id", "intrekken_gevraagd_op")
    objects = HerzieningQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "herzieningen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["toewijzing"], condition=Q(status="ontwerp"), name="herziening_een_ontwerp_per_regio"
            ),
            models.UniqueConstraint(
                fields=["bezwaar", "toewijzing"],
                condition=Q(status="vrijgegeven"),
                name="herziening_eenmaal_per_bezwaar_en_regio",
            ),
            models.UniqueConstraint(
                fields=["kort_geding"], condition=Q(status="vrijgegeven"), name="herziening_eenmaal_per_kort_geding"
            ),
            models.CheckConstraint(
                condition=Q(bezwaar__isnull=False, kort_geding__isnull=True)
                | Q(bezwaar__isnull=True, kort_geding__isnull=False),
                name="herziening_een_aanleiding",
            ),
            models.CheckConstraint(condition=~Q(reden=""), name="herziening_heeft_reden"),
            models.CheckConstraint(
                name="herziening_blijft_zonder_loting",
                condition=Q(besluit_blijft=False) | Q(loting__isnull=True),
            ),
            models.CheckConstraint(
                name="herziening_vier_ogen",
                condition=Q(vrijgegeven_door__isnull=True) | ~Q(vrijgegeven_door=F("opgesteld_door")),
            ),
            models.CheckConstraint(
                name="herziening_intrekken_samen",
                condition=Q(intrekken_gevraagd_door__isnull=True, intrekken_gevraagd_op__isnull=True, intrekreden="")
                | Q(intrekken_gevraagd_door__isnull=False, intrekken_gevraagd_op__isnull=False) & ~Q(intrekreden=""),
            ),
            models.CheckConstraint(
                name="herziening_vrijgegeven_samen",
                condition=Q(vrijgegeven_door__isnull=True, vrijgegeven_op__isnull=True, status__in=["ontwerp"])
                | Q(vrijgegeven_door__isnull=False, vrijgegeven_op__isnull=False),
            ),
        ]

    @property
    def dossier_sleutel(self) -> str:
        return f"herziening:{self.toewijzing_id}"
