"""What is different between two versions of a text, part by part. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from overeenkomst.inlezen.tekst import Deel, Tekst, kaal


@dataclass(frozen=True)
class Regelverschil:
    """Lines that went and lines that came in their place."""

    was: tuple[str, ...]
    wordt: tuple[str, ...]


@dataclass(frozen=True)
class Deelverschil:
    """A part that is 'nieuw', 'vervallen' or 'gewijzigd'."""

    naam: str
    soort: str
    regels: tuple[Regelverschil, ...]


def verschillen(oud: Tekst, nieuw: Tekst) -> list[Deelverschil]:
    """In the order of the new text, what went last. Space around and inside a line makes no difference."""
    vroeger = {deel.sleutel: deel for deel in oud.delen}
    nu = {deel.sleutel: deel for deel in nieuw.delen}
    uit = []
    for sleutel, deel in nu.items():
        regels = tuple(_regels(_zinnen(vroeger.get(sleutel)), _zinnen(deel)))
        if regels:
            uit.append(Deelverschil(deel.naam, "gewijzigd" if sleutel in vroeger else "nieuw", regels))
    weg = [deel for sleutel, deel in vroeger.items() if sleutel not in nu]
    return uit + [Deelverschil(deel.naam, "vervallen", tuple(_regels(_zinnen(deel), []))) for deel in weg]


def _zinnen(deel: Deel | None) -> list[str]:
    return [kaal(regel.tekst) for regel in deel.regels] if deel else []


def _regels(oud: list[str], nieuw: list[str]) -> Iterator[Regelverschil]:
    for soort, a, b, c, d in SequenceMatcher(None, oud, nieuw).get_opcodes():
        if soort != "equal":
            yield Regelverschil(tuple(oud[a:b]), tuple(nieuw[c:d]))
