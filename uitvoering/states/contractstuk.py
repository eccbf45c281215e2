"""What belongs to an overeenkomst beside its text, and who keeps it."""

from django.db.models import TextChoices

from overeenkomst.states import Kant


class Contractsoort(TextChoices):
    WERKAFSPRAKEN = "werkafspraken", "Werkafspraken als passende zorg niet op tijd wordt gevonden"
    SIGNALERING = "signalering", "Werkwijze voor signalen"


VAN = {Kant.ZORGKANTOOR: Contractsoort.WERKAFSPRAKEN, Kant.ORGANISATIE: Contractsoort.SIGNALERING}
