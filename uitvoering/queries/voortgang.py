"""How far the production of the months chosen is, per region."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from uitvoering.queries.productie import Maandstand
from uitvoering.states.productie import Productiestatus


@dataclass(frozen=True)
class Voortgang:
    """How far a region is in the months chosen."""

    regio: str
    zorgkantoor: str
    verwacht: int
    binnen: int
    akkoord: int
    te_laat: int

    @property
    def procent(self) -> int:
        return self.binnen * 100 // self.verwacht


def per_regio(rijen: Iterable[Maandstand]) -> list[Voortgang]:
    """Per region of a zorgkantoor what is expected and what came in."""
    groepen: dict[tuple[str, str], list[Maandstand]] = defaultdict(list)
    for rij in rijen:
        groepen[rij.regionaam, rij.zorgkantoor].append(rij)
    return [_voortgang(*plek, groep) for plek, groep in sorted(groepen.items())]


def _voortgang(regio: str, zorgkantoor: str, rijen: list[Maandstand]) -> Voortgang:
    return Voortgang(
        regio,
        zorgkantoor,
        verwacht=len(rijen),
        binnen=sum(bool(rij.versies) for rij in rijen),
        akkoord=sum(rij.status == Productiestatus.AKKOORD for rij in rijen),
        te_laat=sum(rij.stand == "te_laat" for rij in rijen),
    )
