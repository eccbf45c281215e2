"""Questions about a round, their answers, and the nota van inlichtingen that makes them known to everyone at once."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from partijen.permissions import Recht, bevoegdheid
from publicatie.states import VRAAGKLEUREN, VRAAGOVERGANGEN, Vraagsoort, Vraagstatus

GEBRUIKER = settings.AUTH_USER_MODEL


class VraagQuerySet(models.QuerySet):
    def van(self, gebruiker):
        """Questions of the organisations for which this user may ask. Nobody else learns who asked."""
        return self.filter(organisatie__in=bevoegdheid(gebruiker).organisaties(Recht.VRAAG_STELLEN))

    def zichtbaar_voor(self, gebruiker, recht=Recht.VRAGEN_ZIEN):
        """Questions to the zorgkantoren for which the user has this right."""
        uitvoerders = bevoegdheid(gebruiker).uitvoerders(recht)
        return self.all() if uitvoerders is None else self.filter(uitvoerder__in=uitvoerders)


class Vraag(models.Model):
    """One question of an organisation to a zorgkantoor; its number in the round stays the same in every nota."""

    ronde = models.ForeignKey("publicatie.Inkoopronde", models.CASCADE, related_name="vragen")
    nummer = models.PositiveIntegerField()
    uitvoerder = models.ForeignKey("partijen.WlzUitvoerder", models.PROTECT, related_name="vragen")
    organisatie = models.ForeignKey("partijen.Organisatie", models.PROTECT, related_name="vragen")
    soort = models.CharField(max_length=10, choices=Vraagsoort)
    onderwerp = models.CharField("onderwerp of paragraaf", max_length=120)
    tekst = models.TextField()
    status = models.CharField(max_length=15, choices=Vraagstatus, default=Vraagstatus.GESTELD)
    door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    gesteld_op = models.DateTimeField()
    sleutel = models.UUIDField("één keer versturen is één vraag")
    antwoord = models.TextField(blank=True)
    beantwoord_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    beantwoord_op = models.DateTimeField(null=True, blank=True)
    nota = models.ForeignKey("publicatie.Nota", models.PROTECT, null=True, blank=True, related_name="vragen")

    OVERGANGEN = VRAAGOVERGANGEN
    objects = VraagQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "vragen"
        ordering = ["ronde", "nummer"]
        constraints = [
            models.UniqueConstraint(fields=["ronde", "nummer"], name="vraag_nummer_per_ronde"),
            models.UniqueConstraint(fields=["organisatie", "sleutel"], name="vraag_eenmaal_verstuurd"),
            models.CheckConstraint(
                name="vraag_beantwoord_samen",
                condition=Q(beantwoord_door__isnull=True, beantwoord_op__isnull=True, antwoord="")
                | (Q(beantwoord_door__isnull=False, beantwoord_op__isnull=False) & ~Q(antwoord="")),
            ),
            models.CheckConstraint(
                name="vraag_met_antwoord",
                condition=Q(status=Vraagstatus.GESTELD) | Q(beantwoord_op__isnull=False),
            ),
            models.CheckConstraint(
                name="vraag_in_een_nota",
                condition=~Q(status=Vraagstatus.GEPUBLICEERD) | Q(nota__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Vraag {self.nummer}"

    @property
    def antwoordversie(self) -> str:
        """Names the present answer: who saves over it must have seen this one."""
        return self.beantwoord_op.isoformat() if self.beantwoord_op else ""

    @property
    def kleur(self) -> str:
        """Colour of the badge with the status."""
        return VRAAGKLEUREN[Vraagstatus(self.status)]


class Nota(models.Model):
    """A version of the nota van inlichtingen: all questions and corrections up to then, and the PDF of it."""

    ronde = models.ForeignKey("publicatie.Inkoopronde", models.PROTECT, related_name="notas")
    versie = models.PositiveSmallIntegerField()
    stuk = models.ForeignKey("kluis.Stuk", models.PROTECT, related_name="+")
    gepubliceerd_op = models.DateTimeField()
    door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "nota's"
        ordering = ["ronde", "-versie"]
        constraints = [models.UniqueConstraint(fields=["ronde", "versie"], name="nota_versie_per_ronde")]

    def __str__(self) -> str:
        return f"Nota van inlichtingen, versie {self.versie}"

    def get_absolute_url(self) -> str:
        return reverse("nota", args=[self.ronde.code])


class Correctie(models.Model):
    """A correction of the round's documents, for example of the tarief; known from the nota that carries it."""

    ronde = models.ForeignKey("publicatie.Inkoopronde", models.CASCADE, related_name="correcties")
    onderwerp = models.CharField("onderwerp of paragraaf", max_length=120)
    tekst = models.TextField()
    opgesteld_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    opgesteld_op = models.DateTimeField()
    nota = models.ForeignKey(Nota, models.PROTECT, null=True, blank=True, related_name="correcties")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.onderwerp
