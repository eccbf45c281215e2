"""Terms after the decision, four eyes on a letter, and the intended budget (chapter 3; A01-A08, A15, A60). Pure.

Terms count in calendar days of Amsterdam, never in blocks of 24 hours (R14): day 0 is the dagtekening (A04),
weekends and holidays shift nothing (A06).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum

from kern.fouten import RegelFout
from kern.opmaak import ZONE, datum, moment

SLUITTIJD = time(17, 0)
HERINNERTIJD = time(9, 0)
DAGEN_VOORAF = 3  # a reminder comes this many days before the end of a term
HERINNERINGEN = (("te laat", 1), ("nog 2 dagen", -2), ("nog 5 dagen", -5))  # days after the last day, latest first
KWARTIER = Decimal("0.25")  # hour


class Aankomst(StrEnum):
    """When a bezwaar arrived (A01, A02)."""

    OP_TIJD = "op_tijd"
    NA_SLUITINGSTIJD = "na_sluitingstijd"  # past the clock, within the days: the inkoper decides
    TE_LAAT = "te_laat"


@dataclass(frozen=True)
class Termijnregels:
    """What a ronde says about terms: lengths in days, and moments it fixed (None: not fixed)."""

    bezwaar_dagen: int
    bezwaar_uiterste_dagen: int
    antwoord_dagen: int
    opschorting_dagen: int
    kort_geding_dagen: int
    overige_geschillen_dagen: int
    bezwaar_tot: datetime | None = None
    antwoord_uiterlijk: date | None = None
    opschorting_tot: datetime | None = None

    @property
    def heeft_vaste_data(self) -> bool:
        """False for a ronde of which no date is known yet."""
        return any((self.bezwaar_tot, self.antwoord_uiterlijk, self.opschorting_tot))


@dataclass(frozen=True)
class Termijnen:
    """All terms of one decision; moments in Amsterdam time, last days up to and including 24:00."""

    bezwaar_sluit: datetime
    bezwaar_laatste_dag: date
    bezwaar_beantwoord_uiterlijk: date
    opschorting_van: date
    opschorting_tot: datetime
    kort_geding_laatste_dag: date
    overige_geschillen_laatste_dag: date  # information only (A15)


def bereken_termijnen(regels: Termijnregels, dagtekening: date) -> Termijnen:
    """The terms of a decision of this date; the later of computed and fixed counts (A03).

    The court term depends on nothing but the dagtekening: no answer to a bezwaar moves it (A05, IK-211).
    Raises RegelFout for a dagtekening at the end of the calendar.
    """

    def na(dagen: int) -> date:
        return _dagen_later(dagtekening, dagen)

    sluit = _laatste(_sluitmoment(na(regels.bezwaar_dagen)), regels.bezwaar_tot)
    antwoord = na(regels.antwoord_dagen)
    return Termijnen(
        bezwaar_sluit=sluit,
        bezwaar_laatste_dag=max(na(regels.bezwaar_uiterste_dagen), sluit.date()),
        bezwaar_beantwoord_uiterlijk=max(antwoord, regels.antwoord_uiterlijk or antwoord),
        opschorting_van=na(1),
        opschorting_tot=_laatste(_sluitmoment(na(regels.opschorting_dagen)), regels.opschorting_tot),
        kort_geding_laatste_dag=na(regels.kort_geding_dagen),
        overige_geschillen_laatste_dag=na(regels.overige_geschillen_dagen),
    )


def beoordeel_aankomst(aankomst: datetime, termijnen: Termijnen) -> Aankomst:
    """Rule on the arrival of a bezwaar: 17:00:00.000000 itself is in time (A02), after it until the end of the
    last day is taken in with a flag (A01, IK-199), then the right is lost (IK-200)."""
    if aankomst <= termijnen.bezwaar_sluit:
        return Aankomst.OP_TIJD
    if aankomst.astimezone(ZONE).date() <= termijnen.bezwaar_laatste_dag:
        return Aankomst.NA_SLUITINGSTIJD
    return Aankomst.TE_LAAT


def vervallen(termijnen: Termijnen) -> str:
    """What someone reads who is too late for a bezwaar (IK-200), and what is left."""
    return (
        f"De tijd voor bezwaar is voorbij. U kon bezwaar maken tot en met {moment(termijnen.bezwaar_sluit)}. "
        f"Uw recht om bezwaar te maken is na {datum(termijnen.bezwaar_laatste_dag)} vervallen. "
        f"De laatste dag voor een kort geding is {datum(termijnen.kort_geding_laatste_dag)}."
    )


def geschil_laatste_dag(omstandigheid: date, dagen: int) -> date:
    """Last day for any other dispute, from the day its cause could be known (A15, IK-215)."""
    return _dagen_later(omstandigheid, dagen)


def is_verstreken(laatste_dag: date, gedaan_op: date) -> bool:
    """True when something done on this day is past a vervaltermijn (IK-212, IK-216)."""
    return gedaan_op > laatste_dag


def ondertekenen_vanaf(termijnen: Termijnen) -> datetime:
    """The first moment at which an overeenkomst may be signed: the longer of both waiting terms (A07, A08, IK-204)."""
    na_kort_geding = datetime.combine(_dagen_later(termijnen.kort_geding_laatste_dag, 1), time.min, ZONE)
    return max(termijnen.opschorting_tot, na_kort_geding)


def tweede_persoon(opsteller: int | None, goedkeurder: int | None) -> None:
    """Raises RegelFout unless two different people drafted and approve (R17)."""
    if opsteller is None or goedkeurder is None or opsteller == goedkeurder:
        raise RegelFout("U kunt niet goedkeuren wat u zelf hebt opgesteld. Vraag een collega.")


def zelfde_inhoud(nu: str, gezien: str) -> None:
    """Raises RegelFout unless what is approved is exactly what was looked at, by hash (R17)."""
    if not nu or nu != gezien:
        raise RegelFout("De inhoud is gewijzigd sinds u keek. Lees de nieuwe inhoud en keur die goed.")


def zelfde_stand(nu: str, gezien: str) -> None:
    """Raises RegelFout unless nobody changed what someone is changing, by hash."""
    if nu != gezien:
        raise RegelFout(
            "Iemand anders wijzigde dit intussen. Bewaar wat u typte ergens anders, ververs de bladzijde en begin "
            "bij de nieuwe stand."
        )


def _dagen_later(dag: date, dagen: int) -> date:
    try:
        return dag + timedelta(days=dagen)
    except OverflowError:
        raise RegelFout("Deze datum ligt te ver in de toekomst. Kies een eerdere datum.") from None


def _sluitmoment(dag: date) -> datetime:
    return datetime.combine(dag, SLUITTIJD, ZONE)


def _laatste(berekend: datetime, vast: datetime | None) -> datetime:
    return max(berekend, vast.astimezone(ZONE)) if vast else berekend


def tarief_van(ronde_tarief: Decimal, lager_tarief: Decimal | None) -> Decimal:
    """The rate per hour in euro: the requested one when that is lower (A59)."""
    return min(ronde_tarief, lager_tarief) if lager_tarief else ronde_tarief


def verdeel_budget(budget: Decimal, gewichten: Mapping[int, Decimal], eenheid: Decimal) -> dict[int, Decimal]:
    """Pro rata shares of a region's budget in euro, each rounded down to whole `eenheid` (A60).

    `gewichten`: prognose hours times rate, per party. The sum never exceeds the budget; without any weight there is
    nothing to divide and the result is empty.
    """
    totaal = sum(gewichten.values(), Decimal(0))
    if totaal <= 0:
        return {}
    return {wie: budget * gewicht / totaal // eenheid * eenheid for wie, gewicht in gewichten.items()}


def uren_binnen(budget: Decimal, tarief: Decimal) -> Decimal:
    """Hours that fit in the budget at this rate, rounded down to a quarter (A60)."""
    return budget / tarief // KWARTIER * KWARTIER


def mag_vrijgeven(vrij_op: datetime, *, bekendmaking_op: datetime | None, nu: datetime) -> None:
    """Raises RegelFout unless the moment of release is not before that of the ronde, and still to come (IK-021)."""
    if bekendmaking_op is None:
        raise RegelFout("Deze ronde heeft nog geen moment van bekendmaking. Vul eerst het tijdschema in.")
    if vrij_op < bekendmaking_op:
        raise RegelFout(f"De bekendmaking kan niet eerder dan {moment(bekendmaking_op)}. Kies een later moment.")
    if vrij_op < nu.replace(second=0, microsecond=0):
        raise RegelFout("Dit moment is al voorbij. Kies een moment dat nog komt.")


def eis_tekst(tekst: str, wat: str) -> str:
    """The text without white space around it. Raises RegelFout when nothing is left; `wat` names it."""
    if not (tekst := tekst.strip()):
        raise RegelFout(f"Vul {wat} in.")
    return tekst


def herinnering(nu: datetime, antwoord_uiterlijk: date) -> tuple[str, datetime] | None:
    """The latest reminder that is due for an unanswered bezwaar: its name and its moment (09:00), or None."""
    momenten = [
        (naam, datetime.combine(_dagen_later(antwoord_uiterlijk, dagen), HERINNERTIJD, ZONE))
        for naam, dagen in HERINNERINGEN
    ]
    return next((punt for punt in momenten if punt[1] <= nu), None)


def eind_van_de_dag(dag: date) -> datetime:
    """The last microsecond of a day in Amsterdam: until then something of that last day is in time."""
    return datetime.combine(dag, time.max, ZONE)


def eis_ontvangst(ontvangen_op: datetime, *, bekendgemaakt_op: datetime, nu: datetime) -> None:
    """Raises RegelFout unless something was received after the decision was made known, and not in the future."""
    if not bekendgemaakt_op <= ontvangen_op <= nu:
        raise RegelFout(
            f"Vul in wanneer het bezwaar binnenkwam: na de bekendmaking van {moment(bekendgemaakt_op)} "
            "en niet later dan nu."
        )


def eis_dag(dag: date, *, vanaf: date, vandaag: date, wat: str) -> None:
    """Raises RegelFout unless a day lies between two others, both included; `wat` says what happened on it."""
    if not vanaf <= dag <= vandaag:
        raise RegelFout(f"Vul in op welke dag {wat}: van {datum(vanaf)} tot en met vandaag.")


def vooraf(einde: date | datetime) -> datetime:
    """When to remind of the end of a term: 09:00 in Amsterdam, days before it on the calendar (R14)."""
    dag = einde.astimezone(ZONE).date() if isinstance(einde, datetime) else einde
    return datetime.combine(dag - timedelta(days=DAGEN_VOORAF), HERINNERTIJD, ZONE)


def nu_herinneren(nu: datetime, einde: date | datetime) -> bool:
    """Whether the end of a term is near, and not past: a reminder after it would say what cannot be done any more."""
    laatste = einde if isinstance(einde, datetime) else eind_van_de_dag(einde)
    return vooraf(einde) <= nu <= laatste
