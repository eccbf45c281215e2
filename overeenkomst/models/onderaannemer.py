"""Onderaannemers: who else an organisation wants to do its work, and what the zorgkantoor says (OV-089 to OV-095)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from overeenkomst.models.contract import Overeenkomst
from overeenkomst.rules.onderaannemer import procent
from overeenkomst.states import (
    LOPENDE_ONDERAANNEMERS,
    ONDERAANNEMER_OVERGANGEN,
    ONDERAANNEMERKLEUREN,
    Onderaannemerstatus,
)
from partijen.permissions import Recht, bevoegdheid

GEBRUIKER = settings.AUTH_USER_MODEL
BEANTWOORD = ["geweigerd", "akkoord", "begonnen", "beeindigd"]
GEEINDIGD = ["ingetrokken", "beeindigd"]


def _samen(naam: str, *velden: str) -> models.CheckConstraint:
    """All of these fields are filled, or none is."""
    geen = Q(**{f"{veld}__isnull": True for veld in velden})
    return models.CheckConstraint(condition=geen | Q(**{f"{veld}__isnull": False for veld in velden}), name=naam)


class OnderaannemerQuerySet(models.QuerySet):
    def voor_staf(self, gebruiker, recht=Recht.BRIEF_ZIEN):
        """Those at the uitvoerders for which the user has this right."""
        uitvoerders = bevoegdheid(gebruiker).uitvoerders(recht)
        return self if uitvoerders is None else self.filter(overeenkomst__inschrijving__uitvoerder__in=uitvoerders)

    def van_organisatie(self, gebruiker, recht=Recht.BESLISSING_ONTVANGEN):
        """Those of the organisations for which the user has this right."""
        return self.filter(overeenkomst__inschrijving__organisatie__in=bevoegdheid(gebruiker).organisaties(recht))

    def lopend(self):
        """Waiting, agreed or at work."""
        return self.filter(status__in=LOPENDE_ONDERAANNEMERS)


class Onderaannemer(models.Model):
    """One that was reported for an overeenkomst. The organisation stays the only party, with account and pay (OV-091).

    `aandeel`: per cent of the hours that are agreed in each of its regions. `zelfde_eisen` and `geen_facturen` are what
    the organisation declares with the report (OV-092, OV-095).
    """

    overeenkomst = models.ForeignKey(Overeenkomst, models.PROTECT, related_name="onderaannemers")
    naam = models.CharField(max_length=200)
    kvk_nummer = models.CharField("KvK-nummer", max_length=8)
    regios = models.ManyToManyField("inschrijving.Regioinschrijving", related_name="onderaannemers")
    werk = models.TextField("wat de onderaannemer doet")
    vanaf = models.DateField("begint op zijn vroegst op")
    aandeel = models.DecimalField(
        "deel van de uren in procenten", max_digits=5, decimal_places=2, null=True, blank=True
    )
    zelfde_eisen = models.BooleanField("voldoet aan dezelfde eisen")
    geen_facturen = models.BooleanField("stuurt geen facturen aan cliënten")
    status = models.CharField(max_length=15, choices=Onderaannemerstatus, default=Onderaannemerstatus.GEMELD)
    gemeld_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    gemeld_op = models.DateTimeField()

    antwoord = models.TextField("reden van het zorgkantoor", blank=True)
    beantwoord_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    beantwoord_op = models.DateTimeField(null=True, blank=True)
    begonnen_op = models.DateField("eerste dag", null=True, blank=True)
    laatste_dag = models.DateField(null=True, blank=True)
    eindreden = models.TextField("waarom het ophoudt", blank=True)
    beeindigd_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    beeindigd_op = models.DateTimeField(null=True, blank=True)

    OVERGANGEN = ONDERAANNEMER_OVERGANGEN
    objects = OnderaannemerQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "onderaannemers"
        ordering = ["-gemeld_op", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["overeenkomst", "kvk_nummer"],
                condition=Q(status__in=sorted(LOPENDE_ONDERAANNEMERS)),
                name="onderaannemer_eenmaal",
            ),
            models.CheckConstraint(condition=Q(kvk_nummer__regex=r"^[0-9]{8}$"), name="onderaannemer_kvk_acht_cijfers"),
            models.CheckConstraint(
                condition=Q(zelfde_eisen=True, geen_facturen=True), name="onderaannemer_met_verklaringen"
            ),
            models.CheckConstraint(
                condition=Q(aandeel__isnull=True) | Q(aandeel__gt=0, aandeel__lte=100), name="onderaannemer_aandeel"
            ),
            _samen("onderaannemer_beantwoord_samen", "beantwoord_door", "beantwoord_op"),
            models.CheckConstraint(
                name="onderaannemer_antwoord_met_reden",
                condition=~Q(status__in=BEANTWOORD) | Q(beantwoord_door__isnull=False) & ~Q(antwoord=""),
            ),
            models.CheckConstraint(
                name="onderaannemer_begint_na_antwoord",
                condition=Q(begonnen_op__isnull=True)
                | Q(beantwoord_door__isnull=False, begonnen_op__gte=F("vanaf"))
                & ~Q(status__in=["gemeld", "geweigerd"]),
            ),
            models.CheckConstraint(
                condition=~Q(status="begonnen") | Q(begonnen_op__isnull=False), name="onderaannemer_begonnen_met_dag"
            ),
            _samen("onderaannemer_einde_samen", "beeindigd_door", "beeindigd_op"),
            models.CheckConstraint(
                name="onderaannemer_einde_met_reden",
                condition=~Q(status__in=GEEINDIGD) | Q(beeindigd_door__isnull=False) & ~Q(eindreden=""),
            ),
            models.CheckConstraint(
                name="onderaannemer_laatste_dag",
                condition=~Q(status="beeindigd")
                | Q(begonnen_op__isnull=True, laatste_dag__isnull=True)
                | Q(laatste_dag__gte=F("begonnen_op")),
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    def get_absolute_url(self) -> str:
        return reverse("onderaannemer", args=[self.pk])

    @property
    def dossier_sleutel(self) -> str:
        return self.overeenkomst.dossier_sleutel

    @property
    def kleur(self) -> str:
        """Colour of the badge with the status."""
        return ONDERAANNEMERKLEUREN[Onderaannemerstatus(self.status)]

    @property
    def akkoord(self) -> bool | None:
        """What the zorgkantoor answered; None as long as it did not."""
        return None if self.beantwoord_op is None else self.status != Onderaannemerstatus.GEWEIGERD

    @property
    def deel(self) -> str:
        """Its share as people write it; empty while it is not known."""
        return "" if self.aandeel is None else procent(self.aandeel)


class Onderaannemervraag(models.Model):
    """What the zorgkantoor wants to know of an onderaannemer, and what the organisation answers (OV-093)."""

    onderaannemer = models.ForeignKey(Onderaannemer, models.PROTECT, related_name="vragen")
    vraag = models.TextField()
    gevraagd_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    gevraagd_op = models.DateTimeField()
    antwoord = models.TextField(blank=True)
    beantwoord_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    beantwoord_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "vragen over onderaannemers"
        ordering = ["onderaannemer", "gevraagd_op", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["onderaannemer"],
                condition=Q(beantwoord_op__isnull=True),
                name="onderaannemervraag_een_tegelijk",
            ),
            _samen("onderaannemervraag_beantwoord_samen", "beantwoord_door", "beantwoord_op"),
            models.CheckConstraint(
                condition=~Q(vraag="") & (Q(beantwoord_op__isnull=True) | ~Q(antwoord="")),
                name="onderaannemervraag_met_tekst",
            ),
        ]

    def __str__(self) -> str:
        return self.vraag

    @property
    def dossier_sleutel(self) -> str:
        return self.onderaannemer.dossier_sleutel


class Onderaannemertoets(models.Model):
    """What the zorgkantoor says of an onderaannemer on one of the eisen of the round (OV-092); the last one counts."""

    onderaannemer = models.ForeignKey(Onderaannemer, models.PROTECT, related_name="toetsen")
    eis = models.ForeignKey("publicatie.Minimumeis", models.PROTECT, related_name="+")
    voldoet = models.BooleanField()
    motivering = models.TextField(blank=True)
    door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    op = models.DateTimeField()

    class Meta:
        verbose_name_plural = "toetsen van onderaannemers"
        ordering = ["onderaannemer", "eis__nummer"]
        constraints = [
            models.UniqueConstraint(fields=["onderaannemer", "eis"], name="onderaannemertoets_per_eis"),
            models.CheckConstraint(
                condition=Q(voldoet=True) | ~Q(motivering=""), name="onderaannemertoets_motiveert_gebrek"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.eis}: {'voldoet' if self.voldoet else 'voldoet niet'}"
