"""What is agreed where a maatregel changes it (art. 28 lid 4)."""

from datetime import date
from decimal import Decimal

from overeenkomst.models import Overeenkomst, Prijsvolumeafspraak


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
