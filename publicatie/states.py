"""Life of an inkoopronde and the kinds that its data use."""

from django.db.models import TextChoices


class Status(TextChoices):
    CONCEPT = "concept", "Concept"
    GEPUBLICEERD = "gepubliceerd", "Gepubliceerd"


OVERGANGEN = {"publiceer": ({Status.CONCEPT}, Status.GEPUBLICEERD)}


class Rondesoort(TextChoices):
    """A heropening takes in new organisations only, for regions with places left (2.3, A56).

    A verlenging asks who has an overeenkomst to agree to a longer one: no selection, nobody new (docs/adr/0004).
    """

    INKOOP = "inkoop", "Inkoopronde"
    HEROPENING = "heropening", "Heropening voor regio’s met plaats"
    VERLENGING = "verlenging", "Verlenging van overeenkomsten"


class Uitstelstatus(TextChoices):
    VOORGESTELD = "voorgesteld", "Wacht op een tweede persoon"
    BEVESTIGD = "bevestigd", "Bevestigd"
    INGETROKKEN = "ingetrokken", "Ingetrokken"


UITSTELOVERGANGEN = {
    "bevestig": ({Uitstelstatus.VOORGESTELD}, Uitstelstatus.BEVESTIGD),
    "trek_in": ({Uitstelstatus.VOORGESTELD}, Uitstelstatus.INGETROKKEN),
}


class Klasse(TextChoices):
    """How an organisation enters a region (1.6)."""

    BESTAAND = "bestaand", "Bestaande organisatie"
    NIEUW = "nieuw", "Nieuwe organisatie"


class Documentsoort(TextChoices):
    """The kinds of document of 2.1.1; what is due for whom stands in Documenteis."""

    BESTUURSVERKLARING = "bestuursverklaring", "Bestuursverklaring"
    PROGNOSE = "prognose", "Prognose"
    AANSPRAKELIJKHEID = "aansprakelijkheid", "Verklaring hoofdelijke aansprakelijkheid"
    MACHTIGING = "machtiging", "Bewijs van machtiging om te tekenen"
    VOG = "vog", "Verklaring omtrent gedrag"
    KVK = "kvk", "Uittreksel KvK"
    REGISTRATIEOVERZICHT = "registratieoverzicht", "Overzicht registraties"
    ONDERBOUWING = "onderbouwing", "Onderbouwing per eis"
    ERVARING = "ervaring", "Bewijs van ervaring"


class Sector(TextChoices):
    """Cliënten of all three are entitled (1.4)."""

    VV = "vv", "Verpleging en verzorging (V&V)"
    GZ = "gz", "Gehandicaptenzorg (GZ)"
    GGZ = "ggz", "Geestelijke gezondheidszorg (GGZ)"


class Leveringsvorm(TextChoices):
    """How a cliënt gets care; MPT and PGB go together (1.4)."""

    VERBLIJF = "verblijf", "Verblijf in een instelling, 24 uur per dag"
    VPT = "vpt", "Volledig pakket thuis (VPT)"
    MPT = "mpt", "Modulair pakket thuis (MPT)"
    PGB = "pgb", "Persoonsgebonden budget (PGB)"


class Criteriumcode(TextChoices):
    """What step 6 compares (2.1.5)."""

    LEEMTE = "leemte", "Voorziet in een leemte"
    ERVARING_A = "ervaring_a", "Ervaring a: overeenkomst met een zorgkantoor"
    ERVARING_B = "ervaring_b", "Ervaring b: overeenkomst met een gemeente"
    ERVARING_C = "ervaring_c", "Ervaring c: op een andere manier"
    AANDEEL = "aandeel", "Aandeel geregistreerde cliëntondersteuners"


class Derdebron(TextChoices):
    """Where money can come from when there is none at the own uitvoerder (2.2.2; bijlage 2 h2 lid 4)."""

    UITVOERDERS = "uitvoerders", "Budgetten bij andere Wlz-uitvoerders"
    PREVENTIE = "preventie", "Het budget voor preventieve maatregelen"


class Budgeteenheid(TextChoices):
    CENT = "cent", "Centen"
    EURO = "euro", "Hele euro's"


class Leemtesoort(TextChoices):
    DOELGROEP = "doelgroep", "Doelgroep"
    LEVERINGSVORM = "leveringsvorm", "Leveringsvorm"
    GEBIED = "gebied", "Gemeenten of deel van de regio"
    EXPERTISE = "expertise", "Expertise"
    TAAL = "taal", "Taal"


class Vraagsoort(TextChoices):
    """Asking is not objecting: who only asks may lose the right to complain later (docs/begrippen.md)."""

    VRAAG = "vraag", "Vraag"
    BEZWAAR = "bezwaar", "Bezwaar tegen een voorwaarde"


class Vraagstatus(TextChoices):
    GESTELD = "gesteld", "Wacht op antwoord"
    BEANTWOORD = "beantwoord", "Beantwoord, nog niet gepubliceerd"
    GEPUBLICEERD = "gepubliceerd", "Gepubliceerd"


VRAAGKLEUREN = {Vraagstatus.GESTELD: "let-op", Vraagstatus.BEANTWOORD: "stil", Vraagstatus.GEPUBLICEERD: "goed"}
VRAAGOVERGANGEN = {
    "beantwoord": ({Vraagstatus.GESTELD}, Vraagstatus.BEANTWOORD),
    "herzie": ({Vraagstatus.BEANTWOORD}, Vraagstatus.BEANTWOORD),
    "publiceer": ({Vraagstatus.BEANTWOORD}, Vraagstatus.GEPUBLICEERD),
}
