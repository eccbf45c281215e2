"""When an overeenkomst may end before its time, and what that asks (art. 31 and 32; bijlage 2). Pure."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kern.fouten import RegelFout
from kern.opmaak import datum

MAANDEN_ZONDER_UREN = 6
OVERMACHT_DAGEN = 30
OPZEGTERMIJN_MAANDEN = 3
ALLEEN_ZORGKANTOOR = frozenset({"zeggenschap", "staking", "geen_uren"})


@dataclass(frozen=True)
class Opzegging:
    """A notice: by which side, on what ground, and the facts of that ground.

    `wie`: who is not what it must be. `sinds`: since when, or the day of the change. `wat`: which procedure, kind or
    extent. `tot`: expected end of the overmacht. `termijn_tot`: last day of the ingebrekestelling. `gemeld_op`: day on
    which the change of control was reported, with `overlegd`. `leeg`: reported months in a row without hours.
    `mislukt_op`: day on which the wijzigingsvoorstel failed.
    """

    grond: str
    kant: str
    laatste_dag: date
    wie: str = ""
    sinds: date | None = None
    tot: date | None = None
    wat: str = ""
    termijn_tot: date | None = None
    geen_ingebrekestelling: bool = False
    gemeld_op: date | None = None
    overlegd: bool = False
    leeg: int = 0
    mislukt_op: date | None = None


def eis_opzegging(wat: Opzegging, *, vandaag: date) -> None:
    """Raises RegelFout unless art. 31 or 32 allows this notice to this side, with what its ground needs (OV-132)."""
    if wat.kant == "organisatie" and wat.grond in ALLEEN_ZORGKANTOOR:
        raise RegelFout("Op deze grond kan alleen het zorgkantoor opzeggen. Kies een andere grond.")
    if wat.laatste_dag < vandaag:
        raise RegelFout("De laatste dag kan niet voor vandaag liggen. Kies vandaag of later.")
    controles = {
        "hoedanigheid": _eis_hoedanigheid,
        "surseance": _eis_sinds,
        "insolventie": _eis_procedure,
        "zeggenschap": _eis_zeggenschap,
        "staking": _eis_omvang,
        "geen_uren": _eis_leeg,
        "niet_nakomen": _eis_niet_nakomen,
        "overmacht": _eis_overmacht,
        "wijziging": _eis_wijziging,
    }
    if wat.grond not in controles:
        raise RegelFout("Kies een grond uit de lijst.")
    controles[wat.grond](wat, vandaag)


def _eis_hoedanigheid(wat: Opzegging, vandaag: date) -> None:
    if wat.wie not in {"zorgkantoor", "organisatie"}:
        raise RegelFout("Kies welke partij niet meer is wat zij moet zijn.")


def _eis_sinds(wat: Opzegging, vandaag: date) -> None:
    if wat.sinds is None or wat.sinds > vandaag:
        raise RegelFout("Vul in sinds welke dag dit zo is, niet later dan vandaag.")


def _eis_procedure(wat: Opzegging, vandaag: date) -> None:
    if not wat.wat.strip():
        raise RegelFout("Vul in om welke procedure het gaat, bijvoorbeeld faillissement of beslag.")
    _eis_sinds(wat, vandaag)


def _eis_zeggenschap(wat: Opzegging, vandaag: date) -> None:
    """Reported before the day of the change: first the consultation (OV-136, OV-137)."""
    if not wat.wat.strip() or wat.sinds is None:
        raise RegelFout("Vul in om welke wijziging het gaat en op welke dag.")
    if wat.gemeld_op is not None and wat.gemeld_op < wat.sinds and not wat.overlegd:
        raise RegelFout("De organisatie heeft dit op tijd gemeld. Leg eerst de uitkomst van het overleg vast.")


def _eis_omvang(wat: Opzegging, vandaag: date) -> None:
    if not wat.wat.strip() or wat.sinds is None:
        raise RegelFout("Vul in wat er van de onderneming stopt en op welke dag.")


def _eis_leeg(wat: Opzegging, vandaag: date) -> None:
    if wat.leeg < MAANDEN_ZONDER_UREN:
        raise RegelFout(f"Er zijn {wat.leeg} maanden achter elkaar zonder uren gemeld. Deze grond vraagt er zes.")


def _eis_niet_nakomen(wat: Opzegging, vandaag: date) -> None:
    """After an ingebrekestelling whose term is over, or the mark that none is needed (OV-140)."""
    if wat.geen_ingebrekestelling:
        return
    if wat.termijn_tot is None:
        raise RegelFout("Kies de ingebrekestelling, of geef aan dat er geen nodig is.")
    if vandaag <= wat.termijn_tot:
        raise RegelFout(f"De termijn van de ingebrekestelling loopt nog tot en met {datum(wat.termijn_tot)}.")


def _eis_overmacht(wat: Opzegging, vandaag: date) -> None:
    """Expected to last longer than 30 calendar days (OV-141)."""
    _eis_sinds(wat, vandaag)
    if wat.tot is None or wat.sinds is None:
        raise RegelFout("Vul in tot wanneer de overmacht naar verwachting duurt.")
    if (wat.tot - wat.sinds).days <= OVERMACHT_DAGEN:
        raise RegelFout("De overmacht moet naar verwachting langer dan 30 dagen duren.")


def _eis_wijziging(wat: Opzegging, vandaag: date) -> None:
    """After a wijzigingsvoorstel that failed, with three months' notice (OV-143)."""
    if wat.mislukt_op is None:
        raise RegelFout("Er is geen wijzigingsvoorstel waarover partijen het niet eens werden.")
    eerst = maanden_later(vandaag, OPZEGTERMIJN_MAANDEN)
    if wat.laatste_dag < eerst:
        raise RegelFout(f"De opzegtermijn is drie maanden. Kies {datum(eerst)} of later.")


def maanden_later(dag: date, aantal: int) -> date:
    """The same day so many months later, or the last of that month."""
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 + aantal, 12)
    return date(jaar, maand + 1, min(dag.day, monthrange(jaar, maand + 1)[1]))


def lege_maanden(uren: Iterable[tuple[int, int, Decimal]]) -> int:
    """How many reported months in a row up to the last one have no hours; (year, month, hours) in any order (OV-139).

    An hour, or a month that was not reported, breaks the row.
    """
    aantal, vorige = 0, None
    for jaar, maand, som in sorted(uren, reverse=True):
        volgnummer = jaar * 12 + maand
        if som > 0 or (vorige is not None and volgnummer != vorige - 1):
            break
        aantal, vorige = aantal + 1, volgnummer
    return aantal


def eis_overdracht(*, lopend: int, al: int, aantal: int) -> None:
    """Raises RegelFout unless this number can still be handed over (OV-192)."""
    if aantal < 1:
        raise RegelFout("Vul in hoeveel ondersteuningsvragen u overdraagt.")
    if al + aantal > lopend:
        raise RegelFout(f"Er zijn nog {lopend - al} ondersteuningsvragen om over te dragen. Vul niet meer in.")


def eis_alles_overgedragen(rest: Iterable[tuple[str, int | None]]) -> None:
    """Raises RegelFout while a region has questions left over, or no number yet; (region, left) (OV-192)."""
    for regio, over in rest:
        if over is None:
            raise RegelFout(f"Voor {regio} is nog niet vastgelegd hoeveel ondersteuningsvragen er lopen.")
        if over:
            raise RegelFout(f"In {regio} zijn nog {over} ondersteuningsvragen niet overgedragen.")
