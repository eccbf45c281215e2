"""Verduidelijkingsvragen, made by the real actions."""

from collections.abc import Mapping
from uuid import uuid4

from beoordeling import actions, vraagqueries
from beoordeling.models import Verduidelijking, Verduidelijkingsvraag
from inschrijving.models import Inschrijving
from partijen.models import Gebruiker
from partijen.states import Rolsoort
from tests.beoordeling.hulp import plek

VRAAG = "Wilt u uitleggen welke doelgroepen u in deze regio begeleidt?"
ANTWOORD = "Alle drie de doelgroepen, sinds 2012."


def sleutel(dossier: Inschrijving, regio_id: int | None = None) -> str:
    return f"{dossier.pk}-{regio_id or 0}"


def stel_op(
    dossier: Inschrijving,
    eis: int,
    door: Gebruiker,
    *,
    regio: str = "",
    aanleiding: str = "",
    onderwerp: str = "onderbouwing",
    weglaten: Mapping[str, str] | None = None,
    tekst: str = VRAAG,
) -> Verduidelijkingsvraag:
    """Write a question about an eis, having seen the group as it is now."""
    waar = plek(dossier, eis, regio)
    soort = dossier.ronde.eisen.get(nummer=eis)
    groep = vraagqueries.in_dezelfde_positie(dossier, soort, aanleiding, onderwerp)
    invoer = actions.Vraaginvoer(
        regioinschrijving_id=waar.pop("regioinschrijving_id"),
        aanleiding=aanleiding,
        onderwerp=onderwerp,
        tekst=tekst,
        weglaten=weglaten or {},
        gezien={rij.sleutel for rij in groep},
    )
    return actions.stel_vraag_op(**waar, invoer=invoer, door=door)


def verstuur(vraag: Verduidelijkingsvraag, door: Gebruiker) -> Verduidelijkingsvraag:
    """Send it as it stands now."""
    gezien = vraagqueries.hash_van(vraag, vraagqueries.ontvangers(vraag))
    return actions.verstuur_vraag(vraag_id=vraag.pk, gezien_hash=gezien, door=door)


def tekenaar(dossier: Inschrijving) -> Gebruiker:
    """Who may sign for the organisation of the dossier."""
    return dossier.organisatie.rollen.filter(soort=Rolsoort.TEKENBEVOEGDE).earliest("pk").gebruiker


def beantwoord(rij: Verduidelijking, antwoord: str = ANTWOORD) -> Verduidelijking:
    """The organisation answers."""
    return actions.beantwoord_vraag(
        verduidelijking_id=rij.pk, antwoord=antwoord, sleutel=uuid4(), door=tekenaar(rij.inschrijving)
    )
