"""The overeenkomst of one organisation at one uitvoerder (A69)."""

from django.db import models

from overeenkomst.states import OVERGANGEN, Status
from partijen.permissions import Recht, bevoegdheid


class OvereenkomstQuerySet(models.QuerySet):
    def zichtbaar_voor(self, gebruiker, recht=Recht.BRIEF_ZIEN):
        """Own contracts of an organisation; for staff those at the own uitvoerder."""
        b = bevoegdheid(gebruiker)
        uitvoerders = b.uitvoerders(recht)
        if uitvoerders is None:
            return self.all()
        eigen = models.Q(inschrijving__organisatie__in=b.organisaties(Recht.BESLISSING_ONTVANGEN))
        return self.filter(eigen | models.Q(inschrijving__uitvoerder__in=uitvoerders))


class Overeenkomst(models.Model):
    """Follows from the decisions of one inschrijving; its regions are those decided in favour."""

    inschrijving = models.OneToOneField("inschrijving.Inschrijving", models.PROTECT, related_name="overeenkomst")
    status = models.CharField(max_length=15, choices=Status, default=Status.CONCEPT)
    aangeboden_op = models.DateTimeField(null=True, blank=True)
    getekend_op = models.DateTimeField(null=True, blank=True)

    OVERGANGEN = OVERGANGEN
    objects = OvereenkomstQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "overeenkomsten"

    @property
    def dossier_sleutel(self) -> str:
        return f"inschrijving:{self.inschrijving_id}"
