"""Prijs and volume of a year: who gets how much of a region's money, at which rate (2.2; A59-A61). Pure.

All amounts in euro as Decimal, all rates in euro per hour. The unit is that of the ronde: a cent, or a whole euro.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from bekendmaking.rules import uren_binnen, verdeel_budget
from kern.fouten import RegelFout
from kern.opmaak import euro

NIETS = Decimal(0)


@dataclass(frozen=True)
class Partij:
    """One organisation that gets an overeenkomst in a region. `schatting` is the zorgkantoor's own view, in hours.

    `jaardeel`: the part of the year that the overeenkomst runs, see `jaardeel`.
    """

    sleutel: int
    naam: str
    prognose: Decimal
    tarief: Decimal
    schatting: Decimal | None = None
    jaardeel: Fraction = Fraction(1)

    @property
    def gewicht(self) -> Decimal:
        """What the hours would cost: the zorgkantoor's own view of them goes before the prognose (IK-173)."""
        return (self.prognose if self.schatting is None else self.schatting) * self.tarief


@dataclass(frozen=True)
class Deel:
    """The maximum budget of one organisation for a year, with the hours that fit in it (IK-174).

    `jaarbedrag`: what it would be for the whole year; the budget is the part of it for the days of the overeenkomst.
    """

    jaarbedrag: Decimal
    budget: Decimal
    uren: Decimal


@dataclass(frozen=True)
class Verdeling:
    """The delen per organisation, and what stays with the region."""

    delen: Mapping[int, Deel]
    rest: Decimal


def stel_verdeling_voor(geld: Decimal, partijen: Sequence[Partij], eenheid: Decimal) -> Verdeling:
    """Pro rata of hours times rate, rounded down to the unit; the remainder stays with the region (A60, IK-173).

    With no hours at all there is no proposal: everything stays with the region.
    """
    bedragen = verdeel_budget(geld, {p.sleutel: p.gewicht for p in partijen}, eenheid)
    return _verdeling(geld, partijen, eenheid, {p.sleutel: bedragen.get(p.sleutel, NIETS) for p in partijen})


def _verdeling(
    geld: Decimal, partijen: Sequence[Partij], eenheid: Decimal, jaarbedragen: Mapping[int, Decimal]
) -> Verdeling:
    delen = {}
    for partij in partijen:
        jaarbedrag = jaarbedragen[partij.sleutel]
        budget = naar_rato(jaarbedrag, partij.jaardeel, eenheid)
        delen[partij.sleutel] = Deel(jaarbedrag, budget, uren_binnen(budget, partij.tarief))
    return Verdeling(delen, geld - sum((deel.budget for deel in delen.values()), NIETS))


def stel_verdeling_vast(
    geld: Decimal,
    partijen: Sequence[Partij],
    eenheid: Decimal,
    *,
    bedragen: Mapping[int, Decimal],
    redenen: Mapping[int, str],
) -> Verdeling:
    """The delen as the zorgkantoor wants them: `bedragen` are for a whole year. Raises RegelFout for what cannot be.

    An amount that is not the proposed one needs a reason; the budgets are never more than the region's money.
    """
    voorstel = stel_verdeling_voor(geld, partijen, eenheid)
    if set(bedragen) != set(voorstel.delen):
        raise RegelFout("De organisaties met een overeenkomst zijn intussen anders. Bekijk de verdeling opnieuw.")
    for partij in partijen:
        bedrag = bedragen[partij.sleutel]
        eis_bedrag(bedrag, eenheid, partij.naam)
        if bedrag != voorstel.delen[partij.sleutel].jaarbedrag and not redenen.get(partij.sleutel, "").strip():
            raise RegelFout(f"Het budget van {partij.naam} is anders dan het voorstel. Schrijf op waarom.")
    verdeling = _verdeling(geld, partijen, eenheid, bedragen)
    if verdeling.rest < 0:
        raise RegelFout(
            f"De budgetten zijn samen {euro(geld - verdeling.rest)}. De regio heeft {euro(geld)}. Verlaag een budget "
            f"met in totaal {euro(-verdeling.rest)}."
        )
    return verdeling


def eis_bedrag(bedrag: Decimal, eenheid: Decimal, wie: str) -> None:
    """Refuse an amount below zero, or one that is no whole number of units."""
    if not bedrag.is_finite() or bedrag < 0:
        raise RegelFout(f"Het budget van {wie} is geen bedrag van € 0 of meer. Verbeter het bedrag.")
    if bedrag % eenheid:
        wat = "hele euro’s" if eenheid == 1 else "hele centen"
        raise RegelFout(f"Het budget van {wie} moet in {wat}. Rond het bedrag af.")


def eis_tarief(tarief: Decimal, *, ronde: Decimal, gevraagd: Decimal | None, wie: str) -> None:
    """Refuse a rate above that of the ronde, and a lower one that the organisation did not ask for (A59; IK-067/068).

    `gevraagd` is the rate the organisation asked for; None when it did not.
    """
    if not tarief.is_finite() or tarief <= 0:
        raise RegelFout(f"Het tarief van {wie} moet meer dan € 0 per uur zijn. Verbeter het tarief.")
    if tarief > ronde:
        raise RegelFout(f"Het tarief van {wie} is hoogstens {euro(ronde)} per uur. Verlaag het tarief.")
    if tarief < ronde and tarief != gevraagd:
        raise RegelFout(
            f"Het tarief van {wie} kan alleen onder {euro(ronde)} zijn als de organisatie daarom heeft gevraagd. "
            "Neem het gevraagde tarief over of gebruik dat van de ronde."
        )


def jaardeel(*, van: date, tot: date, jaar: int) -> Fraction:
    """The part of a year from `van` to `tot` inclusive, in calendar days of that year (A61, OV-160)."""
    begin, eind = binnen_jaar(van=van, tot=tot, jaar=jaar)
    heel = (date(jaar, 12, 31) - date(jaar, 1, 1)).days + 1
    return Fraction(max((eind - begin).days + 1, 0), heel)


def binnen_jaar(*, van: date, tot: date, jaar: int) -> tuple[date, date]:
    """First and last day of a term that fall in this year; the last before the first when none do."""
    return max(van, date(jaar, 1, 1)), min(tot, date(jaar, 12, 31))


def naar_rato(jaarbedrag: Decimal, deel: Fraction, eenheid: Decimal) -> Decimal:
    """This part of a year's amount, rounded down to the unit (A61, OV-160)."""
    return jaarbedrag * deel.numerator / deel.denominator // eenheid * eenheid


def jaarbedrag_voor(budget: Decimal, deel: Fraction, eenheid: Decimal) -> Decimal:
    """The least amount for a whole year of which this part is exactly this budget: the inverse of `naar_rato`."""
    heel, rest = divmod(budget * deel.denominator, eenheid * deel.numerator)
    return (heel + bool(rest)) * eenheid


def eis_lager_tarief(tarief: Decimal | None, *, ronde: Decimal | None) -> None:
    """Refuse a request for a tarief that is not lower than that of the ronde; None is no request (A59, IK-068)."""
    if tarief is not None and ronde is not None and not 0 < tarief < ronde:
        raise RegelFout(f"Vul een tarief in tussen € 0 en {euro(ronde)} per uur, of laat het leeg.")
