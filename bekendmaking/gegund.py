"""Reading who got an overeenkomst, for everyone: nothing before the release, and only what counts now."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from bekendmaking.models import Beslissing
from bekendmaking.states import KRIJGT_OVEREENKOMST, ZICHTBAAR_VOOR_ORGANISATIE


def gegund(dag: date) -> QuerySet[Beslissing]:
    """Released decisions for an overeenkomst that did not end before this day, without those that were revised."""
    bekend = Beslissing.objects.filter(status__in=ZICHTBAAR_VOOR_ORGANISATIE)
    herzien = bekend.filter(vervangt=OuterRef("pk"))
    rijen = bekend.filter(uitkomst__in=KRIJGT_OVEREENKOMST, looptijd_tot__gte=dag).exclude(Exists(herzien))
    return rijen.select_related(
        "regioinschrijving__inschrijving__organisatie",
        "regioinschrijving__toewijzing__regio",
        "regioinschrijving__toewijzing__uitvoerder",
    )
