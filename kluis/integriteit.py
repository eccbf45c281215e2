"""Reads every file in the vault again (F23)."""

from kern.integriteit import Uitslag
from kluis import opslag
from kluis.actions import lees
from kluis.fouten import StukBeschadigd
from kluis.models import Stuk


def stukken() -> tuple[Uitslag, set[int]]:
    """The result over all files that were not destroyed, and the ids of those that are damaged.

    What was destroyed must be gone: a file of it that still lies on the disk is a fault too (R22).
    """
    uitslag, beschadigd = Uitslag(), set()
    for stuk in Stuk.objects.select_related("sleutel").order_by("pk").iterator(chunk_size=100):
        if stuk.weg_sinds:
            if opslag.ligt_er(stuk.plek):
                uitslag.fouten.append(f"stuk {stuk.pk} is vernietigd, maar het bestand ligt er nog")
            continue
        uitslag.gecontroleerd += 1
        try:
            lees(stuk)
        except StukBeschadigd:
            beschadigd.add(stuk.pk)
            uitslag.fouten.append(f"stuk {stuk.pk} ontbreekt of is veranderd")
    return uitslag, beschadigd
