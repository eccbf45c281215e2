"""The file on a tekortkoming of the organisation: from finding to outcome (art. 28)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from overeenkomst.models import Overeenkomst
from uitvoering.models.basis import EURO, InDossier, OvereenkomstrijQuerySet
from uitvoering.states.tekortkoming import KLEUREN, OPEN, OVERGANGEN, Benadeelde, Bron, Status, Uitkomst

GEBRUIKER = settings.AUTH_USER_MODEL


class TekortkomingQuerySet(OvereenkomstrijQuerySet):
    def open(self):
        return self.filter(status__in=OPEN)

    def verstreken(self, vandaag):
        """In gebreke, and the last day of the term is over."""
        return self.filter(status=Status.IN_GEBREKE, ingebrekestelling__termijn_tot__lt=vandaag)


class Tekortkoming(InDossier, models.Model):
    """What the organisation did not live up to, since when, and how it ended.

    `eis`: the eis, or the statement on it in the bestuursverklaring; with `bron` artikel it is empty. `bevinding`:
    what was established, without which no maatregel is possible (OV-120). The organisation reads everything but the
    damage and the maatregelen that are not imposed.
    """

    overeenkomst = models.ForeignKey(Overeenkomst, models.PROTECT, related_name="tekortkomingen")
    nummer = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=15, choices=Status, default=Status.VASTGESTELD)
    bron = models.CharField(max_length=15, choices=Bron)
    eis = models.ForeignKey("publicatie.Minimumeis", models.PROTECT, null=True, blank=True, related_name="+")
    artikel = models.CharField("artikel of bijlage", max_length=80, blank=True)
    omschrijving = models.TextField("wat er niet is nagekomen")
    sinds = models.DateField()
    geopend_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    geopend_op = models.DateTimeField()
    zienswijze_tot = models.DateField("reactie gevraagd tot en met", null=True, blank=True)
    onmogelijk_reden = models.TextField("waarom nakomen blijvend onmogelijk is", blank=True)
    verzuim_op = models.DateField("in verzuim sinds", null=True, blank=True)
    bevinding = models.TextField("wat is komen vast te staan", blank=True)
    bevinding_op = models.DateField(null=True, blank=True)
    schadebeperking = models.TextField("wat het zorgkantoor deed om de schade te beperken", blank=True)
    uitkomst = models.CharField(max_length=15, choices=Uitkomst, blank=True)
    uitkomst_op = models.DateField(null=True, blank=True)
    toelichting = models.TextField("toelichting bij de uitkomst", blank=True)

    OVERGANGEN = OVERGANGEN
    objects = TekortkomingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tekortkomingen"
        ordering = ["-geopend_op", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["overeenkomst", "nummer"], name="tekortkoming_nummer"),
            models.CheckConstraint(
                name="tekortkoming_een_bron",
                condition=Q(bron="artikel", eis__isnull=True) & ~Q(artikel="")
                | Q(bron__in=["eis", "verklaring"], eis__isnull=False, artikel=""),
            ),
            models.CheckConstraint(
                name="tekortkoming_verzuim_sinds", condition=~Q(status="verzuim") | Q(verzuim_op__isnull=False)
            ),
            models.CheckConstraint(
                name="tekortkoming_gesloten_met_uitkomst",
                condition=~Q(status="gesloten") | Q(uitkomst_op__isnull=False) & ~Q(uitkomst="") & ~Q(toelichting=""),
            ),
            models.CheckConstraint(
                name="tekortkoming_bevinding_samen",
                condition=Q(bevinding="", bevinding_op__isnull=True) | Q(bevinding_op__isnull=False) & ~Q(bevinding=""),
            ),
            models.CheckConstraint(name="tekortkoming_omschreven", condition=~Q(omschrijving="")),
        ]

    def __str__(self) -> str:
        return self.kenmerk

    def get_absolute_url(self) -> str:
        return reverse("tekortkoming", args=[self.pk])

    @property
    def kenmerk(self) -> str:
        return f"{self.overeenkomst.kenmerk}/T{self.nummer}"

    @property
    def verplichting(self) -> str:
        """Which obligation it is about, in a few words."""
        if self.eis is None:
            return self.artikel
        wat = f"{self.eis}: {self.eis.titel}"
        return f"bestuursverklaring, {wat}" if self.bron == Bron.VERKLARING else wat

    @property
    def kleur(self) -> str:
        """Colour of the badge with the status."""
        return KLEUREN[Status(self.status)]


class Reactie(models.Model):
    """What the organisation says to it; it can say more than once."""

    tekortkoming = models.ForeignKey(Tekortkoming, models.PROTECT, related_name="reacties")
    tekst = models.TextField()
    door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    op = models.DateTimeField()

    class Meta:
        verbose_name_plural = "reacties"
        ordering = ["op", "pk"]
        constraints = [models.CheckConstraint(name="reactie_heeft_tekst", condition=~Q(tekst=""))]


class Ingebrekestelling(models.Model):
    """The written notice with its fatal term, as it was sent (art. 28 lid 1 and 2)."""

    tekortkoming = models.OneToOneField(Tekortkoming, models.PROTECT, related_name="ingebrekestelling")
    eist = models.TextField("wat de organisatie alsnog moet doen")
    dagtekening = models.DateField()
    termijn_tot = models.DateField("laatste dag van de termijn")
    stuk = models.ForeignKey("kluis.Stuk", models.PROTECT, related_name="+")
    verzonden_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    verzonden_op = models.DateTimeField()

    class Meta:
        verbose_name_plural = "ingebrekestellingen"
        constraints = [
            models.CheckConstraint(
                name="ingebrekestelling_termijn_erna", condition=Q(termijn_tot__gt=F("dagtekening"))
            ),
            models.CheckConstraint(name="ingebrekestelling_eist_iets", condition=~Q(eist="")),
        ]

    def __str__(self) -> str:
        return f"{self.tekortkoming}/I"


class Schade(models.Model):
    """Damage for which the organisation can be liable, and whose (art. 28 lid 5). Never the name of a client."""

    tekortkoming = models.ForeignKey(Tekortkoming, models.PROTECT, related_name="schades")
    benadeelde = models.CharField(max_length=15, choices=Benadeelde)
    bedrag = models.DecimalField("bedrag in euro", **EURO)
    omschrijving = models.TextField()
    door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    op = models.DateTimeField()

    class Meta:
        verbose_name_plural = "schades"
        ordering = ["op", "pk"]
        constraints = [
            models.CheckConstraint(name="schade_bedrag_boven_nul", condition=Q(bedrag__gt=0)),
            models.CheckConstraint(name="schade_omschreven", condition=~Q(omschrijving="")),
        ]
