"""How a cliënt reaches a cliëntondersteuner: of an organisation per region, and of the zorgkantoor itself (OV-151)."""

import re
from datetime import time

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

GEBRUIKER = settings.AUTH_USER_MODEL
TELEFOON = r"^[+0-9(][0-9 ()+-]{3,19}$"
GEEN_NUMMER = "Vul een telefoonnummer in met alleen cijfers, spaties en streepjes, bijvoorbeeld 088 123 45 67."
NEGEN, VIJF = time(9), time(17)
GAT = "Op elke werkdag bent u bereikbaar, in elk geval van 9.00 tot 17.00 uur. Eerder beginnen of later stoppen mag."
VELDEN = ("telefoon", "email", "van", "tot", "werktijden", "beeldbellen", "bezoek", "website")


class Bereikbaar(models.Model):
    """What anyone may read (OV-070, OV-071). `van`, `tot`: on every working day; `werktijden`: at other times too.

    `versie` counts the changes, so that who looked at an old one is told (R17).
    """

    telefoon = models.CharField("telefoonnummer", max_length=20, validators=[RegexValidator(TELEFOON, GEEN_NUMMER)])
    email = models.EmailField("e-mailadres")
    van = models.TimeField("op werkdagen bereikbaar vanaf", default=NEGEN)
    tot = models.TimeField("op werkdagen bereikbaar tot", default=VIJF)
    werktijden = models.CharField("ook bereikbaar op", max_length=200, blank=True)
    beeldbellen = models.CharField("hoe iemand kan beeldbellen", max_length=200)
    bezoek = models.CharField("hoe iemand langs kan komen", max_length=200)
    website = models.URLField("website", max_length=200)
    versie = models.PositiveSmallIntegerField(default=1)
    gewijzigd_door = models.ForeignKey(GEBRUIKER, models.PROTECT, related_name="+")
    gewijzigd_op = models.DateTimeField()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_compleet",
                condition=~Q(email="") & ~Q(beeldbellen="") & ~Q(bezoek="") & ~Q(website=""),
            ),
            models.CheckConstraint(
                name="%(class)s_telefoon", condition=Q(telefoon__regex=TELEFOON), violation_error_message=GEEN_NUMMER
            ),
        ]

    @property
    def belnummer(self) -> str:
        """The number for a tel: link."""
        return re.sub(r"[^0-9+]", "", self.telefoon)

    @property
    def tijden(self) -> str:
        """When someone answers, in words."""
        vast = f"elke werkdag van {self.van.hour}.{self.van:%M} tot {self.tot.hour}.{self.tot:%M} uur"
        return f"{vast}. {self.werktijden}" if self.werktijden else vast

    @property
    def inhoud(self) -> dict[str, object]:
        """What a reader sees; equal contents need no message."""
        return {naam: getattr(self, naam) for naam in VELDEN}


class Bereikbaarheid(Bereikbaar):
    """Of an organisation in a region; it outlives an overeenkomst."""

    organisatie = models.ForeignKey("partijen.Organisatie", models.PROTECT, related_name="bereikbaarheden")
    regio = models.ForeignKey("publicatie.Regio", models.PROTECT, related_name="bereikbaarheden")

    class Meta(Bereikbaar.Meta):
        verbose_name_plural = "bereikbaarheden"
        constraints = [
            *Bereikbaar.Meta.constraints,
            models.UniqueConstraint(fields=["organisatie", "regio"], name="bereikbaarheid_per_regio"),
            models.CheckConstraint(
                name="bereikbaarheid_negen_tot_vijf",
                condition=Q(van__lte=NEGEN, tot__gte=VIJF),
                violation_error_message=GAT,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisatie} in {self.regio}"


class EigenOndersteuning(Bereikbaar):
    """The cliëntondersteuning of the zorgkantoor itself (IK-014)."""

    uitvoerder = models.OneToOneField("partijen.WlzUitvoerder", models.PROTECT, related_name="eigen_ondersteuning")

    class Meta(Bereikbaar.Meta):
        verbose_name_plural = "eigen ondersteuning"

    def __str__(self) -> str:
        return f"Cliëntondersteuning van {self.uitvoerder.zorgkantoor}"
