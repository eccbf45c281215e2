"""What keeps a dossier, and the orders by which its content is destroyed (R22)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from bewaren.rules import GEGEVENS_DAGEN, OP_OPDRACHT, Soort
from bewaren.states import (
    GEGEVENS_OVERGANGEN,
    OPDRACHT_OVERGANGEN,
    OPDRACHTKLEUREN,
    REGEL_OVERGANGEN,
    REGELKLEUREN,
    Gegevensstatus,
    Opdrachtstatus,
    Regelstatus,
)
from partijen.permissions import Recht, bevoegdheid

GEBRUIKER = settings.AUTH_USER_MODEL
SOORTEN = {soort.code: soort for soort in OP_OPDRACHT}


class AanhoudingQuerySet(models.QuerySet):
    def zichtbaar_voor(self, gebruiker, recht=Recht.AANHOUDINGEN_ZIEN):
        """Holds on dossiers of the uitvoerders for which the user has this right."""
        uitvoerders = bevoegdheid(gebruiker).uitvoerders(recht)
        return self.all() if uitvoerders is None else self.filter(inschrijving__uitvoerder__in=uitvoerders)

    def van_kracht(self):
        return self.filter(opgeheven_op__isnull=True)


class Aanhouding(models.Model):
    """A dossier must stay, for a court or a lawsuit; put on by one person, lifted by two."""

    inschrijving = models.ForeignKey("inschrijving.Inschrijving", models.PROTECT, related_name="aanhoudingen")
    reden = models.TextField()
    door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    op = models.DateTimeField()
    opheffen_reden = models.TextField("waarom zij weg kan", blank=True)
    opheffen_gevraagd_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    opheffen_gevraagd_op = models.DateTimeField(null=True, blank=True)
    opgeheven_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    opgeheven_op = models.DateTimeField(null=True, blank=True)

    GEZIEN = ("reden", "opheffen_reden", "opheffen_gevraagd_door_id", "opheffen_gevraagd_op")
    objects = AanhoudingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "aanhoudingen"
        ordering = ["-op", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inschrijving"], condition=Q(opgeheven_op__isnull=True), name="aanhouding_een_tegelijk"
            ),
            models.CheckConstraint(condition=~Q(reden=""), name="aanhouding_heeft_reden"),
            models.CheckConstraint(
                name="aanhouding_gevraagd_samen",
                condition=Q(opheffen_gevraagd_door__isnull=True, opheffen_gevraagd_op__isnull=True, opheffen_reden="")
                | Q(opheffen_gevraagd_door__isnull=False, opheffen_gevraagd_op__isnull=False) & ~Q(opheffen_reden=""),
            ),
            models.CheckConstraint(
                name="aanhouding_opgeheven_samen",
                condition=Q(opgeheven_door__isnull=True, opgeheven_op__isnull=True)
                | Q(opgeheven_door__isnull=False, opgeheven_op__isnull=False),
            ),
            models.CheckConstraint(
                name="aanhouding_vier_ogen",
                condition=Q(opgeheven_door__isnull=True)
                | Q(opheffen_gevraagd_door__isnull=False) & ~Q(opgeheven_door=F("opheffen_gevraagd_door")),
            ),
        ]

    def __str__(self) -> str:
        return f"Aanhouding van {self.inschrijving}"

    @property
    def dossier_sleutel(self) -> str:
        return f"inschrijving:{self.inschrijving_id}"


class Opdracht(models.Model):
    """To destroy what is due of one kind: asked by one person, confirmed by another over the same list (B29, B59)."""

    soort = models.CharField(max_length=20, choices=[(soort.code, soort.naam) for soort in OP_OPDRACHT])
    reden = models.TextField()
    hash = models.CharField("sha256 van de lijst", max_length=64)
    status = models.CharField(max_length=15, choices=Opdrachtstatus, default=Opdrachtstatus.GEVRAAGD)
    gevraagd_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    gevraagd_op = models.DateTimeField()
    bevestigd_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    bevestigd_op = models.DateTimeField(null=True, blank=True)
    klaar_op = models.DateTimeField(null=True, blank=True)

    OVERGANGEN = OPDRACHT_OVERGANGEN

    class Meta:
        verbose_name_plural = "opdrachten"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["soort"],
                condition=Q(status__in=["gevraagd", "bevestigd"]),
                name="vernietigopdracht_een_per_soort",
            ),
            models.CheckConstraint(condition=~Q(reden=""), name="vernietigopdracht_heeft_reden"),
            models.CheckConstraint(
                name="vernietigopdracht_bevestigd_samen",
                condition=Q(
                    bevestigd_door__isnull=True, bevestigd_op__isnull=True, status__in=["gevraagd", "ingetrokken"]
                )
                | Q(bevestigd_door__isnull=False, bevestigd_op__isnull=False) & ~Q(status="ingetrokken"),
            ),
            models.CheckConstraint(
                name="vernietigopdracht_vier_ogen",
                condition=Q(bevestigd_door__isnull=True) | ~Q(bevestigd_door=F("gevraagd_door")),
            ),
            models.CheckConstraint(
                name="vernietigopdracht_klaar_heeft_moment", condition=~Q(status="klaar") | Q(klaar_op__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"Opdracht {self.pk}: {self.get_soort_display()}"

    def get_absolute_url(self) -> str:
        return reverse("vernietigopdracht", args=[self.pk])

    @property
    def gegevenssoort(self) -> Soort:
        return SOORTEN[self.soort]

    @property
    def kleur(self) -> str:
        """Colour of the badge with the status."""
        return OPDRACHTKLEUREN[Opdrachtstatus(self.status)]


class Vernietiging(models.Model):
    """One dossier or account in an order: what would go, and what came of it. `nagekeken_op`: nothing of it is on the
    disk."""

    opdracht = models.ForeignKey(Opdracht, models.PROTECT, related_name="regels")
    inschrijving = models.ForeignKey(
        "inschrijving.Inschrijving", models.PROTECT, null=True, blank=True, related_name="vernietigingen"
    )
    gebruiker = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    vervalt_op = models.DateField("bewaren tot")
    bestanden = models.PositiveIntegerField()
    bytes = models.PositiveBigIntegerField()
    hash = models.CharField("sha256 van de hashes van de bestanden", max_length=64)
    status = models.CharField(max_length=15, choices=Regelstatus, default=Regelstatus.WACHT)
    melding = models.TextField("waarom het is overgeslagen", blank=True)
    afgehandeld_op = models.DateTimeField(null=True, blank=True)
    nagekeken_op = models.DateTimeField("van de schijf, nagekeken op", null=True, blank=True)

    OVERGANGEN = REGEL_OVERGANGEN

    class Meta:
        verbose_name_plural = "vernietigingen"
        ordering = ["inschrijving__kenmerk", "gebruiker_id"]
        constraints = [
            models.UniqueConstraint(fields=["opdracht", "inschrijving"], name="vernietiging_eenmaal_per_opdracht"),
            models.UniqueConstraint(fields=["opdracht", "gebruiker"], name="vernietiging_account_eenmaal"),
            models.CheckConstraint(
                name="vernietiging_van_een_dossier_of_account",
                condition=Q(inschrijving__isnull=False, gebruiker__isnull=True)
                | Q(inschrijving__isnull=True, gebruiker__isnull=False),
            ),
            models.CheckConstraint(
                name="vernietiging_afgehandeld_samen",
                condition=Q(status="wacht", afgehandeld_op__isnull=True, melding="")
                | Q(afgehandeld_op__isnull=False) & (~Q(status="overgeslagen") | ~Q(melding="")),
            ),
            models.CheckConstraint(
                name="vernietiging_nagekeken_na_vernietigen",
                condition=Q(nagekeken_op__isnull=True) | Q(status="vernietigd"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inschrijving or self.gebruiker}: {self.stand}"

    @property
    def dossier_sleutel(self) -> str:
        account = self.gebruiker_id
        return f"partijen.gebruiker:{account}" if account else f"inschrijving:{self.inschrijving_id}"

    @property
    def wat_id(self) -> int:
        """Number of its dossier or account."""
        return self.gebruiker_id or self.inschrijving_id

    @property
    def stand(self) -> str:
        """The status in words: an account is emptied, it does not go."""
        leeg = self.gebruiker_id and self.status == Regelstatus.VERNIETIGD
        return "Geleegd" if leeg else self.get_status_display()

    @property
    def kleur(self) -> str:
        """Colour of the badge with the status."""
        return REGELKLEUREN[Regelstatus(self.status)]


class GegevensaanvraagQuerySet(models.QuerySet):
    def van(self, gebruiker):
        """Only one's own: nobody takes the data of another."""
        return self.filter(gebruiker=gebruiker).select_related("stuk")


class Gegevensaanvraag(models.Model):
    """Somebody's wish for a ZIP with the own data, or with a dossier of the own organisation (`inschrijving`)."""

    gebruiker = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="gegevensaanvragen")
    inschrijving = models.ForeignKey(
        "inschrijving.Inschrijving", models.PROTECT, null=True, blank=True, related_name="+"
    )
    status = models.CharField(max_length=15, choices=Gegevensstatus, default=Gegevensstatus.AANGEVRAAGD)
    gevraagd_op = models.DateTimeField()
    gezien_op = models.DateTimeField("laatste teken van leven van de worker", null=True, blank=True)
    totaal = models.PositiveIntegerField("aantal bestanden", default=0)
    gedaan = models.PositiveIntegerField(default=0)
    stuk = models.ForeignKey("kluis.Stuk", models.PROTECT, null=True, blank=True, related_name="+")
    klaar_op = models.DateTimeField(null=True, blank=True)

    OVERGANGEN = GEGEVENS_OVERGANGEN
    objects = GegevensaanvraagQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "gegevensaanvragen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gebruiker", "inschrijving"],
                condition=Q(status="aangevraagd", inschrijving__isnull=False),
                name="gegevensaanvraag_dossier_een_tegelijk",
            ),
            models.UniqueConstraint(
                fields=["gebruiker"],
                condition=Q(status="aangevraagd", inschrijving__isnull=True),
                name="gegevensaanvraag_eigen_een_tegelijk",
            ),
            models.CheckConstraint(
                name="gegevensaanvraag_klaar_heeft_bestand",
                condition=Q(status="aangevraagd") | Q(stuk__isnull=False, klaar_op__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.bestandsnaam

    @property
    def bestandsnaam(self) -> str:
        return f"gegevens-{self.inschrijving.kenmerk}.zip" if self.inschrijving else "mijn-gegevens.zip"

    @property
    def weg_op(self) -> datetime | None:
        """When the file is destroyed."""
        return self.klaar_op + timedelta(days=GEGEVENS_DAGEN) if self.klaar_op else None

    @property
    def dossier_sleutel(self) -> str:
        return f"gegevens:{self.pk}"
