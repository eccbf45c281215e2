"""Kinds and life of a controle at the organisation during the overeenkomst (art. 10, 14, 26; bijlage 2 h4)."""

from django.db.models import TextChoices


class Soort(TextChoices):
    HERTOETSING = "hertoetsing", "Hertoetsing van eisen"
    STEEKPROEF = "steekproef", "Steekproef van toestemmingsformulieren"
    KWALITEIT = "kwaliteit", "Onderzoek naar de kwaliteit"
    LEVERING = "levering", "Controle van de gegeven ondersteuning"


class Vraag(TextChoices):
    """What is judged when it is not an eis."""

    TOESTEMMING = "toestemming", "Zijn de toestemmingsformulieren er, en zijn ze in orde?"
    KWALITEIT = "kwaliteit", "Is de ondersteuning van goede kwaliteit?"
    FEITELIJK = "feitelijk", "Is de ondersteuning echt gegeven?"
    TERECHT = "terecht", "Is zij terecht gegeven, aan mensen met recht op zorg uit de Wlz?"
    DOELMATIG = "doelmatig", "Is zij doelmatig gegeven?"


VRAGEN: dict[str, tuple[Vraag, ...]] = {
    Soort.HERTOETSING: (),
    Soort.STEEKPROEF: (Vraag.TOESTEMMING,),
    Soort.KWALITEIT: (Vraag.KWALITEIT,),
    Soort.LEVERING: (Vraag.FEITELIJK, Vraag.TERECHT, Vraag.DOELMATIG),
}
ARTIKEL = {  # the obligation a tekortkoming is about
    Vraag.TOESTEMMING: "artikel 14 lid 1 (toestemming van de cliënt)",
    Vraag.KWALITEIT: "artikel 26 (kwaliteit van de ondersteuning)",
    Vraag.FEITELIJK: "bijlage 2 hoofdstuk 4 lid 3 (echt gegeven)",
    Vraag.TERECHT: "bijlage 2 hoofdstuk 4 lid 3 (terecht gegeven)",
    Vraag.DOELMATIG: "bijlage 2 hoofdstuk 4 lid 3 (doelmatig gegeven)",
}


class Status(TextChoices):
    AANGEKONDIGD = "aangekondigd", "Aangekondigd"
    VOORSTEL = "voorstel", "Wacht op een collega"
    VASTGESTELD = "vastgesteld", "Afgerond"
    INGETROKKEN = "ingetrokken", "Gaat niet door"


OPEN = frozenset({Status.AANGEKONDIGD, Status.VOORSTEL})
OVERGANGEN = {
    "stel_controle_voor": ({Status.AANGEKONDIGD}, Status.VOORSTEL),
    "geef_controle_terug": ({Status.VOORSTEL}, Status.AANGEKONDIGD),
    "stel_controle_vast": ({Status.VOORSTEL}, Status.VASTGESTELD),
    "trek_controle_in": ({Status.AANGEKONDIGD}, Status.INGETROKKEN),
}
KLEUREN = {  # of the badge on the page
    Status.AANGEKONDIGD: "let-op",
    Status.VOORSTEL: "let-op",
    Status.VASTGESTELD: "goed",
    Status.INGETROKKEN: "stil",
}
