"""What the portal says about the signature in an uploaded bestuursverklaring (A29).

Three words apart: is the file intact, is the signer who was named, and does the chain end at a root that is trusted
here. Good is only what is good three times; all else is for people to look at. The file itself is always taken.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from inschrijving import rules
from kern.fouten import RegelFout
from kluis.zandbak import draai

SECONDEN = 20  # for the check of a file, loading pyHanko included
REDENEN = {
    "verlopen": "Het certificaat is verlopen.",
    "nog_niet_geldig": "Het certificaat is nog niet geldig.",
    "geen_keten": "De uitgever van het certificaat staat niet op onze lijst.",
    "onleesbaar": "De handtekening is niet te lezen.",
}
GEEN = "In dit bestand zit geen digitale handtekening. Een beoordelaar bekijkt de handtekening op papier."
ONLEESBAAR = (
    "Wij konden niet nagaan of in dit bestand een geldige handtekening zit. Een beoordelaar bekijkt het bestand."
)
ANDERE_INHOUD = "Het is niet precies het document dat het portaal maakte. Een beoordelaar vergelijkt de tekst."


@dataclass(frozen=True)
class Woord:
    """One of the three words: what is asked, the answer, and why."""

    vraag: str
    goed: bool
    uitleg: str


def onderzoek(inhoud: bytes, *, namen: Sequence[str], concept: bytes, moment: datetime) -> dict[str, Any]:
    """The verdict on an uploaded PDF as plain values, to keep beside it (Bewijsstuk.controle).

    In: the bytes, who is named to sign, the PDF that the portal makes now, and the portal's now. Takes at most what
    the sandbox allows; what is too heavy counts as unreadable.
    """
    opdracht = json.dumps({"wortels": _wortels(), "moment": moment.isoformat()}).encode()
    try:
        uitslag = draai("inschrijving.pades:controleer", opdracht + b"\n" + inhoud, seconden=SECONDEN)
    except RegelFout:
        uitslag = {"leesbaar": False, "handtekeningen": []}
    for handtekening in uitslag["handtekeningen"]:
        handtekening["bekend"] = any(rules.zelfde_naam(naam, handtekening["naam"]) for naam in namen)
    return {**uitslag, "zelfde_inhoud": inhoud.startswith(concept), "op": moment.isoformat()}


def _wortels() -> list[str]:
    """The PEM texts of the roots; read each time, so that a list can be renewed without a restart."""
    if not settings.HANDTEKENING_WORTELS:
        return []
    pad = Path(settings.HANDTEKENING_WORTELS)
    bestanden = sorted(pad.glob("*.pem")) if pad.is_dir() else [pad]
    return [bestand.read_text(encoding="ascii") for bestand in bestanden]


def woorden(handtekening: Mapping[str, Any]) -> list[Woord]:
    """The three words about one signature."""
    heel, bekend, vertrouwd = (handtekening[sleutel] for sleutel in ("ongeschonden", "bekend", "vertrouwd"))
    naam = handtekening["naam"] or "niemand"
    return [
        Woord("Ongeschonden", heel, "" if heel else "Het bestand is gewijzigd nadat het is getekend."),
        Woord("Ondertekenaar bekend", bekend, f"Het certificaat staat op naam van {naam}."),
        Woord("Keten vertrouwd", vertrouwd, REDENEN.get(handtekening["reden"], "")),
    ]


def twijfel(controle: Mapping[str, Any], aantal: int) -> str:
    """What a person must look at, in one text; empty when all is good. `aantal`: how many must have signed."""
    over_woorden = (
        f"{woord.vraag}: nee. {woord.uitleg}".strip()
        for handtekening in controle["handtekeningen"]
        for woord in woorden(handtekening)
        if not woord.goed
    )
    return " ".join([*over_woorden, *opmerkingen(controle, aantal)])


def opmerkingen(controle: Mapping[str, Any], aantal: int) -> Iterable[str]:
    """What there is to say besides the three words about each signature."""
    alle = controle["handtekeningen"]
    if not controle["leesbaar"]:
        yield ONLEESBAAR
    elif not alle:
        yield GEEN
    elif len(alle) < aantal:
        yield f"Er staat {len(alle)} digitale handtekening in, en er moeten {aantal} mensen tekenen."
    if alle and not controle["zelfde_inhoud"]:
        yield ANDERE_INHOUD
