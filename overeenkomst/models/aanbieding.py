"""Offering and signing: the versions offered, the signatures under them, and who is who at both sides."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from overeenkomst.models.contract import Overeenkomst
from overeenkomst.states import Contactsoort, Kant

GEBRUIKER = settings.AUTH_USER_MODEL


class Aanbieding(models.Model):
    """A version of the contract document as it was offered: its PDF and the facts it was made of (A68, R17).

    Never changed after that, but for its withdrawal.
    """

    overeenkomst = models.ForeignKey(Overeenkomst, models.PROTECT, related_name="aanbiedingen")
    versie = models.PositiveSmallIntegerField()
    stuk = models.ForeignKey("kluis.Stuk", models.PROTECT, related_name="+")
    hash = models.CharField("sha256 van de pdf", max_length=64)
    modeltekst = models.ForeignKey("overeenkomst.Modeltekst", models.PROTECT, null=True, blank=True, related_name="+")
    bijlagen = models.ManyToManyField("kluis.Stuk", blank=True, related_name="+")
    feiten = models.JSONField()
    door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    op = models.DateTimeField()
    ingetrokken_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    intrekreden = models.TextField("reden van intrekken", blank=True)

    class Meta:
        verbose_name_plural = "aanbiedingen"
        ordering = ["overeenkomst", "-versie"]
        constraints = [
            models.UniqueConstraint(fields=["overeenkomst", "versie"], name="aanbieding_versie"),
            models.UniqueConstraint(
                fields=["overeenkomst"], condition=Q(ingetrokken_op__isnull=True), name="aanbieding_een_tegelijk"
            ),
            models.CheckConstraint(
                name="aanbieding_ingetrokken_samen",
                condition=Q(ingetrokken_door__isnull=True, ingetrokken_op__isnull=True, intrekreden="")
                | (Q(ingetrokken_door__isnull=False, ingetrokken_op__isnull=False) & ~Q(intrekreden="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Versie {self.versie}"

    @property
    def dossier_sleutel(self) -> str:
        return self.overeenkomst.dossier_sleutel


class Ondertekening(models.Model):
    """One person's signature under an offered version: who, as what, where, when, and under which bytes (OV-146/147).

    `stuk` and `controle`: the signed PDF that was handed in instead, and what the check of its signatures said.
    """

    aanbieding = models.ForeignKey(Aanbieding, models.PROTECT, related_name="ondertekeningen")
    kant = models.CharField(max_length=15, choices=Kant)
    plek = models.PositiveSmallIntegerField("eerste of tweede ondertekenaar van deze kant")
    door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    naam = models.CharField(max_length=200)
    functie = models.CharField(max_length=80)
    organisatie = models.CharField(max_length=200)
    plaats = models.CharField(max_length=80)
    op = models.DateTimeField()
    hash = models.CharField("sha256 van wat getekend is", max_length=64)
    stuk = models.ForeignKey("kluis.Stuk", models.PROTECT, null=True, blank=True, related_name="+")
    controle = models.JSONField("wat de controle van het bestand zei", null=True, blank=True)

    class Meta:
        verbose_name_plural = "ondertekeningen"
        ordering = ["aanbieding", "kant", "plek"]
        constraints = [
            models.UniqueConstraint(fields=["aanbieding", "kant", "plek"], name="ondertekening_eenmaal_per_plek"),
            models.CheckConstraint(
                name="ondertekening_compleet",
                condition=~Q(naam="") & ~Q(functie="") & ~Q(organisatie="") & ~Q(plaats=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.naam}, {self.functie}"


class Contactpersoon(models.Model):
    """Whom to call at either side: about the afspraken (OV-155), or on an acuut signaal (OV-153, OV-247)."""

    overeenkomst = models.ForeignKey(Overeenkomst, models.CASCADE, related_name="contactpersonen")
    kant = models.CharField(max_length=15, choices=Kant)
    soort = models.CharField("waarvoor", max_length=15, choices=Contactsoort, default=Contactsoort.AFSPRAKEN)
    naam = models.CharField(max_length=120)
    functie = models.CharField(max_length=80)
    telefoon = models.CharField(max_length=20)
    email = models.EmailField("e-mailadres")

    class Meta:
        verbose_name_plural = "contactpersonen"
        ordering = ["kant", "-soort", "naam", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["overeenkomst", "kant", "soort", "email"],
                name="contactpersoon_eenmaal",
                violation_error_message="Deze contactpersoon staat er al.",
            )
        ]

    def __str__(self) -> str:
        return self.naam


class Contractgegevens(models.Model):
    """What an overeenkomst says of the zorgkantoor and the portal knows nowhere else (OV-002)."""

    uitvoerder = models.OneToOneField("partijen.WlzUitvoerder", models.PROTECT, related_name="contractgegevens")
    kvk_nummer = models.CharField("KvK-nummer", max_length=8)
    rechtbank = models.CharField("plaats van de bevoegde rechtbank", max_length=80)

    class Meta:
        verbose_name_plural = "contractgegevens"
        constraints = [
            models.CheckConstraint(
                condition=Q(kvk_nummer__regex=r"^[0-9]{8}$"),
                name="contractgegevens_kvk_acht_cijfers",
                violation_error_message="Een KvK-nummer heeft 8 cijfers.",
            )
        ]

    def __str__(self) -> str:
        return f"Contractgegevens van {self.uitvoerder}"
