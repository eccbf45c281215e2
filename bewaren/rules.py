"""How long each kind of data is kept, as one table, and when a dossier may be destroyed (R22). Pure.

Terms count in calendar years on the Dutch calendar (R14): what counts from 29 February ends on 1 March, never a day
too early. A term is a minimum: what is due waits for an order of two people.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

BEROEP_MAANDEN = 3  # appeal against a verdict: three months, four weeks after a kort geding (art. 339 Rv)
GEGEVENS_DAGEN = 7  # a ZIP with one's own data stays this long
RESERVEKOPIE_DAGEN = 35  # a backup of the database or of the vault is thrown away after this many days


class Wijze(StrEnum):
    """How something of this kind ends."""

    OPDRACHT = "Na een opdracht van twee mensen"
    VANZELF = "Vanzelf"
    SAMEN = "Samen met het dossier"
    BLIJFT = "Het blijft"


@dataclass(frozen=True)
class Soort:
    """One kind of data. `vanaf`, `gaat`, `blijft` and `grond` are read by everyone on the privacy page."""

    code: str
    naam: str
    vanaf: str
    termijn: str
    gaat: str
    blijft: str
    grond: str
    wijze: Wijze = Wijze.OPDRACHT
    jaren: int = 0  # of `termijn`, where a rule counts with it
    eenheid: str = "dossier"  # what an order over this kind is a list of; its plural has an s


def _jaar(aantal: int) -> str:
    return f"{aantal} jaar"


TERMIJNEN_VOORBIJ = "als alle termijnen van de ronde voorbij zijn en er geen zaak meer loopt"
CONCEPT = Soort(
    "concept",
    "Inschrijving die nooit is ingediend",
    f"de sluiting van de inschrijving, {TERMIJNEN_VOORBIJ}",
    _jaar(1),
    "alle bestanden en alle teksten, en de namen van mensen",
    "kenmerk, organisatie en het logboek met nummers",
    "Zolang iemand kan vragen waarom een inschrijving niet meedeed, is zij nodig (AVG, artikel 5).",
    jaren=1,
)
INGETROKKEN = Soort(
    "ingetrokken",
    "Ingetrokken inschrijving",
    f"de sluiting van de inschrijving, {TERMIJNEN_VOORBIJ}",
    _jaar(1),
    "alle bestanden en alle teksten, en de namen van mensen",
    "kenmerk, organisatie, ontvangstnummers, de controlegetallen (sha256) en het logboek",
    "Zolang iemand kan vragen waarom een inschrijving niet meedeed, is zij nodig (AVG, artikel 5).",
    jaren=1,
)
VOG = Soort(
    "vog",
    "Verklaring omtrent gedrag (VOG)",
    f"de beslissing over de inschrijving, {TERMIJNEN_VOORBIJ}",
    "zolang de termijnen lopen",
    "het bestand en de naam van het bestand",
    "het controlegetal (sha256) van het bestand en de dag waarop het zorgkantoor de verklaring zag",
    "Een VOG is alleen nodig om de inschrijving te beoordelen en daarover te beslissen (AVG, artikel 5 en 10).",
)
AFGEWEZEN = Soort(
    "afgewezen",
    "Inschrijving zonder overeenkomst",
    f"de laatste beslissing in de ronde, {TERMIJNEN_VOORBIJ}",
    _jaar(3),
    "alle bestanden (ook de brieven), alle teksten en motiveringen, en de namen van mensen",
    "kenmerk, organisatie, de beslissing per regio, ontvangstnummers, de controlegetallen (sha256) en het logboek",
    "Stukken van een aanbesteding blijven ten minste drie jaar na de gunning (richtlijn 2014/24/EU, artikel 84).",
    jaren=3,
)
OVEREENKOMST = Soort(
    "overeenkomst",
    "Inschrijving met een overeenkomst",
    f"de laatste dag van de overeenkomst, {TERMIJNEN_VOORBIJ}",
    _jaar(7),
    "alle bestanden (ook de overeenkomst), motiveringen en verklaringen, en de namen van mensen",
    "kenmerk, organisatie, beslissingen, afspraken, cijfers en bedragen, de controlegetallen (sha256) en het logboek",
    "Wat een betaling verklaart, blijft zeven jaar (Algemene wet inzake rijksbelastingen, artikel 52).",
    jaren=7,
)
ACCOUNT = Soort(
    "account",
    "Account van een mens",
    "de laatste dag van de laatste rol, of de laatste keer inloggen als dat later was; en langer als er nog een "
    "dossier is waaraan deze mens werkte",
    _jaar(5),
    "naam, e-mailadressen, wachtwoord, passkeys en app met inlogcodes, de koppeling met eHerkenning, en de tekst van "
    "berichten over het account",
    "het nummer van het account, de rollen en het logboek met nummers",
    "Zolang een dossier bestaat, moet te zien zijn wie eraan werkte. Daarna is een nummer genoeg (AVG, artikel 5).",
    jaren=5,
    eenheid="account",
)
OP_OPDRACHT = (CONCEPT, INGETROKKEN, VOG, AFGEWEZEN, OVEREENKOMST, ACCOUNT)
TABEL = (
    *OP_OPDRACHT,
    Soort(
        "bericht",
        "Bericht dat het portaal verstuurde",
        "het bericht",
        "zo lang als het dossier",
        "onderwerp, tekst en e-mailadres",
        "soort en tijdstip: een termijn kan eraan hangen",
        "Een bericht bewijst dat een beslissing bekend is gemaakt.",
        Wijze.SAMEN,
    ),
    Soort(
        "vraag",
        "Vraag over een ronde",
        "de nota van inlichtingen",
        "zo lang als de ronde",
        "niets: de nota noemt niet wie de vraag stelde",
        "vraag en antwoord: zij horen bij de voorwaarden van de ronde",
        "De nota van inlichtingen is deel van de stukken van de ronde.",
        Wijze.BLIJFT,
    ),
    Soort(
        "productiebestand",
        "Excel-bestand met productie",
        "het inlezen",
        "niet",
        "het bestand: het portaal bewaart het niet",
        "de cijfers en het controlegetal (sha256) van het bestand, zo lang als de overeenkomst",
        "De cijfers zijn genoeg om te betalen en te controleren.",
        Wijze.VANZELF,
    ),
    Soort(
        "gegevens",
        "ZIP met uw eigen gegevens",
        "het maken",
        f"{GEGEVENS_DAGEN} dagen",
        "het bestand",
        "dat u het vroeg en wanneer",
        "U vraagt het zo opnieuw aan.",
        Wijze.VANZELF,
    ),
    Soort(
        "sessie",
        "Sessie na het inloggen",
        "het inloggen",
        "8 uur, en 2 uur nadat u haar het laatst gebruikte",
        "de sessie",
        "de regel over het inloggen",
        "Zolang u bent ingelogd, is zij nodig.",
        Wijze.VANZELF,
    ),
    Soort(
        "logboek",
        "Logboek",
        "elke regel",
        "ten minste 5 jaar",
        "niets: niemand kan een regel wijzigen of verwijderen",
        "nummers en tijdstippen. Namen staan er niet in",
        "Het logboek bewijst dat de procedure eerlijk was.",
        Wijze.BLIJFT,
    ),
    Soort(
        "reservekopie",
        "Reservekopie",
        "het maken",
        f"{RESERVEKOPIE_DAGEN} dagen",
        "de kopie, met de sleutels die erin zitten",
        "niets",
        "Wat vernietigd is, is daarna ook in een reservekopie niet meer te lezen.",
        Wijze.VANZELF,
    ),
)


@dataclass(frozen=True)
class Feiten:
    """What is known of one dossier, in local days.

    `begin`: the day from which the term of its kind counts; None: that day has not come.
    `termijnen_tot`: the last day of the last term of its round at its uitvoerder, those of a court and of an appeal
    included; None: nobody knows yet.
    `lopend`: what is open or held, in words; anything here keeps everything.
    """

    begin: date | None
    termijnen_tot: date | None
    lopend: tuple[str, ...] = ()


def jaren_later(dag: date, jaren: int) -> date:
    """The same day of the calendar some years later; 29 February becomes 1 March where there is none."""
    try:
        return dag.replace(year=dag.year + jaren)
    except ValueError:
        return date(dag.year + jaren, 3, 1)


def maanden_later(dag: date, maanden: int) -> date:
    """The same day some months later; the first of the month after where that month is too short."""
    jaar, maand = divmod(dag.month - 1 + maanden, 12)
    try:
        return date(dag.year + jaar, maand + 1, dag.day)
    except ValueError:
        return date(dag.year + jaar, maand + 2, 1)


def beroep_tot(uitspraak: date) -> date:
    """Last day on which a verdict can still be taken to a higher court."""
    return maanden_later(uitspraak, BEROEP_MAANDEN)


def vervalt_op(soort: Soort, feiten: Feiten) -> date | None:
    """First day on which data of this kind is no longer kept; None while that cannot be said.

    The term of its kind is over, and every term of the round: the later of both.
    """
    if feiten.begin is None or feiten.termijnen_tot is None:
        return None
    return max(jaren_later(feiten.begin, soort.jaren), feiten.termijnen_tot + timedelta(days=1))


def mag_weg(soort: Soort, feiten: Feiten, vandaag: date) -> bool:
    """Whether this dossier is due: its day has come and nothing is open."""
    dag = vervalt_op(soort, feiten)
    return dag is not None and dag <= vandaag and not feiten.lopend


def waarom_niet(soort: Soort, feiten: Feiten, vandaag: date) -> str:
    """Why this dossier stays, in plain words; empty when it may go."""
    if feiten.lopend:
        return "; ".join(feiten.lopend)
    return "" if mag_weg(soort, feiten, vandaag) else "de bewaartermijn is nog niet voorbij"


def laatste(dagen: Iterable[date | None]) -> date | None:
    """The latest of the days that are known."""
    return max((dag for dag in dagen if dag), default=None)
