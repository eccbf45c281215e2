"""The lotingen that decisions rest on, and those that anyone may redo: of an uitvoerder that released them (V5)."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from django.db.models import Exists, OuterRef, Q, QuerySet

from bekendmaking.models import Herziening, Vrijgave
from bekendmaking.states import Herzieningstatus
from selectie import loting
from selectie.models import Loting
from selectie.states import Lotingstatus, Status

AFGELOPEN = (Lotingstatus.BEVESTIGD, Lotingstatus.INGETROKKEN)
PROGRAMMA = Path(loting.__file__).read_bytes()  # the one file that a third party runs
PROGRAMMA_SHA256 = hashlib.sha256(PROGRAMMA).hexdigest()


def openbaar() -> QuerySet[Loting]:
    """Confirmed and withdrawn lotingen of fixed regions, newest first, from the release on and never before it; one
    that was set ready for a herziening from the release of that on."""
    vrij = Vrijgave.objects.filter(
        ronde=OuterRef("regioselectie__toewijzing__ronde"),
        uitvoerder=OuterRef("regioselectie__toewijzing__uitvoerder"),
        vrijgegeven_op__isnull=False,
    )
    herzien = Herziening.objects.filter(
        Q(loting=OuterRef("pk")) | Q(vrijgegeven_op__gt=OuterRef("teruggezet__teruggezet_op")),
        toewijzing=OuterRef("regioselectie__toewijzing"),
        status=Herzieningstatus.VRIJGEGEVEN,
    )
    rijen = Loting.objects.filter(
        Q(herzien_hash="") | Exists(herzien),
        Exists(vrij),
        status__in=AFGELOPEN,
        regioselectie__status=Status.VASTGESTELD,
    ).select_related("proces_verbaal", "verslag", "teruggezet")
    paden = ("ronde", "regio", "uitvoerder")
    return rijen.select_related(*(f"regioselectie__toewijzing__{pad}" for pad in paden)).order_by("-trekking_op", "-pk")


def bevestigd(toewijzingen: Iterable[int]) -> dict[int, Loting]:
    """The loting by region, once the notaris and someone else signed for it; one query."""
    rijen = Loting.objects.filter(regioselectie__toewijzing__in=list(toewijzingen), status=Lotingstatus.BEVESTIGD)
    return {rij.regioselectie.toewijzing_id: rij for rij in rijen.select_related("regioselectie")}
