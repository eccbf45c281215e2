"""What is reported about the bestuursverklaring and about independence, and what came of it (art. 10, art. 25)."""

from django.db.models import TextChoices


class Band(TextChoices):
    EIGENDOM = "eigendom", "Eigendom: de een bezit de ander, helemaal of voor een deel"
    KVK = "kvk", "Hetzelfde KvK-nummer"
    BESTUUR = "bestuur", "Bestuur: iemand bestuurt allebei of houdt er toezicht op"


class Partijsoort(TextChoices):
    ZORGAANBIEDER = "zorgaanbieder", "Een zorgaanbieder"
    ZORGKANTOOR = "zorgkantoor", "Een zorgkantoor"


class Afhandeling(TextChoices):
    GEZIEN = "gezien", "Gezien"
    HERTOETSING = "hertoetsing", "Hertoetsing aangekondigd"
