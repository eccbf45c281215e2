"""Steps 3 and 4. Pure: when dossiers open, what two verdicts make, and bestaand or nieuw (1.6, 2.1.2, 2.1.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kern.fouten import RegelFout
from kern.opmaak import datum

VOLDOET, VOLDOET_NIET = "voldoet", "voldoet_niet"
MEESTE = 6  # lines of the register in one reason
Scope = tuple[int, int | None]  # number of the eis, and the Regioinschrijving for a regional eis


@dataclass(frozen=True)
class Gegeven:
    """A verdict that was given."""

    beoordelaar: int  # pk of the person
    oordeel: str
    motivering: str = ""
    opmerkingen: tuple[tuple[str, str], ...] = ()  # per aandachtspunt of the theme what was noted


@dataclass(frozen=True)
class Contractperiode:
    """One line of the contractregister, both days included. `houder`: who held it, in words; `plek`: the region."""

    kvk_nummer: str
    regio: int
    van: date
    tot: date
    houder: str = ""
    plek: str = ""


def eis_opening_mogelijk(nu: datetime, opening_vanaf: datetime | None) -> None:
    """Raises RegelFout before the first moment at which dossiers can open (I4, R7)."""
    if opening_vanaf is None or nu < opening_vanaf:
        raise RegelFout("De dossiers kunnen nog niet open. Kom terug na het moment dat op de pagina staat.")


def eis_leemten_vast(open_regios: Sequence[str]) -> None:
    """Raises RegelFout that names the regions whose list of leemten is not fixed; no dossier opens before (A36)."""
    if open_regios:
        raise RegelFout(
            f"De lijst van leemten ligt nog niet vast in {'de regio’s ' if len(open_regios) > 1 else ''}"
            f"{', '.join(open_regios)}, dus de dossiers kunnen niet open. Twee mensen stellen haar vast op de "
            "bladzijde van de regio, ook als er geen leemte is."
        )


def eis_op_tijd_bevestigd(eerste_op: datetime, nu: datetime, binnen_minuten: int) -> None:
    """The second of two people confirms soon after the first (R7)."""
    if nu - eerste_op > timedelta(minutes=binnen_minuten):
        raise RegelFout(f"De aanvraag is ouder dan {binnen_minuten} minuten. Vraag de opening opnieuw aan.")


def eis_geen_verse_aanvraag(eerste_op: datetime, nu: datetime, binnen_minuten: int) -> None:
    """While a request can still be confirmed, a colleague confirms it and does not replace it."""
    if nu - eerste_op <= timedelta(minutes=binnen_minuten):
        raise RegelFout("Een collega vroeg de opening al aan. Ververs de pagina en bevestig die aanvraag.")


def eis_beoordelen_mogelijk(nu: datetime, vanaf: datetime | None) -> None:
    """No verdict before the first day of the assessment (IK-020)."""
    if vanaf is None or nu < vanaf:
        raise RegelFout("De beoordeling begint pas op de dag van het tijdschema. Geef uw oordeel dan.")


def einduitkomst(gegeven: Sequence[Gegeven], overleg: str | None, overleg_open: bool) -> str | None:
    """The final verdict on one eis, or None.

    `overleg`: what the last meeting decided, when confirmed; that counts. While a meeting waits for its confirmation
    nothing is final. Without a meeting: what two people agree on.
    """
    if overleg_open:
        return None
    if overleg:
        return overleg
    oordelen = {g.oordeel for g in gegeven}
    return oordelen.pop() if len(gegeven) >= 2 and len(oordelen) == 1 else None


def verschillen(gegeven: Sequence[Gegeven]) -> bool:
    """Whether two people judged differently, so that they have to meet."""
    return len({g.oordeel for g in gegeven}) > 1


def zichtbaar(gegeven: Sequence[Gegeven], gebruiker: int, beoordeelt: bool) -> list[Gegeven]:
    """Verdicts a person may see: all once the own one is given or both are there, else none.

    `beoordeelt`: whether this person judges at all; who only reads (auditor) cannot be swayed and sees everything.
    """
    eigen = any(g.beoordelaar == gebruiker for g in gegeven)
    return list(gegeven) if eigen or len(gegeven) >= 2 or not beoordeelt else []


def eis_mag_oordelen(gegeven: Sequence[Gegeven], gebruiker: int) -> None:
    """Two different people judge, and neither changes a verdict that the other may have seen (R17)."""
    if len(gegeven) < 2:
        return
    if any(g.beoordelaar == gebruiker for g in gegeven):
        raise RegelFout("Beide oordelen zijn gegeven. Verschillen ze, leg dan de uitkomst van het overleg vast.")
    raise RegelFout("Twee collega’s hebben deze eis al beoordeeld.")


def eis_gezien(gezien_hash: str, hash_nu: str) -> None:
    """A verdict is on the submitted version that was looked at, and on no other (R17)."""
    if gezien_hash != hash_nu:
        raise RegelFout(
            "Het dossier is veranderd sinds u keek. Wat u typte staat er nog. "
            "Bekijk het dossier opnieuw en sla dan uw oordeel op."
        )


def eis_oordeel(oordeel: str, motivering: str, verplicht: bool) -> None:
    """A verdict is yes or no; 'voldoet niet' always says why, and so does what only people can judge (IK-121)."""
    if oordeel not in (VOLDOET, VOLDOET_NIET):
        raise RegelFout("Kies ‘voldoet’ of ‘voldoet niet’.")
    if oordeel == VOLDOET_NIET and not motivering:
        raise RegelFout("Schrijf bij ‘voldoet niet’ waarom. De motivering komt in de brief.")
    if verplicht and not motivering:
        raise RegelFout(
            "De organisatie noemt andere ervaring dan een overeenkomst. Schrijf op waarom die wel of niet genoeg is."
        )


def motivering_van(gegeven: Sequence[Gegeven], overleg: str | None) -> str:
    """What the letter says about a 'nee': the outcome of the meeting, else what both people wrote, once."""
    if overleg:
        return overleg
    return "\n".join(dict.fromkeys(g.motivering for g in gegeven if g.motivering))


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
    leden: Sequence[frozenset[str]], regio: int, jaar: int | None, contracten: Sequence[Contractperiode]
) -> tuple[str, str]:
    """Propose what a party is in a region, with the reason in plain Dutch (IK-075 to IK-077, A16-A18, A20).

    `leden`: per member of the party its KvK number with those of its voorgangers; one member for an organisation
    alone. `jaar`: the reference year of the round; without one nobody is 'bestaand'. Every member must have held
    the region the whole year for 'bestaand'.
    """
    hier = [c for c in contracten if jaar is not None and c.regio == regio and raakt_jaar(c, jaar)]
    eigen = [c for c in hier if any(c.kvk_nummer in nummers for nummers in leden)]
    per_lid = [[(c.van, c.tot) for c in hier if c.kvk_nummer in nummers] for nummers in leden]
    if jaar is not None and per_lid and all(dekt_heel_jaar(perioden, jaar) for perioden in per_lid):
        wie = "elke deelnemer" if len(leden) > 1 else "deze organisatie"
        kop = f"In het register staat voor heel {jaar} een overeenkomst van {wie} in deze regio"
        return "bestaand", f"{kop}: {opsomming(eigen)}."
    if all(per_lid) and per_lid:
        kop = f"Er was alleen voor een deel van {jaar} een overeenkomst in deze regio"
        return "deels", f"{kop}: {opsomming(eigen)}. Dat telt als nieuw (lezing A16)."
    if any(per_lid):
        kop = f"Niet elke deelnemer had in {jaar} een overeenkomst in deze regio"
        return "nieuw_in_regio", f"{kop}, wel: {opsomming(eigen)}. Dat telt als nieuw (lezing A20)."
    alle = frozenset[str]().union(*leden)
    if elders := [c for c in contracten if c.kvk_nummer in alle]:
        wanneer = f"In {jaar} was er in deze regio" if jaar is not None else "Er was in deze regio"
        kop = f"{wanneer} geen overeenkomst, in een andere regio of een ander jaar wel"
        return "nieuw_in_regio", f"{kop}: {opsomming(elders)}."
    return "geheel_nieuw", "In het register staat nergens een overeenkomst."


def opsomming(contracten: Sequence[Contractperiode]) -> str:
    """Lines of the register in words, oldest first; of a long list the last ones."""
    rijen = sorted(contracten, key=lambda c: (c.van, c.tot, c.kvk_nummer))
    meer = f" (en {len(rijen) - MEESTE} eerdere)" if len(rijen) > MEESTE else ""
    return "; ".join(_in_woorden(c) for c in rijen[-MEESTE:]) + meer


def _in_woorden(contract: Contractperiode) -> str:
    waar = f"{contract.plek} " if contract.plek else ""
    van, tot = (datum(dag).partition(" ")[2] for dag in (contract.van, contract.tot))
    return f"{waar}{van} tot en met {tot}{f' ({contract.houder})' if contract.houder else ''}"
