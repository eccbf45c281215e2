"""What must hold before an onderaannemer is reported and before it starts (Overeenkomst art. 19; A70). Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kern.fouten import RegelFout
from kern.opmaak import datum, getal

HEEL = Decimal(100)


@dataclass(frozen=True)
class Melding:
    """What an organisation says of an onderaannemer; `aandeel` in per cent of the hours, None when not known yet.

    `zelfde_eisen` and `geen_facturen`: the declarations of art. 19 lid 3 and 5.
    """

    naam: str
    kvk_nummer: str
    werk: str
    vanaf: date
    aandeel: Decimal | None
    zelfde_eisen: bool
    geen_facturen: bool


def eis_vooraf(vanaf: date, *, vandaag: date, eind: date) -> None:
    """Reported before the first day, and within the overeenkomst (OV-089)."""
    if vanaf <= vandaag:
        raise RegelFout(
            "Meld een onderaannemer voordat die begint. Kies als begindag een dag na vandaag: zonder akkoord van het "
            "zorgkantoor mag de onderaannemer niet beginnen."
        )
    if vanaf > eind:
        raise RegelFout(f"De overeenkomst loopt tot en met {datum(eind)}. Kies een begindag die daarin valt.")


def eis_ander(kvk_nummer: str, partij: Collection[str]) -> None:
    """The party itself, or one who takes part in it, is no onderaannemer."""
    if kvk_nummer in partij:
        raise RegelFout(
            "Dit is het KvK-nummer van uw eigen organisatie of van een deelnemer. Vul dat van een ander in."
        )


def eis_aandeel(aandeel: Decimal | None, al_vergeven: Mapping[str, Decimal]) -> None:
    """All shares of a region together stay within the hours that are agreed; `al_vergeven` per name of region (OV-093).

    Raises RegelFout that names the first region where they do not, with what is left there.
    """
    if aandeel is None:
        return
    if not 0 < aandeel <= HEEL:
        raise RegelFout("Vul een deel van de uren in dat hoger is dan 0 en niet hoger dan 100 procent.")
    for regio, vergeven in al_vergeven.items():
        if vergeven + aandeel > HEEL:
            raise RegelFout(
                f"In {regio} is al {procent(vergeven)} van de uren voor andere onderaannemers. Samen mag het niet meer "
                f"dan 100% zijn: er is nog {procent(HEEL - vergeven)} over."
            )


def procent(aandeel: Decimal) -> str:
    """'12,5%'; without decimals that say nothing."""
    return f"{getal(aandeel.normalize() if aandeel % 1 else int(aandeel))}%"


def eis_mag_beginnen(op: date, *, vanaf: date, akkoord_op: date, vandaag: date) -> None:
    """Not before the day that was reported, nor before the day of the consent; and what was, not what will be (A70)."""
    eerste = max(vanaf, akkoord_op)
    if op < eerste:
        raise RegelFout(
            f"De onderaannemer mag niet beginnen voor {datum(eerste)}: dat is de eerste dag na de melding en het "
            "akkoord van het zorgkantoor."
        )
    if op > vandaag:
        raise RegelFout("Vul de dag pas in als de onderaannemer is begonnen: vandaag of een dag daarvoor.")


def eis_laatste_dag(op: date, *, begonnen_op: date, vandaag: date) -> None:
    """The last day of work lies between the first one and today."""
    if not begonnen_op <= op <= vandaag:
        raise RegelFout(f"Vul een laatste dag in van {datum(begonnen_op)} tot en met vandaag.")


def eis_werkte_in(
    naam: str, maand: date, *, akkoord: bool | None, begonnen_op: date | None, laatste_dag: date | None
) -> None:
    """Refuse work in a month (its first day) without consent, or outside its first and last day (OV-089, OV-090).

    `akkoord`: None as long as the zorgkantoor did not answer.
    """
    if akkoord is None:
        raise RegelFout(
            f"Het zorgkantoor heeft nog niet geantwoord op uw melding van {naam}. Zonder akkoord mag {naam} niet "
            "werken. Haal deze uren weg."
        )
    if not akkoord:
        raise RegelFout(f"Het zorgkantoor heeft {naam} geweigerd. Uren van {naam} tellen niet mee. Haal ze weg.")
    if begonnen_op is None:
        raise RegelFout(f"{naam} is nog niet begonnen. Leg eerst bij de onderaannemer de eerste dag vast.")
    if begonnen_op.replace(day=1) > maand:
        raise RegelFout(f"{naam} begon pas op {datum(begonnen_op)}. In deze maand kan {naam} geen uren hebben.")
    if laatste_dag and laatste_dag < maand:
        raise RegelFout(f"{naam} werkte tot en met {datum(laatste_dag)}. In deze maand kan {naam} geen uren hebben.")


def uren(aandeel: Decimal, afgesproken: Decimal) -> Decimal:
    """The hours of a share, in hundredths of an hour, rounded down."""
    return (aandeel * afgesproken / HEEL).quantize(Decimal("0.01"), rounding="ROUND_DOWN")
