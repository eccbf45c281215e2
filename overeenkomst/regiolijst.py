"""Reads the list of regions with their gemeenten out of a text, and compares it with what is known. Pure (OV-201).

A row is `name (uitvoerder)<tab>gemeente, gemeente`. Traps: a gemeente with a comma in its name, the last two joined
by 'en', a full stop or comma at the end, semicolons, a heading that returns on each page, and other spellings.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from functools import cached_property

from kern.fouten import RegelFout
from overeenkomst.tekst import BIJLAGE, VOETNOOT, kaal, splits

KOP = re.compile(r"Regio\b[^\t]*\tGemeente.*", re.IGNORECASE)
NAAM = re.compile(r"(.+?) ?\(([^()]+)\)")
LIJKT = 0.8  # how much two spellings must have in common before one is suggested for the other


class Soort(StrEnum):
    REGIO_ERBIJ = "regio_erbij"
    REGIO_WEG = "regio_weg"
    REGIO_ANDERS_GESPELD = "regio_anders_gespeld"
    UITVOERDER_ANDERS = "uitvoerder_anders"
    GEMEENTE_ERBIJ = "gemeente_erbij"
    GEMEENTE_WEG = "gemeente_weg"
    GEMEENTE_VERHUISD = "gemeente_verhuisd"
    GEMEENTE_ANDERS_GESPELD = "gemeente_anders_gespeld"


TOEPASBAAR = {
    Soort.REGIO_ANDERS_GESPELD,
    Soort.GEMEENTE_WEG,
    Soort.GEMEENTE_VERHUISD,
    Soort.GEMEENTE_ANDERS_GESPELD,
}


@dataclass(frozen=True)
class Namen:
    """The names of regions, uitvoerders or gemeenten: official name and other spellings, each with its key."""

    officieel: Mapping[str, str]  # key: name
    schrijfwijzen: Mapping[str, str] = field(default_factory=dict)  # other spelling: key

    def sleutel(self, naam: str) -> str | None:
        """The key of a name as it is written, or else of the one that differs in signs only."""
        return self._precies.get(naam) or self._gevouwen.get(vouw(naam))

    def kent(self, naam: str) -> bool:
        """Whether it is written exactly so."""
        return naam in self._precies

    @cached_property
    def _precies(self) -> dict[str, str]:
        return {**self.schrijfwijzen, **{naam: sleutel for sleutel, naam in self.officieel.items()}}

    @cached_property
    def _gevouwen(self) -> dict[str, str]:
        return {vouw(naam): sleutel for naam, sleutel in self._precies.items()}


@dataclass(frozen=True)
class Bekend:
    """What the portal knows on a day. `ligt_in`: region per gemeente; `bedient`: uitvoerder per region."""

    regios: Namen
    uitvoerders: Namen
    gemeenten: Namen
    ligt_in: Mapping[str, str]
    bedient: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Rij:
    """One region of the list, as it is written."""

    regel: int
    naam: str
    uitvoerder: str
    gemeenten: tuple[str, ...]


@dataclass(frozen=True)
class Lijst:
    rijen: tuple[Rij, ...]
    onbegrepen: tuple[tuple[int, str], ...]

    @property
    def gemeenten(self) -> int:
        return sum(len(rij.gemeenten) for rij in self.rijen)


@dataclass(frozen=True)
class Wijziging:
    """One difference. `wie` is the key of the region or gemeente, '' when it is new; `was`, `wordt` are names."""

    soort: Soort
    naam: str
    wie: str = ""
    was: str = ""
    wordt: str = ""
    naar: str = ""  # key of the region it moves to
    hint: str = ""

    @property
    def toepasbaar(self) -> bool:
        return self.soort in TOEPASBAAR


def vouw(naam: str) -> str:
    """A name without accents, signs and capitals: what two spellings of it have in common."""
    plat = unicodedata.normalize("NFKD", naam).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]", "", plat)


def lees_lijst(tekst: str, bekend: Bekend) -> Lijst:
    """The rows of the list. Raises RegelFout without a list, and for a gemeente or region that is there twice."""
    rijen, onbegrepen = [], []
    for nummer, ruw in _regels_van_de_lijst(tekst):
        rij = _rij(nummer, ruw, bekend)
        if isinstance(rij, Rij):
            rijen.append(rij)
        elif rij is None:
            onbegrepen.append((nummer, ruw))
    if not rijen:
        raise RegelFout(
            "In dit bestand staat geen lijst van regio’s. Verwacht: een kop met Regio en Gemeenten, en per regel een "
            "regio, een tab en de gemeenten met komma’s ertussen."
        )
    _eis_eenmaal(rijen, bekend)
    return Lijst(tuple(rijen), tuple(onbegrepen))


def vergelijk(lijst: Lijst, bekend: Bekend) -> list[Wijziging]:
    """What is different from what is known: by kind, then by name."""
    gevonden: dict[str, str] = {}
    uit: list[Wijziging] = []
    genoemd = set()
    for rij in lijst.rijen:
        regio = bekend.regios.sleutel(rij.naam)
        genoemd.add(regio)
        uit += _regiowijzigingen(rij, regio, bekend)
        for naam in rij.gemeenten:
            sleutel = bekend.gemeenten.sleutel(naam)
            if sleutel:
                gevonden[sleutel] = regio or ""
            uit += _gemeentewijzigingen(naam, sleutel, rij, regio, bekend)
    uit += [
        Wijziging(Soort.REGIO_WEG, bekend.regios.officieel[regio], regio)
        for regio in sorted(set(bekend.ligt_in.values()) - genoemd)
    ]
    weg = {gemeente: regio for gemeente, regio in bekend.ligt_in.items() if gemeente not in gevonden}
    uit += [
        Wijziging(Soort.GEMEENTE_WEG, bekend.gemeenten.officieel[g], g, was=bekend.regios.officieel[r])
        for g, r in weg.items()
    ]
    volgorde = list(Soort)
    return sorted(
        (_met_hint(w, weg, bekend) for w in uit),
        key=lambda wijziging: (volgorde.index(wijziging.soort), wijziging.naam),
    )


def mag_toepassen(lijst: Lijst, wijzigingen: Sequence[Wijziging]) -> None:
    """Refuse a list that is not whole or not understood: what is not in it would be taken away."""
    if lijst.onbegrepen:
        raise RegelFout(f"Regel {lijst.onbegrepen[0][0]} is niet begrepen. Verbeter het bestand eerst.")
    for wijziging in wijzigingen:
        if wijziging.soort in (Soort.REGIO_WEG, Soort.REGIO_ERBIJ):
            mist = "staat niet in de lijst" if wijziging.soort is Soort.REGIO_WEG else "is niet bekend in het portaal"
            raise RegelFout(f"De regio {wijziging.naam} {mist}. Toepassen kan alleen met de hele lijst.")
        if wijziging.soort is Soort.GEMEENTE_ERBIJ:
            raise RegelFout(
                f"De gemeente {wijziging.naam} is niet bekend in het portaal. Voeg haar eerst toe bij Gemeenten, met "
                "haar CBS-code, of verbeter de naam in het bestand."
            )


def _regels_van_de_lijst(tekst: str) -> Iterator[tuple[int, str]]:
    """The lines from the first heading of the list to the next bijlage; headings and footnotes themselves left out."""
    binnen = False
    for nummer, ruw in splits(tekst):
        regel = kaal(ruw)
        if KOP.fullmatch(regel):
            binnen = True
        elif binnen and BIJLAGE.fullmatch(regel):
            return
        elif binnen and not VOETNOOT.fullmatch(regel):
            yield nummer, ruw


def _rij(nummer: int, ruw: str, bekend: Bekend) -> Rij | None:
    cellen = [kaal(cel) for cel in ruw.split("\t")]
    if len(cellen) != 2 or not all(cellen):
        return None
    naam, uitvoerder = cellen[0], ""
    if (met := NAAM.fullmatch(naam)) and not (bekend.regios.kent(naam) and not bekend.uitvoerders.sleutel(met[2])):
        naam, uitvoerder = met[1], met[2]
    gemeenten = _gemeenten(cellen[1], bekend.gemeenten)
    return Rij(nummer, naam, uitvoerder, gemeenten) if gemeenten else None


def _gemeenten(cel: str, namen: Namen) -> tuple[str, ...] | None:
    """The names in a cell; None when two could be joined by 'en' and only one of them is known."""
    stukken = [stuk.strip() for stuk in re.split("[,;]", cel.rstrip(" .,;")) if stuk.strip()]
    uit: list[str] = []
    plek = 0
    while plek < len(stukken):
        lengte = next(
            (n for n in range(len(stukken) - plek, 1, -1) if namen.sleutel(", ".join(stukken[plek : plek + n]))), 1
        )
        uit.append(", ".join(stukken[plek : plek + lengte]))
        plek += lengte
    if uit and " en " in uit[-1] and not namen.sleutel(uit[-1]):
        delen = re.split(r" en (?=\S)", uit[-1])
        paren = [(" en ".join(delen[:n]), " en ".join(delen[n:])) for n in range(1, len(delen))]
        bekende = [paar for paar in paren if all(namen.sleutel(naam) for naam in paar)]
        if not bekende and any(namen.sleutel(naam) for paar in paren for naam in paar):
            return None
        uit[-1:] = bekende[0] if bekende else uit[-1:]
    return tuple(uit)


def _eis_eenmaal(rijen: Sequence[Rij], bekend: Bekend) -> None:
    for wat, namen, geschreven in (
        ("regio", bekend.regios, [rij.naam for rij in rijen]),
        ("gemeente", bekend.gemeenten, [naam for rij in rijen for naam in rij.gemeenten]),
    ):
        telling = Counter(namen.sleutel(naam) or vouw(naam) for naam in geschreven)
        for naam in geschreven:
            if telling[namen.sleutel(naam) or vouw(naam)] > 1:
                raise RegelFout(f"De {wat} {naam} staat twee keer in de lijst. Verbeter het bestand.")


def _regiowijzigingen(rij: Rij, regio: str | None, bekend: Bekend) -> Iterator[Wijziging]:
    if regio is None:
        yield Wijziging(Soort.REGIO_ERBIJ, rij.naam)
        return
    naam = bekend.regios.officieel[regio]
    if not bekend.regios.kent(rij.naam):
        yield Wijziging(Soort.REGIO_ANDERS_GESPELD, naam, regio, was=naam, wordt=rij.naam)
    was = bekend.bedient.get(regio)
    if was and rij.uitvoerder and bekend.uitvoerders.sleutel(rij.uitvoerder) != was:
        yield Wijziging(
            Soort.UITVOERDER_ANDERS, naam, regio, was=bekend.uitvoerders.officieel[was], wordt=rij.uitvoerder
        )


def _gemeentewijzigingen(
    naam: str, gemeente: str | None, rij: Rij, regio: str | None, bekend: Bekend
) -> Iterator[Wijziging]:
    if gemeente is None:
        yield Wijziging(Soort.GEMEENTE_ERBIJ, naam, wordt=rij.naam)
        return
    officieel, was = bekend.gemeenten.officieel[gemeente], bekend.ligt_in.get(gemeente, "")
    if not bekend.gemeenten.kent(naam):
        yield Wijziging(Soort.GEMEENTE_ANDERS_GESPELD, officieel, gemeente, was=officieel, wordt=naam)
    if regio and was != regio:
        oud = bekend.regios.officieel.get(was, "")
        nieuw = bekend.regios.officieel[regio]
        yield Wijziging(Soort.GEMEENTE_VERHUISD, officieel, gemeente, was=oud, wordt=nieuw, naar=regio)


def _met_hint(wijziging: Wijziging, weg: Mapping[str, str], bekend: Bekend) -> Wijziging:
    """With the gemeente that is missing from the list and reads almost the same, if there is one."""
    if wijziging.soort is not Soort.GEMEENTE_ERBIJ:
        return wijziging
    namen = [bekend.gemeenten.officieel[gemeente] for gemeente in weg]
    lijkt = get_close_matches(wijziging.naam, namen, n=1, cutoff=LIJKT)
    return Wijziging(wijziging.soort, wijziging.naam, wordt=wijziging.wordt, hint=lijkt[0] if lijkt else "")
