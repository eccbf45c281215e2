"""Life of an overspend file, its steps in order, and of a herschikking (2.2.2; bijlage 2 h2 lid 3-5)."""

from django.db.models import TextChoices


class Status(TextChoices):
    OPEN = "open", "Open"
    GESLOTEN = "gesloten", "Gesloten"


class Trap(TextChoices):
    """What is tried, in this order. Which money DERDE is, the ronde says."""

    MAATWERK = "maatwerk", "Gesprek over maatwerk"
    REGIO = "regio", "Budget van een organisatie in dezelfde regio"
    UITVOERDER = "uitvoerder", "Budget in een andere regio van dezelfde Wlz-uitvoerder"
    DERDE = "derde", "Derde bron van de ronde"
    EXTRA = "extra", "Extra geld in hetzelfde jaar"


class Stapuitkomst(TextChoices):
    OPGELOST = "opgelost", "Het tekort is opgelost"
    DEELS = "deels", "Een deel is opgelost"
    NIET = "niet", "Dit lukte niet"


class Herschikkingstatus(TextChoices):
    ONTWERP = "ontwerp", "Wacht op een tweede persoon"
    VASTGESTELD = "vastgesteld", "Vastgesteld"
    VERWORPEN = "verworpen", "Gaat niet door"


OVERGANGEN = {"sluit": ({Status.OPEN}, Status.GESLOTEN)}
KLEUREN = {Status.OPEN: "let-op", Status.GESLOTEN: "stil"}
HERSCHIKKING_OVERGANGEN = {
    "stel_vast": ({Herschikkingstatus.ONTWERP}, Herschikkingstatus.VASTGESTELD),
    "verwerp": ({Herschikkingstatus.ONTWERP}, Herschikkingstatus.VERWORPEN),
}
HERSCHIKKINGKLEUREN = {
    Herschikkingstatus.ONTWERP: "let-op",
    Herschikkingstatus.VASTGESTELD: "goed",
    Herschikkingstatus.VERWORPEN: "stil",
}
