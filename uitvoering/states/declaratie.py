"""The life of a declaratie: ingediend → akkoord → betaald; or afgewezen, or teruggedraaid by a next version."""

from django.db.models import TextChoices


class Declaratiestatus(TextChoices):
    INGEDIEND = "ingediend", "Ingediend"
    AKKOORD = "akkoord", "Akkoord"
    BETAALD = "betaald", "Betaald"
    AFGEWEZEN = "afgewezen", "Afgewezen"
    TERUGGEDRAAID = "teruggedraaid", "Teruggedraaid"


GELDEND = frozenset({Declaratiestatus.INGEDIEND, Declaratiestatus.AKKOORD, Declaratiestatus.BETAALD})
WACHT = frozenset({Declaratiestatus.INGEDIEND, Declaratiestatus.AKKOORD})  # on a verdict, or on payment
DECLARATIE_OVERGANGEN = {
    "keur_goed": ({Declaratiestatus.INGEDIEND}, Declaratiestatus.AKKOORD),
    "wijs_af": ({Declaratiestatus.INGEDIEND}, Declaratiestatus.AFGEWEZEN),
    "betaal": ({Declaratiestatus.AKKOORD}, Declaratiestatus.BETAALD),
    "draai_terug": (GELDEND, Declaratiestatus.TERUGGEDRAAID),
}
KLEUREN = {  # of the badge on the page
    Declaratiestatus.INGEDIEND: "let-op",
    Declaratiestatus.AKKOORD: "let-op",
    Declaratiestatus.BETAALD: "goed",
    Declaratiestatus.AFGEWEZEN: "fout",
    Declaratiestatus.TERUGGEDRAAID: "stil",
}
