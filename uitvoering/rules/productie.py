"""The monthly production: its figures, its due dates and what may not be in it (bijlage 2 h2-3, bijlage 5). Pure.

A month is written as its first day. Hours are Decimals in whole quarters, as in the afspraken (A60).
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from inschrijving.rules import getal
from kern.fouten import RegelFout
from kern.opmaak import MAANDEN
from kern.opmaak import getal as als_getal
from kern.rules import canoniek, sha256

LAATSTE_DAG = 14  # of the next month: the report comes before the 15th (A63, OV-173)
KWARTIER = Decimal("0.25")
MAX_UREN = Decimal(99_999)
MAX_AANTAL = Decimal(999_999)
RITMES = {1: "elke maand", 3: "elk kwartaal", 6: "elk halfjaar", 12: "elk jaar"}
MAANDVORM = re.compile(r"([0-9]{4})-([0-9]{1,2})(?:-01)?|(?:0?1[-/])?([0-9]{1,2})[-/]([0-9]{4})")
MET_PUNT = re.compile(r"[0-9]+\.[0-9]{1,2}")
GEEN_PERSONEN = (
    "Dit bestand bevat gegevens over personen: {wat}. Wij hebben het geweigerd en niets bewaard. Lever alleen uren en "
    "aantallen aan. Namen, geboortedatums en burgerservicenummers blijven in uw eigen administratie."
)


@dataclass(frozen=True)
class Dienst:
    """A service of the format. `richtminuten`: what one question takes on average, where the overeenkomst says so."""

    nummer: int
    naam: str
    richtminuten: int | None = None

    def __str__(self) -> str:
        return f"{self.nummer}. {self.naam}"

    @property
    def bemiddelt(self) -> bool:
        """Whether it is about care that is not found in time (art. 7): (zorg)bemiddeling."""
        return "bemiddeling" in self.naam.casefold()


@dataclass(frozen=True)
class Formaat:
    """A version of the productieformulier of a round (OV-224, OV-248)."""

    ronde: str
    versie: int
    diensten: tuple[Dienst, ...]

    def __str__(self) -> str:
        return f"{self.ronde}, versie {self.versie}"


@dataclass(frozen=True)
class Regel:
    """Hours and ondersteuningsvragen of one service in the month."""

    dienst: Dienst
    uren: Decimal
    vragen: int


@dataclass(frozen=True)
class Deel:
    """The part of the hours that one onderaannemer worked (OV-089)."""

    onderaannemer: int  # id
    uren: Decimal


@dataclass(frozen=True)
class Cijfers:
    """All figures of one month in one region: aggregates, never a person (OV-228, A54)."""

    regels: tuple[Regel, ...]
    unieke_clienten: int
    geen_productie: bool = False
    delen: tuple[Deel, ...] = ()  # within the hours of `regels`
    doorverwijzingen: int = 0  # cliënten who could not be helped in time, sent to another (OV-073)

    @property
    def uren(self) -> Decimal:
        return sum((regel.uren for regel in self.regels), Decimal(0))

    @property
    def vragen(self) -> int:
        return sum(regel.vragen for regel in self.regels)

    @property
    def hash(self) -> str:
        """Of what the figures say: the same figures twice are one delivery. What is not there does not count."""
        regels = [[r.dienst.nummer, r.dienst.naam, str(r.uren.normalize()), r.vragen] for r in self.regels]
        delen = sorted([deel.onderaannemer, str(deel.uren.normalize())] for deel in self.delen)
        rest = [deel for deel in (delen, self.doorverwijzingen) if deel]
        return sha256(canoniek([regels, self.unieke_clienten, self.geen_productie, *rest]))


# Months and due dates


def begin_maand(dag: date) -> date:
    return dag.replace(day=1)


def volgende_maand(maand: date, aantal: int = 1) -> date:
    """So many months later; before it when `aantal` < 0."""
    jaar, rest = divmod(maand.year * 12 + maand.month - 1 + aantal, 12)
    return date(jaar, rest + 1, 1)


def maanden(van: date, tot: date) -> list[date]:
    """Every month with at least one day from `van` to `tot` inclusive."""
    eerste = begin_maand(van)
    aantal = (tot.year - eerste.year) * 12 + tot.month - eerste.month + 1
    return [volgende_maand(eerste, nummer) for nummer in range(max(aantal, 0))]


def uiterlijk(maand: date, ritme: int = 1) -> date:
    """Last day on which the report of this month is in time (A63). `ritme`: months per delivery (OV-230)."""
    rest = -maand.month % ritme  # months until the end of the period; periods begin in January
    return volgende_maand(maand, rest + 1).replace(day=LAATSTE_DAG)


def maandnaam(maand: date) -> str:
    return f"{MAANDEN[maand.month - 1]} {maand.year}"


def lees_maand(tekst: str) -> date | None:
    """'januari 2018', '2018-01', '1-2018', '01-01-2018' or what Excel makes of a date; None for anything else."""
    delen = tekst.casefold().split()
    if len(delen) == 2 and delen[0] in MAANDEN and re.fullmatch("[0-9]{4}", delen[1]):
        return date(max(int(delen[1]), 1), MAANDEN.index(delen[0]) + 1, 1)
    if (treffer := MAANDVORM.fullmatch(tekst)) is None:
        return None
    jaar, maand = (treffer[1], treffer[2]) if treffer[1] else (treffer[4], treffer[3])
    return date(int(jaar), int(maand), 1) if int(jaar) and 1 <= int(maand) <= 12 else None


def eis_voorbij(maand: date, vandaag: date) -> None:
    """Refuse a month that is not over yet: its figures cannot be known."""
    if vandaag < volgende_maand(maand):
        raise RegelFout(f"{maandnaam(maand).capitalize()} is nog niet voorbij. Lever de productie daarna aan.")


# Figures


def lees_uren(tekst: str) -> Decimal:
    """Hours in quarters; '12,5' and '12.5' are the same, '1.250' is more than a thousand. Raises RegelFout."""
    if MET_PUNT.fullmatch(tekst):
        tekst = tekst.replace(".", ",")
    uren = getal(tekst, decimalen=2, maximum=MAX_UREN)
    if uren % KWARTIER:
        beneden = uren // KWARTIER * KWARTIER
        mogelijk = f"{als_getal(beneden, 2)} of {als_getal(beneden + KWARTIER, 2)}"
        raise RegelFout(f"Vul uren in hele kwartieren in, bijvoorbeeld {mogelijk}.")
    return uren


def lees_aantal(tekst: str) -> int:
    """A whole number of 0 or more. Raises RegelFout."""
    return int(getal(tekst, decimalen=0, maximum=MAX_AANTAL))


def eis_cijfers(cijfers: Cijfers) -> None:
    """Refuse figures that contradict each other: a nil return says so and holds nothing, a part is within the whole."""
    iets = bool(cijfers.uren or cijfers.vragen or cijfers.unieke_clienten)
    if cijfers.geen_productie and iets:
        raise RegelFout("U meldt dat er geen productie was, maar vult ook cijfers in. Kies een van de twee.")
    if not cijfers.geen_productie and not iets:
        raise RegelFout("Alle cijfers zijn 0. Was er geen productie in deze maand? Geef dat dan aan.")
    if (anderen := sum((deel.uren for deel in cijfers.delen), Decimal(0))) > cijfers.uren:
        raise RegelFout(
            f"De uren door onderaannemers zijn samen {als_getal(anderen, 2)}. Dat is meer dan alle uren van deze "
            f"maand: {als_getal(cijfers.uren, 2)}."
        )


def signalen(cijfers: Cijfers) -> list[str]:
    """What is possible and yet asks for a look; nothing is refused for it (A66)."""
    uit = []
    for regel in cijfers.regels:
        richt = regel.dienst.richtminuten
        if richt and regel.vragen and regel.uren * 60 > richt * regel.vragen:
            gemiddeld = round(Fraction(regel.uren) * 60 / regel.vragen)
            uit.append(f"{regel.dienst.naam}: gemiddeld {gemiddeld} minuten per vraag. Afgesproken is circa {richt}.")
        if regel.uren and not regel.vragen:
            uit.append(f"{regel.dienst.naam}: wel uren, geen ondersteuningsvragen.")
    if cijfers.uren and not cijfers.unieke_clienten:
        uit.append("Wel uren, geen unieke cliënten.")
    return uit


# Nothing about persons (A54, OV-229)

PERSOONSWOORD = re.compile(
    r"\b(bsn|burgerservice\w*|sofi\W?num\w*|geboorte\w*|geboren|geb\W{0,2}dat\w*|achterna+m\w*|voorna+m\w*|voorletters?|"
    r"roepnaam|familienaam|cli[eë]nt\W?(?:naam|namen|nummer|nr|kenmerk|code)|postcode|woonplaats|huisnummer|"
    r"telefoon\w*|e\W?mail\w*)\b",
    re.IGNORECASE,
)
NAAMWOORDEN = frozenset({"naam", "namen", "adres", "adressen"})
BIJWOORDEN = frozenset("de het van een en volledige cliënt cliënten client clienten persoon verzekerde".split())
MAX_KOP = 80  # characters; longer is no head of a column


def is_persoonskop(tekst: str) -> bool:
    """Whether a cell heads a column about persons, such as 'Naam cliënt', 'Geb. datum' or 'BSN-nummer'."""
    if len(tekst) > MAX_KOP:
        return False
    woorden = set(re.findall(r"\w+", tekst.casefold()))
    is_naam = bool(woorden & NAAMWOORDEN) and woorden <= NAAMWOORDEN | BIJWOORDEN
    return is_naam or PERSOONSWOORD.search(tekst) is not None
