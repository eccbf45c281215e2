"""The life of a report: verwacht (no row) → concept → ingediend → akkoord or aanvulling → vervangen."""

from django.db.models import TextChoices

from uitvoering.rules import verslag as rules

VERWACHT, TE_LAAT, ONVOLLEDIG = "verwacht", "te_laat", "onvolledig"  # what is due, late or lacks something is a query


class Verslagsoort(TextChoices):
    KWARTAAL = rules.KWARTAAL, "Kwartaalverslag"
    ERVARING = rules.ERVARING, "Cliëntervaring en samenwerking"
    JAAR = rules.JAAR, "Jaarverantwoording"


class Stuksoort(TextChoices):
    RESULTATEN = "resultaten", "Resultaten van het onderzoek"
    JAARREKENING = "jaarrekening", "Jaarrekening"
    JAARVERSLAG = "jaarverslag", "Jaarverslag"
    ACCOUNTANTSVERKLARING = "accountantsverklaring", "Accountantsverklaring"


class Oordeel(TextChoices):
    GOEDKEUREND = rules.GOEDKEUREND, "Goedkeurend"
    BEPERKING = "beperking", "Met beperking"
    AFKEUREND = "afkeurend", "Afkeurend"
    ONTHOUDING = "onthouding", "Oordeelonthouding"


class Reikwijdte(TextChoices):
    DIENSTEN = "diensten", "Alleen de cliëntondersteuning Wlz"
    GEHEEL = rules.GEHEEL, "De hele organisatie"


class Verslagstatus(TextChoices):
    CONCEPT = "concept", "Concept"
    INGEDIEND = "ingediend", "Ingediend"
    AANVULLING = "aanvulling", "Aanvulling gevraagd"
    AKKOORD = "akkoord", "Akkoord"
    VERVANGEN = "vervangen", "Vervangen"


GELDEND = frozenset({Verslagstatus.INGEDIEND, Verslagstatus.AANVULLING, Verslagstatus.AKKOORD})
OVERGANGEN = {
    "dien_in": ({Verslagstatus.CONCEPT}, Verslagstatus.INGEDIEND),
    "keur_goed": ({Verslagstatus.INGEDIEND}, Verslagstatus.AKKOORD),
    "vraag_aanvulling": ({Verslagstatus.INGEDIEND}, Verslagstatus.AANVULLING),
    "vervang": (GELDEND, Verslagstatus.VERVANGEN),
}
NAMEN = {
    VERWACHT: "Verwacht",
    TE_LAAT: "Te laat",
    Verslagstatus.INGEDIEND.value: "Ingediend",
    ONVOLLEDIG: "Niet volledig",
    Verslagstatus.AANVULLING.value: "Aanvulling gevraagd",
    Verslagstatus.AKKOORD.value: "Akkoord",
}
KLEUREN = {  # of the badge on the page
    VERWACHT: "stil",
    TE_LAAT: "fout",
    ONVOLLEDIG: "fout",
    Verslagstatus.CONCEPT: "stil",
    Verslagstatus.INGEDIEND: "let-op",
    Verslagstatus.AANVULLING: "fout",
    Verslagstatus.AKKOORD: "goed",
    Verslagstatus.VERVANGEN: "stil",
}
