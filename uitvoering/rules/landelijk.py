"""The approved production added up for the national report (bijlage 5 art. 3, OV-231). Pure.

Unique persons are never added over months: who comes back would count twice (A67). Those of a month come with its
production, those of a year from the jaarverantwoording, where the organisation gave them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from uitvoering.rules.productie import Dienst, maandnaam

PER = {
    "maand": "Maand",
    "jaar": "Jaar",
    "dienst": "Dienst",
    "regio": "Regio",
    "zorgkantoor": "Zorgkantoor",
    "organisatie": "Organisatie",
}


@dataclass(frozen=True)
class Plek:
    """One region of an overeenkomst. `deel`: id of its Regioinschrijving, `dossier`: of its Inschrijving."""

    deel: int
    dossier: int
    ronde: str
    regio: str
    zorgkantoor: str
    organisatie: str
    organisatie_id: int


@dataclass(frozen=True)
class Post:
    """Hours and questions of a place in a month: of one dienst, or of all when `dienst` is None.

    `tarief` in euro per hour, None without an afspraak.
    """

    plek: Plek
    maand: date
    dienst: Dienst | None
    uren: Decimal
    vragen: int
    tarief: Decimal | None


@dataclass(frozen=True)
class Som:
    """Figures of a group. `clienten` None: they cannot be told; `bron`: where they come from, when it is of a year.

    `zonder_tarief`: hours that are not in `euros`.
    """

    sleutel: str
    groep: str
    uren: Decimal
    vragen: int
    euros: Decimal
    clienten: int | None
    zonder_tarief: Decimal = Decimal(0)
    bron: str = ""


@dataclass(frozen=True)
class Clienten:
    """Unique persons as they were reported: by `deel` and month, and by `dossier` and year.

    `per_jaar` is empty when only a part of each year is asked: some months, a region, a dienst.
    """

    per_maand: Mapping[tuple[int, date], int]
    per_jaar: Mapping[tuple[int, int], int]

    def van(self, posten: Sequence[Post]) -> tuple[int | None, str]:
        """Of these posten, and where a figure of a year comes from; None when someone would count twice (A67)."""
        jaren = {post.maand.year for post in posten}
        dossiers = {post.plek.dossier for post in posten}
        if len(jaren) != 1 or any(post.dienst for post in posten):
            return None, ""
        [jaar] = jaren
        if opgaven := [self.per_jaar[dossier, jaar] for dossier in dossiers if (dossier, jaar) in self.per_jaar]:
            return sum(opgaven), _bron(jaar, len(opgaven), len(dossiers))
        if len({post.maand for post in posten}) != 1:
            return None, ""
        return sum(self.per_maand[post.plek.deel, post.maand] for post in posten), ""


def _bron(jaar: int, gaven: int, alle: int) -> str:
    van = f", van {gaven} van de {alle} overeenkomsten" if alle > 1 else ""
    return f"jaarverantwoording {jaar}{van}"


SLEUTELS: dict[str, Callable[[Post], tuple[str, str]]] = {
    "maand": lambda post: (f"{post.maand:%Y-%m}", maandnaam(post.maand)),
    "jaar": lambda post: (f"{post.maand:%Y}", f"{post.maand:%Y}"),
    "dienst": lambda post: (f"{post.dienst.nummer:03} {post.dienst.naam}" if post.dienst else "", str(post.dienst)),
    "regio": lambda post: (post.plek.regio, post.plek.regio),
    "zorgkantoor": lambda post: (post.plek.zorgkantoor, post.plek.zorgkantoor),
    "organisatie": lambda post: (f"{post.plek.organisatie} {post.plek.organisatie_id}", post.plek.organisatie),
}

HEEL = frozenset({"jaar", "zorgkantoor", "organisatie"})  # per these a group has all regions of an overeenkomst


def tel_op(posten: Iterable[Post], clienten: Clienten, per: str) -> list[Som]:
    """The posten per group, in order. `per`: a key of PER."""
    if per not in HEEL:
        clienten = replace(clienten, per_jaar={})
    groepen: dict[tuple[str, str], list[Post]] = defaultdict(list)
    for post in posten:
        groepen[SLEUTELS[per](post)].append(post)
    return [_som(*groep, hier, clienten) for groep, hier in sorted(groepen.items())]


def samen(posten: Sequence[Post], clienten: Clienten) -> Som:
    """All of it in one."""
    return _som("", "Samen", posten, clienten)


def _som(sleutel: str, groep: str, posten: Sequence[Post], clienten: Clienten) -> Som:
    aantal, bron = clienten.van(posten)
    return Som(
        sleutel,
        groep,
        uren=sum((post.uren for post in posten), Decimal(0)),
        vragen=sum(post.vragen for post in posten),
        euros=sum((post.uren * post.tarief for post in posten if post.tarief is not None), Decimal(0)),
        clienten=aantal,
        zonder_tarief=sum((post.uren for post in posten if post.tarief is None), Decimal(0)),
        bron=bron,
    )


def tarief_in(afspraken: Iterable[tuple[date, date | None, Decimal]], maand: date) -> Decimal | None:
    """The tarief of a month, from the afspraken of its year: (first day, changed from, tarief), the latest last.

    As in a declaratie: the one that holds on the first day of the month on which the afspraak runs (OV-121).
    """
    geldig = [tarief for van, vanaf, tarief in afspraken if vanaf is None or vanaf <= max(maand, van)]
    return geldig[-1] if geldig else None
