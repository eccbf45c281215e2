"""What a month pays: hours times tarief, up to the budget of the year (2.2; art. 21; bijlage 2 h2). Pure.

Amounts in euro and percentages as Decimal; every amount is rounded half up to cents. A month is its first day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from kern.fouten import RegelFout
from kern.opmaak import datum, getal

CENT = Decimal("0.01")
NIETS = Decimal("0.00")
BETAALTERMIJN = timedelta(days=30)  # after receipt (bijlage 2 h2 lid 11, OV-181)
LAAG, LAAG_VANAF, LAAG_DAARVOOR, HOOG = Decimal(9), date(2019, 1, 1), Decimal(6), Decimal(21)  # BTW


@dataclass(frozen=True)
class Prijs:
    """What is agreed for a month: the tarief, the korting on it in per cent (OV-123), and the budget of the year."""

    tarief: Decimal
    budget: Decimal
    korting: Decimal = Decimal(0)

    @property
    def gekort(self) -> Decimal:
        """The tarief that is paid."""
        return centen(self.tarief * (100 - self.korting) / 100)


@dataclass(frozen=True)
class Maand:
    """The hours that were reported of a month, and their price."""

    maand: date
    uren: Decimal
    prijs: Prijs


@dataclass(frozen=True)
class Bedrag:
    """`bruto`: hours times tarief. `bedrag`: the part of it that fits in the budget and is paid (IK-175, OV-171)."""

    bruto: Decimal
    bedrag: Decimal

    @property
    def boven(self) -> Decimal:
        """What is above the budget: delivered, and never paid (IK-186, OV-170)."""
        return self.bruto - self.bedrag


def centen(bedrag: Decimal) -> Decimal:
    return bedrag.quantize(CENT, ROUND_HALF_UP)


def reken(maanden: Iterable[Maand]) -> dict[date, Bedrag]:
    """What each month of one year and region pays. An earlier month uses the budget first.

    So what counts is which figures there are, not the order in which they or their corrections came in (OV-180). The
    budget is that of the month: a change of it during the year leaves what was paid before.
    """
    uit: dict[date, Bedrag] = {}
    gebruikt = NIETS
    for rij in sorted(maanden, key=lambda rij: rij.maand):
        bruto = centen(rij.uren * rij.prijs.gekort)
        uit[rij.maand] = Bedrag(bruto, min(bruto, max(rij.prijs.budget - gebruikt, NIETS)))
        gebruikt += uit[rij.maand].bedrag
    return uit


def btw_tarieven(maand: date) -> tuple[Decimal, ...]:
    """The percentages that can be chosen for this month: none, low and high (OV-175)."""
    return (Decimal(0), LAAG if maand >= LAAG_VANAF else LAAG_DAARVOOR, HOOG)


def btw_over(bedrag: Decimal, percentage: Decimal) -> Decimal:
    return centen(bedrag * percentage / 100)


def eis_btw(percentage: Decimal, maand: date, *, betaald: Decimal | None) -> None:
    """Refuse a percentage that does not exist, and a higher one than that of what was paid already (OV-177).

    `betaald`: the percentage of an earlier declaratie of this month that was paid; None without one.
    """
    if percentage not in btw_tarieven(maand):
        raise RegelFout("Kies of er btw bij komt, en welk tarief.")
    if betaald is not None and percentage > betaald:
        eerder = f"{getal(betaald)} % btw" if betaald else "zonder btw"
        raise RegelFout(
            f"Deze maand is al betaald, {eerder}. Meer btw komt niet voor rekening van het zorgkantoor. Kies hetzelfde "
            "tarief of een lager."
        )


def eis_verklaring(*, verklaring: bool, op_tijd: bool, overmacht: str) -> None:
    """Refuse a declaratie without its statements (OV-041, A64).

    `verklaring`: all hours are for Wlz-cliënten, and a cliënt pays nothing. `op_tijd`: nothing ended more than six
    months ago; without it overmacht is claimed, with its reason.
    """
    if not verklaring:
        raise RegelFout("Verklaar dat alle uren voor Wlz-cliënten zijn en dat u hun niets in rekening brengt.")
    if op_tijd and overmacht.strip():
        raise RegelFout("U verklaart dat alles op tijd is. Laat het vak over overmacht dan leeg.")
    if not op_tijd and not overmacht.strip():
        raise RegelFout(
            "Verklaar dat de ondersteuning hoogstens zes maanden geleden is afgerond. Kan dat niet door overmacht? "
            "Schrijf dan op wat er aan de hand was."
        )


def eis_vergoedbaar(*, op_tijd: bool, overmacht_erkend: bool) -> None:
    """Refuse approval of what is more than six months late, until overmacht is recognised (OV-178, OV-179)."""
    if not (op_tijd or overmacht_erkend):
        raise RegelFout("Beslis eerst over de overmacht. Is het geen overmacht, wijs de declaratie dan af.")


def eis_ander(*, keurder: int | None, betaler: int) -> None:
    """Refuse payment by who found the declaratie correct (R17)."""
    if keurder == betaler:
        raise RegelFout("U hebt deze declaratie zelf akkoord bevonden. Een collega legt de betaling vast.")


def eis_betaaldag(dag: date, *, akkoord: date, vandaag: date) -> None:
    """Refuse a day of payment that has not come, or before the declaratie was found correct."""
    if dag > vandaag:
        raise RegelFout("De dag van betaling ligt in de toekomst. Vul de dag in waarop er is betaald.")
    if dag < akkoord:
        raise RegelFout(f"De declaratie is akkoord sinds {datum(akkoord)}. De betaling kan niet eerder zijn.")
