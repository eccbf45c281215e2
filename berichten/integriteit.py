"""I5: per message at most one hand-over."""

from django.db.models import Count

from berichten.models import Bericht
from berichten.states import Status
from kern.integriteit import Uitslag
from kern.models import Gebeurtenis

OVERDRACHTEN = ("draag_over", "beslis_overgedragen", "was_overgedragen")
AANGEKOMEN = (Status.OVERGEDRAGEN, Status.GEBOUNCED)


def overdrachten() -> Uitslag:
    """Rows that were handed over have exactly one line about it in the log, the others none."""
    regels = Gebeurtenis.objects.filter(object_soort="berichten.bericht", handeling__in=OVERDRACHTEN)
    aantallen = dict(regels.order_by().values_list("object_id").annotate(Count("pk")))
    uitslag = Uitslag()
    for pk, status in Bericht.objects.values_list("pk", "status").iterator():
        uitslag.gecontroleerd += 1
        gelogd, verwacht = aantallen.get(str(pk), 0), int(status in AANGEKOMEN)
        if gelogd != verwacht:
            uitslag.fouten.append(f"bericht {pk}: {gelogd} overdrachten in het logboek, {verwacht} verwacht")
    return uitslag
