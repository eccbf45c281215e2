"""What a signal can say (bijlage 5 art. 9), and which its list shows."""

from django.db.models import TextChoices

from uitvoering.rules import signaal


class Opmerker(TextChoices):
    BEROEPSKRACHT = "beroepskracht", "Beroepskracht"
    VRIJWILLIGER = "vrijwilliger", "Vrijwilliger"
    MANTELZORGER = "mantelzorger", "Mantelzorger"
    ANDER = "ander", "Een andere betrokkene"


class Keuze(TextChoices):
    ZELF = signaal.ZELF, "Wij doen zelf iets"
    ANDEREN = signaal.ANDEREN, "Anderen moeten iets doen"
    GEEN = signaal.GEEN, "Geen actie"


class Acuutkeuze(TextChoices):
    """Which acute signals a list shows."""

    ALLE = "alle", "Alleen acuut"
    OPEN = "open", "Acuut, nog niet opgepakt"
