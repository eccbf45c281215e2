"""Grounds and life of an ending (art. 28, 31 and 32), and of a change of control."""

from django.db.models import TextChoices

from overeenkomst.states import Kant


class Grond(TextChoices):
    """In the order of art. 31, then art. 32 and art. 28."""

    HOEDANIGHEID = "hoedanigheid", "Een partij is niet meer wat zij volgens de overeenkomst moet zijn"
    SURSEANCE = "surseance", "De andere partij heeft (voorlopige) surseance van betaling"
    INSOLVENTIE = "insolventie", "De andere partij is insolvent of failliet, of er is beslag of vereffening"
    ZEGGENSCHAP = "zeggenschap", "De zeggenschap over de organisatie verandert"
    STAKING = "staking", "De onderneming van de organisatie stopt, helemaal of voor een deel"
    GEEN_UREN = "geen_uren", "De organisatie gaf zes maanden achter elkaar geen ondersteuning"
    NIET_NAKOMEN = "niet_nakomen", "De andere partij komt haar verplichtingen niet na"
    OVERMACHT = "overmacht", "Overmacht bij de andere partij, langer dan 30 dagen"
    WIJZIGING = "wijziging", "Geen overeenstemming over een noodzakelijke wijziging"
    ONTBINDING = "ontbinding", "Ontbinding na verzuim"


ALLEEN_ZORGKANTOOR = frozenset({Grond.ZEGGENSCHAP, Grond.STAKING, Grond.GEEN_UREN})
ARTIKEL = {Grond.WIJZIGING: "artikel 32", Grond.ONTBINDING: "artikel 28"}


def gronden(kant: str) -> list[Grond]:
    """What this side may give notice on."""
    zonder = {Grond.ONTBINDING} | (ALLEEN_ZORGKANTOOR if kant == Kant.ORGANISATIE else frozenset())
    return [grond for grond in Grond if grond not in zonder]


class Wie(TextChoices):
    """Ground 1: which of the two is not what it must be (OV-133)."""

    ZORGKANTOOR = "zorgkantoor", "Het zorgkantoor of de Wlz-uitvoerder past niet meer bij het begrip"
    ORGANISATIE = "organisatie", "De organisatie voldoet niet meer aan de voorwaarden"


class Status(TextChoices):
    ONTWERP = "ontwerp", "Wacht op een collega"
    VERSTUURD = "verstuurd", "Opgezegd"
    AFGEROND = "afgerond", "Afgerond"
    VERWORPEN = "verworpen", "Niet doorgegaan"


ONDERWEG = frozenset({Status.ONTWERP, Status.VERSTUURD})
OVERGANGEN = {
    "verstuur": ({Status.ONTWERP}, Status.VERSTUURD),
    "verwerp": ({Status.ONTWERP}, Status.VERWORPEN),
    "rond_af": ({Status.VERSTUURD}, Status.AFGEROND),
}
KLEUREN = {
    Status.ONTWERP: "stil",
    Status.VERSTUURD: "let-op",
    Status.AFGEROND: "goed",
    Status.VERWORPEN: "stil",
}


class Zeggenschapsoort(TextChoices):
    OVERNAME = "overname", "Overname door een ander"
    FUSIE = "fusie", "Fusie"
    SPLITSING = "splitsing", "Splitsing"
    AANDELEN = "aandelen", "Overdracht van aandelen"
    ANDERS = "anders", "Een andere wijziging van de zeggenschap"
