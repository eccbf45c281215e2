"""A change of what was declared, or a tie with a zorgaanbieder or zorgkantoor (art. 10, art. 25; OV-069, OV-111)."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse

from overeenkomst.models import Overeenkomst
from overeenkomst.states import Kant
from uitvoering.models.basis import InDossier, OvereenkomstrijQuerySet
from uitvoering.models.controle import Controle
from uitvoering.states.melding import Afhandeling, Band, Partijsoort

GEBRUIKER = settings.AUTH_USER_MODEL
GEEN_BAND = Q(band="", partijsoort="", partij="")
HELE_BAND = ~Q(band="") & ~Q(partijsoort="") & ~Q(partij="")

GEEN_EINDE = Q(voorbij_vanaf__isnull=True, voorbij_door__isnull=True, voorbij_op__isnull=True, voorbij_reden="")
EINDE = Q(voorbij_vanaf__gt=F("vanaf"), voorbij_door__isnull=False, voorbij_op__isnull=False) & ~Q(voorbij_reden="")


class Contractmelding(InDossier, models.Model):
    """With `eis`: what changes in what was declared. Without: a tie, a flag in the contract file until it is over.

    It waits until the zorgkantoor says what it does with it: it has seen it, or tests an eis again.
    """

    overeenkomst = models.ForeignKey(Overeenkomst, models.PROTECT, related_name="contractmeldingen")
    kant = models.CharField("wie het meldt", max_length=15, choices=Kant)
    eis = models.ForeignKey("publicatie.Minimumeis", models.PROTECT, null=True, blank=True, related_name="+")
    band = models.CharField(max_length=15, choices=Band, blank=True)
    partijsoort = models.CharField("band met", max_length=15, choices=Partijsoort, blank=True)
    partij = models.CharField("naam van die partij", max_length=200, blank=True)
    vanaf = models.DateField()
    toelichting = models.TextField()
    gemeld_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    gemeld_op = models.DateTimeField()
    afhandeling = models.CharField(max_length=15, choices=Afhandeling, blank=True)
    reactie = models.TextField("reactie van het zorgkantoor", blank=True)
    controle = models.ForeignKey(Controle, models.PROTECT, null=True, blank=True, related_name="+")
    afgehandeld_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    afgehandeld_op = models.DateTimeField(null=True, blank=True)
    voorbij_vanaf = models.DateField("eerste dag zonder de band", null=True, blank=True)
    voorbij_reden = models.TextField("waarom de band voorbij is", blank=True)
    voorbij_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    voorbij_op = models.DateTimeField("einde van de band vastgelegd op", null=True, blank=True)

    objects = OvereenkomstrijQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "contractmeldingen"
        ordering = ["-gemeld_op", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="contractmelding_eis_of_band",
                condition=Q(eis__isnull=False) & GEEN_BAND | Q(eis__isnull=True) & HELE_BAND,
            ),
            models.CheckConstraint(
                name="contractmelding_verklaring_van_organisatie",
                condition=Q(eis__isnull=True) | Q(kant="organisatie"),
            ),
            models.CheckConstraint(name="contractmelding_toegelicht", condition=~Q(toelichting="")),
            models.CheckConstraint(
                name="contractmelding_afgehandeld_samen",
                condition=Q(afgehandeld_door__isnull=True, afgehandeld_op__isnull=True, afhandeling="", reactie="")
                | Q(afgehandeld_door__isnull=False, afgehandeld_op__isnull=False) & ~Q(afhandeling="") & ~Q(reactie=""),
            ),
            models.CheckConstraint(
                name="contractmelding_hertoetsing_met_controle",
                condition=Q(afhandeling="hertoetsing", controle__isnull=False)
                | ~Q(afhandeling="hertoetsing") & Q(controle__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["overeenkomst", "eis"],
                condition=Q(afgehandeld_op__isnull=True),
                name="contractmelding_een_open_per_eis",
            ),
            models.CheckConstraint(
                name="contractmelding_voorbij_alleen_band", condition=GEEN_EINDE | EINDE & ~Q(band="")
            ),
            models.UniqueConstraint(
                "overeenkomst",
                "band",
                Lower("partij"),
                condition=~Q(band="") & Q(voorbij_op__isnull=True),
                name="contractmelding_band_eenmaal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.eis}: {self.eis.titel}" if self.eis else f"Band met {self.partij}"

    def get_absolute_url(self) -> str:
        return reverse("contractmelding", args=[self.pk])

    @property
    def stand(self) -> str:
        return self.get_afhandeling_display() or "Wacht op het zorgkantoor"

    @property
    def kleur(self) -> str:
        """Colour of the badge: what waits asks for attention."""
        return "stil" if self.afhandeling else "let-op"

    @property
    def soortnaam(self) -> str:
        return "Band" if self.band else "Bestuursverklaring"

    def is_voorbij(self, vandaag: date) -> bool:
        """Whether this tie is there no more on that day."""
        return self.voorbij_vanaf is not None and self.voorbij_vanaf <= vandaag
