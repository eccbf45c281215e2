"""The overeenkomst of one organisation at one uitvoerder (A69), and the official texts it is made from."""

from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from overeenkomst.inlezen import tekst
from overeenkomst.states import OVERGANGEN, Stand, Status
from partijen.permissions import Recht, bevoegdheid


class OvereenkomstQuerySet(models.QuerySet):
    def zichtbaar_voor(self, gebruiker, recht=Recht.BRIEF_ZIEN):
        """Own contracts of an organisation; for staff those at the own uitvoerder."""
        b = bevoegdheid(gebruiker)
        uitvoerders = b.uitvoerders(recht)
        if uitvoerders is None:
            return self.all()
        eigen = models.Q(inschrijving__organisatie__in=b.organisaties(Recht.BESLISSING_ONTVANGEN))
        return self.filter(eigen | models.Q(inschrijving__uitvoerder__in=uitvoerders))


class Overeenkomst(models.Model):
    """Follows from the decisions of one inschrijving; its regions are those decided in favour."""

    inschrijving = models.OneToOneField("inschrijving.Inschrijving", models.PROTECT, related_name="overeenkomst")
    status = models.CharField(max_length=15, choices=Status, default=Status.CONCEPT)
    aangeboden_op = models.DateTimeField(null=True, blank=True)
    organisatie_getekend_op = models.DateTimeField("door de organisatie getekend op", null=True, blank=True)
    getekend_op = models.DateTimeField("door beide partijen getekend op", null=True, blank=True)
    ingang_op = models.DateField("gaat in op", null=True, blank=True)
    eind_op = models.DateField("loopt tot en met", null=True, blank=True)
    getekend_stuk = models.ForeignKey(
        "kluis.Stuk",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="exemplaar van de organisatie",
    )
    exemplaar_zorgkantoor = models.ForeignKey(
        "kluis.Stuk",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="exemplaar van het zorgkantoor",
    )

    OVERGANGEN = OVERGANGEN
    objects = OvereenkomstQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "overeenkomsten"
        constraints = [
            models.CheckConstraint(
                name="overeenkomst_getekend_door_beide",
                condition=~Q(status__in=["getekend", "van_kracht", "beeindigd"])
                | Q(organisatie_getekend_op__isnull=False, getekend_op__isnull=False),
            ),
            models.CheckConstraint(
                name="overeenkomst_exemplaren_samen",
                condition=Q(getekend_stuk__isnull=True, exemplaar_zorgkantoor__isnull=True)
                | Q(getekend_op__isnull=False, getekend_stuk__isnull=False, exemplaar_zorgkantoor__isnull=False),
            ),
            models.CheckConstraint(
                name="overeenkomst_aangeboden_met_looptijd",
                condition=Q(status="concept")
                | Q(aangeboden_op__isnull=False, ingang_op__isnull=False, eind_op__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.kenmerk

    @property
    def kenmerk(self) -> str:
        return f"{self.inschrijving.kenmerk}/O"

    @property
    def dossier_sleutel(self) -> str:
        return f"inschrijving:{self.inschrijving_id}"

    @property
    def stand(self) -> Stand:
        """Where it is, and on whom it waits."""
        if self.status == Status.CONCEPT:
            return Stand.AAN_TE_BIEDEN
        if self.status == Status.AANGEBODEN:
            return Stand.BIJ_ZORGKANTOOR if self.organisatie_getekend_op else Stand.BIJ_ORGANISATIE
        return Stand(self.status)


class Modeltekst(models.Model):
    """A version of the official text of the overeenkomst of a round, read into its parts (OV-001, A68).

    Rows are only added: triggers refuse UPDATE and DELETE, so that what was signed stays what it was. `inhoud` is what
    `tekst.als_json` gave; `door` is empty when a command read it.
    """

    ronde = models.ForeignKey("publicatie.Inkoopronde", models.PROTECT, related_name="modelteksten")
    versie = models.PositiveSmallIntegerField()
    titel = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    stuk = models.OneToOneField("kluis.Stuk", models.PROTECT, related_name="+")
    inhoud = models.JSONField()
    door = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    op = models.DateTimeField()

    class Meta:
        verbose_name_plural = "modelteksten"
        ordering = ["ronde", "-versie"]
        constraints = [models.UniqueConstraint(fields=["ronde", "versie"], name="modeltekst_versie")]

    def __str__(self) -> str:
        return f"{self.titel}, versie {self.versie}"

    def get_absolute_url(self) -> str:
        return reverse("modeltekst", args=[self.ronde.code, self.versie])

    @cached_property
    def gelezen(self) -> tekst.Tekst:
        return tekst.uit_json(self.inhoud)

    @property
    def dossier_sleutel(self) -> str:
        return f"modeltekst:{self.ronde_id}"
