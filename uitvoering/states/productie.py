"""The life of a monthly report: verwacht (no row) → ontvangen → in controle / met fouten → akkoord → vervangen."""

from django.db.models import TextChoices

VERWACHT = "verwacht"  # what is due is a query, no row


class Productiestatus(TextChoices):
    ONTVANGEN = "ontvangen", "Ontvangen"
    IN_CONTROLE = "in_controle", "In controle"
    MET_FOUTEN = "met_fouten", "Met fouten"
    AKKOORD = "akkoord", "Akkoord"
    VERVANGEN = "vervangen", "Vervangen"


TE_CONTROLEREN = frozenset({Productiestatus.ONTVANGEN, Productiestatus.IN_CONTROLE})
GELDEND = TE_CONTROLEREN | {Productiestatus.MET_FOUTEN, Productiestatus.AKKOORD}
PRODUCTIE_OVERGANGEN = {
    "neem_in_controle": ({Productiestatus.ONTVANGEN}, Productiestatus.IN_CONTROLE),
    "keur_goed": (TE_CONTROLEREN, Productiestatus.AKKOORD),
    "vind_fouten": (TE_CONTROLEREN, Productiestatus.MET_FOUTEN),
    "vervang": (GELDEND, Productiestatus.VERVANGEN),
}
NAMEN = {VERWACHT: "Verwacht", **{status.value: status.label for status in Productiestatus}}
KLEUREN = {  # of the badge on the page
    VERWACHT: "stil",
    Productiestatus.ONTVANGEN: "let-op",
    Productiestatus.IN_CONTROLE: "let-op",
    Productiestatus.MET_FOUTEN: "fout",
    Productiestatus.AKKOORD: "goed",
    Productiestatus.VERVANGEN: "stil",
}
