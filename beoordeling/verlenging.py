"""Whether a party has an overeenkomst that an extension round can extend (docs/adr/0004). Pure: facts in, facts out."""

from collections.abc import Sequence
from datetime import date, timedelta

from beoordeling.rules import Contractperiode, opsomming
from kern.opmaak import datum

LOOPT, LOOPT_NIET, LOOPT_LANGER = "loopt", "loopt_niet", "loopt_langer"  # kinds of finding
LET_OP = " Let op: die loopt door nadat de verlenging ingaat."


def stel_voor(
    leden: Sequence[frozenset[str]], regio: int, ingang: date | None, contracten: Sequence[Contractperiode]
) -> tuple[str, str]:
    """Propose what a party is in a region of an extension round, with the reason in plain Dutch.

    `leden`: as in rules.stel_indeling_voor. 'bestaand' when every member has an overeenkomst there that runs on the
    last day before `ingang`, the first day of the verlenging; a part of a year is enough, unlike A16. Else as new as
    the register says, and the eis is not met. Without `ingang` nobody has one.
    """
    if ingang is None:
        return "geheel_nieuw", "De ronde heeft nog geen eerste dag van de verlenging."
    laatste = ingang - timedelta(days=1)
    hier = [c for c in contracten if c.regio == regio and c.van <= laatste <= c.tot]
    per_lid = [[c for c in hier if c.kvk_nummer in nummers] for nummers in leden]
    eigen = [c for c in hier if any(c in rij for rij in per_lid)]
    tot = datum(laatste).partition(" ")[2]
    if per_lid and all(per_lid):
        wie = "elke deelnemer" if len(leden) > 1 else "deze organisatie"
        kop = f"In het register loopt in deze regio op {tot} een overeenkomst van {wie}"
        let_op = LET_OP if any(c.tot >= ingang for c in eigen) else ""
        return "bestaand", f"{kop}: {opsomming(eigen)}.{let_op}"
    if eigen:
        kop = f"Niet elke deelnemer heeft in deze regio een overeenkomst die op {tot} loopt, wel"
        return "nieuw_in_regio", f"{kop}: {opsomming(eigen)}. Verlengen kan dan niet (lezing A20)."
    alle = frozenset[str]().union(*leden)
    if elders := [c for c in contracten if c.kvk_nummer in alle]:
        kop = f"In het register loopt in deze regio op {tot} geen overeenkomst; er staat wel"
        return "nieuw_in_regio", f"{kop}: {opsomming(elders)}."
    return "geheel_nieuw", "In het register staat nergens een overeenkomst."


def soort_bevinding(voorstel: str, reden: str) -> str:
    """The kind of finding of what `stel_voor` gave: whether there is something to extend, or people must look."""
    if voorstel != "bestaand":
        return LOOPT_NIET
    return LOOPT_LANGER if reden.endswith(LET_OP) else LOOPT
