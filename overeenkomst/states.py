"""Life of an overeenkomst (docs/architectuur.md, Lives)."""

from django.db.models import TextChoices


class Status(TextChoices):
    CONCEPT = "concept", "Concept"
    AANGEBODEN = "aangeboden", "Aangeboden"
    GETEKEND = "getekend", "Getekend"
    VAN_KRACHT = "van_kracht", "Van kracht"
    BEEINDIGD = "beeindigd", "Beëindigd"


OVERGANGEN = {
    "bied_aan": ({Status.CONCEPT}, Status.AANGEBODEN),
    "teken": ({Status.AANGEBODEN}, Status.GETEKEND),
    "trek_in": ({Status.AANGEBODEN}, Status.CONCEPT),
    "treed_in_werking": ({Status.GETEKEND}, Status.VAN_KRACHT),
    "beeindig": ({Status.GETEKEND, Status.VAN_KRACHT}, Status.BEEINDIGD),
}
NA_TEKENEN = frozenset({Status.GETEKEND, Status.VAN_KRACHT, Status.BEEINDIGD})
LOPEND = NA_TEKENEN - {Status.BEEINDIGD}


class Kant(TextChoices):
    ORGANISATIE = "organisatie", "De organisatie"
    ZORGKANTOOR = "zorgkantoor", "Het zorgkantoor"


class Contactsoort(TextChoices):
    """What a contact person is for (OV-153, OV-155)."""

    AFSPRAKEN = "afspraken", "De afspraken"
    ACUUT = "acuut", "Acute signalen"


class Stand(TextChoices):
    """Where an overeenkomst is, and on whom it waits; derived from its status and its signatures."""

    AAN_TE_BIEDEN = "aan_te_bieden", "Nog aan te bieden"
    BIJ_ORGANISATIE = "bij_organisatie", "Wacht op de organisatie"
    BIJ_ZORGKANTOOR = "bij_zorgkantoor", "Wacht op het zorgkantoor"
    GETEKEND = "getekend", "Getekend"
    VAN_KRACHT = "van_kracht", "Van kracht"
    BEEINDIGD = "beeindigd", "Beëindigd"


KLEUREN = {  # of the badge on the page
    Stand.AAN_TE_BIEDEN: "stil",
    Stand.BIJ_ORGANISATIE: "let-op",
    Stand.BIJ_ZORGKANTOOR: "let-op",
    Stand.GETEKEND: "goed",
    Stand.VAN_KRACHT: "goed",
    Stand.BEEINDIGD: "stil",
}
NIET_GESLOTEN = (Stand.AAN_TE_BIEDEN, Stand.BIJ_ORGANISATIE, Stand.BIJ_ZORGKANTOOR)


class Looptijdsoort(TextChoices):
    """Why a region of a signed overeenkomst ends on another day."""

    VERLENGING = "verlenging", "Verlenging"
    ADDENDUM = "addendum", "Addendum"
    BEEINDIGING = "beeindiging", "Eerder beëindigd"


class Wijzigreden(TextChoices):
    """Why an overeenkomst must change (art. 32)."""

    WET = "wet", "Een wet of regel is veranderd"
    BELEID = "beleid", "Het beleid van de overheid is veranderd"
    ANDERS = "anders", "Iets anders"


class Voorstelstatus(TextChoices):
    OPEN = "open", "In overleg"
    AANGENOMEN = "aangenomen", "Aangenomen"
    MISLUKT = "mislukt", "Geen overeenstemming"
    INGETROKKEN = "ingetrokken", "Ingetrokken"


VOORSTEL_OVERGANGEN = {
    "neem_wijziging_aan": ({Voorstelstatus.OPEN}, Voorstelstatus.AANGENOMEN),
    "wijziging_mislukt": ({Voorstelstatus.OPEN}, Voorstelstatus.MISLUKT),
    "trek_wijziging_in": ({Voorstelstatus.OPEN}, Voorstelstatus.INGETROKKEN),
}
VOORSTELKLEUREN = {
    Voorstelstatus.OPEN: "let-op",
    Voorstelstatus.AANGENOMEN: "goed",
    Voorstelstatus.MISLUKT: "fout",
    Voorstelstatus.INGETROKKEN: "stil",
}


class Verlengingstatus(TextChoices):
    """Of the decision whether an overeenkomst goes on after a year."""

    ONTWERP = "ontwerp", "Wacht op een collega"
    AANGEBODEN = "aangeboden", "Wacht op de organisatie"
    AANVAARD = "aanvaard", "Verlengd"
    NIET_VERLENGD = "niet_verlengd", "Wordt niet verlengd"


VERLENGING_OVERGANGEN = {
    "besluit_verlengen": ({Verlengingstatus.ONTWERP}, Verlengingstatus.AANGEBODEN),
    "besluit_niet_verlengen": ({Verlengingstatus.ONTWERP}, Verlengingstatus.NIET_VERLENGD),
    "aanvaard_verlenging": ({Verlengingstatus.AANGEBODEN}, Verlengingstatus.AANVAARD),
}
VERLENGINGKLEUREN = {
    Verlengingstatus.ONTWERP: "let-op",
    Verlengingstatus.AANGEBODEN: "let-op",
    Verlengingstatus.AANVAARD: "goed",
    Verlengingstatus.NIET_VERLENGD: "stil",
}


class Verdelingstatus(TextChoices):
    ONTWERP = "ontwerp", "Ontwerp"
    VASTGESTELD = "vastgesteld", "Vastgesteld"


VERDELING_OVERGANGEN = {"stel_vast": ({Verdelingstatus.ONTWERP}, Verdelingstatus.VASTGESTELD)}


class Afspraakstatus(TextChoices):
    """Of a prijs- en volumeafspraak. One that was replaced stays to be read."""

    ONTWERP = "ontwerp", "Ontwerp"
    VOORGESTELD = "voorgesteld", "Wacht op akkoord"
    OVERLEG = "overleg", "Overleg gevraagd"
    AKKOORD = "akkoord", "Akkoord"
    VERVALLEN = "vervallen", "Vervangen"


AFSPRAAK_OVERGANGEN = {
    "stel_voor": ({Afspraakstatus.ONTWERP}, Afspraakstatus.VOORGESTELD),
    "houd_overleg": ({Afspraakstatus.ONTWERP}, Afspraakstatus.OVERLEG),  # the same again, in a next division
    "houd_akkoord": ({Afspraakstatus.ONTWERP}, Afspraakstatus.AKKOORD),
    "ga_akkoord": ({Afspraakstatus.VOORGESTELD, Afspraakstatus.OVERLEG}, Afspraakstatus.AKKOORD),
    "vraag_overleg": ({Afspraakstatus.VOORGESTELD}, Afspraakstatus.OVERLEG),
    "vervang": (
        {Afspraakstatus.VOORGESTELD, Afspraakstatus.OVERLEG, Afspraakstatus.AKKOORD},
        Afspraakstatus.VERVALLEN,
    ),
}
GELDEND = frozenset({Afspraakstatus.VOORGESTELD, Afspraakstatus.OVERLEG, Afspraakstatus.AKKOORD})
BEKEND = GELDEND | {Afspraakstatus.VERVALLEN}  # what the organisation may read
AFSPRAAKKLEUREN = {
    Afspraakstatus.ONTWERP: "stil",
    Afspraakstatus.VOORGESTELD: "stil",
    Afspraakstatus.OVERLEG: "let-op",
    Afspraakstatus.AKKOORD: "goed",
    Afspraakstatus.VERVALLEN: "stil",
}


class Onderaannemerstatus(TextChoices):
    """Of an onderaannemer that was reported: nothing starts without an answer (OV-089, OV-090, A70)."""

    GEMELD = "gemeld", "Wacht op antwoord"
    GEWEIGERD = "geweigerd", "Geweigerd"
    AKKOORD = "akkoord", "Akkoord, nog niet begonnen"
    BEGONNEN = "begonnen", "Aan het werk"
    INGETROKKEN = "ingetrokken", "Melding ingetrokken"
    BEEINDIGD = "beeindigd", "Beëindigd"


ONDERAANNEMER_OVERGANGEN = {
    "sta_toe": ({Onderaannemerstatus.GEMELD}, Onderaannemerstatus.AKKOORD),
    "weiger": ({Onderaannemerstatus.GEMELD}, Onderaannemerstatus.GEWEIGERD),
    "trek_melding_in": ({Onderaannemerstatus.GEMELD}, Onderaannemerstatus.INGETROKKEN),
    "start": ({Onderaannemerstatus.AKKOORD}, Onderaannemerstatus.BEGONNEN),
    "stop": ({Onderaannemerstatus.AKKOORD, Onderaannemerstatus.BEGONNEN}, Onderaannemerstatus.BEEINDIGD),
}
LOPENDE_ONDERAANNEMERS = frozenset(
    {Onderaannemerstatus.GEMELD, Onderaannemerstatus.AKKOORD, Onderaannemerstatus.BEGONNEN}
)
ONDERAANNEMERKLEUREN = {
    Onderaannemerstatus.GEMELD: "let-op",
    Onderaannemerstatus.GEWEIGERD: "fout",
    Onderaannemerstatus.AKKOORD: "goed",
    Onderaannemerstatus.BEGONNEN: "goed",
    Onderaannemerstatus.INGETROKKEN: "stil",
    Onderaannemerstatus.BEEINDIGD: "stil",
}
