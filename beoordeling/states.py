"""Lives of steps 3 and 4."""

from django.db.models import TextChoices


class Oordeel(TextChoices):
    VOLDOET = "voldoet", "Voldoet"
    VOLDOET_NIET = "voldoet_niet", "Voldoet niet"


class Status(TextChoices):
    """Total of one region (Regiobeoordeling)."""

    IN_BEOORDELING = "in_beoordeling", "In beoordeling"
    VOLDOET = "voldoet", "Voldoet"
    VOLDOET_NIET = "voldoet_niet", "Voldoet niet"


OVERGANGEN = {
    "voldoet": ({Status.IN_BEOORDELING}, Status.VOLDOET),
    "voldoet_niet": ({Status.IN_BEOORDELING}, Status.VOLDOET_NIET),
    "heropen": ({Status.VOLDOET, Status.VOLDOET_NIET}, Status.IN_BEOORDELING),
}


class Openingstatus(TextChoices):
    AANGEVRAAGD = "aangevraagd", "Wacht op de tweede persoon"
    GEOPEND = "geopend", "Geopend"


OPENING_OVERGANGEN = {"open": ({Openingstatus.AANGEVRAAGD}, Openingstatus.GEOPEND)}


class Vraagstatus(TextChoices):
    """A verduidelijkingsvraag: written by one, sent by another (A52)."""

    OPGESTELD = "opgesteld", "Wacht op de tweede persoon"
    VERSTUURD = "verstuurd", "Verstuurd"
    INGETROKKEN = "ingetrokken", "Ingetrokken"


VRAAG_OVERGANGEN = {
    "verstuur_vraag": ({Vraagstatus.OPGESTELD}, Vraagstatus.VERSTUURD),
    "trek_vraag_in": ({Vraagstatus.OPGESTELD}, Vraagstatus.INGETROKKEN),
}


class Verduidelijkingstatus(TextChoices):
    """The same question in one dossier. Not answered in time is no status: the term has passed."""

    OPGESTELD = "opgesteld", "Nog niet verstuurd"
    WEGGELATEN = "weggelaten", "Krijgt de vraag niet"
    GESTELD = "gesteld", "Gesteld"
    BEANTWOORD = "beantwoord", "Beantwoord"


VERDUIDELIJKING_OVERGANGEN = {
    "laat_weg": ({Verduidelijkingstatus.OPGESTELD}, Verduidelijkingstatus.WEGGELATEN),
    "stel_vraag": ({Verduidelijkingstatus.OPGESTELD}, Verduidelijkingstatus.GESTELD),
    "beantwoord_vraag": ({Verduidelijkingstatus.GESTELD}, Verduidelijkingstatus.BEANTWOORD),
}


class Indeling(TextChoices):
    """What an organisation is in a region (1.6, A16): proposed by rule, confirmed by an inkoper."""

    BESTAAND = "bestaand", "Bestaande organisatie"
    NIEUW_IN_REGIO = "nieuw_in_regio", "Nieuw in de regio"
    GEHEEL_NIEUW = "geheel_nieuw", "Geheel nieuw"
    DEELS = "deels", "Deel van het jaar een overeenkomst (telt als nieuw)"
