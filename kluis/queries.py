"""What lies in the vault, for other rooms and for the integrity check."""

from dataclasses import dataclass

from django.db.models import Count, Sum
from django.db.models.functions import Coalesce

from kluis import opslag
from kluis.models import Stuk


@dataclass(frozen=True)
class Omvang:
    aantal: int
    bytes: int


def omvang(dossier: str) -> Omvang:
    """How many files a dossier holds, and how many bytes before encryption."""
    som = Stuk.objects.filter(sleutel__dossier=dossier).aggregate(aantal=Count("pk"), bytes=Coalesce(Sum("grootte"), 0))
    return Omvang(**som)


def weesbestanden() -> int:
    """Files on disk without a row: left by a transaction that failed after writing. Harmless, but counted."""
    bekend = {plek.hex for plek in Stuk.objects.values_list("plek", flat=True).iterator()}
    return len(opslag.plekken() - bekend)
