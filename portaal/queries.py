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
from overeenkomst.queries import afspraken, bereikbaar, heropenen, onderaannemers, verlengingen, wijzigingen
from overeenkomst.queries import contracten as overeenkomst
from partijen.models import Gebruiker
from partijen.permissions import Recht, bevoegdheid
from publicatie import queries as publicatie
from publicatie.models import Inkoopronde, Regiotoewijzing
from publicatie.queries import openbare_rondes
from publicatie.states import Rondesoort
from selectie import overzicht as selectiestand
from selectie import queries as selectie
from uitvoering.queries import (
    controles,
    declaraties,
    einde,
    gesprekken,
    herzieningen,
    meldingen,
    overschrijding,
    productie,
    signalen,
    tekortkomingen,
    verslagen,
)

KAMERS = (
    signalen,
    *(publicatie, beoordeling, selectie, bekendmaking, afspraken),
    *(overeenkomst, wijzigingen, verlengingen, bereikbaar, onderaannemers, heropenen),
    *(tekortkomingen, controles, meldingen, einde, gesprekken, productie, declaraties, verslagen),
    *(overschrijding, herzieningen, berichten),
)


@dataclass(frozen=True)
class Werk:
    """One thing that waits on a user: what, where, and the moment by which it must be done."""

    wat: str
    waar: str
    url: str
    voor: datetime | None
    spoed: bool = False


def mijn_werk(gebruiker: Gebruiker) -> list[Werk]:
    """What waits on this user: what is urgent, then the nearest deadline. Each phase names its own, oldest first."""
    taken: list[Werk] = []
    for kamer in KAMERS:
        taken += [Werk(*taak) for taak in kamer.werk_voor(gebruiker)]
    nu = klok.nu()
    return sorted(taken, key=lambda werk: (not werk.spoed, werk.voor is None, werk.voor or nu))


@dataclass(frozen=True)
class Tegel:
    """Figures of one region on the map; `stand` is over, past, selectie, vol or leeg (nothing to see)."""

    toewijzing: Regiotoewijzing
    voldoen: int
    bestaand: int
    nieuw: int
    stand: str
    url: str
    selectie: str = ""
    loting: str = ""
    klaar: bool = False

    STANDEN = {
        "over": "Plaats over",
        "past": "Precies vol",
        "selectie": "Selectie nodig",
        "vol": "Vol",
        "leeg": "Geen cijfers",
    }

    @property
    def standnaam(self) -> str:
        return self.STANDEN[self.stand]

    @property
    def plaatsen(self) -> int:
        """Places left for new organisations (IK-167)."""
        return max(0, self.toewijzing.maximum - self.bestaand)

    @property
    def pitten(self) -> list[str]:
        gevuld = min(self.nieuw, self.plaatsen)
        return ["bestaand"] * self.bestaand + ["nieuw"] * gevuld + ["leeg"] * (self.plaatsen - gevuld)


def kaart(ronde: Inkoopronde, gebruiker: Gebruiker) -> list[Tegel]:
    """All regions of a round in map order; figures only for regions whose dossiers this user may see (B26)."""
    uitvoerders = bevoegdheid(gebruiker).uitvoerders(Recht.SELECTIE_ZIEN)
    voldoet = Q(regioinschrijvingen__beoordeling__status="voldoet")
    bestaand = voldoet & Q(regioinschrijvingen__classificatie__indeling="bestaand")
    rijen = ronde.toewijzingen.select_related("regio", "uitvoerder", "ronde").annotate(
        aantal_voldoet=Count("regioinschrijvingen", filter=voldoet),
        aantal_bestaand=Count("regioinschrijvingen", filter=bestaand),
    )
    return [_tegel(rij, uitvoerders) for rij in selectiestand.met_stand(rijen).order_by("regio__rij", "regio__kolom")]


def _tegel(rij: Regiotoewijzing, uitvoerders: Iterable[int] | None) -> Tegel:
    if uitvoerders is not None and rij.uitvoerder_id not in uitvoerders:
        return Tegel(rij, 0, 0, 0, "leeg", "")
    voldoen, bestaand = rij.aantal_voldoet, rij.aantal_bestaand  # type: ignore[attr-defined]
    maximum = rij.maximum
    stand = (
        "vol" if bestaand >= maximum else "selectie" if voldoen > maximum else "past" if voldoen == maximum else "over"
    )
    ver, url = selectiestand.stand(rij), reverse("regioselectie", args=[rij.pk])
    return Tegel(rij, voldoen, bestaand, voldoen - bestaand, stand, url, ver.selectie, ver.loting, ver.klaar)


def huidige_ronde() -> Inkoopronde | None:
    """The published round that most recently began and that has places to give: an extension round has none."""
    return openbare_rondes().exclude(soort=Rondesoort.VERLENGING).order_by("-publicatie_op").first()
