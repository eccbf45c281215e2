"""The organisations with an overeenkomst, for everyone: where they work, their rules, and who a client can choose."""

from dataclasses import dataclass
from itertools import groupby

from bekendmaking.states import Status
from inschrijving.aanbod import Aanbod, aanbod
from kern import klok, muur
from overeenkomst.queries.looptijden import gegund
from partijen.models import Organisatie


@dataclass(frozen=True)
class Plek:
    """One region that an organisation got. `partij`: under what name; `deel`: pk of its part of the dossier."""

    deel: int
    partij: str
    organisatie: int
    regio: str
    sleutel: str
    zorgkantoor: str
    voorlopig: bool
    aantal: int = 0


@dataclass(frozen=True)
class Aanbieder:
    """The public page of one organisation; `namen`: (name, regions) of the people, when it chose to show them."""

    organisatie: Organisatie
    plekken: list[Plek]
    aanbod: Aanbod
    namen: list[tuple[str, str]]


def plekken(regio: str = "") -> list[tuple[str, list[Plek]]]:
    """Per region, in order of name, who got an overeenkomst there; `regio`: the key of one. One query."""
    rijen = gegund(klok.vandaag())
    if regio:
        rijen = rijen.filter(regioinschrijving__toewijzing__regio__sleutel=regio)
    alle = sorted((_plek(rij) for rij in rijen), key=lambda plek: (plek.regio, plek.partij))
    return [(naam, list(groep)) for naam, groep in groupby(alle, key=lambda plek: plek.regio)]


@muur.erbuiten()  # public: who gives the support, of who got an overeenkomst
def aanbieder(organisatie_id: int) -> Aanbieder | None:
    """None for whoever has no released overeenkomst: whether it entered at all is nobody's business (B28)."""
    rijen = gegund(klok.vandaag()).filter(regioinschrijving__inschrijving__organisatie=organisatie_id)
    beslissingen = list(rijen.order_by("regioinschrijving__toewijzing__regio__naam"))
    if not beslissingen:
        return None
    biedt = aanbod([rij.regioinschrijving_id for rij in beslissingen])
    per_deel = {
        rij.regioinschrijving_id: sum(rij.regioinschrijving_id in persoon.delen for persoon in biedt.personen)
        for rij in beslissingen
    }
    eigen = [_plek(rij, per_deel[rij.regioinschrijving_id]) for rij in beslissingen]
    organisatie = beslissingen[0].regioinschrijving.inschrijving.organisatie
    namen = [
        (persoon.naam, ", ".join(plek.regio for plek in eigen if plek.deel in persoon.delen))
        for persoon in biedt.personen
    ]
    return Aanbieder(organisatie, eigen, biedt, namen if organisatie.namen_openbaar else [])


def _plek(rij, aantal: int = 0) -> Plek:
    deel = rij.regioinschrijving
    return Plek(
        deel=deel.pk,
        partij=deel.inschrijving.partijnaam,
        organisatie=deel.inschrijving.organisatie_id,
        regio=deel.toewijzing.regio.naam,
        sleutel=deel.toewijzing.regio.sleutel,
        zorgkantoor=deel.toewijzing.uitvoerder.zorgkantoor,
        voorlopig=rij.status == Status.VOORLOPIG,
        aantal=aantal,
    )
