"""Production added up: per region in a month, and for the national overview (OV-231, A67)."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from uitvoering.queries.productie import Maandstand
from uitvoering.rules.productie import Regel
from uitvoering.states.productie import Productiestatus

PER = {
    "maand": "Maand",
    "dienst": "Dienst",
    "regio": "Regio",
    "zorgkantoor": "Zorgkantoor",
    "organisatie": "Organisatie",
}


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


def voortgang(rijen: Iterable[Maandstand]) -> list[Voortgang]:
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


@dataclass(frozen=True)
class Som:
    """Figures of a group. `clienten`: only of one month, because a person comes back in the next one (A67)."""

    sleutel: str
    groep: str
    uren: Decimal
    vragen: int
    clienten: int | None
    rapportages: int


def sommen(rijen: Iterable[Maandstand], per: str) -> list[Som]:
    """What is in, added up per month, dienst, region, zorgkantoor or organisation."""
    groepen: dict[tuple[str, str], list[tuple[Maandstand, list[Regel]]]] = defaultdict(list)
    sleutel: Callable[[Maandstand, Regel], tuple[str, str]] = SLEUTELS[per]
    for rij in rijen:
        if rij.rapportage is None:
            continue
        delen: dict[tuple[str, str], list[Regel]] = defaultdict(list)
        for regel in rij.rapportage.cijfers.regels:
            delen[sleutel(rij, regel)].append(regel)
        for groep, regels in delen.items():
            groepen[groep].append((rij, regels))
    return [_som(groep, hier, per) for groep, hier in sorted(groepen.items())]


SLEUTELS: dict[str, Callable[[Maandstand, Regel], tuple[str, str]]] = {
    "maand": lambda rij, regel: (f"{rij.maand:%Y-%m}", rij.maandnaam),
    "dienst": lambda rij, regel: (f"{regel.dienst.nummer:03} {regel.dienst.naam}", str(regel.dienst)),
    "regio": lambda rij, regel: (rij.regionaam, rij.regionaam),
    "zorgkantoor": lambda rij, regel: (rij.zorgkantoor, rij.zorgkantoor),
    "organisatie": lambda rij, regel: (f"{rij.organisatie} {rij.dossier.organisatie_id}", rij.organisatie),
}


def _som(groep: tuple[str, str], hier: list[tuple[Maandstand, list[Regel]]], per: str) -> Som:
    clienten = sum(rij.rapportage.unieke_clienten for rij, _ in hier if rij.rapportage)
    return Som(
        *groep,
        uren=sum((regel.uren for _, regels in hier for regel in regels), Decimal(0)),
        vragen=sum(regel.vragen for _, regels in hier for regel in regels),
        clienten=clienten if per == "maand" else None,
        rapportages=len(hier),
    )
