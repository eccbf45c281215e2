"""Life of the file on a tekortkoming and of a maatregel in it (art. 28)."""

from django.db.models import TextChoices


class Bron(TextChoices):
    """What was not lived up to; an untrue or broken statement counts as a tekortkoming (art. 28 lid 6)."""

    EIS = "eis", "Een eis"
    VERKLARING = "verklaring", "Wat in de bestuursverklaring staat over een eis"
    ARTIKEL = "artikel", "Een artikel of bijlage van de overeenkomst"


class Status(TextChoices):
    VASTGESTELD = "vastgesteld", "Vastgesteld"
    IN_GEBREKE = "in_gebreke", "In gebreke gesteld"
    VERZUIM = "verzuim", "In verzuim"
    GESLOTEN = "gesloten", "Gesloten"


class Uitkomst(TextChoices):
    HERSTELD = "hersteld", "Hersteld"
    MAATREGEL = "maatregel", "Afgedaan met een maatregel"
    GEEN = "geen", "Toch geen tekortkoming"
    ANDERS = "anders", "Anders afgedaan"


OPEN = frozenset({Status.VASTGESTELD, Status.IN_GEBREKE, Status.VERZUIM})
OVERGANGEN = {
    "stel_in_gebreke": ({Status.VASTGESTELD}, Status.IN_GEBREKE),
    "raak_in_verzuim": ({Status.IN_GEBREKE}, Status.VERZUIM),
    "direct_in_verzuim": ({Status.VASTGESTELD}, Status.VERZUIM),  # performance is impossible for good
    "sluit": (OPEN, Status.GESLOTEN),
}
KLEUREN = {  # of the badge on the page
    Status.VASTGESTELD: "let-op",
    Status.IN_GEBREKE: "let-op",
    Status.VERZUIM: "fout",
    Status.GESLOTEN: "stil",
}


class Maatregelsoort(TextChoices):
    """The kinds of art. 28 lid 4; its list is not complete."""

    BUDGET = "budget", "Het budget gaat omlaag"
    TERUGVORDERING = "terugvordering", "Een declaratie wordt (deels) teruggevorderd"
    KORTING = "korting", "Korting op de tarieven"
    ONTBINDING = "ontbinding", "Ontbinding van de overeenkomst"
    ANDERS = "anders", "Een andere maatregel"


class Maatregelstatus(TextChoices):
    ONTWERP = "ontwerp", "Wacht op een collega"
    OPGELEGD = "opgelegd", "Opgelegd"
    VERWORPEN = "verworpen", "Niet doorgegaan"


MAATREGELKLEUREN = {
    Maatregelstatus.ONTWERP: "let-op",
    Maatregelstatus.OPGELEGD: "goed",
    Maatregelstatus.VERWORPEN: "stil",
}
MAATREGEL_OVERGANGEN = {
    "leg_op": ({Maatregelstatus.ONTWERP}, Maatregelstatus.OPGELEGD),
    "verwerp": ({Maatregelstatus.ONTWERP}, Maatregelstatus.VERWORPEN),
}


class Benadeelde(TextChoices):
    ZORGKANTOOR = "zorgkantoor", "Het zorgkantoor"
    CLIENT = "client", "Een of meer cliënten"
