"""The afspraken for a region, written before the overeenkomst is offered (OV-035)."""

from collections.abc import Mapping

from django.db import transaction

from inschrijving.models import Inschrijving
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from overeenkomst.models import Overeenkomst, Regioafspraak
from overeenkomst.states import Status
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht


@transaction.atomic
def bewaar_regioafspraken(*, inschrijving_id: int, teksten: Mapping[int, str], door: Gebruiker) -> None:
    """Keep the text per Regioinschrijving; an empty one goes away. Not while it is offered, nor after that."""
    rijen = Inschrijving.objects.select_for_update(of=("self",))
    inschrijving = rijen.get(pk=inschrijving_id)
    eis_recht(door, Recht.BRIEF_OPSTELLEN, uitvoerder_id=inschrijving.uitvoerder_id)
    if Overeenkomst.objects.filter(inschrijving=inschrijving).exclude(status=Status.CONCEPT).exists():
        raise RegelFout("De overeenkomst is al aangeboden. Trek het aanbod in, of wijzig haar na het tekenen.")
    for deel in inschrijving.regios.filter(pk__in=teksten):
        if tekst := teksten[deel.pk].strip():
            velden = {"tekst": tekst, "door": door, "op": klok.nu()}
            Regioafspraak.objects.update_or_create(regioinschrijving=deel, defaults=velden)
        else:
            Regioafspraak.objects.filter(regioinschrijving=deel).delete()
    leg_vast(inschrijving, "bewaar_regioafspraken", door=door)
