"""The register: every region of every overeenkomst of a year, with its looptijd, stand, tarief and budget."""

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import ExtractYear

from bekendmaking.models import Beslissing
from bekendmaking.states import KRIJGT_OVEREENKOMST
from overeenkomst.models import Prijsvolumeafspraak
from overeenkomst.queries.contracten import stand_van
from overeenkomst.queries.looptijden import met_eind
from overeenkomst.queries.lopend import OVEREENKOMST
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid


def register(gebruiker: Gebruiker, jaar: int) -> QuerySet[Beslissing]:
    """What runs, or will run, in a year in the regions of this user.

    Adds `stand`, the last day `eind`, and `tarief_jaar` and `budget_jaar` of the afspraak that counts for the year.
    """
    afspraken = Prijsvolumeafspraak.objects.geldend().filter(regioinschrijving=OuterRef("regioinschrijving"), jaar=jaar)
    rijen = met_eind(Beslissing.objects.geldig()).annotate(
        stand=stand_van(OVEREENKOMST),
        eindjaar=ExtractYear("eind"),
        tarief_jaar=Subquery(afspraken.values("tarief")[:1]),
        budget_jaar=Subquery(afspraken.values("budget")[:1]),
    )
    rijen = rijen.filter(uitkomst__in=KRIJGT_OVEREENKOMST, looptijd_van__year__lte=jaar, eindjaar__gte=jaar)
    bereik = bevoegdheid(gebruiker).uitvoerders(Recht.PRIJSVOLUME_ZIEN)
    if bereik is not None:
        rijen = rijen.filter(regioinschrijving__toewijzing__uitvoerder__in=bereik)
    return rijen.select_related(
        "regioinschrijving__toewijzing__regio",
        "regioinschrijving__toewijzing__uitvoerder",
        "regioinschrijving__inschrijving__organisatie",
        "regioinschrijving__inschrijving__ronde",
    )
