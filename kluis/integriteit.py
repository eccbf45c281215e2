"""Reads every file in the vault again (F23)."""

from kern.integriteit import Uitslag
from kluis.actions import lees
from kluis.fouten import StukBeschadigd
from kluis.models import Stuk


def stukken() -> tuple[Uitslag, set[int]]:
    """The result over all files whose key still exists, and the ids of those that are damaged."""
    uitslag, beschadigd = Uitslag(), set()
    bewaard = Stuk.objects.filter(sleutel__vernietigd_op__isnull=True).select_related("sleutel").order_by("pk")
    for stuk in bewaard.iterator(chunk_size=100):
        uitslag.gecontroleerd += 1
        try:
            lees(stuk)
        except StukBeschadigd:
            beschadigd.add(stuk.pk)
            uitslag.fouten.append(f"stuk {stuk.pk} ontbreekt of is veranderd")
    return uitslag, beschadigd
