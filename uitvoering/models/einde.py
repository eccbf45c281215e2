"""The ending of an overeenkomst before its time, what is handed over, and changes of control (art. 28, 31, 32)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from overeenkomst.models import Overeenkomst
from overeenkomst.states import Kant
from uitvoering.models.basis import InDossier, OvereenkomstrijQuerySet, samen
from uitvoering.models.tekortkoming import Tekortkoming
from uitvoering.states.einde import ARTIKEL, KLEUREN, OVERGANGEN, Grond, Status, Wie, Zeggenschapsoort

GEBRUIKER = settings.AUTH_USER_MODEL


class Zeggenschapsmelding(InDossier, models.Model):
    """The organisation tells that its control changes on a day, and what came of the talk about it (OV-136, OV-137)."""

    overeenkomst = models.ForeignKey(Overeenkomst, models.PROTECT, related_name="zeggenschapsmeldingen")
    soort = models.CharField(max_length=15, choices=Zeggenschapsoort)
    dag = models.DateField("dag van de wijziging")
    toelichting = models.TextField()
    gemeld_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    gemeld_op = models.DateTimeField()
    overleg_uitkomst = models.TextField(blank=True)
    overleg_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    overleg_op = models.DateTimeField(null=True, blank=True)

    objects = OvereenkomstrijQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "zeggenschapsmeldingen"
        ordering = ["-gemeld_op", "-pk"]
        constraints = [
            models.CheckConstraint(name="zeggenschap_toegelicht", condition=~Q(toelichting="")),
            models.CheckConstraint(
                name="zeggenschap_overleg_samen",
                condition=Q(overleg_door__isnull=True, overleg_op__isnull=True, overleg_uitkomst="")
                | Q(overleg_door__isnull=False, overleg_op__isnull=False) & ~Q(overleg_uitkomst=""),
            ),
        ]


class Beeindiging(InDossier, models.Model):
    """A notice by one side, or an ontbinding. Which facts it has, depends on its ground (rules.einde).

    The zorgkantoor drafts it with one person and sends it with another; the organisation sends it at once.
    """

    overeenkomst = models.ForeignKey(Overeenkomst, models.PROTECT, related_name="beeindigingen")
    nummer = models.PositiveSmallIntegerField()
    kant = models.CharField("wie opzegt", max_length=15, choices=Kant)
    grond = models.CharField(max_length=15, choices=Grond)
    status = models.CharField(max_length=15, choices=Status, default=Status.ONTWERP)
    laatste_dag = models.DateField()
    toelichting = models.TextField()
    wie = models.CharField(max_length=15, choices=Wie, blank=True)
    sinds = models.DateField(null=True, blank=True)
    tot = models.DateField("naar verwachting tot", null=True, blank=True)
    wat = models.CharField(max_length=120, blank=True)
    eis = models.ForeignKey("publicatie.Minimumeis", models.PROTECT, null=True, blank=True, related_name="+")
    tekortkoming = models.ForeignKey(Tekortkoming, models.PROTECT, null=True, blank=True, related_name="+")
    termijn_tot = models.DateField("termijn van de ingebrekestelling", null=True, blank=True)
    geen_ingebrekestelling = models.BooleanField("geen ingebrekestelling nodig", default=False)
    opgesteld_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    opgesteld_op = models.DateTimeField()
    hash = models.CharField("sha256 van wat is opgesteld", max_length=64)
    verstuurd_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    verstuurd_op = models.DateTimeField(null=True, blank=True)
    stuk = models.ForeignKey("kluis.Stuk", models.PROTECT, null=True, blank=True, related_name="+")

    OVERGANGEN = OVERGANGEN
    objects = OvereenkomstrijQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "beeindigingen"
        ordering = ["-opgesteld_op", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["overeenkomst"],
                condition=Q(status__in=["ontwerp", "verstuurd"]),
                name="beeindiging_een_tegelijk",
            ),
            models.CheckConstraint(
                name="beeindiging_alleen_zorgkantoor",
                condition=~Q(kant="organisatie", grond__in=["zeggenschap", "staking", "geen_uren", "ontbinding"]),
                violation_error_message="Op deze grond kan alleen het zorgkantoor opzeggen.",
            ),
            models.CheckConstraint(
                name="beeindiging_verstuurd_samen", condition=samen("verstuurd_door", "verstuurd_op")
            ),
            models.CheckConstraint(
                name="beeindiging_vier_ogen",
                condition=Q(verstuurd_door__isnull=True)
                | Q(kant="organisatie")
                | ~Q(verstuurd_door=F("opgesteld_door")),
            ),
            models.CheckConstraint(
                name="beeindiging_verstuurd_met_brief",
                condition=~Q(status__in=["verstuurd", "afgerond"]) | Q(verstuurd_op__isnull=False, stuk__isnull=False),
            ),
            models.CheckConstraint(name="beeindiging_toegelicht", condition=~Q(toelichting="")),
        ]

    def __str__(self) -> str:
        return f"Einde van {self.overeenkomst}"

    def get_absolute_url(self) -> str:
        return reverse("beeindiging", args=[self.pk])

    @property
    def kenmerk(self) -> str:
        return f"{self.overeenkomst.kenmerk}/E{self.nummer}"

    @property
    def artikel(self) -> str:
        return ARTIKEL.get(Grond(self.grond), "artikel 31")

    @property
    def kleur(self) -> str:
        """Colour of the badge with the status."""
        return KLEUREN[Status(self.status)]


class Lopend(models.Model):
    """How many ondersteuningsvragen run in a region when the overeenkomst ends: a number, never who (OV-192)."""

    beeindiging = models.ForeignKey(Beeindiging, models.PROTECT, related_name="lopend")
    regioinschrijving = models.ForeignKey("inschrijving.Regioinschrijving", models.PROTECT, related_name="+")
    aantal = models.PositiveIntegerField()
    door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    op = models.DateTimeField()

    class Meta:
        verbose_name_plural = "lopende ondersteuningsvragen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["beeindiging", "regioinschrijving"], name="lopend_eenmaal_per_regio")
        ]


class Overdracht(models.Model):
    """A part of them, handed over to an organisation with an overeenkomst there."""

    lopend = models.ForeignKey(Lopend, models.PROTECT, related_name="overdrachten")
    ontvanger = models.ForeignKey(Overeenkomst, models.PROTECT, related_name="+")
    aantal = models.PositiveIntegerField()
    door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    op = models.DateTimeField()

    class Meta:
        verbose_name_plural = "overdrachten"
        ordering = ["pk"]
        constraints = [models.CheckConstraint(name="overdracht_van_iets", condition=Q(aantal__gte=1))]
