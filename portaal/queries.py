"""What waits on whom, across the phases, and the figures of the map."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse

from bekendmaking import werk as bekendmaking
from beoordeling import werk as beoordeling
from berichten import queries as berichten
from kern import klok
from overeenkomst import afspraken, bereikbaar, onderaannemers
from overeenkomst import contracten as overeenkomst
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid
from publicatie import queries as publicatie
from publicatie.models import Inkoopronde, Regiotoewijzing
from publicatie.queries import openbare_rondes
from publicatie.states import Rondesoort
from selectie import overzicht as selectiestand
from selectie import queries as selectie
from uitvoering.queries import tekortkomingen

KAMERS = (
    *(publicatie, beoordeling, selectie, bekendmaking, afspraken),
    *(overeenkomst, bereikbaar, onderaannemers, tekortkomingen, berichten),
)


@dataclass(frozen=True)
class Werk:
    """One thing that waits on a user: what, where, and the moment by which it must be done."""

    wat: str
    waar: str
    url: str
    voor: datetime | None


def mijn_werk(gebruiker: Gebruiker) -> list[Werk]:
    """What waits on this user, nearest deadline first. Each phase names its own work, oldest first."""
    taken: list[Werk] = []
