"""What lies in the vault, for other rooms and for the integrity check."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from kluis import opslag
from kluis.models import Stuk
from kluis.states import Scan


@dataclass(frozen=True)
class Omvang:
    aantal: int
    bytes: int


def omvang(dossier: str) -> Omvang:
    """How many files a dossier holds, and how many bytes before encryption."""
    som = Stuk.objects.filter(sleutel__dossier=dossier).aggregate(aantal=Count("pk"), bytes=Coalesce(Sum("grootte"), 0))
    return Omvang(**som)


def resten(dossiers: Collection[str]) -> list[UUID]:
    """Files of these dossiers that were destroyed and still lie on the disk; empty when all is done (R22)."""
    weg = Q(vernietigd_op__isnull=False) | Q(sleutel__vernietigd_op__isnull=False)
    plekken = Stuk.objects.filter(weg, sleutel__dossier__in=dossiers).values_list("plek", flat=True)
    return [plek for plek in plekken if opslag.ligt_er(plek)]


def weesbestanden() -> int:
    """Files on disk without a row: left by a transaction that failed after writing. Harmless, but counted."""
    bekend = {plek.hex for plek in Stuk.objects.values_list("plek", flat=True).iterator()}
    return len(opslag.plekken() - bekend)


def niet_gescand() -> QuerySet[Stuk]:
    """Files that no scanner saw yet and that can still be read, the oldest first.

    Not what is larger than anyone may send: the portal made that, and a scanner refuses it.
    """
    te_lezen = Stuk.objects.filter(
        scan=Scan.NIET_GESCAND,
        vernietigd_op__isnull=True,
        sleutel__vernietigd_op__isnull=True,
        grootte__lte=settings.MAX_BESTAND,
    )
    return te_lezen.select_related("sleutel").order_by("pk")


def aantal_per_scan() -> dict[str, int]:
    """How many files are schoon, besmet and niet_gescand. No names: a sealed dossier stays unknown (B28)."""
    geteld = dict(Stuk.objects.order_by().values_list("scan").annotate(Count("pk")))
    return {str(scan): geteld.get(scan, 0) for scan in Scan}
