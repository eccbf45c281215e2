"""A change of control: the organisation tells it, and both talk about what it means (art. 31, OV-136, OV-137)."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from bekendmaking.rules import eis_tekst
from kern import klok
from kern.fouten import RegelFout
from kern.log import leg_vast
from kern.opmaak import datum
from overeenkomst.states import Kant
from partijen.models import Gebruiker
from uitvoering.actions import slot
from uitvoering.models import Zeggenschapsmelding
from uitvoering.states.einde import Zeggenschapsoort


@transaction.atomic
def meld_zeggenschap(
    *, overeenkomst_id: int, soort: str, dag: date, toelichting: str, door: Gebruiker
) -> Zeggenschapsmelding:
    """The organisation reports a change of control; the zorgkantoor gets a message and a task to talk."""
    overeenkomst = slot.vergrendel(overeenkomst_id)
    slot.eis_organisatie(overeenkomst, door)
    slot.eis_getekend(overeenkomst)
    if soort not in Zeggenschapsoort:
        raise RegelFout("Kies wat er verandert.")
    rij = Zeggenschapsmelding.objects.create(
        overeenkomst=overeenkomst,
        soort=soort,
        dag=dag,
        toelichting=eis_tekst(toelichting, "de toelichting"),
        gemeld_door=door,
        gemeld_op=klok.nu(),
    )
    leg_vast(rij, "meld_zeggenschap", door=door, soort=soort, dag=dag.isoformat())
    wat = rij.get_soort_display().lower()
    slot.bericht(
        overeenkomst,
        Kant.ZORGKANTOOR,
        onderwerp="Wijziging van zeggenschap gemeld",
        tekst=f"De organisatie meldt: {wat}, op {datum(dag)}. Overleg over de gevolgen voor cliënten.",
        over=f"uitvoering.zeggenschapsmelding:{rij.pk}",
        adres=reverse("toezicht_overeenkomst", args=[overeenkomst.inschrijving.kenmerk]),
    )
    return rij


@transaction.atomic
def leg_zeggenschapsoverleg_vast(*, melding_id: int, uitkomst: str, door: Gebruiker) -> Zeggenschapsmelding:
    """What the talk came to; once."""
    rijen = Zeggenschapsmelding.objects.select_related(*slot.BIJ)
    rij = rijen.select_for_update(of=("self",)).get(pk=melding_id)
    slot.eis_staf(rij.overeenkomst, door)
    if rij.overleg_op is not None:
        raise RegelFout("De uitkomst van dit overleg is al vastgelegd.")
    rij.overleg_uitkomst = eis_tekst(uitkomst, "de uitkomst van het overleg")
    rij.overleg_door, rij.overleg_op = door, klok.nu()
    rij.save(update_fields=["overleg_uitkomst", "overleg_door", "overleg_op"])
    leg_vast(rij, "leg_zeggenschapsoverleg_vast", door=door)
    return rij
