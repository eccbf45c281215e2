"""What a selection rests on stays as it is; asked before a verdict or an indeling changes (docs/adr/0007)."""

from inschrijving.models import Inschrijving, Regioinschrijving
from kern.fouten import RegelFout
from selectie.models import Regioselectie
from selectie.states import Status


def eis_invoer_open(inschrijving: Inschrijving, regio: Regioinschrijving | None) -> None:
    """Refuse once the input of the region is frozen, under the lock of the region.

    The way back is in the selection, by two people, so that the letters never wait on a verdict that nobody can give.
    """
    if regio is None:
        return
    rijen = Regioselectie.objects.filter(toewijzing=regio.toewijzing_id).select_for_update(of=("self",))
    selectie = rijen.first()
    if selectie is None or selectie.status == Status.OPEN:
        return
    if selectie.status == Status.VASTGESTELD:
        raise RegelFout(
            f"De uitslag van de selectie in {regio} is vastgesteld. Een oordeel verandert dan alleen nog door een "
            "herziening van de beslissing."
        )
    raise RegelFout(
        f"De invoer van de selectie in {regio} is bevroren. Vraag eerst bij Regio’s, op de bladzijde van {regio}, "
        "om de bevriezing terug te zetten. Een collega stemt daarmee in. Daarna kan het hier."
    )
