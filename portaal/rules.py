"""Pure: finding a gemeente by what someone typed: old names, other spellings and typing errors are forgiven."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

LIJKT = 0.75  # from here on two names may be the same with a typing error in one of them
HOOGSTENS = 8
VOORVOEGSELS = ("gemeente ", "de gemeente ")


@dataclass(frozen=True)
class Zoekuitkomst:
    """`gevonden`: names that are what was typed; `lijken`: names that come near, the nearest first."""

    gevonden: list[str]
    lijken: list[str]


def vergelijkbaar(naam: str) -> str:
    """A name without case, accents, apostrophes, hyphens and spaces: '’s-Hertogenbosch' is 'shertogenbosch'."""
    plat = unicodedata.normalize("NFKD", naam.casefold())
    plat = "".join(teken for teken in plat if not unicodedata.combining(teken))
    for voorvoegsel in VOORVOEGSELS:
        plat = plat.removeprefix(voorvoegsel)
    return re.sub(r"[^a-z0-9]", "", re.sub(r"\b(sint|st)\b", "st", plat))


def zoek(getypt: str, namen: Iterable[str]) -> Zoekuitkomst:
    """What was typed among all names. A name that is the same counts alone; else its begin, a part, or a likeness."""
    doel = vergelijkbaar(getypt)
    if not doel:
        return Zoekuitkomst([], [])
    vormen = {naam: vergelijkbaar(naam) for naam in namen}
    if gelijk := sorted(naam for naam, vorm in vormen.items() if vorm == doel):
        return Zoekuitkomst(gelijk, [])
    scores = {naam: _score(doel, vorm) for naam, vorm in vormen.items()}
    lijken = sorted((naam for naam, score in scores.items() if score >= LIJKT), key=lambda n: (-scores[n], n))
    return Zoekuitkomst([], lijken[:HOOGSTENS])


def _score(doel: str, vorm: str) -> float:
    """2 for a name that begins so, 1 for one with it as a part, else how alike they are (0 to 1)."""
    if len(doel) >= 2 and vorm.startswith(doel):
        return 2
    if len(doel) >= 3 and doel in vorm:
        return 1
    gelijkenis = SequenceMatcher(None, doel, vorm)
    return gelijkenis.ratio() if gelijkenis.real_quick_ratio() >= LIJKT else 0


def codes_van(namen: Iterable[str], codes: Mapping[str, set[str]]) -> set[str]:
    """The gemeenten behind these names, as CBS codes; an old name can be of several."""
    return set().union(*(codes[naam] for naam in namen))
