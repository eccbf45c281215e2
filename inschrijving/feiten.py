"""Pure: the facts of one dossier as plain values, for rules, findings and pages. No Django, no database."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Regio:
    """The part for one region. `gemeenten`: all of the region; `gedekt`: where the party works (names)."""

    pk: int
    naam: str
    klasse: str
    clienten: int | None
    uren: Decimal | None
    onderbouwing: str
    lager_tarief: Decimal | None
    lager_tarief_reden: str
    gemeenten: frozenset[str]
    gedekt: frozenset[str]


@dataclass(frozen=True)
class Deelnemer:
    pk: int
    naam: str
    soort: str
    kvk_nummer: str


@dataclass(frozen=True)
class Ondersteuner:
    """`geregistreerd`: member or registered (A44); `regios`: pks of the regions this person works in (A25)."""

    pk: int
    naam: str
    hbo: bool
    geregistreerd: bool
    registratienummer: str
    geen_belangen: bool
    regios: frozenset[int]


@dataclass(frozen=True)
class Ervaring:
    pk: int
    soort: str
    gemeente: str
    jaar: int
    toelichting: str


@dataclass(frozen=True)
class Document:
    """A file in the dossier. `deelnemer`: pk, or None for the organisation; `eisen`: numbers it is about."""

    pk: int
    soort: str
    naam: str
    datum: date | None
    deelnemer: int | None
    eisen: frozenset[int]
    twijfel: str = ""  # why people must look at the signature in this file; empty when there is no need
    besmet: bool = False  # a virus was found in it later: nobody can open it, so it does not count


@dataclass(frozen=True)
class Eis:
    nummer: int
    titel: str
    tekst: str
    bevestigd: bool
    onderbouwing: str


@dataclass(frozen=True)
class Documenteis:
    """What a class of organisation must hand in (2.1.1)."""

    klasse: str
    soort: str
    titel: str
    toelichting: str
    uploaden: bool
    alleen_samenwerkingsverband: bool
    per_deelnemer: bool
    heeft_datum: bool


@dataclass(frozen=True)
class Ondertekenaar:
    """Who is named to sign, as what, and on what ground (A29)."""

    naam: str
    functie: str
    bevoegdheid: str

    @property
    def compleet(self) -> bool:
        return bool(self.naam and self.functie and self.bevoegdheid)


@dataclass(frozen=True)
class Verklaring:
    """`getekend`: by all who must, on what it says now; `vervallen`: there was a signature, and the content changed.

    `tweede`: who signs as well, when two are only authorised together. `plekken`: who of them (1, 2) has signed.
    """

    garantie: bool
    beroepscode: bool
    klachten_adres: str
    privacy_adres: str
    andere_financiers: str
    ondertekenaar: str
    functie: str
    bevoegdheid: str
    getekend: bool
    vervallen: bool
    tweede: Ondertekenaar | None = None
    plekken: frozenset[int] = frozenset()

    @property
    def ondertekenaars(self) -> tuple[Ondertekenaar, ...]:
        """All who must sign, in order."""
        eerste = Ondertekenaar(self.ondertekenaar, self.functie, self.bevoegdheid)
        return (eerste, self.tweede) if self.tweede else (eerste,)


@dataclass(frozen=True)
class Verlenging:
    """From when to when the overeenkomst is to be extended, both days included (docs/adr/0004)."""

    van: date | None
    tot: date | None


@dataclass(frozen=True)
class Dossier:
    """Everything one party handed in at one uitvoerder. `verlenging`: only in an extension round; its eisen are its
    own statements, so what the numbers of the kader mean says nothing there."""

    kvk_nummer: str
    statutaire_naam: str
    partijnaam: str
    uitvoerder: str
    jaar: int | None  # first year of the overeenkomst
    sluitingsdag: date | None
    document_max_maanden: int
    min_clientondersteuners: int
    rechtspersoon_bevestigd: bool
    bezoekadres: str
    telefoon: str
    email: str
    werkdagen: tuple[str, ...]
    samenwerkingsverband: bool
    verbandnaam: str
    deelnemers: tuple[Deelnemer, ...]
    regios: tuple[Regio, ...]
    ondersteuners: tuple[Ondersteuner, ...]
    ervaringen: tuple[Ervaring, ...]
    documenten: tuple[Document, ...]
    eisen: tuple[Eis, ...]
    documenteisen: tuple[Documenteis, ...]
    verklaring: Verklaring
    verlenging: Verlenging | None = None

    @property
    def verklaringnaam(self) -> str:
        """What the bestuur signs, as everybody calls it."""
        return "instemmingsverklaring" if self.verlenging else "bestuursverklaring"

    def vraagt_document(self, soort: str) -> bool:
        """Whether a document of this kind is on the list of the round, for whatever class."""
        return any(eis.soort == soort for eis in self.documenteisen)


@dataclass(frozen=True)
class Vereist:
    """A document that is due, for whom, and the regions that cause it (A22, A49)."""

    soort: str
    titel: str
    toelichting: str
    uploaden: bool
    heeft_datum: bool
    deelnemer: int | None
    van: str
    regios: tuple[str, ...]


@dataclass(frozen=True)
class Punt:
    """Something to do: on which page, in which regions (None: all), what, and why it is asked."""

    stap: str
    tekst: str
    waarom: str
    regio: str | None = None
    anker: str = ""
