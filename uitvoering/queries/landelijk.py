"""Reading the approved production for the national report; a fixed number of queries whatever the years (OV-231)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, Sum

from inschrijving.models import Regioinschrijving
from overeenkomst.models import Prijsvolumeafspraak
from overeenkomst.states import Afspraakstatus
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid
from uitvoering.models import Productierapportage, Productieregel, Verslag
from uitvoering.rules.landelijk import Plek, Post, tarief_in
from uitvoering.rules.productie import Dienst
from uitvoering.states.productie import Productiestatus
from uitvoering.states.verslag import Verslagsoort, Verslagstatus

Afspraak = tuple[date, date | None, Decimal]  # first day, changed from, tarief


@dataclass(frozen=True)
class Maandcijfer:
    """An approved report: of which place and month, and its unique clients."""

    plek: Plek
    maand: date
    clienten: int


def _akkoord(gebruiker: Gebruiker) -> QuerySet[Productierapportage]:
    rijen = Productierapportage.objects.filter(status=Productiestatus.AKKOORD)
    bereik = bevoegdheid(gebruiker).uitvoerders(Recht.PRODUCTIECIJFERS_ZIEN)
    return rijen if bereik is None else rijen.filter(regioinschrijving__inschrijving__uitvoerder__in=bereik)


def maandcijfers(gebruiker: Gebruiker) -> list[Maandcijfer]:
    """Every approved report in reach of this user. Two queries."""
    rijen = _akkoord(gebruiker).order_by("maand")
    wat = list(rijen.values_list("regioinschrijving", "maand", "unieke_clienten"))
    plekken = _plekken({deel for deel, _, _ in wat})
    return [Maandcijfer(plekken[deel], maand, clienten) for deel, maand, clienten in wat]


def _plekken(delen: Iterable[int]) -> dict[int, Plek]:
    velden = (
        "pk",
        "inschrijving",
        "inschrijving__ronde__code",
        "toewijzing__regio__naam",
        "inschrijving__uitvoerder__zorgkantoor",
        "inschrijving__organisatie__statutaire_naam",
        "inschrijving__organisatie",
    )
    return {rij[0]: Plek(*rij) for rij in Regioinschrijving.objects.filter(pk__in=delen).values_list(*velden)}


def jaaropgaven(rijen: Sequence[Maandcijfer]) -> dict[tuple[int, int], int]:
    """Unique persons of a year as the organisation gave them, by dossier and year; of these reports. One query."""
    verslagen = Verslag.objects.filter(
        soort=Verslagsoort.JAAR,
        status=Verslagstatus.AKKOORD,
        overeenkomst__inschrijving__in={rij.plek.dossier for rij in rijen},
    )
    opgaven = verslagen.values_list("overeenkomst__inschrijving", "van", "inhoud__unieke_clienten")
    return {(dossier, van.year): aantal for dossier, van, aantal in opgaven if aantal is not None}


def diensten(gebruiker: Gebruiker) -> list[Dienst]:
    """Every dienst in these reports, as it was called. One query."""
    regels = Productieregel.objects.filter(rapportage__in=_akkoord(gebruiker)).order_by("nummer", "naam")
    return [Dienst(*rij) for rij in regels.values_list("nummer", "naam").distinct()]


def posten(rijen: Sequence[Maandcijfer], *, dienst: Dienst | None = None, per_dienst: bool = False) -> list[Post]:
    """Hours and questions of these reports: of one dienst, apart per dienst, or together. Two queries."""
    gekozen = {(rij.plek.deel, rij.maand): rij.plek for rij in rijen}
    if not gekozen:
        return []
    delen, maanden = {deel for deel, _ in gekozen}, [maand for _, maand in gekozen]
    regels = Productieregel.objects.filter(
        rapportage__status=Productiestatus.AKKOORD,
        rapportage__regioinschrijving__in=delen,
        rapportage__maand__range=(min(maanden), max(maanden)),
    )
    if dienst:
        regels = regels.filter(nummer=dienst.nummer, naam=dienst.naam)
    apart = ("nummer", "naam") if dienst or per_dienst else ()
    wat = regels.order_by().values_list("rapportage__regioinschrijving", "rapportage__maand", *apart)
    tarieven = _tarieven(delen)
    uit = []
    for deel, maand, *welke, uren, vragen in wat.annotate(Sum("uren"), Sum("vragen")):
        if plek := gekozen.get((deel, maand)):
            tarief = tarief_in(tarieven[deel, maand.year], maand)
            uit.append(Post(plek, maand, Dienst(*welke) if welke else None, uren, vragen, tarief))
    return uit


def _tarieven(delen: Iterable[int]) -> dict[tuple[int, int], list[Afspraak]]:
    """Per place and year what was agreed, the latest last; empty where nothing was."""
    uit: dict[tuple[int, int], list[Afspraak]] = defaultdict(list)
    rijen = Prijsvolumeafspraak.objects.filter(regioinschrijving__in=delen).exclude(status=Afspraakstatus.ONTWERP)
    velden = ("regioinschrijving", "jaar", "van", "vanaf", "tarief")
    for deel, jaar, *afspraak in rijen.order_by("verdeling__versie", "pk").values_list(*velden):
        uit[deel, jaar].append(tuple(afspraak))
    return uit
