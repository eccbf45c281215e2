"""What the rows of this room share: they hang on an overeenkomst, and each side sees its own."""

from django.db import models
from django.db.models import Q

from overeenkomst.models import Overeenkomst
from partijen.permissions import Recht, bevoegdheid

EURO = {"max_digits": 12, "decimal_places": 2}


class OvereenkomstrijQuerySet(models.QuerySet):
    """Rows with a foreign key `overeenkomst`."""

    def voor_staf(self, gebruiker, recht=Recht.TOEZICHT_ZIEN):
        """At the uitvoerders for which the user has this right."""
        uitvoerders = bevoegdheid(gebruiker).uitvoerders(recht)
        bereik = Q() if uitvoerders is None else Q(overeenkomst__inschrijving__uitvoerder__in=uitvoerders)
        return self.filter(bereik).select_related(*self._erbij())

    def van_organisatie(self, gebruiker, recht=Recht.BESLISSING_ONTVANGEN):
        """Of the organisations for which the user has this right."""
        eigen = bevoegdheid(gebruiker).organisaties(recht)
        return self.filter(overeenkomst__inschrijving__organisatie__in=eigen).select_related(*self._erbij())

    def _erbij(self):
        return [f"overeenkomst__inschrijving__{deel}" for deel in ("ronde", "uitvoerder", "organisatie")]


class InDossier:
    """The log of a whole inschrijving is one chain."""

    overeenkomst: Overeenkomst

    @property
    def dossier_sleutel(self) -> str:
        return self.overeenkomst.dossier_sleutel


def samen(*velden: str) -> Q:
    """All of these are empty, or none is."""
    return Q(**{f"{veld}__isnull": True for veld in velden}) | Q(**{f"{veld}__isnull": False for veld in velden})
