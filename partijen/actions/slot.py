"""What every change of an organisation begins with."""

from partijen.models import Gebruiker, Organisatie
from partijen.permissions import Recht, eis_recht


def op_slot(organisatie_id: int, door: Gebruiker) -> Organisatie:
    """Lock the organisation for one of its tekenbevoegden; PermissionDenied for anyone else."""
    organisatie = Organisatie.objects.select_for_update(of=("self",)).get(pk=organisatie_id)
    eis_recht(door, Recht.ORGANISATIE_BEHEREN, organisatie_id=organisatie.pk)
    return organisatie
