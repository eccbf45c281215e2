"""A controle: announced, answered or shown, judged by one and fixed by another (art. 10, 14, 26; bijlage 2 h4 lid 3).

Numbers and words only: what is about a cliënt is shown on the spot and never comes into the portal (OV-083).
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from beoordeling.states import Oordeel
from overeenkomst.models import Overeenkomst
from uitvoering.models.basis import InDossier, OvereenkomstrijQuerySet, samen
from uitvoering.models.tekortkoming import Tekortkoming
from uitvoering.states.controle import KLEUREN, OPEN, OVERGANGEN, Soort, Status, Vraag

GEBRUIKER = settings.AUTH_USER_MODEL


class ControleQuerySet(OvereenkomstrijQuerySet):
    def open(self):
        return self.filter(status__in=OPEN)


class Controle(InDossier, models.Model):
    """`dag`: last day for the answer of a hertoetsing; of any other kind the day on which the papers are shown.

    `aantal`: dossiers of a sample; `periode_van`, `periode_tot`: of a check on what was given. `opmerking`: why a
    colleague gave it back, or why it does not go on.
    """

    overeenkomst = models.ForeignKey(Overeenkomst, models.PROTECT, related_name="controles")
    nummer = models.PositiveSmallIntegerField()
    soort = models.CharField(max_length=15, choices=Soort)
    status = models.CharField(max_length=15, choices=Status, default=Status.AANGEKONDIGD)
    reden = models.TextField("waarom deze controle")
    gevraagd = models.TextField("wat het zorgkantoor wil zien")
    dag = models.DateField()
    aantal = models.PositiveSmallIntegerField("aantal dossiers", null=True, blank=True)
    periode_van = models.DateField(null=True, blank=True)
    periode_tot = models.DateField(null=True, blank=True)
    aangekondigd_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    aangekondigd_op = models.DateTimeField()
    voorgesteld_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    voorgesteld_op = models.DateTimeField(null=True, blank=True)
    hash = models.CharField("sha256 van de voorgestelde uitkomst", max_length=64, blank=True)
    vastgesteld_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    vastgesteld_op = models.DateTimeField(null=True, blank=True)
    opmerking = models.TextField(blank=True)

    OVERGANGEN = OVERGANGEN
    objects = ControleQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "controles"
        ordering = ["-aangekondigd_op", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["overeenkomst", "nummer"], name="controle_nummer"),
            models.UniqueConstraint(
                fields=["overeenkomst", "soort"],
                condition=Q(status__in=["aangekondigd", "voorstel"]),
                name="controle_een_tegelijk",
                violation_error_message="Er loopt al een controle van deze soort.",
            ),
            models.CheckConstraint(
                name="controle_aantal_bij_steekproef",
                condition=Q(soort="steekproef", aantal__isnull=False, aantal__gte=1)
                | ~Q(soort="steekproef") & Q(aantal__isnull=True),
            ),
            models.CheckConstraint(
                name="controle_periode_bij_levering",
                condition=Q(soort="levering", periode_van__isnull=False, periode_tot__isnull=False)
                & Q(periode_van__lte=F("periode_tot"))
                | ~Q(soort="levering") & Q(periode_van__isnull=True, periode_tot__isnull=True),
            ),
            models.CheckConstraint(
                name="controle_voorgesteld_samen", condition=samen("voorgesteld_door", "voorgesteld_op")
            ),
            models.CheckConstraint(
                name="controle_vastgesteld_samen", condition=samen("vastgesteld_door", "vastgesteld_op")
            ),
            models.CheckConstraint(
                name="controle_vier_ogen",
                condition=~Q(status="vastgesteld")
                | Q(vastgesteld_door__isnull=False, voorgesteld_door__isnull=False)
                & ~Q(vastgesteld_door=F("voorgesteld_door")),
            ),
            models.CheckConstraint(name="controle_met_reden", condition=~Q(reden="") & ~Q(gevraagd="")),
            models.CheckConstraint(
                name="controle_ingetrokken_met_reden", condition=~Q(status="ingetrokken") | ~Q(opmerking="")
            ),
        ]

    def __str__(self) -> str:
        return self.kenmerk

    def get_absolute_url(self) -> str:
        return reverse("controle", args=[self.pk])

    @property
    def kenmerk(self) -> str:
        return f"{self.overeenkomst.kenmerk}/C{self.nummer}"

    @property
    def kleur(self) -> str:
        """Colour of the badge with the status."""
        return KLEUREN[Status(self.status)]

    @property
    def is_hertoetsing(self) -> bool:
        return self.soort == Soort.HERTOETSING


class Controlepunt(models.Model):
    """One eis or one question, and what is thought of it; what is not met opens a tekortkoming when it is fixed."""

    controle = models.ForeignKey(Controle, models.PROTECT, related_name="punten")
    eis = models.ForeignKey("publicatie.Minimumeis", models.PROTECT, null=True, blank=True, related_name="+")
    vraag = models.CharField(max_length=15, choices=Vraag, blank=True)
    oordeel = models.CharField(max_length=15, choices=Oordeel, blank=True)
    motivering = models.TextField(blank=True)
    tekortkoming = models.OneToOneField(Tekortkoming, models.PROTECT, null=True, blank=True, related_name="punt")

    class Meta:
        verbose_name_plural = "controlepunten"
        ordering = ["eis__nummer", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["controle", "eis"], name="controlepunt_eis_eenmaal"),
            models.UniqueConstraint(
                fields=["controle", "vraag"], condition=~Q(vraag=""), name="controlepunt_vraag_eenmaal"
            ),
            models.CheckConstraint(
                name="controlepunt_eis_of_vraag",
                condition=Q(eis__isnull=False, vraag="") | Q(eis__isnull=True) & ~Q(vraag=""),
            ),
            models.CheckConstraint(
                name="controlepunt_gemotiveerd",
                condition=Q(oordeel="", motivering="") | ~Q(oordeel="") & ~Q(motivering=""),
                violation_error_message="Schrijf bij elk oordeel waarom.",
            ),
            models.CheckConstraint(
                name="controlepunt_tekort_voldoet_niet",
                condition=Q(tekortkoming__isnull=True) | Q(oordeel="voldoet_niet"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.eis}: {self.eis.titel}" if self.eis else self.get_vraag_display()


class Controleantwoord(models.Model):
    """What the organisation says or hands in, as often as it wants while it is announced."""

    controle = models.ForeignKey(Controle, models.PROTECT, related_name="antwoorden")
    tekst = models.TextField()
    getoond = models.PositiveSmallIntegerField("getoonde dossiers", null=True, blank=True)
    stukken = models.ManyToManyField("kluis.Stuk", blank=True, related_name="+")
    door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    op = models.DateTimeField()

    class Meta:
        verbose_name_plural = "controleantwoorden"
        ordering = ["op", "pk"]
        constraints = [models.CheckConstraint(name="controleantwoord_heeft_tekst", condition=~Q(tekst=""))]
