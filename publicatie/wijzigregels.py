"""Pure: what may still change in a published round, what differs, and when the closing may move (T14, B36)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from kern.fouten import RegelFout
from kern.opmaak import ZONE, datum, moment

SPELING = timedelta(minutes=1)  # between the last confirmation and the first opening, so that the two never meet
VAST = frozenset(  # terms that everyone reckons with from the publication on
    "code publicatie_op sluiting_op vragen_vanaf opening_na_minuten opening_binnen_minuten bezwaar_dagen "
    "bezwaar_uiterste_dagen antwoord_dagen opschorting_dagen kort_geding_dagen overige_geschillen_dagen".split()
)
SCHUIVEND = (
    "vragen_tot",
    "nota_op",
    "beoordeling_vanaf",
    "bekendmaking_op",
    "bezwaar_tot",
    "overeenkomsten_vanaf",
    "ingang_op",
    "antwoord_uiterlijk",
    "opschorting_tot",
    "heropening_op",
)

ONDER_DE_HANDTEKENING = frozenset({"ingang_op", "looptijd_bestaand_tot"})  # what one agrees to in a verlenging


def verschil(voor: Mapping[str, str], na: Mapping[str, str]) -> list[dict[str, str]]:
    """What differs between two pictures of a round, in the order of the new one; what went away comes last."""
    labels = [*na, *(label for label in voor if label not in na)]
    return [
        {"wat": label, "oud": voor.get(label, ""), "nieuw": na.get(label, "")}
        for label in labels
        if voor.get(label, "") != na.get(label, "")
    ]


def eis_reden(reden: str) -> None:
    if not reden.strip():
        raise RegelFout("Schrijf op waarom u dit wijzigt. De reden staat op de openbare pagina van de ronde.")


def eis_voor_sluiting(nu: datetime, sluiting: datetime | None) -> None:
    """What everyone entered on stays as it is once nobody can enter any more."""
    if sluiting and nu > sluiting:
        raise RegelFout(
            f"De inschrijving is gesloten op {moment(sluiting)}. Wat u vroeg, ligt nu vast. Alleen latere momenten, "
            "bedragen en bijlagen kunt u nog wijzigen."
        )


def eis_alleen_later(label: str, oud: date | None, nieuw: date | None, nu: datetime) -> None:
    """A moment of a published round that has come stays; one that is to come only moves later (B36)."""
    if oud is None or oud == nieuw:
        return
    if _moment(oud) <= nu:
        raise RegelFout(f"‘{label}’ is al geweest en ligt vast.")
    if nieuw is None or _moment(nieuw) < _moment(oud):
        raise RegelFout(f"‘{label}’ kan na de publicatie alleen later worden, niet eerder of leeg.")


def _moment(waarde: date) -> datetime:
    """A day begins at midnight in Amsterdam."""
    if isinstance(waarde, datetime):
        return waarde
    return datetime(waarde.year, waarde.month, waarde.day, tzinfo=ZONE)


def eis_uitstel_mogelijk(nu: datetime, *, oud: datetime, nieuw: datetime, opening_vanaf: datetime) -> None:
    """Raises RegelFout unless the closing moves later, into the future, and no dossier can have been opened (T14)."""
    if nu >= opening_vanaf - SPELING:
        raise RegelFout(
            f"Uitstel kan niet meer: vanaf {moment(opening_vanaf)} kunnen de dossiers open zijn. Daarna verandert de "
            "sluiting niet."
        )
    if nieuw <= oud:
        raise RegelFout(f"Kies een moment na de sluiting die nu geldt: {moment(oud)}.")
    if nieuw <= nu:
        raise RegelFout("Kies een moment in de toekomst.")


def eis_verlengbaar(*, ingang_eerder: date | None, uiterlijk: date | None, ingang: date, tot: date) -> None:
    """Raises RegelFout unless ingang-tot is a term after the first day of the earlier round and within its limit (A55).

    `uiterlijk`: the last day to which that round lets overeenkomsten be extended; None when it names none.
    """
    if ingang_eerder is not None and ingang <= ingang_eerder:
        raise RegelFout(f"De verlenging begint na {datum(ingang_eerder)}: op die dag gingen de overeenkomsten in.")
    if tot <= ingang:
        raise RegelFout("De laatste dag van de verlenging komt na de eerste.")
    if uiterlijk is not None and tot > uiterlijk:
        raise RegelFout(f"Verlengen kan tot en met {datum(uiterlijk)}. Dat staat in de ronde waarvan u verlengt.")


def plaatsen_over(maximum: int, contracten: Mapping[Any, int]) -> dict[Any, int]:
    """Places per region that a heropening offers: the maximum less the signed contracts, where any are left (A56)."""
    return {regio: maximum - aantal for regio, aantal in contracten.items() if aantal < maximum}
