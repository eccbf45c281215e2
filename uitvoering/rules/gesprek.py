"""When the next periodiek gesprek is due (bijlage 2 h3 lid 4). Pure."""

from datetime import date

from kern.fouten import RegelFout
from uitvoering.rules.einde import maanden_later

MAANDEN = 12


def volgende_voor(*, laatste: date, per_jaar: int) -> date:
    """Last day for the next gesprek, so many times a year after the last one, or after the first day."""
    return maanden_later(laatste, MAANDEN // per_jaar)


def eis_frequentie(per_jaar: int) -> None:
    """Raises RegelFout unless it is 1 to 12 times a year."""
    if not 1 <= per_jaar <= MAANDEN:
        raise RegelFout("Kies 1 tot en met 12 gesprekken per jaar.")


def eis_eigen_punt(*, van: str, kant: str) -> None:
    """Raises RegelFout unless a side takes away a point of its own (OV-206)."""
    if van != kant:
        raise RegelFout("Dit punt is van de andere partij. U kunt het niet weghalen.")
