"""The overeenkomst: offered after a favourable decision, signed only after the opschortende termijn (A07, A08)."""

from django.db import transaction

from bekendmaking.queries import gegunde_regios, tekenen_vanaf
from inschrijving.models import Inschrijving
from kern import klok
from kern.fouten import RegelFout
from kern.opmaak import moment
from kern.transitions import zet_over
from overeenkomst.models import Overeenkomst
from partijen.models import Gebruiker
from partijen.permissions import Recht, eis_recht


@transaction.atomic
def bied_aan(*, inschrijving_id: int, door: Gebruiker) -> Overeenkomst:
    """Offer an overeenkomst for the regions that were won; preparing is free at any time after the decision (A07)."""
    inschrijving = Inschrijving.objects.select_for_update(of=("self",)).get(pk=inschrijving_id)
    eis_recht(door, Recht.VRIJGEVEN, uitvoerder_id=inschrijving.uitvoerder_id)
    if not gegunde_regios(inschrijving):
        raise RegelFout("Voor deze inschrijving is geen beslissing bekendgemaakt die tot een overeenkomst leidt.")
    overeenkomst, _ = Overeenkomst.objects.get_or_create(inschrijving=inschrijving)
    overeenkomst = zet_over(overeenkomst, "bied_aan", door=door)
    overeenkomst.aangeboden_op = klok.nu()
    overeenkomst.save(update_fields=["aangeboden_op"])
    return overeenkomst


@transaction.atomic
def teken(*, overeenkomst_id: int, door: Gebruiker) -> Overeenkomst:
    """Sign an offered overeenkomst for the organisation.

    Raises RegelFout until the opschortende termijn of its regions is over (IK-203, IK-204).
    """
    rijen = Overeenkomst.objects.select_related("inschrijving__ronde", "inschrijving__organisatie")
    overeenkomst = rijen.select_for_update(of=("self",)).get(pk=overeenkomst_id)
    inschrijving = overeenkomst.inschrijving
    eis_recht(door, Recht.INDIENEN, organisatie_id=inschrijving.organisatie_id)
    vanaf = tekenen_vanaf(inschrijving)
    if klok.nu() < vanaf:
        raise RegelFout(f"Tekenen kan vanaf {moment(vanaf)}. Tot dan loopt de opschortende termijn.")
    overeenkomst = zet_over(overeenkomst, "teken", door=door)
    overeenkomst.getekend_op = klok.nu()
    overeenkomst.save(update_fields=["getekend_op"])
    return overeenkomst
