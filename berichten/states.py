"""The life of a message (docs/architectuur.md, Lives; R10)."""

from django.db.models import TextChoices


class Berichtsoort(TextChoices):
    ACCOUNT = "account", "Account"
    ONTVANGST = "ontvangst", "Ontvangst"
    HERINNERING = "herinnering", "Herinnering"
    BESLISSING = "beslissing", "Beslissing"
    BEZWAAR = "bezwaar", "Bezwaar"
    ANTWOORD = "antwoord", "Antwoord op bezwaar"
    LOTING = "loting", "Uitnodiging loting"
    LOTING_VERVALT = "loting_vervalt", "Loting gaat niet door"
    AFSPRAAK = "afspraak", "Prijs en volume"
    RONDEWIJZIGING = "rondewijziging", "Wijziging van de ronde"
    NOTA = "nota", "Nota van inlichtingen"
    VERDUIDELIJKING = "verduidelijking", "Vraag over een inschrijving"
    OVEREENKOMST = "overeenkomst", "Overeenkomst"
    ZEGEL = "zegel", "Zegel van het logboek"
    STORING = "storing", "Stand van het portaal"


class Status(TextChoices):
    KLAAR = "klaar", "Wacht op versturen"
    GECLAIMD = "geclaimd", "Wordt verstuurd"
    OVERGEDRAGEN = "overgedragen", "Verstuurd"
    ONBESLIST = "onbeslist", "Onbeslist"
    GEWEIGERD = "geweigerd", "Geweigerd"
    GEBOUNCED = "gebounced", "Teruggekomen"


class Herverzendstatus(TextChoices):
    GEVRAAGD = "gevraagd", "Wacht op een tweede persoon"
    GOEDGEKEURD = "goedgekeurd", "Goedgekeurd"
    AFGEWEZEN = "afgewezen", "Afgewezen"


KLEUREN = {  # of the badge on the page
    Status.KLAAR: "stil",
    Status.GECLAIMD: "stil",
    Status.OVERGEDRAGEN: "goed",
    Status.ONBESLIST: "let-op",
    Status.GEWEIGERD: "fout",
    Status.GEBOUNCED: "fout",
}
OVERGANGEN = {
    "claim": ({Status.KLAAR}, Status.GECLAIMD),
    "draag_over": ({Status.GECLAIMD}, Status.OVERGEDRAGEN),
    "laat_los": ({Status.GECLAIMD}, Status.KLAAR),
    "weiger": ({Status.GECLAIMD}, Status.GEWEIGERD),
    "onbeslis": ({Status.GECLAIMD}, Status.ONBESLIST),
    "beslis_overgedragen": ({Status.ONBESLIST}, Status.OVERGEDRAGEN),
    "beslis_geweigerd": ({Status.ONBESLIST}, Status.GEWEIGERD),
    "was_overgedragen": ({Status.KLAAR, Status.GECLAIMD}, Status.OVERGEDRAGEN),  # after a restore (R25)
    "was_geweigerd": ({Status.KLAAR, Status.GECLAIMD}, Status.GEWEIGERD),
    "was_onbeslist": ({Status.KLAAR, Status.GECLAIMD}, Status.ONBESLIST),
    "bounce": ({Status.OVERGEDRAGEN}, Status.GEBOUNCED),
}
HERVERZENDEN = {
    "keur_goed": ({Herverzendstatus.GEVRAAGD}, Herverzendstatus.GOEDGEKEURD),
    "wijs_af": ({Herverzendstatus.GEVRAAGD}, Herverzendstatus.AFGEWEZEN),
}
