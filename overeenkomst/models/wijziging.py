"""What both sides agree to change in a signed overeenkomst: voorstel, overleg, signatures and addendum (art. 32)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from overeenkomst.models.contract import Overeenkomst
from overeenkomst.states import VOORSTEL_OVERGANGEN, VOORSTELKLEUREN, Kant, Voorstelstatus, Wijzigreden
from partijen.permissions import Recht, bevoegdheid

GEBRUIKER = settings.AUTH_USER_MODEL


class WijzigingsvoorstelQuerySet(models.QuerySet):
    def zichtbaar_voor(self, gebruiker, recht=Recht.WIJZIGING_ZIEN):
        """Those of the own organisations and, for staff, at the own uitvoerder: where the user has this right."""
        return self.filter(overeenkomst__in=overeenkomsten_met(gebruiker, recht))


def overeenkomsten_met(gebruiker, recht):
    """The overeenkomsten of which the user is at either side with this right."""
    b = bevoegdheid(gebruiker)
    uitvoerders = b.uitvoerders(recht)
    if uitvoerders is None:
        return Overeenkomst.objects.all()
    eigen = Q(inschrijving__organisatie__in=b.organisaties(recht))
    return Overeenkomst.objects.filter(eigen | Q(inschrijving__uitvoerder__in=uitvoerders))


class Wijzigingsvoorstel(models.Model):
    """What one side wants to change from a day on, and why (OV-142). One is open at a time; it stays to be read.

    `wijziging`: the structured part (wijzigregels.pas_toe); `verschillen`: per thing what it was and becomes, as it was
    when this was written.
    """

    overeenkomst = models.ForeignKey(Overeenkomst, models.PROTECT, related_name="voorstellen")
    volgnummer = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=15, choices=Voorstelstatus, default=Voorstelstatus.OPEN)
    kant = models.CharField("wie het voorstelt", max_length=15, choices=Kant)
    reden = models.CharField(max_length=15, choices=Wijzigreden)
    toelichting = models.TextField()
    artikelen = models.CharField("artikelen en bijlagen", max_length=300)
    tekst = models.TextField("tekst van het addendum")
    ingang_op = models.DateField("gaat in op")
    wijziging = models.JSONField(default=dict)
    verschillen = models.JSONField(default=list)
    opgesteld_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    opgesteld_op = models.DateTimeField()
    besloten_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    besloten_op = models.DateTimeField(null=True, blank=True)
    uitkomst = models.TextField("waarom niet", blank=True)

    OVERGANGEN = VOORSTEL_OVERGANGEN
    objects = WijzigingsvoorstelQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "wijzigingsvoorstellen"
        ordering = ["overeenkomst", "volgnummer"]
        constraints = [
            models.UniqueConstraint(fields=["overeenkomst", "volgnummer"], name="voorstel_volgnummer"),
            models.UniqueConstraint(
                fields=["overeenkomst"], condition=Q(status=Voorstelstatus.OPEN), name="voorstel_een_tegelijk"
            ),
            models.CheckConstraint(
                name="voorstel_besloten_samen",
                condition=Q(status=Voorstelstatus.OPEN, besloten_door__isnull=True, besloten_op__isnull=True)
                | Q(besloten_door__isnull=False, besloten_op__isnull=False),
            ),
            models.CheckConstraint(
                name="voorstel_uitkomst_met_reden",
                condition=Q(status__in=[Voorstelstatus.OPEN, Voorstelstatus.AANGENOMEN]) | ~Q(uitkomst=""),
            ),
            models.CheckConstraint(
                name="voorstel_zegt_iets", condition=~Q(toelichting="") & ~Q(artikelen="") & ~Q(tekst="")
            ),
        ]

    def __str__(self) -> str:
        return f"Wijzigingsvoorstel {self.volgnummer}"

    def get_absolute_url(self) -> str:
        return reverse("wijziging", args=[self.pk])

    @property
    def dossier_sleutel(self) -> str:
        return self.overeenkomst.dossier_sleutel

    @property
    def kleur(self) -> str:
        return VOORSTELKLEUREN[Voorstelstatus(self.status)]


class Wijzigingsoverleg(models.Model):
    """A day on which both sides talked about a voorstel, and what came of it (OV-142)."""

    voorstel = models.ForeignKey(Wijzigingsvoorstel, models.PROTECT, related_name="overleggen")
    dag = models.DateField()
    verslag = models.TextField()
    door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    op = models.DateTimeField()

    class Meta:
        verbose_name_plural = "overleggen"
        ordering = ["dag", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(verslag=""), name="wijzigingsoverleg_met_verslag")]

    def __str__(self) -> str:
        return f"Overleg van {self.dag:%d-%m-%Y}"


class Wijzigingshandtekening(models.Model):
    """One person's signature under exactly this content of a voorstel; another content asks for another one (R17)."""

    voorstel = models.ForeignKey(Wijzigingsvoorstel, models.PROTECT, related_name="handtekeningen")
    kant = models.CharField(max_length=15, choices=Kant)
    plek = models.PositiveSmallIntegerField("eerste of tweede ondertekenaar van deze kant")
    door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    naam = models.CharField(max_length=200)
    functie = models.CharField(max_length=80)
    organisatie = models.CharField(max_length=200)
    plaats = models.CharField(max_length=80)
    op = models.DateTimeField()
    hash = models.CharField("sha256 van de inhoud", max_length=64)

    class Meta:
        verbose_name_plural = "handtekeningen"
        ordering = ["op", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["voorstel", "kant", "plek", "hash"], name="wijziging_eenmaal_per_plek"),
            models.CheckConstraint(
                name="wijzigingshandtekening_compleet",
                condition=~Q(naam="") & ~Q(functie="") & ~Q(organisatie="") & ~Q(plaats=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.naam}, {self.functie}"


class Addendum(models.Model):
    """A voorstel to which both sides agreed: numbered, dated, with its PDF (OV-094, OV-142)."""

    overeenkomst = models.ForeignKey(Overeenkomst, models.PROTECT, related_name="addenda")
    nummer = models.PositiveSmallIntegerField()
    voorstel = models.OneToOneField(Wijzigingsvoorstel, models.PROTECT, related_name="addendum")
    ingang_op = models.DateField("gaat in op")
    stuk = models.ForeignKey("kluis.Stuk", models.PROTECT, related_name="+")
    op = models.DateTimeField("getekend door beide partijen op")

    class Meta:
        verbose_name_plural = "addenda"
        ordering = ["overeenkomst", "nummer"]
        constraints = [models.UniqueConstraint(fields=["overeenkomst", "nummer"], name="addendum_nummer")]

    def __str__(self) -> str:
        return f"Addendum {self.nummer}"

    @property
    def kenmerk(self) -> str:
        return f"{self.overeenkomst.kenmerk}/A{self.nummer}"
