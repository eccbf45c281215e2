"""The list of signals about zorgaanbieders that an organisation may keep here (art. 24, OV-108), and the acute ones."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from overeenkomst.models import Overeenkomst
from uitvoering.models.basis import InDossier, OvereenkomstrijQuerySet, samen
from uitvoering.states.signaal import Keuze, Opmerker

GEBRUIKER = settings.AUTH_USER_MODEL


class SignaalQuerySet(OvereenkomstrijQuerySet):
    def gedeeld(self):
        """What the zorgkantoor may see (OV-109)."""
        return self.filter(gedeeld_op__isnull=False)

    def acuut_open(self):
        """Acute ones of which the zorgkantoor did not say what it does."""
        return self.filter(acuut__isnull=False, acuut__antwoord_op__isnull=True)


class Signaal(InDossier, models.Model):
    """A recorded observation of a problem or drastic change at one cliënt, without any person (OV-241).

    What was shared never changes: a trigger refuses it. What came of it can be added later.
    """

    overeenkomst = models.ForeignKey(Overeenkomst, models.PROTECT, related_name="signalen")
    regio = models.ForeignKey("inschrijving.Regioinschrijving", models.PROTECT, related_name="signalen")
    gezien_op = models.DateField("dag waarop het is gezien")
    zorgaanbieder = models.CharField(max_length=200)
    onderwerp = models.CharField(max_length=200)
    omschrijving = models.TextField()
    opgemerkt_door = models.CharField(max_length=15, choices=Opmerker)
    keuze = models.CharField("wat u ermee doet", max_length=10, choices=Keuze)
    actie = models.TextField("gevraagde actie", blank=True)
    opvolging = models.TextField("wat ermee is gebeurd", blank=True)
    door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    op = models.DateTimeField()
    gedeeld_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    gedeeld_op = models.DateTimeField(null=True, blank=True)

    objects = SignaalQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "signalen"
        ordering = ["-gezien_op", "-pk"]
        constraints = [
            models.CheckConstraint(name="signaal_gedeeld_samen", condition=samen("gedeeld_door", "gedeeld_op")),
            models.CheckConstraint(name="signaal_met_actie", condition=Q(keuze="geen") | ~Q(actie="")),
            models.CheckConstraint(
                name="signaal_waarover", condition=~Q(zorgaanbieder="") & ~Q(onderwerp="") & ~Q(omschrijving="")
            ),
        ]

    def __str__(self) -> str:
        return self.onderwerp


class Acuutmelding(models.Model):
    """A signal that was shared as acute (bijlage 5 art. 11): when the zorgkantoor opened it, and what it does.

    `alsnog`: it became acute after it was shared. A trigger keeps all of this as it is.
    """

    signaal = models.OneToOneField(Signaal, models.PROTECT, related_name="acuut")
    alsnog_reden = models.TextField("waarom het alsnog acuut is", blank=True)
    alsnog_op = models.DateTimeField(null=True, blank=True)
    alsnog_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    gelezen_op = models.DateTimeField("eerst geopend op", null=True, blank=True)
    gelezen_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    antwoord = models.TextField("wat het zorgkantoor doet", blank=True)
    antwoord_op = models.DateTimeField(null=True, blank=True)
    antwoord_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name_plural = "acuutmeldingen"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="acuut_alsnog_samen",
                condition=Q(alsnog_reden="", alsnog_op__isnull=True, alsnog_door__isnull=True)
                | ~Q(alsnog_reden="") & Q(alsnog_op__isnull=False, alsnog_door__isnull=False),
            ),
            models.CheckConstraint(name="acuut_gelezen_samen", condition=samen("gelezen_op", "gelezen_door")),
            models.CheckConstraint(
                name="acuut_antwoord_samen",
                condition=Q(antwoord="", antwoord_op__isnull=True, antwoord_door__isnull=True)
                | ~Q(antwoord="") & Q(antwoord_op__isnull=False, antwoord_door__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        if self.antwoord_op:
            return "Opgepakt"
        return "Geopend" if self.gelezen_op else "Nog niet geopend"

    @property
    def kleur(self) -> str:
        """Colour of the badge."""
        return "goed" if self.antwoord_op else "let-op"

    @property
    def dossier_sleutel(self) -> str:
        return self.signaal.dossier_sleutel
