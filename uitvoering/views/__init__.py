"""Screens of the uitvoering, for both sides."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from overeenkomst.models import Overeenkomst
from partijen.permissions import Recht, bevoegdheid

NIET_GELDIG = 422


def van_zorgkantoor(request: HttpRequest, kenmerk: str, recht: Recht = Recht.TOEZICHT_ZIEN) -> Overeenkomst:
    """The overeenkomst by the kenmerk of its inschrijving, at the uitvoerders of this user; else a 404."""
    uitvoerders = bevoegdheid(request.user).uitvoerders(recht)
    rijen = _aangeboden()
    if uitvoerders is not None:
        rijen = rijen.filter(inschrijving__uitvoerder__in=uitvoerders)
    return get_object_or_404(rijen, inschrijving__kenmerk=kenmerk)


def van_organisatie(request: HttpRequest, kenmerk: str, recht: Recht = Recht.BESLISSING_ONTVANGEN) -> Overeenkomst:
    """The same for the own organisations of this user."""
    eigen = bevoegdheid(request.user).organisaties(recht)
    return get_object_or_404(_aangeboden().filter(inschrijving__organisatie__in=eigen), inschrijving__kenmerk=kenmerk)


def _aangeboden():
    rijen = Overeenkomst.objects.filter(aangeboden_op__isnull=False)
    return rijen.select_related("inschrijving__ronde", "inschrijving__uitvoerder", "inschrijving__organisatie")
