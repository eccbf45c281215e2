"""Until when the overeenkomst of a party runs in a region: as it was decided, or as it was changed since."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from bekendmaking import gegund as bekendgemaakt
from bekendmaking.models import Beslissing
from inschrijving.models import Inschrijving
from overeenkomst.models import Looptijdwijziging, Overeenkomst
from overeenkomst.states import LOPEND


def gegund(dag: date) -> QuerySet[Any]:
    """Released decisions for an overeenkomst that did not end before this day, each with its last day `eind`."""
    return met_eind(bekendgemaakt.gegund(date.min)).filter(eind__gte=dag)


def met_eind(rijen: QuerySet[Beslissing]) -> QuerySet[Any]:
    """The same decisions, each with the last day in its region that counts now as `eind`."""
    laatste = Looptijdwijziging.objects.filter(regioinschrijving=OuterRef("regioinschrijving")).order_by("-pk")
    return rijen.annotate(eind=Coalesce(Subquery(laatste.values("tot")[:1]), "looptijd_tot"))


def eindes(inschrijving: Inschrijving) -> dict[int, date]:
    """Per Regioinschrijving that led to the overeenkomst of this dossier its last day."""
    rijen = gegund(date.min).filter(regioinschrijving__inschrijving=inschrijving)
    return {rij.regioinschrijving_id: rij.eind for rij in rijen}


def voorbij(dag: date) -> QuerySet[Overeenkomst]:
    """Signed, and their last day is over."""
    return Overeenkomst.objects.filter(status__in=LOPEND, eind_op__lt=dag).order_by("pk")
