"""Life of an inschrijving and the choices in it (docs/architectuur.md, Lives)."""

from django.db.models import TextChoices


class Status(TextChoices):
    CONCEPT = "concept", "Niet ingediend"
    INGEDIEND = "ingediend", "Ingediend"
    INGETROKKEN = "ingetrokken", "Ingetrokken"
    GEOPEND = "geopend", "Geopend"


OVERGANGEN = {
    "dien_in": ({Status.CONCEPT, Status.INGEDIEND, Status.INGETROKKEN}, Status.INGEDIEND),
    "trek_in": ({Status.INGEDIEND}, Status.INGETROKKEN),
    "open": ({Status.INGEDIEND}, Status.GEOPEND),
}


class Deelnemersoort(TextChoices):
    ORGANISATIE = "organisatie", "Organisatie"
    ZZP = "zzp", "ZZP'er"


class Registratie(TextChoices):
    """Membership of the beroepsorganisatie or entry in the beroepsregister (criterion 3, A44)."""

    GEEN = "geen", "Geen"
    OPLEIDING = "in_opleiding", "In opleiding"
    BEROEPSORGANISATIE = "beroepsorganisatie", "Lid van de beroepsorganisatie"
    BEROEPSREGISTER = "beroepsregister", "Ingeschreven in het beroepsregister"
    BEIDE = "beide", "Lid en ingeschreven"


TELT_ALS_GEREGISTREERD = frozenset({Registratie.BEROEPSORGANISATIE, Registratie.BEROEPSREGISTER, Registratie.BEIDE})


class Ervaringsoort(TextChoices):
    """The kinds of experience of eis 1 and criterion 2 (2.1.5)."""

    WLZ_CONTRACT = "wlz_contract", "Overeenkomst OCO met een zorgkantoor"
    WMO_CONTRACT = "wmo_contract", "Overeenkomst met een gemeente (Wmo)"
    ANDERSZINS = "anderszins", "Andere ervaring"


class Tekenwijze(TextChoices):
    """Whether one person binds the organisation, or two only together (A29)."""

    ALLEEN = "alleen", "Eén persoon, die alleen bevoegd is"
    GEZAMENLIJK = "gezamenlijk", "Twee personen, die gezamenlijk bevoegd zijn"


class Bevoegdheid(TextChoices):
    """On what ground someone signs (A29)."""

    BESTUURDER = "bestuurder", "Bestuurder volgens het handelsregister"
    GEMACHTIGD = "gemachtigd", "Gemachtigd door het bestuur"
