"""A ZIP with one's own data: asked for once, made by the worker, taken by who asked, gone after some days."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from bewaren.eigen import zip_van_dossier, zip_van_mens
from bewaren.models import Gegevensaanvraag
from bewaren.rules import GEGEVENS_DAGEN
from bewaren.states import Gegevensstatus
from inschrijving.actions import eis_niet_vernietigd
from inschrijving.models import Inschrijving
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.transitions import zet_over
from kluis.actions import bewaar, vernietig
from kluis.keuring import Keuring
from kluis.models import Stuk
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht

logger = logging.getLogger(__name__)
STIL = timedelta(minutes=2)  # without a sign of life for so long, the worker is gone


@transaction.atomic
def vraag_gegevens(*, inschrijving_id: int | None, door: Gebruiker) -> Gegevensaanvraag:
    """Ask for one's own data, or for a dossier of one's organisation; while one is on its way, that one.

    Locks the person: two clicks are one wish. Raises PermissionDenied for a dossier of another organisation, RegelFout
    for one that was destroyed.
    """
    Gebruiker.objects.select_for_update(of=("self",), no_key=True).get(pk=door.pk)
    _eis_eigen(inschrijving_id, door)
    eigen = Gegevensaanvraag.objects.filter(gebruiker=door, inschrijving=inschrijving_id)
    if lopend := eigen.filter(status=Gegevensstatus.AANGEVRAAGD).first():
        return lopend
    rij = Gegevensaanvraag.objects.create(gebruiker=door, inschrijving_id=inschrijving_id, gevraagd_op=klok.nu())
    leg_vast(rij, "vraag_gegevens", door=door, inschrijving=inschrijving_id)
    return rij


def maak_gegevens() -> int:
    """Make every ZIP that was asked for, also one that a worker left; how many."""
    stil = Q(gezien_op__isnull=True) | Q(gezien_op__lte=klok.nu() - STIL)
    te_doen = Gegevensaanvraag.objects.filter(stil, status=Gegevensstatus.AANGEVRAAGD).order_by("pk")
    return sum(_maak(pk) for pk in list(te_doen.values_list("pk", flat=True)))


def _maak(pk: int) -> bool:
    nu = klok.nu()
    if not _begin(pk, nu):
        return False
    rij = Gegevensaanvraag.objects.select_related("gebruiker", "inschrijving").get(pk=pk)
    if rij.inschrijving is None:
        inhoud = zip_van_mens(rij.gebruiker, nu)
    else:
        inhoud = zip_van_dossier(rij.inschrijving.pk, nu, lambda gedaan, totaal: _meld(pk, gedaan, totaal))
    return _rond_af(pk, Keuring(rij.bestandsnaam, inhoud, "application/zip"))


def _begin(pk: int, nu: datetime) -> bool:
    """Claim it for this worker, in one statement."""
    vrij = Q(gezien_op__isnull=True) | Q(gezien_op__lte=nu - STIL)
    rijen = Gegevensaanvraag.objects.filter(vrij, pk=pk, status=Gegevensstatus.AANGEVRAAGD)
    return bool(rijen.update(gezien_op=nu))


def _meld(pk: int, gedaan: int, totaal: int) -> None:
    Gegevensaanvraag.objects.filter(pk=pk).update(gedaan=gedaan, totaal=totaal, gezien_op=klok.nu())


@transaction.atomic
def _rond_af(pk: int, keuring: Keuring) -> bool:
    """Keep the file; when another worker was first, nothing."""
    rij = Gegevensaanvraag.objects.select_for_update(of=("self",)).get(pk=pk)
    if rij.status != Gegevensstatus.AANGEVRAAGD:
        return False
    rij.stuk, rij.klaar_op = bewaar(dossier=rij.dossier_sleutel, keuring=keuring), klok.nu()
    rij.save(update_fields=["stuk", "klaar_op"])
    zet_over(rij, "rond_af", sha256=rij.stuk.sha256)
    return True


@transaction.atomic
def haal_gegevens_op(*, inschrijving_id: int | None, door: Gebruiker) -> Stuk:
    """The newest file this person asked for, with a line in the log. Raises RegelFout when there is none (any more),
    PermissionDenied for who is not of the organisation."""
    _eis_eigen(inschrijving_id, door)
    eigen = Gegevensaanvraag.objects.van(door).filter(inschrijving=inschrijving_id, status=Gegevensstatus.KLAAR)
    rij = eigen.select_for_update(of=("self",)).order_by("pk").last()
    if rij is None or rij.stuk is None:
        raise RegelFout("Dit bestand is er niet (meer). Vraag de gegevens opnieuw aan.")
    leg_vast(rij, "haal_gegevens_op", door=door, sha256=rij.stuk.sha256)
    return rij.stuk


def _eis_eigen(inschrijving_id: int | None, door: Gebruiker) -> None:
    """Refuse a dossier of another organisation, and one that was destroyed."""
    if inschrijving_id is not None:
        dossier = Inschrijving.objects.get(pk=inschrijving_id)
        eis_recht(door, Recht.INSCHRIJVEN, organisatie_id=dossier.organisatie_id)
        eis_niet_vernietigd(dossier=dossier)


def ruim_gegevens_op() -> int:
    """Destroy every ZIP that was made long enough ago, or whose dossier was destroyed; how many."""
    oud = Q(klaar_op__lte=klok.nu() - timedelta(days=GEGEVENS_DAGEN)) | Q(inschrijving__vernietigd_op__isnull=False)
    rijen = Gegevensaanvraag.objects.filter(oud, status=Gegevensstatus.KLAAR).order_by("pk")
    return sum(_ruim_op(pk) for pk in list(rijen.values_list("pk", flat=True)))


@transaction.atomic
def _ruim_op(pk: int) -> bool:
    rij = Gegevensaanvraag.objects.select_for_update(of=("self",)).get(pk=pk)
    if rij.status != Gegevensstatus.KLAAR:
        return False
    vernietig(dossier=rij.dossier_sleutel, door=None)
    zet_over(rij, "verloop")
    return True
