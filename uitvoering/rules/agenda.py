"""One calendar of what is due: which of it is shown. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from uitvoering.rules.productie import begin_maand, volgende_maand

MAANDEN_VOORUIT = 3


@dataclass(frozen=True)
class Plicht:
    """Something that is due: what, by whom, for whom, until when, and where. `sleutel` names it for good."""

    sleutel: str
    soort: str
    wat: str
    van: str
    aan: str
    voor: datetime  # aware, in Amsterdam
    url: str

    @property
    def maand(self) -> str:
        return f"{self.voor:%Y-%m}"


def kies(plichten: Iterable[Plicht], *, vandaag: date, maand: str = "", soort: str = "", van: str = "") -> list[Plicht]:
    """Of one month, or what is late and what comes in the next months; the first due first."""
    grens = f"{volgende_maand(begin_maand(vandaag), MAANDEN_VOORUIT):%Y-%m}"
    gekozen = [
        plicht
        for plicht in plichten
        if (plicht.maand == maand if maand else plicht.maand <= grens)
        and (not soort or plicht.soort == soort)
        and (not van or plicht.van == van)
    ]
    return sorted(gekozen, key=lambda plicht: (plicht.voor, plicht.wat, plicht.aan))


def maanden(plichten: Iterable[Plicht]) -> list[str]:
    """The months in which something is due, the first first."""
    return sorted({plicht.maand for plicht in plichten})
