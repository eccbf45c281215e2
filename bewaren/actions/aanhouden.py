"""A hold on a dossier: for a court, or a lawsuit that the portal does not know (R22). It blocks destruction."""

from django.db import transaction

from bewaren.models import Aanhouding
from inschrijving.actions import eis_niet_vernietigd
from inschrijving.models import Inschrijving
from kern import klok
from kern.fouten import RegelFout
from kern.gezien import eis_gezien
from kern.log import leg_vast
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht
from partijen.personen import eis_tweede_persoon


@transaction.atomic
def houd_aan(*, inschrijving_id: int, reden: str, door: Gebruiker) -> Aanhouding:
    """Nothing of this dossier is destroyed until two people lift it.

    Locks the dossier, as destroying does: it is held first and stays, or it is gone and this is refused. Raises
    RegelFout for a dossier that was destroyed or is held already, PermissionDenied at another uitvoerder.
    """
    dossier = Inschrijving.objects.select_for_update(of=("self",)).get(pk=inschrijving_id)
    eis_recht(door, Recht.AANHOUDEN, uitvoerder_id=dossier.uitvoerder_id)
    eis_niet_vernietigd(dossier=dossier)
    if Aanhouding.objects.van_kracht().filter(inschrijving=dossier).exists():
        raise RegelFout(f"Dossier {dossier.kenmerk} is al aangehouden. U hoeft niets te doen.")
    rij = Aanhouding.objects.create(inschrijving=dossier, reden=reden, door=door, op=klok.nu())
    leg_vast(rij, "houd_aan", door=door)
    return rij


@transaction.atomic
def vraag_opheffen(*, aanhouding_id: int, reden: str, door: Gebruiker) -> Aanhouding:
    """One person says why the hold can go; another decides."""
    rij = _op_slot(aanhouding_id, door)
    if rij.opheffen_gevraagd_op:
        raise RegelFout("Een collega vroeg al om de aanhouding op te heffen. Beslis daarover.")
    rij.opheffen_reden, rij.opheffen_gevraagd_door, rij.opheffen_gevraagd_op = reden, door, klok.nu()
    return _leg_vast(rij, "vraag_opheffen", door)


@transaction.atomic
def hef_op(*, aanhouding_id: int, gezien: str, door: Gebruiker) -> Aanhouding:
    """Another natural person agrees to the request that was read (`gezien`): the dossier may go when its time has
    come (B29)."""
    rij, vrager = _gevraagd(aanhouding_id, door)
    eis_tweede_persoon(vrager, door, zelf="U vroeg dit zelf. Een collega beslist of de aanhouding weg kan.")
    eis_gezien(rij, gezien)
    rij.opgeheven_door, rij.opgeheven_op = door, klok.nu()
    return _leg_vast(rij, "hef_op", door)


@transaction.atomic
def trek_opheffen_in(*, aanhouding_id: int, door: Gebruiker) -> Aanhouding:
    """The hold stays; who asked may take it back the same way."""
    rij, _ = _gevraagd(aanhouding_id, door)
    rij.opheffen_reden, rij.opheffen_gevraagd_door, rij.opheffen_gevraagd_op = "", None, None
    return _leg_vast(rij, "trek_opheffen_in", door)


def _op_slot(aanhouding_id: int, door: Gebruiker) -> Aanhouding:
    rijen = Aanhouding.objects.select_related("inschrijving").select_for_update(of=("self",))
    rij = rijen.get(pk=aanhouding_id)
    eis_recht(door, Recht.AANHOUDEN, uitvoerder_id=rij.inschrijving.uitvoerder_id)
    if rij.opgeheven_op:
        raise RegelFout("Deze aanhouding is al opgeheven. Ververs de bladzijde.")
    return rij


def _gevraagd(aanhouding_id: int, door: Gebruiker) -> tuple[Aanhouding, int]:
    """A hold that somebody asked to lift, under its lock, and who asked (pk)."""
    rij = _op_slot(aanhouding_id, door)
    if rij.opheffen_gevraagd_door_id is None:
        raise RegelFout("Niemand vraagt nu om deze aanhouding op te heffen. Ververs de bladzijde.")
    return rij, rij.opheffen_gevraagd_door_id


def _leg_vast(rij: Aanhouding, handeling: str, door: Gebruiker) -> Aanhouding:
    rij.save()
    leg_vast(rij, handeling, door=door)
    return rij
