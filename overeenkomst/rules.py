"""Prijs and volume of a year: who gets how much of a region's money, at which rate (2.2; A59-A61). Pure.

All amounts in euro as Decimal, all rates in euro per hour. The unit is that of the ronde: a cent, or a whole euro.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bekendmaking.rules import uren_binnen, verdeel_budget
from kern.fouten import RegelFout
from kern.opmaak import euro

NIETS = Decimal(0)


@dataclass(frozen=True)
class Partij:
    """One organisation that gets an overeenkomst in a region. `schatting` is the zorgkantoor's own view, in hours."""

    sleutel: int
    naam: str
    prognose: Decimal
    tarief: Decimal
    schatting: Decimal | None = None

    @property
    def gewicht(self) -> Decimal:
        """What the hours would cost: the zorgkantoor's own view of them goes before the prognose (IK-173)."""
        return (self.prognose if self.schatting is None else self.schatting) * self.tarief


@dataclass(frozen=True)
class Deel:
    """The budget of one organisation for a year, with the hours that fit in it (IK-174)."""

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
    delen = {
        p.sleutel: Deel(bedragen.get(p.sleutel, NIETS), uren_binnen(bedragen.get(p.sleutel, NIETS), p.tarief))
        for p in partijen
    }
    return Verdeling(delen, geld - sum(bedragen.values(), NIETS))


def stel_verdeling_vast(
    geld: Decimal,
    partijen: Sequence[Partij],
    eenheid: Decimal,
    *,
    bedragen: Mapping[int, Decimal],
    redenen: Mapping[int, str],
) -> Verdeling:
    """The delen as the zorgkantoor wants them. Raises RegelFout for the first amount that cannot be.

    An amount that is not the proposed one needs a reason; together they are never more than the region's money.
    """
    voorstel = stel_verdeling_voor(geld, partijen, eenheid)
    if set(bedragen) != set(voorstel.delen):
        raise RegelFout("De organisaties met een overeenkomst zijn intussen anders. Bekijk de verdeling opnieuw.")
    for partij in partijen:
        bedrag = bedragen[partij.sleutel]
        eis_bedrag(bedrag, eenheid, partij.naam)
        if bedrag != voorstel.delen[partij.sleutel].budget and not redenen.get(partij.sleutel, "").strip():
            raise RegelFout(f"Het budget van {partij.naam} is anders dan het voorstel. Schrijf op waarom.")
    totaal = sum(bedragen.values(), NIETS)
    if totaal > geld:
        raise RegelFout(
            f"De budgetten zijn samen {euro(totaal)}. De regio heeft {euro(geld)}. Verlaag een budget met in totaal "
            f"{euro(totaal - geld)}."
        )
    delen = {p.sleutel: Deel(bedragen[p.sleutel], uren_binnen(bedragen[p.sleutel], p.tarief)) for p in partijen}
    return Verdeling(delen, geld - totaal)


def eis_bedrag(bedrag: Decimal, eenheid: Decimal, wie: str) -> None:
    """Refuse an amount below zero, or one that is no whole number of units."""
    if not bedrag.is_finite() or bedrag < 0:
        raise RegelFout(f"Het budget van {wie} is geen bedrag van € 0 of meer. Verbeter het bedrag.")
    if bedrag % eenheid:
        wat = "hele euro’s" if eenheid == 1 else "hele centen"
        raise RegelFout(f"Het budget van {wie} moet in {wat}. Rond het bedrag af.")


def eis_tarief(tarief: Decimal, *, ronde: Decimal, gevraagd: Decimal | None) -> None:
    """Refuse a rate above that of the ronde, and a lower one that the organisation did not ask for (A59; IK-067/068).

    `gevraagd` is the rate the organisation asked for; None when it did not.
    """
    if not tarief.is_finite() or tarief <= 0:
        raise RegelFout("Het tarief moet meer dan € 0 per uur zijn. Verbeter het tarief.")
    if tarief > ronde:
        raise RegelFout(f"Het tarief is hoogstens {euro(ronde)} per uur. Verlaag het tarief.")
    if tarief < ronde and tarief != gevraagd:
        raise RegelFout(
            f"Een tarief onder {euro(ronde)} kan alleen als de organisatie daarom heeft gevraagd. Neem het gevraagde "
            "tarief over of gebruik dat van de ronde."
        )


def naar_rato(jaarbedrag: Decimal, *, van: date, tot: date, jaar: int, eenheid: Decimal) -> Decimal:
    """The part of a year's amount for the calendar days from `van` to `tot` inclusive, rounded down (A61, OV-160)."""
    begin, eind = max(van, date(jaar, 1, 1)), min(tot, date(jaar, 12, 31))
    dagen, heel = max((eind - begin).days + 1, 0), (date(jaar, 12, 31) - date(jaar, 1, 1)).days + 1
    return jaarbedrag * dagen / heel // eenheid * eenheid


def eis_binnen_landelijk(landelijk: Decimal | None, regios: Mapping[str, Decimal], jaar: int) -> None:
    """Refuse regional amounts that together exceed the national amount of the year; unknown is allowed (IK-069/071)."""
    totaal = sum(regios.values(), NIETS)
    if landelijk is not None and totaal > landelijk:
        raise RegelFout(
            f"De regio’s krijgen voor {jaar} samen {euro(totaal)}. Landelijk is er {euro(landelijk)}. Verlaag een "
            f"bedrag met in totaal {euro(totaal - landelijk)}."
        )
