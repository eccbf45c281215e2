"""Lives of an order to destroy, and of each dossier or account in it (docs/architectuur.md, Lives)."""

from django.db.models import TextChoices


class Opdrachtstatus(TextChoices):
    GEVRAAGD = "gevraagd", "Wacht op een tweede mens"
    BEVESTIGD = "bevestigd", "Wordt uitgevoerd"
    KLAAR = "klaar", "Uitgevoerd"
    INGETROKKEN = "ingetrokken", "Ingetrokken"


OPEN = frozenset({Opdrachtstatus.GEVRAAGD, Opdrachtstatus.BEVESTIGD})
OPDRACHT_OVERGANGEN = {
    "bevestig": ({Opdrachtstatus.GEVRAAGD}, Opdrachtstatus.BEVESTIGD),
    "trek_in": ({Opdrachtstatus.GEVRAAGD}, Opdrachtstatus.INGETROKKEN),
    "rond_af": ({Opdrachtstatus.BEVESTIGD}, Opdrachtstatus.KLAAR),
}
OPDRACHTKLEUREN = {
    Opdrachtstatus.GEVRAAGD: "let-op",
    Opdrachtstatus.BEVESTIGD: "let-op",
    Opdrachtstatus.KLAAR: "goed",
    Opdrachtstatus.INGETROKKEN: "stil",
}


class Regelstatus(TextChoices):
    WACHT = "wacht", "Nog niet gedaan"
    VERNIETIGD = "vernietigd", "Vernietigd"
    OVERGESLAGEN = "overgeslagen", "Overgeslagen"


REGEL_OVERGANGEN = {
    "vernietig": ({Regelstatus.WACHT}, Regelstatus.VERNIETIGD),
    "sla_over": ({Regelstatus.WACHT}, Regelstatus.OVERGESLAGEN),
}
REGELKLEUREN = {
    Regelstatus.WACHT: "stil",
    Regelstatus.VERNIETIGD: "goed",
    Regelstatus.OVERGESLAGEN: "let-op",
}


class Gegevensstatus(TextChoices):
    AANGEVRAAGD = "aangevraagd", "Wordt gemaakt"
    KLAAR = "klaar", "Klaar"
    VERLOPEN = "verlopen", "Weg na een aantal dagen"


GEGEVENS_OVERGANGEN = {
    "rond_af": ({Gegevensstatus.AANGEVRAAGD}, Gegevensstatus.KLAAR),
    "verloop": ({Gegevensstatus.KLAAR}, Gegevensstatus.VERLOPEN),
}
