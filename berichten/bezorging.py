"""Whether messages about a subject left, for the phase that must be able to prove it."""

from collections.abc import Iterable, Mapping

from berichten.models import Bericht
from berichten.states import Berichtsoort, Status


def laatste_per_onderwerp(soort: Berichtsoort, over: Iterable[str]) -> Mapping[str, Bericht]:
    """The message about each of these subjects; of a message and its resend the one that was handed over first.

    A subject without a message is absent. One query.
    """
    gevonden: dict[str, Bericht] = {}
    for bericht in Bericht.objects.filter(soort=soort, over__in=list(over)).order_by("volgnummer"):
        eerder = gevonden.get(bericht.over)
        if eerder is None or eerder.status != Status.OVERGEDRAGEN:
            gevonden[bericht.over] = bericht
    return gevonden
