"""The file on a budget that is not enough, its steps and herschikkingen, and the reviews (2.2.2; bijlage 2 h2)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum
from django.urls import reverse

from inschrijving.models import Regioinschrijving
from overeenkomst.models import Overeenkomst
from overeenkomst.states import Kant
from partijen.permissions import Recht, bevoegdheid
from publicatie.states import Derdebron
from uitvoering.models.basis import EURO, InDossier, OvereenkomstrijQuerySet, samen
from uitvoering.states.overschrijding import (
    HERSCHIKKING_OVERGANGEN,
    HERSCHIKKINGKLEUREN,
    KLEUREN,
    OVERGANGEN,
    Herschikkingstatus,
    Stapuitkomst,
    Status,
    Trap,
)

GEBRUIKER = settings.AUTH_USER_MODEL
PLEK = "regioinschrijving__toewijzing__regio"


class OverschrijdingQuerySet(OvereenkomstrijQuerySet):
    def open(self):
        return self.filter(status=Status.OPEN)

    def met_afloop(self):
        """With the steps, and `erbij`: the money that herschikkingen brought, in euro."""
        vast = Q(herschikkingen__status=Herschikkingstatus.VASTGESTELD)
        erbij = Sum("herschikkingen__bedrag", filter=vast)
        return self.annotate(erbij=erbij).prefetch_related("stappen")

    def _erbij(self):
        return [*super()._erbij(), PLEK]


class Overschrijding(InDossier, models.Model):
    """Of one region of an overeenkomst in a year. `kant` and `opener` are empty when the portal opened it."""

    overeenkomst = models.ForeignKey(Overeenkomst, models.PROTECT, related_name="overschrijdingen")
    regioinschrijving = models.ForeignKey("inschrijving.Regioinschrijving", models.PROTECT, related_name="+")
    jaar = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=15, choices=Status, default=Status.OPEN)
    kant = models.CharField(max_length=15, choices=Kant, blank=True)
    aanleiding = models.TextField()
    opener = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    geopend_op = models.DateTimeField()
    slot = models.TextField("hoe het afliep", blank=True)
    gesloten_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    gesloten_op = models.DateTimeField(null=True, blank=True)

    OVERGANGEN = OVERGANGEN
    objects = OverschrijdingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "overschrijdingen"
        ordering = ["-geopend_op", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["regioinschrijving", "jaar"], condition=Q(status="open"), name="overschrijding_een_open"
            ),
            models.CheckConstraint(name="overschrijding_heeft_aanleiding", condition=~Q(aanleiding="")),
            models.CheckConstraint(
                name="overschrijding_kant_en_persoon",
                condition=Q(kant="", opener__isnull=True) | ~Q(kant="") & Q(opener__isnull=False),
            ),
            models.CheckConstraint(
                name="overschrijding_gesloten_samen", condition=samen("gesloten_door", "gesloten_op")
            ),
            models.CheckConstraint(
                name="overschrijding_gesloten_met_reden",
                condition=Q(status="open") | Q(gesloten_door__isnull=False) & ~Q(slot=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Budget {self.jaar}, {self.regioinschrijving.toewijzing.regio.naam}"

    def get_absolute_url(self) -> str:
        return reverse("overschrijding", args=[self.pk])

    @property
    def kleur(self) -> str:
        """Colour of the badge with the status."""
        return KLEUREN[Status(self.status)]

    @property
    def geopend(self) -> str:
        """Which side opened it."""
        return self.get_kant_display() if self.kant else "Het portaal"

    def gevernaam(self, regio: Regioinschrijving) -> str:
        """A budget that gives; another zorgkantoor does not say whose it is."""
        dossier, waar = regio.inschrijving, regio.toewijzing.regio.naam
        if dossier.uitvoerder_id == self.overeenkomst.inschrijving.uitvoerder_id:
            return f"{dossier.partijnaam}, {waar}"
        return f"{dossier.uitvoerder.zorgkantoor}, {waar}, overeenkomst {dossier.overeenkomst.kenmerk}"

    def trapnaam(self, trap: str) -> str:
        """A step as the ronde of this overeenkomst calls it."""
        ronde = self.overeenkomst.inschrijving.ronde
        if trap == Trap.DERDE:
            return str(Derdebron(ronde.derde_bron).label)
        return f"{Trap(trap).label}: {ronde.extra_geld_met}" if trap == Trap.EXTRA else str(Trap(trap).label)


class Overschrijdingsstap(models.Model):
    """What was tried, with whom, and what came of it. `overgeslagen`: names of earlier steps without an outcome."""

    overschrijding = models.ForeignKey(Overschrijding, models.PROTECT, related_name="stappen")
    trap = models.CharField(max_length=15, choices=Trap)
    op = models.DateField("datum van het overleg")
    deelnemers = models.CharField("wie erbij waren", max_length=300)
    uitkomst = models.CharField(max_length=15, choices=Stapuitkomst)
    toelichting = models.TextField()
    overgeslagen = models.JSONField(default=list, blank=True)
    door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    vastgelegd_op = models.DateTimeField()

    class Meta:
        verbose_name_plural = "overschrijdingsstappen"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="overschrijdingsstap_compleet", condition=~Q(deelnemers="") & ~Q(toelichting="")
            )
        ]

    @property
    def naam(self) -> str:
        return self.overschrijding.trapnaam(self.trap)


class HerschikkingQuerySet(models.QuerySet):
    def voor_staf(self, gebruiker, recht=Recht.PRIJSVOLUME_ZIEN):
        """At the uitvoerders for which the user has this right: that of the file, or of the budget that gives."""
        uitvoerders = bevoegdheid(gebruiker).uitvoerders(recht)
        bereik = (
            Q()
            if uitvoerders is None
            else Q(overschrijding__overeenkomst__inschrijving__uitvoerder__in=uitvoerders)
            | Q(van__inschrijving__uitvoerder__in=uitvoerders)
        )
        return self.filter(bereik)

    def met_namen(self):
        """With the file, both regions and both people."""
        dossier = "overschrijding__overeenkomst__inschrijving"
        return self.select_related(
            *(f"{dossier}__{deel}" for deel in ("ronde", "uitvoerder", "organisatie")),
            f"overschrijding__{PLEK}",
            "van__toewijzing__regio",
            "van__inschrijving__uitvoerder",
            "van__inschrijving__organisatie",
            "van__inschrijving__overeenkomst",
            "opgesteld_door",
            "beslist_door",
            "herziening",
        )


class Herschikking(models.Model):
    """Money to the budget of the file: drafted by one, fixed by another (R17).

    `van`: the budget that gives; empty when the money comes from outside the budgets (preventie, extra).
    `hash`: of what was drafted, with the afspraken as they were then.
    """

    overschrijding = models.ForeignKey(Overschrijding, models.PROTECT, related_name="herschikkingen")
    trap = models.CharField("vorm", max_length=15, choices=Trap)
    van = models.ForeignKey("inschrijving.Regioinschrijving", models.PROTECT, null=True, blank=True, related_name="+")
    bedrag = models.DecimalField("bedrag in euro", **EURO)
    vanaf = models.DateField("gaat in op")
    motivering = models.TextField()
    overgeslagen = models.JSONField(default=list, blank=True)
    herziening = models.ForeignKey(
        "uitvoering.Budgetherziening", models.PROTECT, null=True, blank=True, related_name="herschikkingen"
    )
    status = models.CharField(max_length=15, choices=Herschikkingstatus, default=Herschikkingstatus.ONTWERP)
    hash = models.CharField(max_length=64)
    opgesteld_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    opgesteld_op = models.DateTimeField()
    beslist_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    beslist_op = models.DateTimeField(null=True, blank=True)
    reden_verworpen = models.TextField(blank=True)
    afspraak_van = models.ForeignKey(
        "overeenkomst.Prijsvolumeafspraak", models.PROTECT, null=True, blank=True, related_name="+"
    )
    afspraak_naar = models.ForeignKey(
        "overeenkomst.Prijsvolumeafspraak", models.PROTECT, null=True, blank=True, related_name="+"
    )

    OVERGANGEN = HERSCHIKKING_OVERGANGEN
    objects = HerschikkingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "herschikkingen"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="herschikking_bedrag", condition=Q(bedrag__gt=0)),
            models.CheckConstraint(name="herschikking_gemotiveerd", condition=~Q(motivering="")),
            models.CheckConstraint(
                name="herschikking_bron",
                condition=Q(trap__in=["regio", "uitvoerder"], van__isnull=False)
                | Q(trap="derde")
                | Q(trap="extra", van__isnull=True),
            ),
            models.CheckConstraint(name="herschikking_beslist_samen", condition=samen("beslist_door", "beslist_op")),
            models.CheckConstraint(
                name="herschikking_vier_ogen",
                condition=~Q(status="vastgesteld")
                | Q(beslist_door__isnull=False, afspraak_naar__isnull=False) & ~Q(beslist_door=F("opgesteld_door")),
            ),
        ]

    def __str__(self) -> str:
        return f"Herschikking: {self.overschrijding}"

    def get_absolute_url(self) -> str:
        return reverse("herschikking", args=[self.pk])

    @property
    def dossier_sleutel(self) -> str:
        return self.overschrijding.dossier_sleutel

    @property
    def naam(self) -> str:
        return self.overschrijding.trapnaam(self.trap)

    @property
    def bron(self) -> str:
        """Where the money comes from, in words."""
        if self.van is None:
            return self.naam
        return self.overschrijding.gevernaam(self.van)

    @property
    def kleur(self) -> str:
        """Colour of the badge with the status."""
        return HERSCHIKKINGKLEUREN[Herschikkingstatus(self.status)]


class Budgetherziening(models.Model):
    """The outcome of the review of a zorgkantoor in a month of the ronde: must money move? (IK-183, OV-165)."""

    ronde = models.ForeignKey("publicatie.Inkoopronde", models.PROTECT, related_name="+")
    uitvoerder = models.ForeignKey("partijen.WlzUitvoerder", models.PROTECT, related_name="+")
    maand = models.DateField("eerste dag van de maand")
    verplaatsen = models.BooleanField("er moet geld worden verplaatst")
    uitkomst = models.TextField()
    door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    op = models.DateTimeField()

    class Meta:
        verbose_name_plural = "budgetherzieningen"
        ordering = ["-maand", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ronde", "uitvoerder", "maand"], name="budgetherziening_eenmaal"),
            models.CheckConstraint(name="budgetherziening_met_uitkomst", condition=~Q(uitkomst="")),
        ]

    def __str__(self) -> str:
        return f"Herziening {self.maand:%m-%Y}, {self.uitvoerder.zorgkantoor}"

    @property
    def dossier_sleutel(self) -> str:
        return f"budgetherziening:{self.uitvoerder_id}"
