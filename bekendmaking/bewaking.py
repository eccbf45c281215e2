"""What a letter rests on stays as it is; asked before a verdict or an indeling changes (docs/adr/0007)."""

from bekendmaking.models import Brief
from bekendmaking.states import Status
from inschrijving.models import Inschrijving, Regioinschrijving
from kern.fouten import RegelFout


def eis_geen_vaste_brief(inschrijving: Inschrijving, regio: Regioinschrijving | None) -> None:
    """Refuse once the letter of this dossier is approved or made known, whatever the region."""
    laatste = Brief.objects.filter(inschrijving=inschrijving).order_by("versie").last()
    if laatste is None or laatste.status == Status.ONTWERP:
        return
    if laatste.status == Status.GOEDGEKEURD:
        raise RegelFout("De brief van deze organisatie is al goedgekeurd. Laat eerst die goedkeuring vervallen.")
    raise RegelFout("De beslissing voor deze organisatie is al bekendgemaakt. Hier kan niets meer veranderen.")
