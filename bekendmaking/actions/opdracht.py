"""What every Opdracht shares: a worker takes it, gives signs of life, and finishes it or gives it up.

Whoever wakes finds the work by query, like everywhere; a worker that dies leaves a row without signs of life, and
the next one begins again. What an earlier worker still writes is refused by its `poging`.
"""

import logging
from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

from bekendmaking.models import Archief, Brievenreeks
from bekendmaking.models.opdracht import Opdracht
from bekendmaking.states import Opdrachtstatus
from kern import klok
from kern.fouten import RegelFout
from kern.transitions import zet_over

logger = logging.getLogger(__name__)
O = TypeVar("O", Archief, Brievenreeks)  # noqa: E741
POGINGEN = 3
OPGEGEVEN = "Het lukte drie keer niet. Meld het aan wie de server beheert."


class Ingehaald(Exception):
    """Another worker took this over."""


def voer_uit(*, soort: type[O], werk: Callable[[O], None]) -> int:
    """Do every opdracht of this kind that is due, also one that a worker left; how many were finished.

    For the taker that Celery wakes. One at a time, of any kind: the other worker stays free for the release and the
    messages. `werk` calls `meld` as it goes and ends with `op_slot`; a RegelFout from it is shown to who asked.
    """
    te_doen = soort.objects.te_doen(klok.nu()).order_by("pk").values_list("pk", flat=True)
    return sum(_doe(soort, pk, werk) for pk in list(te_doen))


def _doe(soort: type[O], pk: int, werk: Callable[[O], None]) -> bool:
    opdracht = _begin(soort, pk)
    if opdracht is None:
        return False
    try:
        werk(opdracht)
    except Ingehaald:
        return False
    except RegelFout as fout:
        _geef_op(opdracht, fout.tekst)
        return False
    return True


@transaction.atomic
def _begin(soort: type[O], pk: int) -> O | None:
    """Claim it, or give it up after too many workers that died on it. None when there is nothing to do now."""
    nu = klok.nu()
    opdracht = soort.objects.select_for_update(of=("self",)).te_doen(nu).filter(pk=pk).first()
    if opdracht is None or any(ander.objects.bezig(nu).exists() for ander in (Archief, Brievenreeks)):
        return None
    opdracht = zet_over(opdracht, "begin", poging=opdracht.poging + 1)
    opdracht.poging, opdracht.gezien_op, opdracht.gedaan = opdracht.poging + 1, nu, 0
    opdracht.save(update_fields=["poging", "gezien_op", "gedaan"])
    if opdracht.poging > POGINGEN:
        _geef_op(opdracht, OPGEGEVEN)
        return None
    return opdracht


def meld(*, opdracht: Opdracht, gedaan: int, totaal: int) -> None:
    """A sign of life, with the progress. Raises Ingehaald when this worker was thought gone."""
    eigen = type(opdracht)._default_manager.filter(pk=opdracht.pk, poging=opdracht.poging, status=Opdrachtstatus.BEZIG)
    if not eigen.update(gedaan=gedaan, totaal=totaal, gezien_op=klok.nu()):
        raise Ingehaald


def op_slot(*, opdracht: O) -> O:
    """The row under its lock, to finish it. Raises Ingehaald."""
    eigen = type(opdracht).objects.filter(poging=opdracht.poging, status=Opdrachtstatus.BEZIG)
    rij = eigen.select_related("ronde").select_for_update(of=("self",)).filter(pk=opdracht.pk).first()
    if rij is None:
        raise Ingehaald
    return rij


@transaction.atomic
def _geef_op(opdracht: Opdracht, melding: str) -> None:
    rij = zet_over(opdracht, "geef_op")
    rij.melding = melding
    rij.save(update_fields=["melding"])
    logger.error("%s %s is niet gelukt: %s", opdracht._meta.verbose_name, rij.pk, melding)
