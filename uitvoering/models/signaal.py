"""The list of signals about zorgaanbieders that an organisation may keep here (art. 24, OV-108)."""

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
