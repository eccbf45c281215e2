"""Lives of chapter 3: beslissing, brief, bezwaar (docs/architectuur.md, Lives)."""

from django.db.models import TextChoices


class Uitkomst(TextChoices):
    """Outcome for one region."""

    OVEREENKOMST_BESTAAND = "overeenkomst_bestaand", "Overeenkomst"
    OVEREENKOMST_NIEUW = "overeenkomst_nieuw", "Overeenkomst (nieuwe organisatie)"
    VOLDOET_NIET = "voldoet_niet", "Voldoet niet"
    NIET_GESELECTEERD = "niet_geselecteerd", "Niet geselecteerd"
    GEEN_PLAATS = "geen_plaats", "Voldoet, geen plaats"


KRIJGT_OVEREENKOMST = frozenset({Uitkomst.OVEREENKOMST_BESTAAND, Uitkomst.OVEREENKOMST_NIEUW})


class Status(TextChoices):
    """Of a Beslissing and of the Brief that carries it."""

    ONTWERP = "ontwerp", "Ontwerp"
    GOEDGEKEURD = "goedgekeurd", "Goedgekeurd"
    VOORLOPIG = "voorlopig", "Voorlopige beslissing"
    DEFINITIEF = "definitief", "Definitieve beslissing"


OVERGANGEN = {
    "keur_goed": ({Status.ONTWERP}, Status.GOEDGEKEURD),
    "val_terug": ({Status.GOEDGEKEURD}, Status.ONTWERP),
    "maak_bekend": ({Status.GOEDGEKEURD}, Status.VOORLOPIG),
    "maak_definitief": ({Status.VOORLOPIG}, Status.DEFINITIEF),
}
ZICHTBAAR_VOOR_ORGANISATIE = frozenset({Status.VOORLOPIG, Status.DEFINITIEF})


class Gebreksoort(TextChoices):
    """What keeps a dossier from being made known, in the order in which it is mended."""

    OORDEEL = "oordeel", "Oordeel ontbreekt"
    INDELING = "indeling", "Bestaand of nieuw niet bevestigd"
    SELECTIE = "selectie", "Selectie niet vastgesteld"
    LOTING = "loting", "Wacht op de loting"
    VOORWAARDEN = "voorwaarden", "Tarief, looptijd of datum ontbreekt"
    BRIEF = "brief", "Brief nog niet gemaakt"
    VEROUDERD = "verouderd", "Brief klopt niet meer"
    DATUM = "datum", "Verkeerde datum op de brief"
    GOEDKEURING = "goedkeuring", "Brief nog niet goedgekeurd"
    ADRES = "adres", "E-mailadres klopt niet"


class Bezwaarstatus(TextChoices):
    INGEDIEND = "ingediend", "Ingediend"
    IN_BEHANDELING = "in_behandeling", "In behandeling"
    BEANTWOORD = "beantwoord", "Beantwoord"
    NIET_IN_BEHANDELING = "niet_in_behandeling", "Niet in behandeling genomen"
    INGETROKKEN = "ingetrokken", "Ingetrokken"


class Kanaal(TextChoices):
    """How a bezwaar came. The kader names one address per zorgkantoor; the portal copies to that address (A13)."""

    PORTAAL = "portaal", "Portaal"
    BEZWAARADRES = "bezwaaradres", "E-mail aan het bezwaaradres"
    ANDER_EMAILADRES = "ander_emailadres", "E-mail aan een ander adres"
    POST = "post", "Post"
    TELEFOON = "telefoon", "Telefoon"
    GESPREK = "gesprek", "Gesprek"
    ANDERS = "anders", "Anders"


AANGEWEZEN = frozenset({Kanaal.PORTAAL, Kanaal.BEZWAARADRES})  # any other channel is not handled (IK-206)
ONBEANTWOORD = frozenset({Bezwaarstatus.INGEDIEND, Bezwaarstatus.IN_BEHANDELING})
BEZWAAR_OVERGANGEN = {
    "neem_in_behandeling": ({Bezwaarstatus.INGEDIEND}, Bezwaarstatus.IN_BEHANDELING),
    "neem_niet_in_behandeling": ({Bezwaarstatus.INGEDIEND}, Bezwaarstatus.NIET_IN_BEHANDELING),
    "beantwoord": ({Bezwaarstatus.IN_BEHANDELING}, Bezwaarstatus.BEANTWOORD),
    "trek_in": ({Bezwaarstatus.INGEDIEND, Bezwaarstatus.IN_BEHANDELING}, Bezwaarstatus.INGETROKKEN),
}


class Oordeel(TextChoices):
    GEGROND = "gegrond", "Gegrond"
    ONGEGROND = "ongegrond", "Ongegrond"


class Herzieningstatus(TextChoices):
    """A draft can be made again or thrown away; what was released stays."""

    ONTWERP = "ontwerp", "Ontwerp"
    VRIJGEGEVEN = "vrijgegeven", "Vrijgegeven"


HERZIENING_OVERGANGEN = {"geef_vrij": ({Herzieningstatus.ONTWERP}, Herzieningstatus.VRIJGEGEVEN)}


class KortGedingstatus(TextChoices):
    AANHANGIG = "aanhangig", "Aanhangig"
    BESLIST = "beslist", "Uitspraak gedaan"
    INGETROKKEN = "ingetrokken", "Ingetrokken"


KORT_GEDING_OVERGANGEN = {
    "leg_uitspraak_vast": ({KortGedingstatus.AANHANGIG}, KortGedingstatus.BESLIST),
    "trek_in": ({KortGedingstatus.AANHANGIG}, KortGedingstatus.INGETROKKEN),
}


class Uitspraak(TextChoices):
    TOEGEWEZEN = "toegewezen", "Vordering toegewezen"
    AFGEWEZEN = "afgewezen", "Vordering afgewezen"
    NIET_ONTVANKELIJK = "niet_ontvankelijk", "Niet ontvankelijk"


class Geschilstatus(TextChoices):
    OVERLEG = "overleg", "In overleg"
    OPGELOST = "opgelost", "Samen opgelost"
    BIJ_RECHTER = "bij_rechter", "Bij de rechter"
    BESLIST = "beslist", "Beslist door de rechter"


GESCHIL_OVERGANGEN = {
    "los_op": ({Geschilstatus.OVERLEG, Geschilstatus.BIJ_RECHTER}, Geschilstatus.OPGELOST),
    "leg_voor": ({Geschilstatus.OVERLEG}, Geschilstatus.BIJ_RECHTER),
    "beslis": ({Geschilstatus.BIJ_RECHTER}, Geschilstatus.BESLIST),
}


class Opdrachtstatus(TextChoices):
    """Of work for the worker (models.opdracht); only an archive is replaced, by a newer one."""

    AANGEVRAAGD = "aangevraagd", "In de rij"
    BEZIG = "bezig", "Wordt gemaakt"
    KLAAR = "klaar", "Klaar"
    MISLUKT = "mislukt", "Niet gelukt"
    VERVANGEN = "vervangen", "Vervangen"


OPDRACHT_ONAF = frozenset({Opdrachtstatus.AANGEVRAAGD, Opdrachtstatus.BEZIG})
OPDRACHT_OVERGANGEN = {
    "begin": (OPDRACHT_ONAF, Opdrachtstatus.BEZIG),
    "rond_af": ({Opdrachtstatus.BEZIG}, Opdrachtstatus.KLAAR),
    "geef_op": ({Opdrachtstatus.BEZIG}, Opdrachtstatus.MISLUKT),
    "vervang": ({Opdrachtstatus.KLAAR}, Opdrachtstatus.VERVANGEN),
}
