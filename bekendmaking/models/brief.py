"""Decisions, letters and the one moment of release."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from bekendmaking.states import KRIJGT_OVEREENKOMST, OVERGANGEN, ZICHTBAAR_VOOR_ORGANISATIE, Status, Uitkomst
from beoordeling.states import Indeling
from partijen.permissions import Recht, bevoegdheid

GEBRUIKER = settings.AUTH_USER_MODEL


class VrijgaveQuerySet(models.QuerySet):
    def te_geven(self, nu):
        """Releases whose moment has come and that have not happened."""
        return self.filter(vrijgegeven_op__isnull=True, vrij_op__lte=nu)


class Vrijgave(models.Model):
    """Release of a whole uitvoerder in a round: by query at its moment, all letters or none (R11)."""

    ronde = models.ForeignKey("publicatie.Inkoopronde", models.PROTECT, related_name="vrijgaven")
    uitvoerder = models.ForeignKey("partijen.WlzUitvoerder", models.PROTECT, related_name="vrijgaven")
    vrij_op = models.DateTimeField()
    klaargezet_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    klaargezet_op = models.DateTimeField()
    vrijgegeven_op = models.DateTimeField(null=True, blank=True)

    objects = VrijgaveQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "vrijgaven"
        constraints = [
            models.UniqueConstraint(fields=["ronde", "uitvoerder"], name="vrijgave_eenmaal"),
            models.CheckConstraint(
                condition=Q(vrijgegeven_op__isnull=True) | Q(vrijgegeven_op__gte=F("vrij_op")),
                name="vrijgave_niet_te_vroeg",
            ),
        ]

    @property
    def dossier_sleutel(self) -> str:
        return f"vrijgave:{self.ronde_id}:{self.uitvoerder_id}"

    @property
    def minuten_te_laat(self) -> int:
        """Whole minutes between the moment that was set and the release (F13)."""
        return (self.vrijgegeven_op - self.vrij_op) // timedelta(minutes=1) if self.vrijgegeven_op else 0


class Logo(models.Model):
    """The logo of an uitvoerder at the head of its letters; its colours stand at the uitvoerder itself."""

    uitvoerder = models.OneToOneField("partijen.WlzUitvoerder", models.PROTECT, related_name="logo")
    stuk = models.ForeignKey("kluis.Stuk", models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "logo’s"


class BriefQuerySet(models.QuerySet):
    def zichtbaar_voor(self, gebruiker, recht=Recht.BRIEF_ZIEN):
        """Staff: letters of the own uitvoerder. Organisation: own letters, only once they are made known."""
        return self.voor_staf(gebruiker, recht) | self.filter(
            self._bekend(bevoegdheid(gebruiker).organisaties(Recht.BESLISSING_ONTVANGEN))
        )

    def voor_staf(self, gebruiker, recht=Recht.BRIEF_ZIEN):
        """Letters at the uitvoerders for which the user has this right."""
        uitvoerders = bevoegdheid(gebruiker).uitvoerders(recht)
        return self.all() if uitvoerders is None else self.filter(inschrijving__uitvoerder__in=uitvoerders)

    def ontvangen_door(self, gebruiker, recht=Recht.BESLISSING_ONTVANGEN):
        """Letters made known to the organisations for which the user has this right, the newest first."""
        eigen = self._bekend(bevoegdheid(gebruiker).organisaties(recht))
        return self.filter(eigen).order_by("inschrijving", "-versie")

    @staticmethod
    def _bekend(organisaties):
        return Q(inschrijving__organisatie__in=organisaties, status__in=ZICHTBAAR_VOOR_ORGANISATIE)


class Brief(models.Model):
    """The letter of one inschrijving, a section per region: what was seen is what was approved (R17)."""

    inschrijving = models.ForeignKey("inschrijving.Inschrijving", models.PROTECT, related_name="brieven")
    versie = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=15, choices=Status, default=Status.ONTWERP)
    herziening = models.ForeignKey(
        "bekendmaking.Herziening", models.PROTECT, null=True, blank=True, related_name="brieven"
    )
    dagtekening = models.DateField()
    stuk = models.ForeignKey("kluis.Stuk", models.PROTECT, related_name="+")
    hash = models.CharField("sha256 van de pdf", max_length=64)
    inhoud_hash = models.CharField("sha256 van de pdf zonder zegel", max_length=64)
    opmaak_hash = models.CharField("sha256 van de teksten en de huisstijl", max_length=64, blank=True)
    opgesteld_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    opgesteld_op = models.DateTimeField()
    goedgekeurd_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    goedgekeurd_op = models.DateTimeField(null=True, blank=True)
    bekendgemaakt_op = models.DateTimeField(null=True, blank=True)
    geopend_op = models.DateTimeField("door de organisatie voor het eerst geopend op", null=True, blank=True)
    geopend_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")

    OVERGANGEN = OVERGANGEN
    objects = BriefQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "brieven"
        ordering = ["inschrijving", "versie"]
        constraints = [
            models.UniqueConstraint(fields=["inschrijving", "versie"], name="brief_versie"),
            models.CheckConstraint(
                name="brief_vier_ogen",
                condition=Q(goedgekeurd_door__isnull=True) | ~Q(goedgekeurd_door=F("opgesteld_door")),
            ),
            models.CheckConstraint(
                name="brief_goedgekeurd_samen",
                condition=Q(goedgekeurd_door__isnull=True, goedgekeurd_op__isnull=True)
                | Q(goedgekeurd_door__isnull=False, goedgekeurd_op__isnull=False),
            ),
            models.CheckConstraint(
                name="brief_geopend_samen",
                condition=Q(geopend_door__isnull=True, geopend_op__isnull=True)
                | Q(geopend_door__isnull=False, geopend_op__isnull=False),
            ),
        ]

    @property
    def kenmerk(self) -> str:
        return f"{self.inschrijving.kenmerk}/B{self.versie}"

    @property
    def verzegeld(self) -> bool:
        """Whether the seal of the portal is on it."""
        return self.hash != self.inhoud_hash

    @property
    def dossier_sleutel(self) -> str:
        return f"inschrijving:{self.inschrijving_id}"


class BeslissingQuerySet(models.QuerySet):
    def geldig(self):
        """Made known and not replaced by one that is made known; the draft of a herziening replaces nothing yet."""
        bekend = self.filter(status__in=ZICHTBAAR_VOOR_ORGANISATIE)
        return bekend.exclude(vervangen_door__status__in=ZICHTBAAR_VOOR_ORGANISATIE)


class Beslissing(models.Model):
    """The decision for one region; a herziening is a new row that names the one it replaces."""

    regioinschrijving = models.ForeignKey("inschrijving.Regioinschrijving", models.PROTECT, related_name="beslissingen")
    brief = models.ForeignKey(Brief, models.PROTECT, null=True, blank=True, related_name="beslissingen")
    versie = models.PositiveSmallIntegerField(default=1)
    vervangt = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="vervangen_door")
    status = models.CharField(max_length=15, choices=Status, default=Status.ONTWERP)
    uitkomst = models.CharField(max_length=25, choices=Uitkomst)
    indeling = models.CharField(max_length=15, choices=Indeling, blank=True)
    grond = models.CharField("wat de doorslag gaf", max_length=120, blank=True)
    motivering = models.TextField()
    looptijd_van = models.DateField(null=True, blank=True)
    looptijd_tot = models.DateField(null=True, blank=True)
    tarief = models.DecimalField("tarief per uur in euro", max_digits=7, decimal_places=2, null=True, blank=True)
    budget = models.DecimalField("voorgenomen budget in euro", max_digits=12, decimal_places=2, null=True, blank=True)
    uren = models.DecimalField("voorgenomen uren", max_digits=9, decimal_places=2, null=True, blank=True)

    OVERGANGEN = OVERGANGEN
    objects = BeslissingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "beslissingen"
        constraints = [
            models.UniqueConstraint(fields=["regioinschrijving", "versie"], name="beslissing_versie"),
            models.CheckConstraint(condition=~Q(motivering=""), name="beslissing_heeft_motivering"),
            models.CheckConstraint(
                name="looptijd_bij_overeenkomst",
                condition=Q(uitkomst__in=["overeenkomst_bestaand", "overeenkomst_nieuw"], looptijd_tot__isnull=False)
                | ~Q(uitkomst__in=["overeenkomst_bestaand", "overeenkomst_nieuw"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.regioinschrijving}: {self.get_uitkomst_display()}"

    @property
    def dossier_sleutel(self) -> str:
        return self.regioinschrijving.dossier_sleutel

    @property
    def krijgt_overeenkomst(self) -> bool:
        return self.uitkomst in KRIJGT_OVEREENKOMST
