"""Pure: the passages of the letters that a beheerder may word, with the names that stand for a value (B40).

What a letter must say (outcome, conditions, motivation, remedies with their days) stands in its fixed template and is
not a passage. A name between braces is replaced by its value, once, as text: nothing is ever computed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kern.fouten import RegelFout

MAX_LENGTE = 1500  # characters of one passage
HAAKJES = re.compile(r"\{([a-z_]+)\}")
INVULVELDEN = {  # name: what stands there in the letter
    "organisatie": "de naam van de organisatie of het samenwerkingsverband",
    "zorgkantoor": "de naam van het zorgkantoor",
    "ronde": "de naam van de ronde",
    "kenmerk": "het kenmerk van de inschrijving",
    "aantal_regios": "het aantal regio’s, zoals ‘1 regio’ of ‘3 regio’s’",
    "regio": "de naam van de regio",
    "regios": "de namen van de regio’s",
    "referentiejaar": "het referentiejaar van de ronde",
    "rang": "de plaats in de rangschikking",
    "tarief": "het tarief per uur",
    "looptijd_tot": "de laatste dag van de overeenkomst",
    "aanleiding": "‘een bezwaar’ of ‘een uitspraak van de rechter’",
    "opschorting_tot": "het einde van de opschortende termijn",
}
ALTIJD = ("organisatie", "zorgkantoor", "ronde", "kenmerk")
GEGUND = (*ALTIJD, "regio", "tarief", "looptijd_tot")


class Soort(StrEnum):
    """In which letters a passage stands."""

    ALLE = "In elke brief"
    BESLISSING = "In de beslissing"
    HERZIENING = "In de herziene beslissing"
    ANTWOORD = "In het antwoord op een bezwaar"


@dataclass(frozen=True)
class Deel:
    """One passage. `verlenging`: only in a verlengingsronde (True), only elsewhere (False), or in both (None)."""

    sleutel: str
    naam: str
    soort: Soort
    standaard: str
    velden: tuple[str, ...] = ALTIJD
    uitleg: str = ""
    mag_leeg: bool = False
    verlenging: bool | None = None


BOVEN = "Komt boven de motivering. De motivering zelf staat er altijd en verandert u hier niet."
DELEN: dict[str, Deel] = {
    deel.sleutel: deel
    for deel in (
        Deel("aanhef", "Aanhef", Soort.ALLE, "Geachte heer of mevrouw,"),
        Deel(
            "inleiding",
            "Inleiding",
            Soort.BESLISSING,
            "U schreef zich in voor {aantal_regios}. Twee mensen beoordeelden uw inschrijving los van elkaar.",
            (*ALTIJD, "aantal_regios"),
            "Daarna staat vast dat dit een voorlopige beslissing is.",
            verlenging=False,
        ),
        Deel(
            "inleiding_verlenging",
            "Inleiding",
            Soort.BESLISSING,
            "U vroeg om verlenging van uw overeenkomst in {aantal_regios}. Twee mensen beoordeelden uw inschrijving "
            "los van elkaar.",
            (*ALTIJD, "aantal_regios"),
            "Daarna staat vast dat dit een voorlopige beslissing is.",
            verlenging=True,
        ),
        Deel(
            "overeenkomst_bestaand",
            "Overeenkomst, bestaande organisatie",
            Soort.BESLISSING,
            "U voldoet aan alle eisen en had in heel {referentiejaar} een overeenkomst in deze regio.",
            (*GEGUND, "referentiejaar"),
            verlenging=False,
        ),
        Deel(
            "overeenkomst_nieuw",
            "Overeenkomst, nieuwe organisatie, plaats voor iedereen",
            Soort.BESLISSING,
            "U voldoet aan alle eisen en er was plaats voor elke organisatie die voldoet.",
            GEGUND,
            verlenging=False,
        ),
        Deel(
            "overeenkomst_geselecteerd",
            "Overeenkomst, nieuwe organisatie, na selectie",
            Soort.BESLISSING,
            "U voldoet aan alle eisen. In de rangschikking van de nieuwe organisaties staat u op plaats {rang}.",
            (*GEGUND, "rang"),
            verlenging=False,
        ),
        Deel(
            "overeenkomst_na_loting",
            "Overeenkomst, nieuwe organisatie, na loting",
            Soort.BESLISSING,
            "U voldoet aan alle eisen. U stond gelijk met andere organisaties. De notaris heeft geloot en u kreeg een "
            "plaats.",
            (*GEGUND, "rang"),
            "Daarna staat vast wanneer en door wie is geloot, en waar dat te controleren is.",
            verlenging=False,
        ),
        Deel(
            "verlengd",
            "Overeenkomst verlengd",
            Soort.BESLISSING,
            "U stemde in met de verlenging en u hebt hier een overeenkomst. Wij verlengen die tot en met "
            "{looptijd_tot}.",
            GEGUND,
            verlenging=True,
        ),
        Deel("voldoet_niet", "Voldoet niet", Soort.BESLISSING, "", (*ALTIJD, "regio"), BOVEN, mag_leeg=True),
        Deel(
            "niet_geselecteerd",
            "Niet geselecteerd",
            Soort.BESLISSING,
            "",
            (*ALTIJD, "regio"),
            BOVEN,
            mag_leeg=True,
            verlenging=False,
        ),
        Deel(
            "geen_plaats",
            "Voldoet, geen plaats",
            Soort.BESLISSING,
            "",
            (*ALTIJD, "regio"),
            BOVEN,
            mag_leeg=True,
            verlenging=False,
        ),
        Deel(
            "rechtsmiddelen",
            "Boven de termijnen",
            Soort.BESLISSING,
            "Bent u het niet eens met deze beslissing? Hieronder staat wat u kunt doen, en tot wanneer.",
            uitleg="Daaronder staan altijd alle termijnen, met dag en uur.",
        ),
        Deel(
            "slot_overeenkomst",
            "Slot, met een overeenkomst",
            Soort.BESLISSING,
            "Na {opschorting_tot} krijgt u de definitieve beslissing en een voorstel.",
            (*ALTIJD, "opschorting_tot"),
            verlenging=False,
        ),
        Deel(
            "slot_verlenging",
            "Slot, met een verlenging",
            Soort.BESLISSING,
            "Na {opschorting_tot} krijgt u de definitieve beslissing en het addendum om te tekenen.",
            (*ALTIJD, "opschorting_tot"),
            verlenging=True,
        ),
        Deel(
            "slot_zonder",
            "Slot, zonder overeenkomst",
            Soort.BESLISSING,
            "Na {opschorting_tot} wordt deze beslissing definitief.",
            (*ALTIJD, "opschorting_tot"),
        ),
        Deel("groet", "Groet", Soort.ALLE, "Met vriendelijke groet,"),
        Deel(
            "functie",
            "Wie tekent",
            Soort.BESLISSING,
            "Manager zorginkoop",
            uitleg="Staat onder de naam van het zorgkantoor.",
        ),
        Deel(
            "herziening",
            "Waarom er een herziening is",
            Soort.HERZIENING,
            "Na {aanleiding} hebben wij de uitkomsten in de regio {regio} opnieuw bekeken.",
            (*ALTIJD, "regio", "aanleiding"),
            "Wat de uitkomst eerst was en de reden van de herziening staan er altijd.",
        ),
        Deel(
            "antwoord",
            "Wie het bezwaar behandelde",
            Soort.ANTWOORD,
            "Iemand die uw inschrijving niet eerder beoordeelde, heeft uw bezwaar behandeld.",
            (*ALTIJD, "regios"),
            "Daarna staat vast of het bezwaar gegrond is.",
        ),
        Deel(
            "antwoord_gegrond",
            "Wat er gebeurt na een gegrond bezwaar",
            Soort.ANTWOORD,
            "Wij bekijken de uitkomst in {regios} opnieuw. Verandert uw uitkomst, dan krijgt u een nieuwe voorlopige "
            "beslissing met nieuwe termijnen.",
            (*ALTIJD, "regios"),
        ),
    )
}


def delen_van(*, verlenging: bool) -> list[Deel]:
    """The passages of a round, in the order of the letter."""
    return [deel for deel in DELEN.values() if deel.verlenging in (None, verlenging)]


def controleer(deel: Deel, tekst: str) -> str:
    """The text as it is kept. RegelFout names every brace that is not one of the names of this passage (B40)."""
    tekst = tekst.strip()
    if not tekst and not deel.mag_leeg:
        raise RegelFout("Dit stuk tekst mag niet leeg zijn.")
    if len(tekst) > MAX_LENGTE:
        raise RegelFout(f"Deze tekst heeft {len(tekst)} tekens. Het mogen er {MAX_LENGTE} zijn.")
    welke = ", ".join(f"{{{veld}}}" for veld in deel.velden)
    if vreemd := [f"{{{naam}}}" for naam in HAAKJES.findall(tekst) if naam not in deel.velden]:
        raise RegelFout(f"Dit invulveld kan hier niet: {', '.join(vreemd)}. U kunt gebruiken: {welke}.")
    rest = HAAKJES.sub("", tekst)
    if "{" in rest or "}" in rest:
        raise RegelFout(f"Accolades zijn er alleen voor invulvelden. U kunt gebruiken: {welke}.")
    return tekst


def vul_in(tekst: str, waarden: Mapping[str, str]) -> str:
    """The text with its names replaced, in one pass: a value that looks like a name stays as it is. KeyError for a name
    without a value."""
    return HAAKJES.sub(lambda treffer: waarden[treffer[1]], tekst)
