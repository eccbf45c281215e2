"""I4: nothing was opened too early, or outside an opening."""

from datetime import datetime

from beoordeling.models import Opening
from beoordeling.states import Openingstatus
from inschrijving.models import Inschrijving
from inschrijving.states import Status
from kern.integriteit import Uitslag
from kern.models import Gebeurtenis


def openingen() -> Uitslag:
    """No opening row, and no opened dossier, before the closing and the hour after it (R7)."""
    uitslag = Uitslag()
    geopend = set()
    for opening in Opening.objects.select_related("ronde"):
        uitslag.gecontroleerd += 1
        if opening.status == Openingstatus.GEOPEND:
            geopend.add((opening.ronde_id, opening.uitvoerder_id))
        momenten = [opening.eerste_op, *([opening.tweede_op] if opening.tweede_op else [])]
        if _te_vroeg(momenten, opening.ronde.opening_vanaf):
            uitslag.fouten.append(f"opening {opening.pk} is van voor {opening.ronde.opening_vanaf}")
    regels = Gebeurtenis.objects.filter(object_soort="inschrijving.inschrijving", handeling="open")
    tijden = dict(regels.values_list("object_id", "tijd"))
    for dossier in Inschrijving.objects.filter(status=Status.GEOPEND).select_related("ronde"):
        uitslag.gecontroleerd += 1
        if (dossier.ronde_id, dossier.uitvoerder_id) not in geopend:
            uitslag.fouten.append(f"{dossier.kenmerk}: geopend zonder opening")
        vanaf = dossier.ronde.opening_vanaf
        if str(dossier.pk) not in tijden or _te_vroeg([tijden[str(dossier.pk)]], vanaf):
            uitslag.fouten.append(f"{dossier.kenmerk}: het logboek toont geen opening op of na {vanaf}")
    return uitslag


def _te_vroeg(momenten: list[datetime], vanaf: datetime | None) -> bool:
    return vanaf is None or min(momenten) < vanaf
