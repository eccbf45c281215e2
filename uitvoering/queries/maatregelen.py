"""What a maatregel means for the money of a month (art. 28 lid 4)."""

from datetime import date
from decimal import Decimal

from django.db.models import Sum

from uitvoering.models import Maatregel
from uitvoering.rules.tekortkoming import KORTING_MAXIMUM
from uitvoering.states.tekortkoming import Maatregelsoort


def korting_op(overeenkomst_id: int, dag: date) -> Decimal:
    """Per cent off the tarief of an overeenkomst on this day; more than one adds up to 5 at most (OV-123)."""
    rijen = Maatregel.objects.opgelegd().filter(
        tekortkoming__overeenkomst=overeenkomst_id, soort=Maatregelsoort.KORTING, vanaf__lte=dag, tot__gte=dag
    )
    return min(rijen.aggregate(som=Sum("percentage"))["som"] or Decimal(0), KORTING_MAXIMUM)


def teruggevorderd(declaratie_id: int) -> Decimal:
    """What of this declaratie is reclaimed already."""
    rijen = Maatregel.objects.opgelegd().filter(soort=Maatregelsoort.TERUGVORDERING, declaratie=declaratie_id)
    return rijen.aggregate(som=Sum("bedrag"))["som"] or Decimal(0)
