"""Lives of steps 5 and 6 (docs/architectuur.md, Lives)."""

from django.db.models import TextChoices


class Status(TextChoices):
    OPEN = "open", "Open"
    GEEN_SELECTIE_NODIG = "geen_selectie_nodig", "Geen selectie nodig"
    GEEN_PLAATS = "geen_plaats", "Geen plaats voor nieuwe organisaties"
    GERANGSCHIKT = "gerangschikt", "Gerangschikt, invoer bevroren"
    VASTGESTELD = "vastgesteld", "Vastgesteld"


BEVROREN = {Status.GEEN_SELECTIE_NODIG, Status.GEEN_PLAATS, Status.GERANGSCHIKT}
OVERGANGEN = {
    "geen_selectie_nodig": ({Status.OPEN}, Status.GEEN_SELECTIE_NODIG),
    "geen_plaats": ({Status.OPEN}, Status.GEEN_PLAATS),
    "rangschik": ({Status.OPEN}, Status.GERANGSCHIKT),
    "stel_vast": (BEVROREN, Status.VASTGESTELD),
    "zet_terug": (BEVROREN, Status.OPEN),  # docs/adr/0005
}


class Lotingstatus(TextChoices):
    KLAARGEZET = "klaargezet", "Klaargezet"
    INGEVOERD = "ingevoerd", "Ingevoerd door de notaris"
    BEVESTIGD = "bevestigd", "Bevestigd"
    INGETROKKEN = "ingetrokken", "Ingetrokken"


LOTING_OVERGANGEN = {
    "voer_in": ({Lotingstatus.KLAARGEZET}, Lotingstatus.INGEVOERD),
    "stuur_terug": ({Lotingstatus.INGEVOERD}, Lotingstatus.KLAARGEZET),
    "bevestig": ({Lotingstatus.INGEVOERD}, Lotingstatus.BEVESTIGD),
    "trek_in": ({Lotingstatus.KLAARGEZET}, Lotingstatus.INGETROKKEN),  # docs/adr/0009
}


class Methode(TextChoices):
    HAND = "hand", "Met de hand, door de notaris"
    RFC3797 = "rfc3797", "Berekend volgens RFC 3797"
