"""Chapter 3: decisions, letters, the one moment of release, bezwaar and what follows from it."""

from bekendmaking.models.bezwaar import Bezwaar, Herziening
from bekendmaking.models.brief import Beslissing, Brief, Logo, Vrijgave
from bekendmaking.models.geschil import Geschil, KortGeding
from bekendmaking.models.opdracht import Archief, Brievenreeks

__all__ = [
    "Archief",
    "Beslissing",
    "Bezwaar",
    "Brief",
    "Brievenreeks",
    "Geschil",
    "Herziening",
    "KortGeding",
    "Logo",
    "Vrijgave",
]
