"""The lock every act of steps 5 and 6 takes first: the row of the region, for a user with the right there."""

from kern.fouten import RegelFout
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht
from selectie.models import Regioselectie
from selectie.states import Status


def regioselectie(selectie_id: int, door: Gebruiker, recht: Recht = Recht.SELECTEREN) -> Regioselectie:
    """The region's row under its lock. Raises PermissionDenied for a user without this right there."""
    rijen = Regioselectie.objects.select_related(
        "toewijzing__ronde", "toewijzing__regio", "toewijzing__uitvoerder"
    ).select_for_update(of=("self",))
    selectie = rijen.get(pk=selectie_id)
    eis_recht(door, recht, uitvoerder_id=selectie.toewijzing.uitvoerder_id)
    return selectie


def open_regioselectie(selectie_id: int, door: Gebruiker) -> Regioselectie:
    """The same, while its facts may still change. Raises RegelFout when the input is frozen."""
    selectie = regioselectie(selectie_id, door)
    if selectie.status != Status.OPEN:
        raise RegelFout("De invoer van deze regio is bevroren en kan niet meer veranderen.")
    return selectie


def trek_voorstel_in(selectie: Regioselectie) -> None:
    """What was proposed to freeze no longer is what stands here."""
    selectie.invoer, selectie.invoer_hash = None, ""
    selectie.voorgesteld_door = selectie.voorgesteld_op = None
    selectie.save(update_fields=["invoer", "invoer_hash", "voorgesteld_door", "voorgesteld_op"])


def eis_geen_verzoek(selectie: Regioselectie) -> None:
    """Raises RegelFout while someone asked to take the freezing back."""
    if selectie.terug_gevraagd_op is not None:
        raise RegelFout("Er ligt een verzoek om de bevriezing terug te zetten. Beslis eerst daarover.")
