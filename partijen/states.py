"""Roles and how far they reach."""

from django.db.models import TextChoices


class Rolsoort(TextChoices):
    INVULLER = "invuller", "Invuller"
    TEKENBEVOEGDE = "tekenbevoegde", "Tekenbevoegde"
    INKOPER = "inkoper", "Inkoper"
    INKOOPMANAGER = "inkoopmanager", "Inkoopmanager"
    NOTARIS = "notaris", "Notaris"
    BEHEERDER = "beheerder", "Beheerder"
    AUDITOR = "auditor", "Auditor"


class Fusiesoort(TextChoices):
    """How an organisation came to be the successor of another (A18)."""

    JURIDISCH = "juridisch", "Juridische fusie: de rechtspersoon is in de onze opgegaan"
    OVERNAME = "overname", "Overname van de activiteiten: de rechtspersoon bleef bestaan"


VOOR_ORGANISATIE = frozenset({Rolsoort.INVULLER, Rolsoort.TEKENBEVOEGDE})
VOOR_UITVOERDER = frozenset({Rolsoort.INKOPER, Rolsoort.INKOOPMANAGER, Rolsoort.NOTARIS})
LANDELIJK = frozenset({Rolsoort.BEHEERDER, Rolsoort.AUDITOR})


def bereik(soort: Rolsoort) -> str:
    """In words how far a role reaches."""
    if soort in VOOR_ORGANISATIE:
        return "de eigen organisatie"
    return "alles" if soort in LANDELIJK else "het eigen zorgkantoor"
