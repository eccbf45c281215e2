"""What can be due while an overeenkomst is carried out."""

from django.db.models import TextChoices


class Plichtsoort(TextChoices):
    PRODUCTIE = "productie", "Productie"
    VERSLAG = "verslag", "Verslag"
    BETALING = "betaling", "Betaling"
    HERZIENING = "herziening", "Herziening van budgetten"
    OVERSCHRIJDING = "overschrijding", "Budget niet genoeg"
    GESPREK = "gesprek", "Gesprek"
    TEKORTKOMING = "tekortkoming", "Tekortkoming"
    CONTROLE = "controle", "Controle"
    VERLENGING = "verlenging", "Verlenging"
    EINDE = "einde", "Einde van de overeenkomst"
