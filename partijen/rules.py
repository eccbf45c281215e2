"""Pure: identifiers of organisations (B51), invitations (B32), colours, and text as it is stored."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kern.fouten import RegelFout

BEKEND = (
    "Deze organisatie staat al in het portaal. Vraag een collega die al een account heeft om u uit te nodigen. "
    "Die ziet dat u het probeerde."
)
BEKEND_BIJ_EHERKENNING = (
    "Uw organisatie staat al in het portaal, maar u hebt er nog geen rol. Vraag een collega die tekenbevoegde is om u "
    "uit te nodigen, op het e-mailadres van uw account."
)
ANDERE_ORGANISATIE = (
    "U bent ingelogd met eHerkenning voor een andere organisatie dan die u uitnodigt. Log uit, log opnieuw in voor die "
    "organisatie of met uw wachtwoord, en open de uitnodiging nog een keer."
)
UITNODIGING_WERKT_NIET = (
    "Deze uitnodiging werkt niet. Ze is al gebruikt, verlopen, ingetrokken, of voor een ander e-mailadres dan waarmee "
    "u bent ingelogd. Vraag een nieuwe aan de collega die u uitnodigde."
)
KLEURCODE = r"^#[0-9a-f]{6}$"
MIN_CONTRAST = 4.5  # of text against its background (WCAG 2.1, 1.4.3)
EEN_DAG = timedelta(days=1)
UITNODIGING_GELDIG = timedelta(days=7)
MAX_UITNODIGINGEN = 20  # open at the same time, per organisation

MIN_EIGEN = 5  # characters that must be left, and different ones in all
JAARTAL = 4  # digits that add nothing
# The portal, its parties and roles, and what everyone tries (docs/veiligheid.md, ASVS 6.1.2).
WOORDEN = frozenset(
    """
    clientondersteuning clientondersteuner ondersteuning onafhankelijk inkoopportaal portaal oco wlz langdurigezorg
    zorgkantoor zorgverzekeraar zorginkoop inkoop inkoper manager zorg beheerder notaris auditor tekenbevoegde
    organisatie inschrijving aanbesteding overeenkomst stichting zilverenkruis menzis vgz dsw caresq zorgenzekerheid
    salland nederland amsterdam utrecht wachtwoord welkom geheim inloggen toegang password welcome secret admin login
    test demo qwerty qwertz azerty asdfgh zxcvbn abcdef iloveyou lente zomer herfst winter januari februari maart april
    juni juli augustus september oktober november december maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    1234567890 0123456789 0987654321 9876543210
    """.split()
)

BROWSERS = {"Edg": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMEN = {
    "Android": "Android",
    "iPhone": "een iPhone",
    "iPad": "een iPad",
    "Windows": "Windows",
    "Mac OS X": "een Mac",
    "Linux": "Linux",
}


# Levels of eHerkenning, from low to high, and how a broker names them: its own urn, or the name of eIDAS.
NIVEAUS = ("EH2", "EH2+", "EH3", "EH4")
NIVEAUNAMEN = {
    "loa2": "EH2",
    "loa2plus": "EH2+",
    "loa3": "EH3",
    "loa4": "EH4",
    "low": "EH2",
    "substantial": "EH3",
    "high": "EH4",
}
NIVEAU_OM_TE_TEKENEN = "EH3"


@dataclass(frozen=True)
class Eherkenning:
    """For which organisation eHerkenning let somebody in, and how sure it is of who that is."""

    kvk_nummer: str
    niveau: str

    @property
    def mag_tekenen(self) -> bool:
        return NIVEAUS.index(self.niveau) >= NIVEAUS.index(NIVEAU_OM_TE_TEKENEN)

    @property
    def te_laag(self) -> str:
        """What is said to who wants to sign with less than that."""
        return (
            f"U bent ingelogd met eHerkenning op niveau {self.niveau}. Om te tekenen is niveau {NIVEAU_OM_TE_TEKENEN} "
            "of hoger nodig. Log uit en log opnieuw in met een middel van dat niveau."
        )


def raadbaar(wachtwoord: str, eigen: Iterable[str] = ()) -> bool:
    """Whether too little is left of a password without the words that a stranger tries first: WOORDEN, and the person's
    own names (`eigen`). Capitals, accents, signs and a year do not count; any script does."""
    rest = _kaal(wachtwoord)
    namen = {naam for tekst in eigen for naam in re.findall(r"[^\W\d_]{3,}", _kaal(tekst))}
    for woord in sorted(WOORDEN | namen, key=len, reverse=True):
        rest = rest.replace(woord, "")
    letters, cijfers = sum(map(str.isalpha, rest)), sum(map(str.isdigit, rest))
    return letters + max(0, cijfers - JAARTAL) < MIN_EIGEN or len(set(wachtwoord)) < MIN_EIGEN


def _kaal(tekst: str) -> str:
    """Lower case, without accents."""
    return "".join(teken for teken in unicodedata.normalize("NFKD", tekst.lower()) if not unicodedata.combining(teken))


def apparaatnaam(user_agent: str) -> str:
    """A browser in words, for the person who used it: the first name that fits, and never the text itself."""
    browser = next((naam for merk, naam in BROWSERS.items() if merk in user_agent), "Een browser")
    systeem = next((naam for merk, naam in SYSTEMEN.items() if merk in user_agent), "")
    return f"{browser} op {systeem}" if systeem else browser


def eherkenning(claims: Mapping[str, Any], *, kvk: str, niveau: str) -> Eherkenning:
    """What a login says; `kvk` and `niveau` name the claims. Raises RegelFout when one is missing or no such thing."""
    nummer, gezegd = claims.get(kvk), claims.get(niveau)
    if not isinstance(nummer, str) or not re.fullmatch(r"[0-9]{8}", nummer):
        raise RegelFout(
            "eHerkenning gaf geen KvK-nummer van 8 cijfers door. Log opnieuw in en kies de organisatie waarvoor u "
            "inschrijft. Blijft dit zo? Vraag het na bij de leverancier van uw eHerkenning."
        )
    naam = re.split("[:/]", gezegd)[-1].lower() if isinstance(gezegd, str) else ""
    if naam not in NIVEAUNAMEN:
        raise RegelFout(
            "eHerkenning gaf niet door op welk niveau u bent ingelogd. Probeer het opnieuw. Blijft dit zo? Vraag het "
            "na bij de leverancier van uw eHerkenning."
        )
    return Eherkenning(nummer, NIVEAUNAMEN[naam])


def kvk_nummer(tekst: str) -> str:
    """Eight digits; spaces and dots fall away. Raises RegelFout for anything else (B51)."""
    cijfers = re.sub(r"[\s.]", "", tekst)
    if not re.fullmatch(r"[0-9]{8}", cijfers):
        raise RegelFout("Een KvK-nummer heeft 8 cijfers. U vindt het op het uittreksel van de Kamer van Koophandel.")
    return cijfers


def rsin(tekst: str) -> str:
    """Nine digits that pass the elfproef with weights 9..2 and -1. Raises RegelFout otherwise."""
    cijfers = re.sub(r"[\s.]", "", tekst)
    if not re.fullmatch(r"[0-9]{9}", cijfers) or not _elfproef(cijfers):
        raise RegelFout("Dit is geen geldig RSIN: het heeft 9 cijfers die samen kloppen. Controleer het nummer.")
    return cijfers


def agb_code(tekst: str) -> str:
    """Eight digits; spaces and dots fall away. Raises RegelFout for anything else."""
    cijfers = re.sub(r"[\s.]", "", tekst)
    if not re.fullmatch(r"[0-9]{8}", cijfers):
        raise RegelFout("Een AGB-code heeft 8 cijfers, ook als er nullen voor staan. Controleer de code.")
    return cijfers


def postbus(email: str) -> str:
    """The mailbox behind an address: lower case, and without what follows a plus in the name (B29)."""
    naam, _, domein = email.lower().rpartition("@")
    return f"{naam.partition('+')[0]}@{domein}"


def uitnodiging_werkt(*, nu: datetime, geldig_tot: datetime, gebruikt: bool, email: str, adressen: set[str]) -> bool:
    """Whether an invitation may be accepted: unused, in time, by who holds that confirmed address (B32)."""
    return not gebruikt and nu < geldig_tot and email in adressen


def eis_nog_een_tekenbevoegde(anderen: int) -> None:
    """Refuse to end the role of the last one who may sign for the organisation."""
    if anderen == 0:
        raise RegelFout(
            "Dit is de enige tekenbevoegde van uw organisatie. Nodig eerst een andere tekenbevoegde uit, en wacht tot "
            "die de uitnodiging heeft aangenomen."
        )


def _elfproef(cijfers: str) -> bool:
    gewichten = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    som = sum(int(c) * g for c, g in zip(cijfers, gewichten, strict=True))
    return som % 11 == 0 and som != 0


def contrast_met_wit(kleur: str) -> float:
    """From 1 (white) to 21 (black), of a colour as #rrggbb (WCAG 2.1, relative luminance)."""
    kanalen = [int(kleur[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    rood, groen, blauw = (k / 12.92 if k <= 0.04045 else ((k + 0.055) / 1.055) ** 2.4 for k in kanalen)
    return 1.05 / (0.2126 * rood + 0.7152 * groen + 0.0722 * blauw + 0.05)


def leesbare_kleur(tekst: str) -> str:
    """A colour as #rrggbb that can be read on white paper. Raises RegelFout that says what is wrong."""
    kleur = tekst.strip().lower()
    if not re.fullmatch(KLEURCODE, kleur):
        raise RegelFout("Een kleur is een # met zes cijfers of letters a tot en met f, zoals #12495a.")
    if (contrast := contrast_met_wit(kleur)) < MIN_CONTRAST:
        gevonden = f"{int(contrast * 10) / 10:.1f}".replace(".", ",")
        raise RegelFout(
            f"Deze kleur is te licht om op wit papier te lezen: het contrast is {gevonden} en moet 4,5 zijn. Kies een "
            "donkerder kleur."
        )
    return kleur


def nette_tekst(tekst: str) -> str:
    """Text as it is stored: NFC, no control characters but newlines, outer white space gone (B48)."""
    if "\x00" in tekst or any(0xD800 <= ord(c) <= 0xDFFF for c in tekst):
        raise RegelFout("In deze tekst staat een teken dat wij niet kunnen bewaren. Typ de tekst opnieuw.")
    zichtbaar = (c for c in tekst.replace("\r\n", "\n") if c in "\n\t" or unicodedata.category(c) != "Cc")
    return unicodedata.normalize("NFC", "".join(zichtbaar)).strip()
