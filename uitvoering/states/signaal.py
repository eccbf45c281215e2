"""What a signal can say (bijlage 5 art. 9)."""

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
