"""Reads the list of regions with their gemeenten out of a text, and compares it with what is known. Pure (OV-201).

A row is `name (uitvoerder)<tab>gemeente, gemeente`. Traps: a gemeente with a comma in its name, the last two joined
by 'en', a full stop or comma at the end, semicolons, a heading that returns on each page, and other spellings.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum
from functools import cached_property

from kern.fouten import RegelFout
from kern.rules import canoniek, sha256
from overeenkomst.inlezen.tekst import BIJLAGE, VOETNOOT, kaal, splits

KOP = re.compile(r"Regio\b[^\t]*\tGemeente.*", re.IGNORECASE)
NAAM = re.compile(r"(.+?) ?\(([^()]+)\)")
MAX_NAAM = 80
MAX_GEMEENTEN = 1000
KOMMAS = 3  # at most this many inside one name
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
    lijst = Lijst(tuple(rijen), tuple(onbegrepen))
    if lijst.gemeenten > MAX_GEMEENTEN:
        raise RegelFout(
            f"Deze lijst heeft meer dan {MAX_GEMEENTEN} gemeenten. Kies het bestand met de lijst van regio’s."
        )
    _eis_eenmaal(rijen, bekend)
    return lijst


def vergelijk(lijst: Lijst, bekend: Bekend) -> list[Wijziging]:
    """What is different from what is known: by kind, then by name."""
    gevonden: set[str] = set()
    uit: list[Wijziging] = []
    genoemd: set[str | None] = set()
    for rij in lijst.rijen:
        regio = bekend.regios.sleutel(rij.naam)
        genoemd.add(regio)
        uit += _regiowijzigingen(rij, regio, bekend)
        for naam in rij.gemeenten:
            sleutel = bekend.gemeenten.sleutel(naam)
            if sleutel:
                gevonden.add(sleutel)
            uit += _gemeentewijzigingen(naam, sleutel, rij, regio, bekend)
    regios = sorted(set(bekend.ligt_in.values()) - genoemd)
    uit += [Wijziging(Soort.REGIO_WEG, bekend.regios.officieel[regio], regio) for regio in regios]
    for gemeente, regio in bekend.ligt_in.items():
        if gemeente not in gevonden:
            naam, was = bekend.gemeenten.officieel[gemeente], bekend.regios.officieel[regio]
            uit.append(Wijziging(Soort.GEMEENTE_WEG, naam, gemeente, was=was))
    weg = {soort: [w.naam for w in uit if w.soort is soort] for soort in (Soort.REGIO_WEG, Soort.GEMEENTE_WEG)}
    volgorde = list(Soort)
    met_hint = (_met_hint(w, weg[Soort.REGIO_WEG], weg[Soort.GEMEENTE_WEG]) for w in uit)
    return sorted(met_hint, key=lambda wijziging: (volgorde.index(wijziging.soort), wijziging.naam))


def lijsthash(wijzigingen: Sequence[Wijziging]) -> str:
    """Hash of the differences, so that what is taken over is what was on the screen."""
    return sha256(canoniek([asdict(wijziging) for wijziging in wijzigingen]))


def mag_toepassen(lijst: Lijst, wijzigingen: Sequence[Wijziging]) -> None:
    """Refuse a list that is not whole or not understood: what is not in it would be taken away."""
    if lijst.onbegrepen:
        raise RegelFout(f"Regel {lijst.onbegrepen[0][0]} is niet begrepen. Verbeter het bestand eerst.")
    for wijziging in wijzigingen:
        if wijziging.soort in (Soort.REGIO_WEG, Soort.REGIO_ERBIJ):
            mist = "staat niet in de lijst" if wijziging.soort is Soort.REGIO_WEG else "is niet bekend in het portaal"
            raise RegelFout(f"De regio {wijziging.naam} {mist}. Wij nemen een lijst alleen in haar geheel over.")
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
    """The names in a cell; None for what is no name, and when of two joined by 'en' only one is known."""
    stukken = [stuk.strip() for stuk in re.split("[,;]", cel.rstrip(" .,;")) if stuk.strip()]
    uit: list[str] = []
    plek = 0
    while plek < len(stukken):
        lengte = next(
            (
                n
                for n in range(min(len(stukken) - plek, KOMMAS + 1), 1, -1)
                if namen.sleutel(", ".join(stukken[plek : plek + n]))
            ),
            1,
        )
        uit.append(", ".join(stukken[plek : plek + lengte]))
        plek += lengte
    if any(len(naam) > MAX_NAAM for naam in uit):
        return None
    gesplitst = [_gesplitst(naam, namen) for naam in uit]
    return None if None in gesplitst else tuple(naam for deel in gesplitst for naam in deel or ())


def _gesplitst(naam: str, namen: Namen) -> tuple[str, ...] | None:
    """One name, or two that were joined by 'en'; None when only one of those two is known."""
    if " en " not in naam or namen.sleutel(naam):
        return (naam,)
    delen = naam.split(" en ")
    paren = [(" en ".join(delen[:n]), " en ".join(delen[n:])) for n in range(1, len(delen))]
    bekend = [tuple(bool(namen.sleutel(deel)) for deel in paar) for paar in paren]
    if (True, True) in bekend:
        return paren[bekend.index((True, True))]
    return (naam,) if all(paar == (False, False) for paar in bekend) else None


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


def _met_hint(wijziging: Wijziging, regios: Sequence[str], gemeenten: Sequence[str]) -> Wijziging:
    """With the name that is missing from the list and reads almost the same, if there is one."""
    namen = {Soort.REGIO_ERBIJ: regios, Soort.GEMEENTE_ERBIJ: gemeenten}.get(wijziging.soort, ())
    lijkt = get_close_matches(wijziging.naam, namen, n=1, cutoff=LIJKT)
    return replace(wijziging, hint=lijkt[0]) if lijkt else wijziging
