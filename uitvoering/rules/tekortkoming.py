"""Tekortkoming, ingebrekestelling, verzuim and maatregelen (art. 28). Pure: facts in, facts out.

Amounts in euro and percentages as Decimal. A term ends at the end of its last day, in Amsterdam.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from kern.fouten import RegelFout
from kern.opmaak import datum, euro

KORTING_MAXIMUM = Decimal("5.00")  # per cent of the tarief (art. 28 lid 4)


def eis_bron(bron: str, *, eis: int | None, artikel: str) -> None:
    """Raises RegelFout unless a tekortkoming names the one obligation it is about (OV-114, OV-128)."""
    if bron == "artikel":
        if not artikel.strip():
            raise RegelFout("Vul in welk artikel of welke bijlage niet is nagekomen.")
        if eis is not None:
            raise RegelFout("Kies een eis of vul een artikel in, niet allebei.")
        return
    if eis is None:
        raise RegelFout("Kies de eis waar het om gaat.")
    if artikel.strip():
        raise RegelFout("Kies een eis of vul een artikel in, niet allebei.")


def eis_gehoord(*, zienswijze_tot: date | None, gereageerd: bool, vandaag: date) -> None:
    """Raises RegelFout while the organisation, once asked, can still give its view and did not yet."""
    if zienswijze_tot is not None and not gereageerd and vandaag <= zienswijze_tot:
        raise RegelFout(f"De organisatie kan nog tot en met {datum(zienswijze_tot)} reageren. Wacht daarop.")


def eis_termijn(*, verzonden: date, tot: date) -> None:
    """Raises RegelFout unless a term to perform after all ends after the day of sending (art. 28 lid 2, OV-117)."""
    if tot <= verzonden:
        raise RegelFout("Geef de organisatie een redelijke termijn: de laatste dag ligt na vandaag.")


def is_verstreken(*, tot: date, vandaag: date) -> bool:
    """Whether a fatal term has passed: its last day is over (OV-118)."""
    return vandaag > tot


@dataclass(frozen=True)
class Maatregel:
    """What is to be imposed; which fields count depends on `soort`, see `eis_maatregel`.

    `declaratie`: what can still be reclaimed of a paid one; `budget_nu`: the budget that is agreed now.
    """

    soort: str
    vanaf: date
    tot: date | None = None
    bedrag: Decimal | None = None
    declaratie: Decimal | None = None
    percentage: Decimal | None = None
    budget_nu: Decimal | None = None


def eis_maatregel(wat: Maatregel, *, bevinding: bool, vandaag: date, loopt_tot: date) -> None:
    """Raises RegelFout for a maatregel that art. 28 lid 4 does not allow, or without a recorded finding (OV-120)."""
    if not bevinding:
        raise RegelFout("Leg eerst vast wat is komen vast te staan. Zonder bevinding kan er geen maatregel komen.")
    if wat.vanaf < vandaag:
        raise RegelFout("Een maatregel gaat op zijn vroegst vandaag in. Kies een latere dag.")
    if wat.vanaf > loopt_tot:
        raise RegelFout(f"De overeenkomst loopt tot en met {datum(loopt_tot)}. Kies een eerdere dag.")
    controle = {"korting": _eis_korting, "terugvordering": _eis_terugvordering, "budget": _eis_budget}.get(wat.soort)
    if controle:
        controle(wat)


def _eis_korting(wat: Maatregel) -> None:
    """At most 5.00 per cent, for whole months: hours are declared by the month (OV-123)."""
    if wat.percentage is None or not wat.percentage.is_finite() or wat.percentage <= 0:
        raise RegelFout("Vul het percentage van de korting in.")
    if wat.percentage > KORTING_MAXIMUM:
        raise RegelFout("De korting is hoogstens 5,00 % van het tarief. Verlaag het percentage.")
    if wat.tot is None or wat.tot < wat.vanaf:
        raise RegelFout("Vul de laatste dag van de korting in, niet vóór de eerste.")
    if wat.vanaf.day != 1 or (wat.tot + timedelta(days=1)).day != 1:
        raise RegelFout(
            "Een korting loopt per hele maand, zoals de declaraties. Begin op de eerste dag van een maand en eindig op "
            "de laatste."
        )


def _eis_terugvordering(wat: Maatregel) -> None:
    """No more than the declaratie that was unlawful (OV-122)."""
    if wat.declaratie is None or wat.declaratie <= 0:
        raise RegelFout("Kies een betaalde declaratie waarvan nog iets is terug te vorderen.")
    if wat.bedrag is None or wat.bedrag <= 0:
        raise RegelFout("Vul in welk bedrag u terugvordert.")
    if wat.bedrag > wat.declaratie:
        raise RegelFout(f"Van de declaratie is nog {euro(wat.declaratie)} terug te vorderen. Vorder niet meer terug.")


def _eis_budget(wat: Maatregel) -> None:
    """A lower budget than was agreed, for a region with an afspraak (OV-121)."""
    if wat.budget_nu is None:
        raise RegelFout("Voor deze regio is in dat jaar geen budget afgesproken. Kies een andere regio of dag.")
    if wat.bedrag is None or wat.bedrag < 0:
        raise RegelFout("Vul het nieuwe budget in.")
    if wat.bedrag >= wat.budget_nu:
        raise RegelFout(f"Het budget is nu {euro(wat.budget_nu)}. Een maatregel verlaagt het: vul minder in.")


def eis_schade(bedrag: Decimal) -> None:
    """Raises RegelFout for damage that is no amount above zero (OV-125)."""
    if not bedrag.is_finite() or bedrag <= 0:
        raise RegelFout("Vul een schadebedrag van meer dan € 0 in.")
