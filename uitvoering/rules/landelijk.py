"""The approved production added up for the national report (bijlage 5 art. 3, OV-231). Pure.

Unique persons are never added over months: who comes back would count twice (A67).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
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
    """One region of an overeenkomst. `deel`: id of its Regioinschrijving."""

    deel: int
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
    """Figures of a group. `clienten` None: they cannot be told. `zonder_tarief`: hours that are not in `euros`."""

    sleutel: str
    groep: str
    uren: Decimal
    vragen: int
    euros: Decimal
    clienten: int | None
    zonder_tarief: Decimal = Decimal(0)


SLEUTELS: dict[str, Callable[[Post], tuple[str, str]]] = {
    "maand": lambda post: (f"{post.maand:%Y-%m}", maandnaam(post.maand)),
    "jaar": lambda post: (f"{post.maand:%Y}", f"{post.maand:%Y}"),
    "dienst": lambda post: (f"{post.dienst.nummer:03} {post.dienst.naam}" if post.dienst else "", str(post.dienst)),
    "regio": lambda post: (post.plek.regio, post.plek.regio),
    "zorgkantoor": lambda post: (post.plek.zorgkantoor, post.plek.zorgkantoor),
    "organisatie": lambda post: (f"{post.plek.organisatie} {post.plek.organisatie_id}", post.plek.organisatie),
}


def tel_op(posten: Iterable[Post], clienten: Mapping[tuple[int, date], int], per: str) -> list[Som]:
    """The posten per group, in order. `per`: a key of PER; `clienten`: by `deel` and month."""
    groepen: dict[tuple[str, str], list[Post]] = defaultdict(list)
    for post in posten:
        groepen[SLEUTELS[per](post)].append(post)
    return [_som(*groep, hier, clienten) for groep, hier in sorted(groepen.items())]


def samen(posten: Sequence[Post], clienten: Mapping[tuple[int, date], int]) -> Som:
    """All of it in one."""
    return _som("", "Samen", posten, clienten)


def _som(sleutel: str, groep: str, posten: Sequence[Post], clienten: Mapping[tuple[int, date], int]) -> Som:
    return Som(
        sleutel,
        groep,
        uren=sum((post.uren for post in posten), Decimal(0)),
        vragen=sum(post.vragen for post in posten),
        euros=sum((post.uren * post.tarief for post in posten if post.tarief is not None), Decimal(0)),
        clienten=_clienten(posten, clienten),
        zonder_tarief=sum((post.uren for post in posten if post.tarief is None), Decimal(0)),
    )


def _clienten(posten: Sequence[Post], clienten: Mapping[tuple[int, date], int]) -> int | None:
    """Of one month and of all diensten: otherwise someone would count twice, or it is not known of whom (A67)."""
    if len({post.maand for post in posten}) != 1 or any(post.dienst for post in posten):
        return None
    return sum(clienten[post.plek.deel, post.maand] for post in posten)


def tarief_in(afspraken: Iterable[tuple[date, date | None, Decimal]], maand: date) -> Decimal | None:
    """The tarief of a month, from the afspraken of its year: (first day, changed from, tarief), the latest last.

    As in a declaratie: the one that holds on the first day of the month on which the afspraak runs (OV-121).
    """
    geldig = [tarief for van, vanaf, tarief in afspraken if vanaf is None or vanaf <= max(maand, van)]
    return geldig[-1] if geldig else None
