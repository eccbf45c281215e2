"""What the zorgkantoor does about a tekortkoming that is established (art. 28 lid 3 and 4)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from partijen.permissions import Recht
from uitvoering.models.basis import EURO, samen
from uitvoering.models.tekortkoming import Tekortkoming
from uitvoering.states.tekortkoming import MAATREGEL_OVERGANGEN, MAATREGELKLEUREN, Maatregelsoort, Maatregelstatus

GEBRUIKER = settings.AUTH_USER_MODEL


class MaatregelQuerySet(models.QuerySet):
    def voor_staf(self, gebruiker, recht=Recht.TOEZICHT_ZIEN):
        """In the files at the uitvoerders for which the user has this right."""
        return self.filter(tekortkoming__in=Tekortkoming.objects.voor_staf(gebruiker, recht))

    def opgelegd(self):
        return self.filter(status=Maatregelstatus.OPGELEGD)


class Maatregel(models.Model):
    """Drafted by one, imposed by another with a letter (R17). Which amounts it has, depends on its kind.

    `bedrag`: the new budget for a whole year, or what is reclaimed. `oud_bedrag`: the budget it was, or what of the
    declaratie could still be reclaimed.
    """

    tekortkoming = models.ForeignKey(Tekortkoming, models.PROTECT, related_name="maatregelen")
    nummer = models.PositiveSmallIntegerField()
    soort = models.CharField(max_length=15, choices=Maatregelsoort)
    status = models.CharField(max_length=15, choices=Maatregelstatus, default=Maatregelstatus.ONTWERP)
    motivering = models.TextField()
    vanaf = models.DateField("gaat in op")
    tot = models.DateField("loopt tot en met", null=True, blank=True)
    regioinschrijving = models.ForeignKey(
        "inschrijving.Regioinschrijving", models.PROTECT, null=True, blank=True, related_name="+"
    )
    declaratie = models.ForeignKey(
        "uitvoering.Declaratie", models.PROTECT, null=True, blank=True, related_name="terugvorderingen"
    )
    bedrag = models.DecimalField("bedrag in euro", null=True, blank=True, **EURO)
    oud_bedrag = models.DecimalField("bedrag dat het was, in euro", null=True, blank=True, **EURO)
    percentage = models.DecimalField("korting in procent", max_digits=4, decimal_places=2, null=True, blank=True)
    opgesteld_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    opgesteld_op = models.DateTimeField()
    hash = models.CharField("sha256 van wat is opgesteld", max_length=64)
    beslist_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    beslist_op = models.DateTimeField(null=True, blank=True)
    reden_verworpen = models.TextField(blank=True)
    stuk = models.ForeignKey("kluis.Stuk", models.PROTECT, null=True, blank=True, related_name="+")

    OVERGANGEN = MAATREGEL_OVERGANGEN
    objects = MaatregelQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "maatregelen"
        ordering = ["opgesteld_op", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["tekortkoming", "nummer"], name="maatregel_nummer"),
            models.CheckConstraint(
                name="maatregel_vier_ogen",
                condition=~Q(status="opgelegd")
                | Q(beslist_door__isnull=False, stuk__isnull=False) & ~Q(beslist_door=F("opgesteld_door")),
            ),
            models.CheckConstraint(name="maatregel_beslist_samen", condition=samen("beslist_door", "beslist_op")),
            models.CheckConstraint(name="maatregel_gemotiveerd", condition=~Q(motivering="")),
            models.CheckConstraint(
                name="maatregel_korting_hoogstens_vijf",
                condition=~Q(soort="korting") & Q(percentage__isnull=True)
                | Q(soort="korting", percentage__gt=0, percentage__lte=5, tot__gte=F("vanaf")),
                violation_error_message="De korting is hoogstens 5,00 %.",
            ),
            models.CheckConstraint(
                name="maatregel_vordert_niet_meer_terug",
                condition=~Q(soort="terugvordering")
                | Q(bedrag__gt=0, bedrag__lte=F("oud_bedrag")) & Q(declaratie__isnull=False),
                violation_error_message="Er wordt niet meer teruggevorderd dan de declaratie.",
            ),
            models.CheckConstraint(
                name="maatregel_verlaagt_budget",
                condition=~Q(soort="budget")
                | Q(regioinschrijving__isnull=False, bedrag__gte=0, bedrag__lt=F("oud_bedrag")),
            ),
        ]

    def __str__(self) -> str:
        return self.get_soort_display()

    @property
    def kleur(self) -> str:
        """Colour of the badge with the status."""
        return MAATREGELKLEUREN[Maatregelstatus(self.status)]

    @property
    def kenmerk(self) -> str:
        return f"{self.tekortkoming.kenmerk}/M{self.nummer}"

    @property
    def dossier_sleutel(self) -> str:
        return self.tekortkoming.dossier_sleutel
