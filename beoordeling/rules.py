"""Steps 3 and 4. Pure: when dossiers open, what two verdicts make, and bestaand or nieuw (1.6, 2.1.2, 2.1.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kern.fouten import RegelFout

VOLDOET, VOLDOET_NIET = "voldoet", "voldoet_niet"
Scope = tuple[int, int | None]  # number of the eis, and the Regioinschrijving for a regional eis


@dataclass(frozen=True)
class Gegeven:
    """A verdict that was given."""

    beoordelaar: int
    oordeel: str
    motivering: str = ""


@dataclass(frozen=True)
class Contractperiode:
    """One line of the contractregister, both days included."""

    kvk_nummer: str
    regio: int
    van: date
    tot: date


def eis_opening_mogelijk(nu: datetime, opening_vanaf: datetime | None) -> None:
    """Raises RegelFout before the first moment at which dossiers can open (I4, R7)."""
    if opening_vanaf is None or nu < opening_vanaf:
        raise RegelFout("De dossiers kunnen nog niet open. Kom terug na het moment dat op de pagina staat.")


def eis_tweede_opener(eerste: int, tweede: int, eerste_op: datetime, nu: datetime, binnen_minuten: int) -> None:
    """The second of two different people, soon after the first (R7, R17)."""
    if eerste == tweede:
        raise RegelFout("U vroeg de opening zelf aan. Een collega moet haar bevestigen, met een eigen account.")
    if nu - eerste_op > timedelta(minutes=binnen_minuten):
        raise RegelFout(f"De aanvraag is ouder dan {binnen_minuten} minuten. Vraag de opening opnieuw aan.")


def eis_beoordelen_mogelijk(nu: datetime, vanaf: datetime | None) -> None:
    """No verdict before the first day of the assessment (IK-020)."""
    if vanaf is None or nu < vanaf:
        raise RegelFout("De beoordeling begint pas op de dag van het tijdschema. Geef uw oordeel dan.")


def einduitkomst(gegeven: Sequence[Gegeven], overleg: str | None) -> str | None:
    """The final verdict on one eis: what two people agree on, or what their meeting decided; else None."""
    if overleg:
        return overleg
    oordelen = {g.oordeel for g in gegeven}
    return oordelen.pop() if len(gegeven) >= 2 and len(oordelen) == 1 else None


def verschillen(gegeven: Sequence[Gegeven]) -> bool:
    """Whether two people judged differently, so that they have to meet."""
    return len({g.oordeel for g in gegeven}) > 1


def zichtbaar(gegeven: Sequence[Gegeven], gebruiker: int) -> list[Gegeven]:
    """Verdicts a person may see: the own one, and those of colleagues once the own one is given."""
    eigen = any(g.beoordelaar == gebruiker for g in gegeven)
    return list(gegeven) if eigen else []


def mag_oordelen(gegeven: Sequence[Gegeven], gebruiker: int) -> bool:
    """Two different people judge; a third has nothing to add."""
    return any(g.beoordelaar == gebruiker for g in gegeven) or len(gegeven) < 2


def totaal(uitkomsten: Mapping[int, str | None]) -> str | None:
    """Total of a region from the final verdict per eis: None while one is open, one 'nee' fails (IK-079, IK-114)."""
    if any(uitkomst is None for uitkomst in uitkomsten.values()) or not uitkomsten:
        return None
    return VOLDOET_NIET if VOLDOET_NIET in uitkomsten.values() else VOLDOET


def dekt_heel_jaar(perioden: Sequence[tuple[date, date]], jaar: int) -> bool:
    """Whether these periods together cover 1 January to 31 December without a gap (A16)."""
    nodig, einde = date(jaar, 1, 1), date(jaar, 12, 31)
    for van, tot in sorted(perioden):
        if van > nodig:
            return False
        nodig = max(nodig, tot + timedelta(days=1))
        if nodig > einde:
            return True
    return False


def raakt_jaar(contract: Contractperiode, jaar: int) -> bool:
    return contract.van <= date(jaar, 12, 31) and contract.tot >= date(jaar, 1, 1)


def stel_indeling_voor(
    leden: Sequence[frozenset[str]], regio: int, jaar: int, contracten: Sequence[Contractperiode]
) -> tuple[str, str]:
    """Propose what a party is in a region, with the reason in plain Dutch (IK-075 to IK-077, A16-A18, A20).

    `leden`: per member of the party its KvK number with those of its voorgangers; one member for an organisation
    alone. Every member must have held the region the whole year for 'bestaand'.
    """
    hier = [c for c in contracten if c.regio == regio and raakt_jaar(c, jaar)]
    per_lid = [[(c.van, c.tot) for c in hier if c.kvk_nummer in nummers] for nummers in leden]
    if per_lid and all(dekt_heel_jaar(perioden, jaar) for perioden in per_lid):
        return "bestaand", f"In het register staat voor heel {jaar} een overeenkomst in deze regio."
    if any(per_lid):
        wie = "Niet elke deelnemer had" if len(leden) > 1 else "Er was"
        rest = f"voor heel {jaar} een overeenkomst in deze regio" if len(leden) > 1 else f"alleen voor een deel van {jaar} een overeenkomst"
        return "deels", f"{wie} {rest}. Dat telt als nieuw (lezing A16)."
    alle = frozenset().union(*leden)
    if any(c.kvk_nummer in alle for c in contracten):
        return "nieuw_in_regio", f"In {jaar} was er in deze regio geen overeenkomst, elders wel."
    return "geheel_nieuw", "In het register staat nergens een overeenkomst."
