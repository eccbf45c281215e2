"""What a maatregel rests on, and what it means for the money of a day (art. 28 lid 4)."""

from datetime import date
from decimal import Decimal

from django.db.models import Sum

from overeenkomst.models import Overeenkomst, Prijsvolumeafspraak
from uitvoering.models import Maatregel
from uitvoering.states.tekortkoming import Maatregelsoort

GEEN = Decimal(0)


def afspraak(overeenkomst: Overeenkomst, regio_id: int | None, dag: date) -> Prijsvolumeafspraak | None:
    """What is agreed for a region in the year of this day; None without an afspraak."""
    rijen = Prijsvolumeafspraak.objects.geldend().filter(
        regioinschrijving=regio_id, regioinschrijving__inschrijving=overeenkomst.inschrijving_id, jaar=dag.year
    )
    return rijen.select_related("regioinschrijving", "verdeling__toewijzing__ronde").first()


def budget(overeenkomst: Overeenkomst, regio_id: int | None, dag: date) -> Decimal | None:
    """The budget in euro for a whole year that is agreed there."""
    rij = afspraak(overeenkomst, regio_id, dag)
    return rij.jaarbedrag if rij else None


def korting_op(overeenkomst_id: int, dag: date) -> Decimal:
    """Per cent off the tarief of an overeenkomst on this day; more than one adds up to 5 at most (OV-123)."""
    rijen = Maatregel.objects.opgelegd().filter(
        tekortkoming__overeenkomst=overeenkomst_id, soort=Maatregelsoort.KORTING, vanaf__lte=dag, tot__gte=dag
    )
    return min(rijen.aggregate(som=Sum("percentage"))["som"] or GEEN, Decimal(5))
