"""Kort geding against a decision, and any other dispute on the procedure (IK-208 to IK-216)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from bekendmaking.models.brief import Beslissing
from bekendmaking.states import (
    GESCHIL_OVERGANGEN,
    KORT_GEDING_OVERGANGEN,
    Geschilstatus,
    KortGedingstatus,
    Uitspraak,
)
from partijen.permissions import Recht, bevoegdheid

GEBRUIKER = settings.AUTH_USER_MODEL


def _bij(gebruiker, recht, pad):
    """Filter on the uitvoerders for which the user has this right, reached by this path."""
    uitvoerders = bevoegdheid(gebruiker).uitvoerders(recht)
    return Q() if uitvoerders is None else Q(**{f"{pad}uitvoerder__in": uitvoerders})


class KortGedingQuerySet(models.QuerySet):
    def voor_staf(self, gebruiker, recht=Recht.BEZWAAR_ZIEN):
        """Cases at the uitvoerders for which the user has this right."""
        return self.filter(_bij(gebruiker, recht, "beslissing__regioinschrijving__inschrijving__"))

    def lopend(self):
        """Brought in time and not ended: holds up the region (A07). One that came too late does not (IK-212)."""
        return self.filter(status=KortGedingstatus.AANHANGIG, te_laat=False)


class KortGeding(models.Model):
    """A dagvaarding against one decision; only the day of its service counts for the term (IK-210)."""

    beslissing = models.ForeignKey(Beslissing, models.PROTECT, related_name="kort_gedingen")
    status = models.CharField(max_length=15, choices=KortGedingstatus, default=KortGedingstatus.AANHANGIG)
    betekend_op = models.DateField("dag waarop de dagvaarding is betekend")
    laatste_dag = models.DateField("laatste dag van de vervaltermijn")
    te_laat = models.BooleanField("termijn verstreken", default=False)
    rechtbank = models.CharField(max_length=80)
    zaaknummer = models.CharField(max_length=40, blank=True)
    uitspraak = models.CharField(max_length=20, choices=Uitspraak, blank=True)
    uitspraak_op = models.DateField(null=True, blank=True)
    uitspraak_kenmerk = models.CharField("kenmerk van de uitspraak", max_length=60, blank=True)
    vonnis = models.ForeignKey("kluis.Stuk", models.PROTECT, null=True, blank=True, related_name="+")
    toelichting = models.TextField("wat er is beslist, of waarom ingetrokken", blank=True)
    vastgelegd_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    vastgelegd_op = models.DateTimeField()
    doorgaan_reden = models.TextField("waarom met anderen wordt doorgegaan", blank=True)
    doorgaan_door = models.ForeignKey(GEBRUIKER, models.PROTECT, null=True, blank=True, related_name="+")
    doorgaan_op = models.DateTimeField(null=True, blank=True)

    OVERGANGEN = KORT_GEDING_OVERGANGEN
    objects = KortGedingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "kort gedingen"
        ordering = ["betekend_op", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["beslissing", "betekend_op"],
                condition=Q(status="aanhangig"),
                name="kort_geding_eenmaal_aanhangig",
            ),
            models.CheckConstraint(
                name="kort_geding_uitspraak_volledig",
                condition=~Q(status="beslist") | (Q(uitspraak_op__isnull=False) & ~Q(uitspraak="")),
            ),
            models.CheckConstraint(
                name="kort_geding_doorgaan_samen",
                condition=Q(doorgaan_door__isnull=True, doorgaan_op__isnull=True, doorgaan_reden="")
                | (Q(doorgaan_door__isnull=False, doorgaan_op__isnull=False) & ~Q(doorgaan_reden="")),
            ),
        ]

    @property
    def dossier_sleutel(self) -> str:
        return self.beslissing.dossier_sleutel


class GeschilQuerySet(models.QuerySet):
    def voor_staf(self, gebruiker, recht=Recht.BEZWAAR_ZIEN):
        """Disputes at the uitvoerders for which the user has this right."""
        return self.filter(_bij(gebruiker, recht, "inschrijving__"))


class Geschil(models.Model):
    """Any other dispute: first talk, then the court. On the procedure within six weeks (A15); on the overeenkomst no
    such term runs (OV-129)."""

    inschrijving = models.ForeignKey("inschrijving.Inschrijving", models.PROTECT, related_name="geschillen")
    status = models.CharField(max_length=15, choices=Geschilstatus, default=Geschilstatus.OVERLEG)
    over_overeenkomst = models.BooleanField("over de overeenkomst, niet over de procedure", default=False)
    onderwerp = models.TextField()
    omstandigheid_op = models.DateField("dag waarop de omstandigheid bekend had kunnen zijn")
    laatste_dag = models.DateField(null=True, blank=True)
    overleg_op = models.DateField(null=True, blank=True)
    overleg_uitkomst = models.TextField(blank=True)
    aanhangig_op = models.DateField(null=True, blank=True)
    rechtbank = models.CharField(max_length=80, blank=True)
    te_laat = models.BooleanField("niet ontvankelijk (zes weken)", default=False)
    uitkomst = models.TextField(blank=True)
    vastgelegd_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    vastgelegd_op = models.DateTimeField()

    OVERGANGEN = GESCHIL_OVERGANGEN
    objects = GeschilQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "geschillen"
        ordering = ["omstandigheid_op", "pk"]
        constraints = [
            models.CheckConstraint(
                name="geschil_overleg_voor_de_rechter",
                condition=Q(aanhangig_op__isnull=True) | Q(overleg_op__isnull=False) & ~Q(overleg_uitkomst=""),
            ),
            models.CheckConstraint(
                name="geschil_termijn_van_de_procedure",
                condition=Q(over_overeenkomst=True, laatste_dag__isnull=True)
                | Q(over_overeenkomst=False, laatste_dag__isnull=False),
            ),
            models.CheckConstraint(
                name="geschil_overleg_samen",
                condition=Q(overleg_op__isnull=True, overleg_uitkomst="")
                | Q(overleg_op__isnull=False) & ~Q(overleg_uitkomst=""),
            ),
        ]

    @property
    def dossier_sleutel(self) -> str:
        return f"inschrijving:{self.inschrijving_id}"
