"""When the organisation first opened its decision, and who: read by staff does not count."""

from collections.abc import Iterable

from django.db import transaction

from bekendmaking.models import Brief
from kern import klok
from kern.log import leg_vast
from partijen.models import Gebruiker


def leg_geopend_vast(*, brieven: Iterable[Brief], door: Gebruiker) -> None:
    """Record for each letter that someone of the organisation sees it now, when nobody did before.

    For letters that `Brief.objects.ontvangen_door` gave to this user. Of two people at once one is the first.
    """
    for brief in brieven:
        if brief.geopend_op is None:
            _eerste(brief, door)


@transaction.atomic
def _eerste(brief: Brief, door: Gebruiker) -> None:
    ongelezen = Brief.objects.filter(pk=brief.pk, geopend_op__isnull=True)
    if ongelezen.update(geopend_op=klok.nu(), geopend_door=door):
        leg_vast(brief, "open", door=door)
