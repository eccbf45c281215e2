"""Vind een cliëntondersteuner: who helps in a gemeente or region today, and the zorgkantoor itself (IK-011, IK-014)."""

import csv
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.conf import settings

from bekendmaking.models import Beslissing
from kern import klok
from overeenkomst.models import Bereikbaarheid, EigenOndersteuning
from overeenkomst.queries import dekking
from overeenkomst.queries.lopend import lopend
from partijen.models import Organisatie, WlzUitvoerder
from portaal.rules import codes_van, zoek
from publicatie.models import Gemeentealias, Gemeentelidmaatschap, Regio
from publicatie.queries import zorgkantoor_van


@dataclass(frozen=True)
class Hulp:
    """An organisation with an overeenkomst in force today; `gegevens` is None while it filled in nothing.

    `niet_in`: the gemeenten of the region in which it does not work, in order of name (OV-039).
    """

    organisatie: Organisatie
    partij: str
    gegevens: Bereikbaarheid | None
    niet_in: list[str]


@dataclass(frozen=True)
class Aanbod:
    """What a cliënt in this region can choose from."""

    regio: Regio
    hulp: list[Hulp]
    zorgkantoor: WlzUitvoerder | None
    eigen: EigenOndersteuning | None


@dataclass(frozen=True)
class Plaats:
    """A gemeente, the region it belongs to today (None: no region), and the name that led to it."""

    gemeente: str
    regio: Regio | None
    via: str = ""


@dataclass(frozen=True)
class Gezocht:
    """`plaatsen`: what was meant, for sure; `lijken`: what may have been meant."""

    plaatsen: list[Plaats]
    lijken: list[Plaats]

    @property
    def regios(self) -> list[Regio]:
        """The regions of what was meant, each once."""
        uniek = {plaats.regio.pk: plaats.regio for plaats in self.plaatsen if plaats.regio}
        return sorted(uniek.values(), key=lambda regio: regio.naam)

    @property
    def gemeenten(self) -> set[str]:
        """The names of the gemeenten of what was meant."""
        return {plaats.gemeente for plaats in self.plaatsen}


@cache
def plaatsnamen() -> list[tuple[str, str]]:
    """Old names of gemeenten and names of large places, each with the CBS code of its gemeente."""
    with (settings.BASE_DIR / "fixtures" / "plaatsnamen.csv").open(encoding="utf-8", newline="") as bestand:
        return [(rij["naam"], rij["cbs_code"]) for rij in csv.DictReader(bestand)]


def gemeenten(dag: date) -> dict[str, list[Gemeentelidmaatschap]]:
    """Per CBS code the regions of a gemeente on a day, in order of name; one query."""
    uit: dict[str, list[Gemeentelidmaatschap]] = {}
    for lid in Gemeentelidmaatschap.objects.op(dag).select_related("gemeente", "regio").order_by("gemeente__naam"):
        uit.setdefault(lid.gemeente.cbs_code, []).append(lid)
    return uit


def zoek_gemeente(getypt: str, bekend: dict[str, list[Gemeentelidmaatschap]]) -> Gezocht:
    """What someone typed, forgivingly. A single likeness counts as found: the page says what it took it for."""
    codes: dict[str, set[str]] = {leden[0].gemeente.naam: {code} for code, leden in bekend.items()}
    for naam, code in [*Gemeentealias.objects.values_list("naam", "gemeente__cbs_code"), *plaatsnamen()]:
        codes.setdefault(naam, set()).add(code)
    uitkomst = zoek(getypt, codes)
    if len(uitkomst.lijken) == 1:
        return Gezocht(_plaatsen(uitkomst.lijken, codes, bekend), [])
    return Gezocht(_plaatsen(uitkomst.gevonden, codes, bekend), _plaatsen(uitkomst.lijken, codes, bekend))


def _plaatsen(
    namen: Iterable[str], codes: dict[str, set[str]], bekend: dict[str, list[Gemeentelidmaatschap]]
) -> list[Plaats]:
    """A name that is not that of the gemeente itself is told."""
    gevonden = {}
    for naam in namen:
        for code in sorted(codes_van([naam], codes)):
            for lid in bekend.get(code, []):
                via = "" if lid.gemeente.naam == naam else naam
                gevonden.setdefault((code, lid.regio_id), Plaats(lid.gemeente.naam, lid.regio, via))
    return list(gevonden.values())


def aanbod(regio: Regio, gemeenten: Collection[str] = ()) -> Aanbod:
    """Who helps in a region today, in order of name.

    With the names of gemeenten: without an organisation that works in none of these (OV-039).
    """
    dag = klok.vandaag()
    rijen = lopend(dag).filter(regioinschrijving__toewijzing__regio=regio)
    rijen = list(rijen.select_related("regioinschrijving__inschrijving__organisatie", *dekking.BIJ))
    bereik = {rij.organisatie_id: rij for rij in Bereikbaarheid.objects.filter(regio=regio)}
    niet_in = _niet_in(regio, rijen, dag)
    hulp = [
        Hulp(dossier.organisatie, dossier.partijnaam, bereik.get(dossier.organisatie_id), niet_in[deel.pk])
        for deel in {rij.regioinschrijving for rij in rijen}
        for dossier in [deel.inschrijving]
        if not gemeenten or set(gemeenten) - set(niet_in[deel.pk])
    ]
    zorgkantoor = zorgkantoor_van(regio, dag)
    eigen = EigenOndersteuning.objects.filter(uitvoerder=zorgkantoor).first() if zorgkantoor else None
    return Aanbod(regio, sorted(hulp, key=lambda rij: rij.partij.casefold()), zorgkantoor, eigen)


def _niet_in(regio: Regio, rijen: Iterable[Beslissing], dag: date) -> dict[int, list[str]]:
    """Per part of an inschrijving the gemeenten of today that its overeenkomst leaves out."""
    gekozen = dekking.keuzes(rijen)
    leden = list(regio.lidmaatschappen.op(dag).select_related("gemeente").order_by("gemeente__naam"))
    return {
        deel: [lid.gemeente.naam for lid in leden if deel in gekozen and gekozen[deel].laat_weg(lid)]
        for deel in {rij.regioinschrijving_id for rij in rijen}
    }
