"""The budgets of a year with what was delivered of them: per region, and added up (IK-177, OV-161)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from bekendmaking.models import Beslissing
from inschrijving.models import Inschrijving, Regioinschrijving
from kern import klok
from overeenkomst.models import Prijsvolumeafspraak
from overeenkomst.states import GELDEND, Afspraakstatus
from uitvoering.queries import productie
from uitvoering.queries.productie import Maandstand
from uitvoering.rules import budget as rules
from uitvoering.rules.budget import Gebruik, Verloop
from uitvoering.rules.productie import begin_maand, volgende_maand
from uitvoering.states.productie import Productiestatus

PER = {
    "overeenkomst": "Overeenkomst en regio",
    "organisatie": "Organisatie",
    "regio": "Regio",
    "zorgkantoor": "Zorgkantoor",
}


@dataclass(frozen=True)
class Budgetstand:
    """The budget of one region of an overeenkomst in a year, and its use."""

    regio: Regioinschrijving
    afspraak: Prijsvolumeafspraak
    verloop: Verloop

    @property
    def dossier(self) -> Inschrijving:
        return self.regio.inschrijving

    jaar = property(lambda self: self.afspraak.jaar)
    regionaam = property(lambda self: self.regio.toewijzing.regio.naam)
    organisatie = property(lambda self: self.dossier.partijnaam)
    zorgkantoor = property(lambda self: self.dossier.uitvoerder.zorgkantoor)

    @property
    def sleutel(self) -> tuple[int, int]:
        """What its address holds."""
        return self.regio.pk, self.jaar


@dataclass(frozen=True)
class Groep:
    """Budgets added up. `rijen`: those that are in it."""

    groep: str
    rijen: list[Budgetstand]

    @cached_property
    def verloop(self) -> Verloop:
        return rules.tel_op(rij.verloop for rij in self.rijen)

    @property
    def een(self) -> Budgetstand | None:
        """The only one, which has a page of its own."""
        return self.rijen[0] if len(self.rijen) == 1 else None

    budget = property(lambda self: self.verloop.budget)
    gebruikt = property(lambda self: self.verloop.gebruikt)
    uren = property(lambda self: self.verloop.uren)
    procent = property(lambda self: self.verloop.procent)
    afwijking = property(lambda self: self.verloop.afwijking)
    prognose = property(lambda self: self.verloop.prognose)
    stand = property(lambda self: self.verloop.stand)
    naam = property(lambda self: rules.STANDEN[self.stand][0])
    kleur = property(lambda self: rules.STANDEN[self.stand][1])


def laatste_jaar() -> int:
    """The year of the last month that is over: in January that is the year before."""
    return volgende_maand(begin_maand(klok.vandaag()), -1).year


def jaren(beslissingen: Iterable[Beslissing]) -> list[int]:
    """The years up to now in which one of these runs, the latest first."""
    nu = klok.vandaag().year
    termijnen = [productie.termijn(rij) for rij in beslissingen]
    return sorted({j for van, tot in termijnen for j in range(van.year, min(tot.year, nu) + 1)}, reverse=True)


def standen(beslissingen: Iterable[Beslissing], jaar: int) -> list[Budgetstand]:
    """Every budget of the year of these regions, with what was delivered; five queries.

    A report in which the zorgkantoor found faults does not count: that month is unknown.
    """
    rijen = list(beslissingen)
    geldend, tarieven = _afspraken(rijen, jaar)
    maanden = _per_regio(productie.standen(rijen, van=date(jaar, 1, 1), tot=date(jaar, 12, 1)))
    uit = []
    for rij in rijen:
        if (afspraak := geldend.get(rij.regioinschrijving_id)) is None:
            continue
        gebruik = {
            m.maand: Gebruik(m.uren, rules.in_euro(m.uren, tarieven(afspraak, m.maand)))
            for m in maanden[rij.regioinschrijving_id]
            if m.rapportage and m.status != Productiestatus.MET_FOUTEN
        }
        verloop = rules.verloop(afspraak.budget, van=afspraak.van, tot=afspraak.tot, gebruik=gebruik)
        uit.append(Budgetstand(rij.regioinschrijving, afspraak, verloop))
    return uit


def _per_regio(maanden: Iterable[Maandstand]) -> Mapping[int, list[Maandstand]]:
    uit: dict[int, list[Maandstand]] = defaultdict(list)
    for rij in maanden:
        uit[rij.regio.pk].append(rij)
    return uit


Tarief = Callable[[Prijsvolumeafspraak, date], Decimal]


def _afspraken(rijen: Iterable[Beslissing], jaar: int) -> tuple[dict[int, Prijsvolumeafspraak], Tarief]:
    """What counts now per region, and a function that gives the tarief of a month."""
    regios = [rij.regioinschrijving_id for rij in rijen]
    alle: dict[int, list[Prijsvolumeafspraak]] = defaultdict(list)
    gevonden = Prijsvolumeafspraak.objects.filter(regioinschrijving__in=regios, jaar=jaar)
    for afspraak in gevonden.exclude(status=Afspraakstatus.ONTWERP).order_by("verdeling__versie", "pk"):
        alle[afspraak.regioinschrijving_id].append(afspraak)

    def tarief(nu: Prijsvolumeafspraak, maand: date) -> Decimal:
        dag = max(maand, nu.van)
        geldig = [rij for rij in alle[nu.regioinschrijving_id] if rij.vanaf is None or rij.vanaf <= dag]
        return (geldig or [nu])[-1].tarief

    return {pk: rij for pk, versies in alle.items() for rij in versies if rij.status in GELDEND}, tarief


def groepen(rijen: Iterable[Budgetstand], per: str) -> list[Groep]:
    """Added up per overeenkomst and region, organisation, region or zorgkantoor."""
    uit: dict[tuple[str, int], list[Budgetstand]] = defaultdict(list)
    for rij in rijen:
        uit[SLEUTELS[per](rij)].append(rij)
    return [Groep(naam, hier) for (naam, _), hier in sorted(uit.items())]


SLEUTELS: dict[str, Callable[[Budgetstand], tuple[str, int]]] = {
    "overeenkomst": lambda rij: (f"{rij.organisatie}, {rij.regionaam}", rij.regio.pk),
    "organisatie": lambda rij: (rij.organisatie, rij.dossier.organisatie_id),
    "regio": lambda rij: (rij.regionaam, rij.regio.toewijzing.regio_id),
    "zorgkantoor": lambda rij: (rij.zorgkantoor, rij.dossier.uitvoerder_id),
}
