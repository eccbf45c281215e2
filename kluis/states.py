"""What the vault knows about a file: whether a scanner saw it, and what people must know before they open it."""

from django.db.models import TextChoices


class Scan(TextChoices):
    """`niet_gescand`: no scanner, or it did not answer; a task asks again (B15, F30)."""

    NIET_GESCAND = "niet_gescand", "Niet gescand"
    SCHOON = "schoon", "Schoon"
    BESMET = "besmet", "Besmet"


class Signaal(TextChoices):
    """What kluis.controle found in a file that was taken all the same (B11, B16, B55)."""

    JAVASCRIPT = "javascript", "programmacode (JavaScript)"
    START_PROGRAMMA = "start_programma", "een opdracht om een programma te starten"
    VERZENDT = "verzendt", "een formulier dat gegevens verstuurt of ophaalt"
    INGEBED = "ingebed", "een ander bestand"
    XFA = "xfa", "een formulier dat alleen in sommige programma’s werkt (XFA)"
    KOPPELING = "koppeling", "een koppeling naar een ander bestand"
    BURGERSERVICENUMMER = "burgerservicenummer", "een nummer dat een burgerservicenummer kan zijn"


ACTIEF = frozenset({Signaal.JAVASCRIPT, Signaal.START_PROGRAMMA, Signaal.VERZENDT, Signaal.INGEBED, Signaal.XFA})
